//! Archives: tar in (every dialect that images come in), tar out (ustar and PAX), and the compressions around it.
//!
//! Nothing here touches the file system: entries are data, and paths are bytes that only ever become names in an index.

mod compression;
mod content;
mod entries;
mod header;
mod path;
mod pax;
mod sparse;
mod write;

pub(crate) use compression::decompress;
pub(crate) use entries::{Entries, Entry, EntryKind, Tap};
pub(crate) use path::{Role, normalise, role, show};
pub(crate) use sparse::Extent;
pub(crate) use write::{END, headers, padding};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
