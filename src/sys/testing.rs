//! Tests that need a process of a single thread run their own test binary again, for that one test.

use std::process::{Command, Stdio};

use super::process;

const MARK: &str = "CORACLE_TEST_IN_OWN_PROCESS";

/// Runs `body` in a process of its own with one thread, and fails when it fails. `name` is the full name of the test
/// that calls this.
pub(crate) fn in_own_process(name: &str, body: impl FnOnce()) {
    if std::env::var_os(MARK).is_some_and(|value| value == name) {
        return in_child(body);
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(MARK, name)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success() && text.contains("BODY-DONE"), "{name}: {}\n{text}", output.status);
}

/// The harness runs a test on a thread of its own even with one test thread, so that the body runs in a fork, made raw:
/// the other thread only waits in join and holds no lock.
fn in_child(body: impl FnOnce()) {
    // SAFETY: the only other thread of this process waits for this one and holds neither the allocator nor stdio.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0, "fork failed");
    if pid == 0 {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
        process::exit_now(if result.is_ok() { 0 } else { 101 });
    }
    let pidfd = process::pidfd_open(rustix::process::Pid::from_raw(pid).unwrap()).unwrap();
    let exit = process::wait(std::os::fd::AsFd::as_fd(&pidfd)).unwrap();
    assert_eq!(exit, process::Exit::Code(0));
    println_done();
}

#[allow(clippy::print_stdout)]
fn println_done() {
    println!("BODY-DONE");
}
