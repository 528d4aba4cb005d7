//! Lists in tables, which strangers write: only what is wanted of each entry is kept, and not without bound.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// The most entries that a table may have.
const MOST: usize = 400_000;

/// What a list keeps of an entry.
pub(super) trait Keep: Sized {
    type Entry: for<'de> Deserialize<'de>;

    /// None for entries that are of no use; an error says what is wrong with one.
    fn keep(entry: Self::Entry) -> Result<Option<Self>, &'static str>;
}

/// The entries of a table.
#[derive(Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<'de, T: Keep> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Keep> Visitor<'de> for Entries<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<List<T>, A::Error> {
        let mut kept = Vec::new();
        while let Some(entry) = entries.next_element()? {
            kept.extend(T::keep(entry).map_err(A::Error::custom)?);
            if kept.len() > MOST {
                return Err(A::Error::custom("too many entries"));
            }
        }
        Ok(List(kept))
    }
}
