//! Verbs that act on images.

mod filter;
mod history;
mod import;
mod list;
mod load;
mod login;
mod look;
mod mount;
mod place;
mod prune;
mod pull;
mod push;
mod rmi;
mod rows;
mod save;
mod scp;
mod search;
mod tag;

/// Whether a name means a file or a directory with images, as in `docker-archive:image.tar`.
pub(crate) fn is_place(name: &str) -> bool {
    place::Place::parse(name).is_some()
}

pub(crate) use history::history;
pub(crate) use import::import;
pub(crate) use list::images;
pub(crate) use load::load;
pub(crate) use login::{login, logout};
pub(crate) use look::{diff, exists, tree};
pub(crate) use mount::{mount, umount};
pub(in crate::commands) use place::{Place, loaded};
pub(crate) use prune::{check_filters, prune, unneeded};
pub(crate) use pull::pull;
pub(in crate::commands) use pull::{platform_of, transfer_flags};
pub(in crate::commands) use push::{connect as connection, of_registry, packing, push_options};
pub(crate) use push::{push, push_with};
pub(crate) use rmi::rmi;
pub(crate) use save::save;
pub(in crate::commands) use save::when_complete;
pub(crate) use scp::scp;
pub(crate) use search::search;
pub(crate) use tag::{tag, untag};
