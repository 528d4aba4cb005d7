//! Tests that need a process of a single thread run their own test binary again, for that one test.

use std::io::{Read, Seek};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::{Pid, Signal};

use super::process;

const MARK: &str = "CORACLE_TEST_IN_OWN_PROCESS";

/// How long such a process may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs `body` in a process of its own with one thread, and fails when it fails or takes too long. `name` is the full
/// name of the test that calls this.
pub(crate) fn in_own_process(name: &str, body: impl FnOnce()) {
    if std::env::var_os(MARK).is_some_and(|value| value == name) {
        return in_child(body);
    }
    // A file, since a pipe would be waited for as long as any process that the test leaves behind has it open.
    let mut output = tempfile::tempfile().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(MARK, name)
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output.try_clone().unwrap())
        .process_group(0)
        .spawn()
        .unwrap();
    let ended = ends_in_time(&child);
    // With all that it left behind. The id is nobody else's yet, since the leader has not been waited for.
    let _ = rustix::process::kill_process_group(pid_of(&child), Signal::KILL);
    let status = child.wait().unwrap();
    output.rewind().unwrap();
    let mut bytes = Vec::new();
    output.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(ended, "{name}: not over after {} s\n{text}", LIMIT.as_secs());
    assert!(status.success() && text.contains("BODY-DONE"), "{name}: {status}\n{text}");
}

fn pid_of(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed()).unwrap()
}

fn ends_in_time(child: &Child) -> bool {
    let pidfd = process::pidfd_open(pid_of(child)).unwrap();
    let limit = Timespec::try_from(LIMIT).unwrap();
    let mut fds = [PollFd::new(&pidfd, PollFlags::IN)];
    rustix::io::retry_on_intr(|| rustix::event::poll(&mut fds, Some(&limit))).unwrap() > 0
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
    let pidfd = process::pidfd_open(Pid::from_raw(pid).unwrap()).unwrap();
    let exit = process::wait(std::os::fd::AsFd::as_fd(&pidfd)).unwrap();
    assert_eq!(exit, process::Exit::Code(0));
    println_done();
}

#[allow(clippy::print_stdout)]
fn println_done() {
    println!("BODY-DONE");
}
