//! What limits do, in a virtual machine with all controllers of cgroup version 2: `tests/vm/run`.

use crate::harness::{Cmd, cache, is_root};

#[test]
#[ignore = "runs as root and takes minutes, by contrib/test"]
fn limits_hold() {
    assert!(is_root(), "this test runs as root only; contrib/test runs it so");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vm/run");
    let output = Cmd::new(script).arg(cache::program()).arg(cache::images()).deadline(360).run().ok();
    // Every check has a line of its own.
    let checks = output.stdout.lines().filter(|line| line.starts_with("vm: ")).count();
    assert!(checks > 10, "{}", output.stdout);
}
