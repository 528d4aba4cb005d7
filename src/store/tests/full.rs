//! A full disk: a small tmpfs in a user and mount namespace, where this test program is started again.

use std::io::Read;
use std::process::Command;

use super::*;

const ROOT: &str = "CORACLE_TEST_TMPFS";

/// Runs the ignored test `name` on a tmpfs with these mount options.
fn on_tmpfs(options: &str, name: &str) {
    let dir = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o {options} tmpfs \"${ROOT}\" && exec \"$0\" --ignored --exact \"$1\"");
    let output = Command::new("unshare")
        .args(["-Urm", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .arg(format!("store::tests::full::{name}"))
        .env(ROOT, dir.path())
        .output()
        .unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

fn store_there() -> Store {
    Store::open(&Path::new(&std::env::var_os(ROOT).unwrap()).join("store")).unwrap()
}

#[test]
fn a_bomb_stops_before_the_disk_is_full() {
    on_tmpfs("size=100m", "bomb");
}

#[test]
#[ignore = "runs on a tmpfs"]
fn bomb() {
    let store = store_there();
    // A file whose size is told: refused before it is written.
    let told = TestEntry::file("big", b"").octal(124, 12, 4 << 30).build();
    let error = one_line(&store.add_layer(told.chain(std::io::repeat(0)), None).unwrap_err());
    assert!(error.contains("no space left for") && error.contains("a file of 4096 MiB to write"), "{error}");
    assert!(error.ends_with("free some space, for instance with `coracle rmi`"), "{error}");
    assert_empty(&store);
    // Many files, each of them small and different.
    let many = (0..u32::MAX).flat_map(|n| TestEntry::file(&n.to_string(), &n.to_le_bytes().repeat(25_000)).build());
    let error = one_line(&store.add_layer(Bytes(many), None).unwrap_err());
    assert!(error.contains("no space left for") && error.contains("32 MiB must stay free"), "{error}");
    assert_empty(&store);
    // No files, only bytes after the end of the archive, which the recipe must keep.
    let mut random = 1u64;
    let noise = std::iter::repeat_with(|| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (random >> 40) as u8
    });
    let error = one_line(&store.add_layer([0; 1024].chain(Bytes(noise)), None).unwrap_err());
    assert!(error.contains("no space left for"), "{error}");
    assert_empty(&store);
    add(&store, &one_file("a", b"there is room for this"));
}

#[test]
fn no_more_inodes() {
    on_tmpfs("size=200m,nr_inodes=300", "inodes");
}

#[test]
#[ignore = "runs on a tmpfs"]
fn inodes() {
    let store = store_there();
    let many: Vec<_> = (0..1000).map(|n| TestEntry::file(&n.to_string(), n.to_string().as_bytes())).collect();
    let error = one_line(&store.add_layer(&archive(&many)[..], None).unwrap_err());
    assert!(error.contains("no space left for") && error.contains("the disk is full; free some space"), "{error}");
    assert_empty(&store);
    add(&store, &one_file("a", b"there is room for this"));
}

/// An iterator as a reader.
struct Bytes<I>(I);

impl<I: Iterator<Item = u8>> Read for Bytes<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut count = 0;
        for (to, from) in buffer.iter_mut().zip(&mut self.0) {
            *to = from;
            count += 1;
        }
        Ok(count)
    }
}
