//! Subordinate ids and the user namespace that an engine's processes of one user live in.
#![allow(dead_code, unused_imports)]

mod causes;
mod holders;
mod map;
mod subid;
mod userns;

pub(crate) use holders::{Holding, find as find_holder, register};
pub(crate) use map::{IdMaps, Mode, Range, id_maps};
pub(crate) use userns::{ChildSide, ParentSide, prepare};
