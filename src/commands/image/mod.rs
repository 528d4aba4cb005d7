//! Verbs that act on images.

mod filter;
mod history;
mod import;
mod list;
mod load;
mod look;
mod prune;
mod pull;
mod push;
mod rmi;
mod rows;
mod save;
mod scp;
mod tag;

pub(crate) use history::history;
pub(crate) use import::import;
pub(crate) use list::images;
pub(crate) use load::load;
pub(crate) use look::{diff, exists, tree};
pub(crate) use prune::{check_filters, prune, unneeded};
pub(crate) use pull::pull;
pub(crate) use push::{push, push_with};
pub(crate) use rmi::rmi;
pub(crate) use save::save;
pub(crate) use scp::scp;
pub(crate) use tag::{tag, untag};
