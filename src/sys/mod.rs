//! System calls: the only room with `unsafe`, `libc` and `nix`. It knows nothing of containers.
//!
//! Everything returns errors that carry the call's arguments; descriptors are owned types, ids are newtypes.
#![allow(unsafe_code)]

pub(crate) mod errno;
pub(crate) mod exec;
pub(crate) mod lock;
pub(crate) mod memory;
pub(crate) mod mmap;
pub(crate) mod mount;
pub(crate) mod namespace;
pub(crate) mod net;
pub(crate) mod overlay;
pub(crate) mod path;
pub(crate) mod proc;
pub(crate) mod process;
pub(crate) mod random;
pub(crate) mod seccomp;
pub(crate) mod signal;
pub(crate) mod socket;
pub(crate) mod tty;
pub(crate) mod user;

#[cfg(test)]
pub(crate) mod testing;
