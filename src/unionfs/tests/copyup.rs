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
