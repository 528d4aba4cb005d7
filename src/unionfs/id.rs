//! Node numbers: what the kernel knows a file by, and what `stat` shows as its inode number.
//!
//! | number | node |
//! |---|---|
//! | 1 | the root |
//! | (layer + 1) << 32 \| inode | a file of a layer, counted from the bottom, in its topmost layer; also after its copy-up |
//! | 1 << 62 \| inode of the host | a file that was made in the container |
//!
//! So lower files need no memory, and numbers survive copy-up and remounting.

/// A node's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(pub(super) u64);

const UPPER: u64 = 1 << 62;

impl Id {
    pub(super) const ROOT: Id = Id(1);

    /// The inode `no` of a layer, counted from the bottom.
    pub(super) fn lower(layer: usize, no: u32) -> Id {
        Id(((layer as u64 + 1) << 32) | u64::from(no))
    }

    /// A file with this inode number on the host.
    pub(super) fn upper(ino: u64) -> Id {
        Id(UPPER | (ino & (UPPER - 1)))
    }

    /// The layer and the inode number of a file that began in a layer.
    pub(super) fn as_lower(self) -> Option<(usize, u32)> {
        let layer = (self.0 >> 32).checked_sub(1).filter(|_| self.0 < UPPER)?;
        Some((usize::try_from(layer).ok()?, (self.0 & u64::from(u32::MAX)) as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for (layer, no) in [(0, 0), (0, 7), (126, u32::MAX - 1)] {
            assert_eq!(Id::lower(layer, no).as_lower(), Some((layer, no)));
        }
        assert_eq!(Id::ROOT.as_lower(), None);
        assert_eq!(Id::upper(1 << 40).as_lower(), None);
    }
}
