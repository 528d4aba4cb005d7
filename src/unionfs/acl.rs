//! POSIX access control lists (acl(5)) as the kernel hands them over: a version, then entries of tag, permissions and id
//! (linux/posix_acl_xattr.h). The kernel enforces them; that list and mode agree, and what new files inherit, is ours.

/// Who may do what with a file.
pub(super) const ACCESS: &[u8] = b"system.posix_acl_access";
/// What the files that are made in a directory get.
pub(super) const DEFAULT: &[u8] = b"system.posix_acl_default";

const VERSION: [u8; 4] = 2u32.to_le_bytes();
const ENTRY: usize = 8;

const USER_OBJ: u16 = 0x01;
const GROUP_OBJ: u16 = 0x04;
const MASK: u16 = 0x10;
const OTHER: u16 = 0x20;

/// Whether this attribute is a list.
pub(super) fn is_list(name: &[u8]) -> bool {
    name == ACCESS || name == DEFAULT
}

/// A list that is no longer than the mode says: the owner, the group, all others.
const MINIMAL: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Acl(Vec<Entry>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    tag: u16,
    /// Three bits: read, write, execute.
    perm: u16,
    id: [u8; 4],
}

impl Acl {
    /// None when it is no list, or lacks what every list has.
    pub(super) fn decode(value: &[u8]) -> Option<Acl> {
        let (entries, rest) = value.strip_prefix(&VERSION)?.as_chunks::<ENTRY>();
        let entry = |&[t0, t1, p0, p1, i0, i1, i2, i3]: &[u8; ENTRY]| Entry {
            tag: u16::from_le_bytes([t0, t1]),
            perm: u16::from_le_bytes([p0, p1]) & 7,
            id: [i0, i1, i2, i3],
        };
        let acl = Acl(entries.iter().map(entry).collect());
        let complete = [USER_OBJ, GROUP_OBJ, OTHER].iter().all(|tag| acl.perm(*tag).is_some());
        (rest.is_empty() && complete).then_some(acl)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let entry =
            |entry: &Entry| [entry.tag.to_le_bytes(), entry.perm.to_le_bytes()].concat().into_iter().chain(entry.id);
        VERSION.into_iter().chain(self.0.iter().flat_map(entry)).collect()
    }

    /// Whether the mode says as much.
    pub(super) fn is_minimal(&self) -> bool {
        self.0.len() == MINIMAL
    }

    fn perm(&self, tag: u16) -> Option<u16> {
        self.0.iter().find(|entry| entry.tag == tag).map(|entry| entry.perm)
    }

    /// The entry that the mode's bits of the group stand for.
    fn group_class(&self) -> u16 {
        if self.perm(MASK).is_some() { MASK } else { GROUP_OBJ }
    }

    /// The permission bits that a file with this list shows.
    pub(super) fn permissions(&self) -> u32 {
        let bits = |tag| u32::from(self.perm(tag).unwrap_or(0));
        bits(USER_OBJ) << 6 | bits(self.group_class()) << 3 | bits(OTHER)
    }

    /// The list after a chmod.
    pub(super) fn with_permissions(mut self, mode: u32) -> Acl {
        for (tag, shift) in [(USER_OBJ, 6), (self.group_class(), 3), (OTHER, 0)] {
            self.0
                .iter_mut()
                .filter(|entry| entry.tag == tag)
                .for_each(|entry| entry.perm = (mode >> shift & 7) as u16);
        }
        self
    }

    /// The list of a file that is made with this mode where this is the default: it allows what both do.
    pub(super) fn inherited(self, mode: u32) -> Acl {
        let both = self.permissions() & mode;
        self.with_permissions(both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acl(entries: &[(u16, u16)]) -> Acl {
        Acl(entries.iter().map(|(tag, perm)| Entry { tag: *tag, perm: *perm, id: [255; 4] }).collect())
    }

    #[test]
    fn mode_and_list_agree() {
        let long = acl(&[(USER_OBJ, 6), (2, 7), (GROUP_OBJ, 5), (MASK, 4), (OTHER, 1)]);
        let short = acl(&[(USER_OBJ, 6), (GROUP_OBJ, 5), (OTHER, 1)]);
        assert_eq!((long.permissions(), short.permissions()), (0o641, 0o651));
        assert_eq!((long.is_minimal(), short.is_minimal()), (false, true));
        for (list, mode) in [(&long, 0o720), (&short, 0o026)] {
            assert_eq!(list.clone().with_permissions(mode).permissions(), mode);
            assert_eq!(list.clone().inherited(mode).permissions(), list.permissions() & mode);
        }
        assert_eq!(long.with_permissions(0o700).perm(GROUP_OBJ), Some(5));
    }

    #[test]
    fn lists_come_back_and_nonsense_does_not() {
        let list = acl(&[(USER_OBJ, 6), (GROUP_OBJ, 5), (OTHER, 1)]);
        let bytes = list.encode();
        assert_eq!(Acl::decode(&bytes), Some(list));
        for nonsense in [&b""[..], &bytes[..20], &bytes[..27], &[1; 28]] {
            assert_eq!(Acl::decode(nonsense), None);
        }
    }
}
