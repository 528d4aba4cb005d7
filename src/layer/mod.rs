//! The two formats of a layer on disk: the index (its tree) and the recipe (its tar stream without the contents).
//!
//! See ARCHITECTURE.md.

#![allow(dead_code, unused_imports)]

pub(crate) mod index;
pub(crate) mod recipe;
