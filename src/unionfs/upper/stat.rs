//! The attribute `user.coracle.stat`: what a file in the upper directory is to the container.
//!
//! Text, fields divided by one space: mode (octal, with type bits), uid, gid, device number (decimal, as the kernel
//! encodes it), origin (hexadecimal; 0: none) and lower names (decimal; `-`: not a file of `links`); then perhaps `below`.
//!
//! - *origin* is the number of the lower file that this one continues (see `id`). A directory with an origin is merged
//!   with the layers' directories that were merged where the origin lies, wherever it has been moved to; a directory
//!   without one hides whatever the layers have under its path.
//! - *lower names* belongs to a copied-up file that had several names in its layer. Its content lies in `work/links`; this
//!   many of its names are still the layers' own, while the others are hard links in the upper tree.
//! - *below*: the content is still the origin's, and this file is as long as that but holds nothing; or it is empty by now.

use rustix::fs::Stat as HostStat;

use crate::layer::index::Kind;
use crate::unionfs::id::Id;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::unionfs) struct Stat {
    pub(in crate::unionfs) mode: u32,
    pub(in crate::unionfs) uid: u32,
    pub(in crate::unionfs) gid: u32,
    pub(in crate::unionfs) rdev: u32,
    pub(in crate::unionfs) origin: Option<Id>,
    pub(in crate::unionfs) lower_names: Option<u32>,
    pub(in crate::unionfs) content_below: bool,
}

impl Stat {
    /// What a file is that has no such attribute: one that was made, and then the machine stopped.
    pub(super) fn missing(host: &HostStat) -> Stat {
        Stat { mode: host.st_mode, uid: 0, gid: 0, rdev: 0, origin: None, lower_names: None, content_below: false }
    }

    pub(in crate::unionfs) fn kind(&self) -> Kind {
        Kind::from_mode(self.mode).unwrap_or(Kind::Regular)
    }

    /// The node that a file with this attribute is.
    pub(in crate::unionfs) fn id(&self, host: &HostStat) -> Id {
        self.origin.unwrap_or(Id::upper(host.st_ino))
    }

    /// How many names the container sees.
    pub(in crate::unionfs) fn nlink(&self, host: &HostStat) -> u32 {
        let host = u32::try_from(host.st_nlink).unwrap_or(u32::MAX);
        match self.lower_names {
            // The name in `links` is not one that the container sees.
            Some(lower) => host.saturating_sub(1).saturating_add(lower),
            None => host,
        }
    }

    pub(super) fn encode(&self) -> String {
        let Stat { mode, uid, gid, rdev, .. } = self;
        let origin = self.origin.map_or(0, |id| id.0);
        let names = self.lower_names.map_or("-".into(), |names| names.to_string());
        let below = if self.content_below { " below" } else { "" };
        format!("{mode:o} {uid} {gid} {rdev} {origin:x} {names}{below}")
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Stat> {
        let mut fields = std::str::from_utf8(bytes).ok()?.split(' ');
        let mode = u32::from_str_radix(fields.next()?, 8).ok().filter(|mode| Kind::from_mode(*mode).is_some())?;
        let mut number = || fields.next()?.parse().ok();
        let (uid, gid, rdev) = (number()?, number()?, number()?);
        let origin = u64::from_str_radix(fields.next()?, 16).ok()?;
        let lower_names = match fields.next()? {
            "-" => None,
            names => Some(names.parse().ok()?),
        };
        let content_below = match fields.next() {
            None => false,
            Some("below") if origin != 0 => true,
            Some(_) => return None,
        };
        Some(Stat { mode, uid, gid, rdev, origin: (origin != 0).then_some(Id(origin)), lower_names, content_below })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back() {
        for (origin, lower_names) in [(None, None), (Some(Id::lower(3, 77)), Some(2)), (Some(Id::ROOT), None)] {
            for content_below in [false, origin.is_some()] {
                let (mode, uid) = (0o104755, 4_000_000_000);
                let stat = Stat { mode, uid, gid: 7, rdev: 259, origin, lower_names, content_below };
                assert_eq!(Stat::decode(stat.encode().as_bytes()), Some(stat));
            }
        }
    }

    #[test]
    fn nonsense_is_no_attribute() {
        for text in [
            "",
            "644 0 0 0 0 -",
            "100644 0 0",
            "100644 0 0 0 x -",
            "100644 0 0 0 0 - below",
            "100644 0 0 0 3 - x",
            "100644 -1 0 0 0 -",
            "\u{ff}",
        ] {
            assert_eq!(Stat::decode(text.as_bytes()), None);
        }
    }
}
