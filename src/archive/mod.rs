//! Archives: tar in (every dialect that images come in), tar out (ustar and PAX), and the compressions around it.
//!
//! Entries are data, and paths are bytes that become names in an index. Only `pack` and `extract` touch files: below a
//! directory descriptor, and never through a path string of the archive's.

mod compression;
mod content;
mod entries;
mod extract;
mod frames;
mod gzip;
mod header;
mod pack;
mod packing;
mod path;
mod pax;
mod sparse;
pub(crate) mod toc;
mod write;

pub(crate) use compression::{decompress, decompress_beside};
pub(crate) use entries::{Entries, Entry, EntryKind, Tap};
pub(crate) use extract::{Extraction, Owner, extract};
pub(crate) use frames::Windows;
pub(crate) use pack::Packer;
pub(crate) use packing::{Packed, Packing};
pub(crate) use path::{Role, normalise, role, show};
pub(crate) use sparse::Extent;
pub(crate) use write::{END, headers, padding};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
