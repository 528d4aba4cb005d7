//! See ARCHITECTURE.md.

#[allow(dead_code, unsafe_code)]
pub(crate) mod mmap;
#[allow(dead_code)]
pub(crate) mod random;
#[allow(dead_code)]
pub(crate) mod user;
