//! Verbs that act on images.

mod filter;
mod import;
mod list;
mod load;
mod pull;
mod rmi;
mod rows;

pub(crate) use import::import;
pub(crate) use list::images;
pub(crate) use load::load;
pub(crate) use pull::pull;
pub(crate) use rmi::rmi;
