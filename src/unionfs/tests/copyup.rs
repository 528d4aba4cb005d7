//! What is copied to the writable layer, and when. On a union without a mount: what the kernel would ask is asked here.

use std::os::unix::fs::MetadataExt;

use super::fixture::Fixture;
use crate::unionfs::Union;
use crate::unionfs::attr::Attr;
use crate::unionfs::id::Id;
use crate::unionfs::ops::{Changes, SetTime, Write};
use crate::unionfs::reader::Reader;

fn find(union: &Union, dir: Id, name: &str) -> Id {
    union.lookup(dir, name.as_bytes()).unwrap().unwrap().id
}

#[test]
fn nothing_is_copied_for_times_that_are_as_they_were() {
    let mut fixture = Fixture::new();
    fixture.layer(|l| l.file("a", b"lower"));
    let union = Union::new(fixture.options()).unwrap();
    let id = find(&union, Id::ROOT, "a");
    let mtime = union.getattr(id).unwrap().mtime;
    union.unlink(Id::ROOT, b"a").unwrap();
    // The kernel writes back the times of what it removed.
    let same = Changes { mtime: Some(SetTime::To(mtime)), ..Changes::default() };
    assert_eq!(union.setattr(id, &same).unwrap().nlink, 0);
    assert!(!union.tree.is_upper(id));
    let other = Changes { atime: Some(SetTime::Now), ..same };
    union.setattr(id, &other).unwrap();
    assert!(union.tree.is_upper(id));
}

#[test]
fn names_of_attributes_may_be_as_long_as_the_kernel_lets_them() {
    let mut fixture = Fixture::new();
    let long = [b"user.".as_slice(), &[b'n'; 250]].concat();
    let short = b"user.short".to_vec();
    fixture.layer(|l| l.file_with("a", b"", 0o644, &[(long.clone(), b"lower".to_vec()), (short.clone(), vec![])]));
    let union = Union::new(fixture.options()).unwrap();
    let id = find(&union, Id::ROOT, "a");
    union.setattr(id, &Changes { mode: Some(0o600), ..Changes::default() }).unwrap();
    assert_eq!(union.getxattr(id, &long).unwrap(), b"lower");
    let mut names: Vec<_> = union.listxattr(id).unwrap().split(|b| *b == 0).map(<[u8]>::to_vec).collect();
    names.sort();
    assert_eq!(names, [vec![], long.clone(), short]);
    union.setxattr(id, &long, b"", 0).unwrap();
    assert_eq!(union.getxattr(id, &long).unwrap(), b"");
    union.removexattr(id, &long).unwrap();
    assert_eq!(union.getxattr(id, &long), Err(rustix::io::Errno::NODATA));
}

/// How much of a file in the writable layer is on disk, in bytes.
fn on_disk(fixture: &Fixture, path: &str) -> u64 {
    std::fs::metadata(fixture.base.join("upper").join(path)).unwrap().blocks() * 512
}

fn content(union: &Union, id: Id) -> Vec<u8> {
    union.read(id, 0, 200_000, &mut Reader::default()).unwrap().to_vec()
}

#[test]
fn content_is_copied_when_it_changes() {
    let mut fixture = Fixture::new();
    let lower: Vec<u8> = (0..100_000u32).map(|n| n as u8).collect();
    fixture.layer(|l| ["a", "b"].iter().for_each(|name| l.file(name, &lower)));
    let mode = Changes { mode: Some(0o600), ..Changes::default() };
    let union = Union::new(fixture.options()).unwrap();
    let (a, b) = (find(&union, Id::ROOT, "a"), find(&union, Id::ROOT, "b"));
    let before = union.setattr(a, &mode).unwrap();
    union.setattr(b, &mode).unwrap();
    union.rename((Id::ROOT, b"a"), (Id::ROOT, b"moved"), false).unwrap();
    assert_eq!((before.size, on_disk(&fixture, "moved")), (100_000, 0));
    assert_eq!(content(&union, a), lower);
    drop(union);

    let union = Union::new(fixture.options()).unwrap();
    let found = find(&union, Id::ROOT, "moved");
    assert_eq!((found, content(&union, found)), (a, lower.clone()));
    assert_eq!(Attr { ctime: before.ctime, ..union.getattr(a).unwrap() }, before);
    find(&union, Id::ROOT, "b");
    union.write(a, 5, b"new", Write::default()).unwrap();
    let size = Changes { size: Some(0), ..Changes::default() };
    assert_eq!(union.setattr(b, &size).unwrap().size, 0);
    assert_eq!(on_disk(&fixture, "b"), 0);
    let new = [&lower[..5], b"new", &lower[8..]].concat();
    assert_eq!(content(&union, a), new);
    drop(union);

    let union = Union::new(fixture.options()).unwrap();
    assert_eq!(content(&union, find(&union, Id::ROOT, "moved")), new);
    assert_eq!(union.getattr(find(&union, Id::ROOT, "b")).unwrap().size, 0);
}
