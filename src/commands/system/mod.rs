//! Verbs that act on everything there is.

mod check;
mod df;
mod mirrors;
mod prune;
mod reset;

pub(crate) use check::check;
pub(crate) use df::df;
pub(crate) use mirrors::mirrors;
pub(crate) use prune::prune;
pub(crate) use reset::reset;
