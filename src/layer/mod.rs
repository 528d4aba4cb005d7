//! The two formats of a layer on disk: the index (its tree) and the recipe (its tar stream without the contents); and the
//! changes that a layer is made of, and whole trees to be compared.
//!
//! See ARCHITECTURE.md.

pub(crate) mod change;
pub(crate) mod index;
pub(crate) mod recipe;
pub(crate) mod tree;
