//! Subordinate ids and the user namespace that an engine's processes of one user live in.

mod causes;
mod holders;
mod map;
mod subid;
mod userns;

pub(crate) use holders::{Holding, find as find_holder, register};
pub(crate) use map::{IdMaps, Mode, Range, id_maps};
pub(crate) use userns::{ChildSide, prepare};
