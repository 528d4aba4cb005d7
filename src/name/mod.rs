//! Names of things: references, digests, platforms, container ids and names; and how bytes and durations are spelt in texts.
//! Pure: nothing here does I/O, except that random ids ask the kernel for bytes.

pub(crate) mod base64;
mod digest;
mod duration;
mod grammar;
mod id;
mod metered;
mod platform;
mod reference;

pub(crate) use self::{
    digest::{Digest, Hasher},
    duration::parse_duration,
    id::{check_container_name, check_secret_name, check_volume_name, random_id, random_name},
    metered::Metered,
    platform::Platform,
    reference::{ImageName, Reference, ShortName},
};
