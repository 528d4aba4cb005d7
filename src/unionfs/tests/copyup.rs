//! What is copied to the writable layer, and when. On a union without a mount: what the kernel would ask is asked here.

use super::fixture::Fixture;
use crate::unionfs::Union;
use crate::unionfs::id::Id;
use crate::unionfs::ops::{Changes, SetTime};

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
