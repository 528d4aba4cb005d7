//! The operations, as the container's processes ask for them. Each file is one `impl Union`.

mod create;
mod data;
mod dir;
mod flags;
mod link;
mod meta;
mod remove;
mod rename;
mod xattr;

pub(super) use create::{Caller, New};
pub(super) use data::Write;
pub(super) use meta::{Changes, SetTime};
