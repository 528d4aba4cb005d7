//! Which directories become a store.

use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn made_private_and_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("a/b/store");
    Store::open(&root).unwrap();
    Store::open(&root).unwrap();
    assert_eq!(std::fs::metadata(&root).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::metadata(root.join("objects")).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::read(root.join("coracle-store")).unwrap(), b"1\n");
}

#[test]
fn many_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("store");
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| Store::open(&root).map(drop))).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    });
}

#[test]
fn refused() {
    let dir = tempfile::tempdir().unwrap();
    let error = |root: &Path| one_line(&Store::open(root).err().unwrap());
    std::fs::write(dir.path().join("thesis.tex"), "text").unwrap();
    assert!(
        error(dir.path())
            .contains("is not a store: it has no file coracle-store, but it has thesis.tex; name an empty")
    );
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    assert!(error(&dir.path().join("thesis.tex")).contains("thesis.tex"));

    let root = dir.path().join("store");
    // Killed before the marker was written.
    std::fs::create_dir_all(root.join("objects")).unwrap();
    Store::open(&root).unwrap();
    std::fs::write(root.join("coracle-store"), "2\n").unwrap();
    assert!(error(&root).contains("has format 2, this coracle knows formats up to 1; use a newer coracle"));
    std::fs::write(root.join("coracle-store"), "").unwrap();
    assert!(error(&root).contains("is damaged"));
}
