//! Building images: what a Dockerfile says, where its files come from, and the steps that make an image of them.

// Everything here is for `coracle build`; what the command does not use yet is used by the tests beside it.
#[allow(dead_code, unused_imports)]
pub(crate) mod context;
#[allow(dead_code, unused_imports)]
pub(crate) mod dockerfile;
