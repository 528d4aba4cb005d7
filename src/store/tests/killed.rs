//! SIGKILL in the middle of adding a layer. The victim is this test program, started again.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

const ROOT: &str = "CORACLE_TEST_STORE";

/// Adds a layer from standard input to the store that the variable names.
#[test]
#[ignore = "the victim of `a_killed_adder_leaves_nothing_that_is_seen`"]
fn victim() {
    let store = Store::open(Path::new(&std::env::var_os(ROOT).unwrap())).unwrap();
    let _ = store.add_layer(std::io::stdin(), None);
}

#[test]
fn a_killed_adder_leaves_nothing_that_is_seen() {
    let (_dir, store) = new_store();
    let kept = one_file("kept", b"kept");
    let kept = add(&store, &kept).diff_id;
    put_image(&store, "{}", &[kept]);
    for entries in [1u32, 50, 2000] {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "store::tests::killed::victim"])
            .env(ROOT, store.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = victim.stdin.take().unwrap();
        for n in 0..entries {
            stdin.write_all(&TestEntry::file(&n.to_string(), &n.to_string().repeat(400).into_bytes()).build()).unwrap();
        }
        let deadline = Instant::now() + Duration::from_secs(20);
        while std::fs::read_dir(store.staging_dir()).unwrap().next().is_none() {
            assert!(Instant::now() < deadline, "the victim did not start");
            std::thread::sleep(Duration::from_millis(5));
        }
        // The collector sees that someone is at work.
        assert!(store.try_collect().unwrap().is_none());
        victim.kill().unwrap();
        victim.wait().unwrap();

        assert_eq!(std::fs::read_dir(store.layers_dir()).unwrap().count(), 1);
        assert_eq!(count(&store, "objects"), 1, "objects get their names only when the layer is whole");
        assert_eq!(store.collect().unwrap().leftovers, 1);
        assert_eq!(count(&store, "staging"), 0);
        export(&store, &kept).unwrap();
    }
}
