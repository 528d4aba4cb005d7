//! Subordinate ids and the user namespace that an engine's processes of one user live in.

mod causes;
mod child;
pub(crate) mod custom;
mod holders;
mod inside;
mod map;
pub(crate) mod subid;
mod userns;

pub(crate) use child::{in_child, make as make_child, run_in};
pub(crate) use holders::{Holding, find as find_holder, register};
pub(crate) use inside::{run_apart, run_inside};
pub(crate) use map::{IdMaps, Mode, Range, id_maps};
pub(crate) use userns::{ChildSide, become_root, prepare};
