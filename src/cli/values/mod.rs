//! What the values of flags mean: pure parsers from text to plain data, used by clap while it reads the command line.
//!
//! Their errors are the cause only; clap's caller adds which flag it was.

pub(crate) mod capability;
pub(crate) mod detach;
pub(crate) mod device;
pub(crate) mod duration;
pub(crate) mod env;
pub(crate) mod filter;
pub(crate) mod hosts;
pub(crate) mod label;
pub(crate) mod limit;
pub(crate) mod log;
pub(crate) mod mount;
pub(crate) mod network;
pub(crate) mod octal;
pub(crate) mod publish;
pub(crate) mod rootfs;
pub(crate) mod secret;
pub(crate) mod security;
pub(crate) mod signal;
pub(crate) mod size;
pub(crate) mod storage;
pub(crate) mod ulimit;
pub(crate) mod user;
pub(crate) mod userns;

pub(crate) use capability::Capability;
pub(crate) use detach::DetachKeys;
pub(crate) use device::Device;
pub(crate) use env::EnvItem;
pub(crate) use filter::Filter;
pub(crate) use hosts::{Address, HostEntry, HostsBase, NameServer};
pub(crate) use label::Label;
pub(crate) use limit::DeviceRate;
pub(crate) use log::LogOpt;
pub(crate) use mount::{Mount, MountType, VolumesFrom};
pub(crate) use network::Network;
pub(crate) use publish::{Exposed, PortRange, Protocol, Publish};
pub(crate) use rootfs::RootDir;
pub(crate) use secret::{SecretShown, SecretUse};
pub(crate) use security::{Seccomp, SecurityOpt};
pub(crate) use signal::Signal;
pub(crate) use storage::StorageOpt;
pub(crate) use ulimit::{Limit, Ulimit};
pub(crate) use user::User;
pub(crate) use userns::{Mapping, Namespace, Userns};
