//! See ARCHITECTURE.md.

#[allow(dead_code)]
pub(crate) mod random;
