//! The operations, and how random ones are made.

use proptest::prelude::*;

/// Few names, so that operations meet each other.
pub(super) const PATHS: [&str; 16] =
    ["a", "b", "d", "d/a", "d/b", "d/c", "d/e", "d/e/a", "d/e/b", "e", "e/a", "e/d", "e/d/a", "f", "f/a", "l"];

/// A number in `PATHS`.
pub(in crate::unionfs::tests) type PathNo = usize;

/// A number among the open files.
pub(in crate::unionfs::tests) type Handle = usize;

#[derive(Debug, Clone)]
pub(in crate::unionfs::tests) enum Step {
    Create(PathNo),
    Write(PathNo, u16, Vec<u8>),
    Append(PathNo, Vec<u8>),
    Truncate(PathNo, u16),
    /// Offset, length, and whether it makes a hole.
    Allocate(PathNo, u16, u16, bool),
    /// From, to, the two offsets, and the length.
    CopyRange(PathNo, PathNo, u16, u16, u16),
    Mkdir(PathNo),
    Rmdir(PathNo),
    Unlink(PathNo),
    Rename(PathNo, PathNo),
    NoReplace(PathNo, PathNo),
    Exchange(PathNo, PathNo),
    Link(PathNo, PathNo),
    Symlink(PathNo),
    Fifo(PathNo),
    Chmod(PathNo, u32),
    Chown(PathNo, u32, u32),
    SetXattr(PathNo, u8),
    RemoveXattr(PathNo, u8),
    /// Seconds and nanoseconds of the last modification.
    Touch(PathNo, i64, u32),
    Open(PathNo, bool),
    WriteOpen(Handle, u16, Vec<u8>),
    TruncateOpen(Handle, u16),
    ChmodOpen(Handle, u32),
    ReadOpen(Handle),
    Sync(Handle),
    Close(Handle),
    /// Maps a file for reading; what was mapped before is compared after every step.
    Map(PathNo),
    Unmap,
    /// The kernel forgets what it can.
    Forget,
    Remount,
    /// The changes become a layer on top of the image, and the writable layer is empty again.
    Commit,
}

/// Sequences of steps. They shrink to fewer and simpler ones.
pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 1..40)
}

pub(in crate::unionfs::tests) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![20 => contents(), 33 => names(), 10 => attributes(), 13 => handles(), 1 => Just(Step::Remount), 1 => Just(Step::Commit)]
}

fn path() -> std::ops::Range<PathNo> {
    0..PATHS.len()
}

fn data() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..20)
}

fn mode() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0o644u32), Just(0o600), Just(0o4755), Just(0o2711), Just(0o1777), Just(0)]
}

fn contents() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => path().prop_map(Step::Create),
        6 => (path(), 0..300u16, data()).prop_map(|(p, o, d)| Step::Write(p, o, d)),
        4 => (path(), data()).prop_map(|(p, d)| Step::Append(p, d)),
        4 => (path(), 0..300u16).prop_map(|(p, n)| Step::Truncate(p, n)),
        2 => (path(), 0..9000u16, 1..9000u16, any::<bool>()).prop_map(|(p, o, n, hole)| Step::Allocate(p, o, n, hole)),
        2 => (path(), path(), 0..300u16, 0..300u16, 1..300u16)
            .prop_map(|(a, b, from, to, n)| Step::CopyRange(a, b, from, to, n)),
    ]
}

fn names() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => path().prop_map(Step::Mkdir),
        3 => path().prop_map(Step::Rmdir),
        4 => path().prop_map(Step::Unlink),
        8 => (path(), path()).prop_map(|(a, b)| Step::Rename(a, b)),
        1 => (path(), path()).prop_map(|(a, b)| Step::NoReplace(a, b)),
        2 => (path(), path()).prop_map(|(a, b)| Step::Exchange(a, b)),
        4 => (path(), path()).prop_map(|(a, b)| Step::Link(a, b)),
        1 => path().prop_map(Step::Symlink),
        1 => path().prop_map(Step::Fifo),
    ]
}

fn attributes() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (path(), mode()).prop_map(|(p, m)| Step::Chmod(p, m)),
        2 => (path(), 0..3u32, 0..3u32).prop_map(|(p, u, g)| Step::Chown(p, u * 500, g * 7)),
        1 => (path(), 0..3u8).prop_map(|(p, n)| Step::SetXattr(p, n)),
        1 => (path(), 0..3u8).prop_map(|(p, n)| Step::RemoveXattr(p, n)),
        1 => (path(), 900_000_000..1_500_000_000i64, 0..1_000_000_000u32).prop_map(|(p, s, n)| Step::Touch(p, s, n)),
    ]
}

fn handles() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (path(), any::<bool>()).prop_map(|(p, w)| Step::Open(p, w)),
        3 => (0..4usize, 0..300u16, data()).prop_map(|(h, o, d)| Step::WriteOpen(h, o, d)),
        1 => (0..4usize, 0..300u16).prop_map(|(h, n)| Step::TruncateOpen(h, n)),
        1 => (0..4usize, mode()).prop_map(|(h, m)| Step::ChmodOpen(h, m)),
        2 => (0..4usize).prop_map(Step::ReadOpen),
        1 => (0..4usize).prop_map(Step::Sync),
        1 => (0..4usize).prop_map(Step::Close),
        1 => path().prop_map(Step::Map),
        1 => Just(Step::Unmap),
        1 => Just(Step::Forget),
    ]
}
