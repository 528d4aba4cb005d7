//! The two formats of a layer on disk: the index (its tree) and the recipe (its tar stream without the contents).
//!
//! See ARCHITECTURE.md.

pub(crate) mod index;
pub(crate) mod recipe;
