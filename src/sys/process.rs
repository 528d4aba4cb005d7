//! Making processes and looking after them. Both ways to make one insist on a process of a single thread: a copy of a
//! process with threads holds locks that nobody will ever release.

use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

use std::time::{Duration, Instant};

use rustix::io::{Errno, FdFlags};
use rustix::process::{DumpableBehavior, Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, WaitIdStatus};

use super::{errno, proc};
use crate::error::{Context, Result};

/// Which side of a [`fork`] returned.
#[derive(Debug)]
pub(crate) enum Fork {
    Child,
    Parent(Pid),
}

/// Which side of a [`clone3`] returned.
#[derive(Debug)]
pub(crate) enum Cloned {
    Child,
    Parent { pid: Pid, pidfd: OwnedFd },
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Code(u8),
    Signal(u8),
}

impl Exit {
    /// What a shell shows for it: the code, or 128 and the signal.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Code(code) => code,
            Exit::Signal(signal) => signal.saturating_add(128),
        }
    }
}

/// The namespaces that a new process gets for itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Namespaces {
    pub(crate) pid: bool,
    pub(crate) mount: bool,
    pub(crate) ipc: bool,
    pub(crate) uts: bool,
    pub(crate) cgroup: bool,
    pub(crate) net: bool,
}

/// From `linux/sched.h`; too wide for the type that libc gives it.
const CLONE_CLEAR_SIGHAND: u64 = 0x1_0000_0000;

impl Namespaces {
    fn flags(self) -> u64 {
        let table = [
            (self.pid, libc::CLONE_NEWPID),
            (self.mount, libc::CLONE_NEWNS),
            (self.ipc, libc::CLONE_NEWIPC),
            (self.uts, libc::CLONE_NEWUTS),
            (self.cgroup, libc::CLONE_NEWCGROUP),
            (self.net, libc::CLONE_NEWNET),
        ];
        table.iter().filter(|(wanted, _)| *wanted).fold(0, |flags, (_, flag)| flags | (*flag as u64))
    }
}

/// The number of threads of this process: `/proc/self/task` has one link for each, besides its own two (proc(5)).
pub(crate) fn thread_count() -> Result<usize> {
    let stat = rustix::fs::stat("/proc/self/task").context("stat /proc/self/task")?;
    Ok(usize::try_from(stat.st_nlink).unwrap_or(usize::MAX).saturating_sub(2))
}

/// Fails unless this process has exactly one thread.
pub(crate) fn require_single_thread(what: &str) -> Result<()> {
    let threads = thread_count()?;
    anyhow::ensure!(threads == 1, "{what}: this process has {threads} threads, and must have one");
    Ok(())
}

/// Waits for threads that have been joined to be gone from the kernel's tables too, which they are a moment later.
///
/// # Errors
/// Another thread is there to stay.
pub(crate) fn await_single_thread() -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(5);
    while thread_count()? > 1 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_micros(100));
    }
    require_single_thread("a new start")
}

/// fork(2). The child is a copy of this process. Fails in a process with more than one thread.
pub(crate) fn fork() -> Result<Fork> {
    require_single_thread("fork")?;
    // SAFETY: there is one thread, so no lock is held by another one that the child would lack.
    let pid = errno::check(libc::c_long::from(unsafe { libc::fork() })).context("fork")?;
    Ok(Pid::from_raw(pid as i32).map_or(Fork::Child, Fork::Parent))
}

/// fork(2) of a process with other threads, which the child lacks. The child must wait for nothing that they may have held:
/// it uses memory, files and system calls. (The C library has its own locks in order on both sides, malloc's among them.)
pub(crate) fn fork_beside_threads() -> Result<Fork> {
    // SAFETY: our callers keep to what is said above; the other threads are file servers, which share nothing else.
    let pid = errno::check(libc::c_long::from(unsafe { libc::fork() })).context("fork")?;
    Ok(Pid::from_raw(pid as i32).map_or(Fork::Child, Fork::Parent))
}

/// Kills a process by its number; that it is gone is no error.
pub(crate) fn kill(pid: i32) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _ = rustix::process::kill_process(pid, Signal::KILL);
    }
}

/// clone3(2) as a fork into new namespaces, with all signal handlers reset. The parent gets a pidfd besides the pid.
/// Fails in a process with more than one thread.
pub(crate) fn clone3(namespaces: Namespaces) -> Result<Cloned> {
    clone(namespaces, libc::SIGCHLD as u64, 0)
}

/// As [`clone3`], but the new process is a child of the caller's parent (CLONE_PARENT), which gets the signal of its end
/// that it gets of the caller's.
pub(crate) fn clone3_sibling(namespaces: Namespaces) -> Result<Cloned> {
    clone(namespaces, 0, libc::CLONE_PARENT as u64)
}

fn clone(namespaces: Namespaces, exit_signal: u64, more: u64) -> Result<Cloned> {
    require_single_thread("clone3")?;
    let mut pidfd: RawFd = -1;
    // SAFETY: clone_args is plain integers, for which zero is a value and means "not used".
    let mut args: libc::clone_args = unsafe { std::mem::zeroed() };
    args.flags = namespaces.flags() | more | libc::CLONE_PIDFD as u64 | CLONE_CLEAR_SIGHAND;
    args.pidfd = &raw mut pidfd as u64;
    args.exit_signal = exit_signal;
    let size = std::mem::size_of::<libc::clone_args>();
    // SAFETY: no CLONE_VM and no stack, so the child goes on with a copy of this stack, as after a fork; one thread, as
    // checked above; `args` and `pidfd` outlive the call.
    let pid = errno::check(unsafe { libc::syscall(libc::SYS_clone3, &raw mut args, size) })
        .with_context(|| format!("clone3({namespaces:?})"))?;
    match Pid::from_raw(pid as i32) {
        None => Ok(Cloned::Child),
        // SAFETY: the kernel stored a new descriptor in `pidfd`, which nobody else knows of.
        Some(pid) => Ok(Cloned::Parent { pid, pidfd: unsafe { OwnedFd::from_raw_fd(pidfd) } }),
    }
}

/// A descriptor for the process `pid`; it is readable when the process has ended.
pub(crate) fn pidfd_open(pid: Pid) -> Result<OwnedFd> {
    rustix::process::pidfd_open(pid, PidfdFlags::empty()).with_context(|| format!("pidfd_open({pid:?})"))
}

/// Sends `signal`; false when the process has already ended.
pub(crate) fn pidfd_send_signal(pidfd: BorrowedFd<'_>, signal: i32) -> Result<bool> {
    let signal = super::signal::from_raw(signal)?;
    match rustix::process::pidfd_send_signal(pidfd, signal) {
        Ok(()) => Ok(true),
        Err(Errno::SRCH) => Ok(false),
        Err(e) => Err(e).with_context(|| format!("pidfd_send_signal({signal:?})")),
    }
}

/// Waits until the child behind `pidfd` has ended, and reaps it.
pub(crate) fn wait(pidfd: BorrowedFd<'_>) -> Result<Exit> {
    loop {
        let status = rustix::io::retry_on_intr(|| rustix::process::waitid(WaitId::PidFd(pidfd), WaitIdOptions::EXITED));
        if let Some(exit) = status.context("waitid")?.as_ref().and_then(exit_of) {
            return Ok(exit);
        }
    }
}

fn exit_of(status: &WaitIdStatus) -> Option<Exit> {
    let code = status.exit_status().map(|code| Exit::Code(code as u8));
    code.or_else(|| status.terminating_signal().map(|signal| Exit::Signal(signal as u8)))
}

/// Reaps any child that has ended; nothing when none has ended or none is left.
pub(crate) fn reap_any() -> Result<Option<(Pid, Exit)>> {
    use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
    let found = match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
        Ok(WaitStatus::Exited(pid, code)) => Some((pid, Exit::Code(code as u8))),
        Ok(WaitStatus::Signaled(pid, signal, _)) => Some((pid, Exit::Signal(signal as u8))),
        Ok(_) | Err(nix::errno::Errno::ECHILD | nix::errno::Errno::EINTR) => None,
        Err(e) => return Err(e).context("waitpid"),
    };
    Ok(found.and_then(|(pid, exit)| Some((Pid::from_raw(pid.as_raw())?, exit))))
}

/// Dies by SIGKILL when the thread that made this process ends (prctl(2), PR_SET_PDEATHSIG). A change of credentials
/// undoes it, so that it comes after those. Without effect when that thread has already ended: the caller has to find out
/// afterwards, by its parent's id or by a message that only the parent could have sent.
pub(crate) fn die_with_parent() -> Result<()> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).context("prctl(PR_SET_PDEATHSIG)")
}

/// A command for a helper program: it dies by SIGKILL when the thread that spawns it ends, has an empty environment, no
/// blocked signals, works in `/` and gets no descriptors but its standard ones and `inherited`, at their own numbers.
/// `program` is an absolute path.
pub(crate) fn helper_command(program: &std::path::Path, inherited: Vec<OwnedFd>) -> std::process::Command {
    command_with(program, move |parent| prepare_helper(parent, &inherited))
}

/// The same for a program that is set-group-ID and needs not be: with privileges of its own it would not die with this thread
/// (prctl(2), PR_SET_PDEATHSIG).
pub(crate) fn unprivileged_helper_command(program: &std::path::Path) -> std::process::Command {
    command_with(program, |parent| {
        rustix::thread::set_no_new_privs(true)?;
        prepare_helper(parent, &[])
    })
}

/// `prepare` is given this process's id, and makes system calls and nothing else.
fn command_with(
    program: &std::path::Path,
    prepare: impl Fn(Pid) -> std::io::Result<()> + Send + Sync + 'static,
) -> std::process::Command {
    use std::os::unix::process::CommandExt;
    let parent = rustix::process::getpid();
    let mut command = std::process::Command::new(program);
    command.env_clear().current_dir("/");
    // SAFETY: what runs between fork and exec is system calls only, without allocation or locks.
    unsafe { command.pre_exec(move || prepare(parent)) };
    command
}

/// Between fork and exec, where other threads' locks may be held for ever: nothing but system calls.
fn prepare_helper(parent: Pid, inherited: &[OwnedFd]) -> std::io::Result<()> {
    nix::sys::signal::SigSet::empty().thread_set_mask()?;
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    if rustix::process::getppid() != Some(parent) {
        return Err(Errno::CHILD.into()); // The parent died before it was asked for.
    }
    // SAFETY: descriptors are only marked to be closed by the exec to come.
    let marked = unsafe { libc::syscall(libc::SYS_close_range, 3, u32::MAX, libc::CLOSE_RANGE_CLOEXEC) };
    errno::check(marked)?;
    inherited.iter().try_for_each(|fd| rustix::io::fcntl_setfd(fd, rustix::io::FdFlags::empty()))?;
    Ok(())
}

/// Hides memory, `/proc/PID/exe` and descriptors of this process from everybody without privileges over the namespace
/// that it was executed in (prctl(2), PR_SET_DUMPABLE). An execve undoes it.
pub(crate) fn set_not_dumpable() -> Result<()> {
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable).context("prctl(PR_SET_DUMPABLE)")
}

/// The name that `ps` shows for this process, at most 15 bytes (prctl(2), PR_SET_NAME).
pub(crate) fn set_name(name: &std::ffi::CStr) -> Result<()> {
    rustix::thread::set_name(name).with_context(|| format!("prctl(PR_SET_NAME, {name:?})"))
}

/// Makes `title` what `/proc/PID/cmdline` shows for this process in place of the words that it was started with, as far as
/// there is room (proc_pid_cmdline(5)). To be called by a process of one thread; `std::env::args` is of no use after it.
pub(crate) fn set_title(title: &[u8]) -> Result<()> {
    let (start, end) = proc::own_words().context("/proc/self/stat")?;
    let length =
        end.checked_sub(start).filter(|length| *length > 0).context("the words of this process are nowhere")?;
    // SAFETY: the kernel wrote the words there, in memory that is this process's own and stays mapped and writable as long as
    // it runs; no reference to them exists, since Rust copies them for whoever asks, and no other thread asks.
    let words = unsafe { std::slice::from_raw_parts_mut(start as *mut u8, length) };
    words.fill(0);
    words.iter_mut().zip(title).for_each(|(word, byte)| *word = *byte);
    // What ends without a zero is shown up to the first one, and what ends with one is shown whole.
    if let Some(last) = words.last_mut() {
        *last = u8::from(title.len() + 1 < length);
    }
    Ok(())
}

/// Puts copies of `sources` at the numbers from `first` on, open across execve; what was there is closed, also where there
/// is no source. Gives back the number after the last. Whoever owns descriptors among those numbers must not use them
/// again.
pub(crate) fn place_descriptors(sources: &[Option<BorrowedFd<'_>>], first: RawFd) -> Result<RawFd> {
    let end = first + sources.len() as RawFd;
    // Two passes, since a source may sit where another one shall go.
    let aside: Vec<Option<OwnedFd>> = sources
        .iter()
        .map(|source| source.map(|source| rustix::io::fcntl_dupfd_cloexec(source, end)).transpose())
        .collect::<Result<_, _>>()
        .context("fcntl(F_DUPFD_CLOEXEC)")?;
    for (source, target) in aside.iter().zip(first..) {
        let Some(source) = source else {
            close_range(target as u32, target as u32, 0)?;
            continue;
        };
        // SAFETY: dup2 takes any numbers; the caller has given up those that are overwritten.
        errno::check(libc::c_long::from(unsafe { libc::dup2(source.as_raw_fd(), target) }))
            .with_context(|| format!("dup2({target})"))?;
    }
    Ok(end)
}

/// Descriptors 3, 4 … of a command, `None` for those that it does not have.
pub(crate) type Descriptors = Vec<Option<OwnedFd>>;

/// The descriptors 3, 4 … of which `count` were handed down to this program, and `more`, by number from 3 on. No other
/// program that is executed here gets them. To be asked for before anything is opened, and once.
///
/// # Errors
/// One of them is not open.
pub(crate) fn take_inherited(count: u32, more: &[u32]) -> Result<Descriptors> {
    let mut taken = Descriptors::new();
    for number in (3..count.saturating_add(3)).chain(more.iter().copied()) {
        let index = number.checked_sub(3).context("a standard stream is no further descriptor")? as usize;
        if taken.get(index).is_some_and(Option::is_some) {
            continue;
        }
        let fd = take_one(number).with_context(|| format!("file descriptor {number} is not open"))?;
        if index >= taken.len() {
            taken.resize_with(index + 1, || None);
        }
        taken[index] = Some(fd);
    }
    Ok(taken)
}

fn take_one(number: u32) -> Option<OwnedFd> {
    let number = RawFd::try_from(number).ok()?;
    // SAFETY: the descriptor is only marked, never used, in a call that says whether it is open.
    rustix::io::fcntl_setfd(unsafe { BorrowedFd::borrow_raw(number) }, FdFlags::CLOEXEC).ok()?;
    // SAFETY: it is open, and nothing of this program has opened it: it is ours to own.
    Some(unsafe { OwnedFd::from_raw_fd(number) })
}

/// Copies of the descriptors 3, 4 … of which `count` were handed down to this program.
///
/// # Errors
/// One of them is not open.
pub(crate) fn copy_inherited(count: u32) -> Result<Vec<OwnedFd>> {
    let end = RawFd::try_from(count).ok().and_then(|count| count.checked_add(3)).context("too many descriptors")?;
    let copy = |number: RawFd| {
        // SAFETY: the descriptor is only copied, in one call.
        let copied = rustix::io::fcntl_dupfd_cloexec(unsafe { BorrowedFd::borrow_raw(number) }, end);
        copied.ok().with_context(|| format!("file descriptor {number} is not open"))
    };
    (3..end).map(copy).collect()
}

/// Copies of this process's standard streams, for a child that is to have them.
///
/// # Errors
/// One of them is closed.
pub(crate) fn copy_streams() -> Result<[OwnedFd; 3]> {
    let copy = |number: RawFd| {
        // SAFETY: the descriptor is only copied; the call says whether it is open.
        let stream = unsafe { BorrowedFd::borrow_raw(number) };
        rustix::io::fcntl_dupfd_cloexec(stream, 3).with_context(|| format!("file descriptor {number}"))
    };
    Ok([copy(0)?, copy(1)?, copy(2)?])
}

/// Leaves the caller's session, directory and streams behind, and takes a name of its own.
pub(crate) fn leave_terminal(name: &std::ffi::CStr) -> Result<()> {
    rustix::process::setsid().context("setsid")?;
    rustix::process::chdir("/").context("chdir /")?;
    let null = std::fs::File::options().read(true).write(true).open("/dev/null").context("cannot open /dev/null")?;
    rustix::stdio::dup2_stdin(&null).context("dup2")?;
    rustix::stdio::dup2_stdout(&null).context("dup2")?;
    rustix::stdio::dup2_stderr(&null).context("dup2")?;
    set_name(name)
}

/// Makes `file` this process's standard output.
pub(crate) fn replace_output(file: std::fs::File) -> Result<()> {
    rustix::stdio::dup2_stdout(file).context("dup2")
}

/// Closes every descriptor from `first` on except those in `keep`.
pub(crate) fn close_from_except(first: RawFd, keep: &[RawFd]) -> Result<()> {
    let mut keep: Vec<RawFd> = keep.iter().copied().filter(|fd| *fd >= first).collect();
    keep.sort_unstable();
    keep.dedup();
    let mut next = first;
    for fd in keep {
        if fd > next {
            close_range(next as u32, (fd - 1) as u32, 0)?;
        }
        next = fd + 1;
    }
    close_range(next as u32, u32::MAX, 0)
}

/// Marks every descriptor from `first` on to be closed by the next execve.
pub(crate) fn cloexec_from(first: RawFd) -> Result<()> {
    close_range(first as u32, u32::MAX, libc::CLOSE_RANGE_CLOEXEC)
}

fn close_range(first: u32, last: u32, flags: u32) -> Result<()> {
    // SAFETY: the callers are about to replace the process or have listed every descriptor that is still owned; what is
    // closed here is never used again.
    errno::check(unsafe { libc::syscall(libc::SYS_close_range, first, last, flags) })
        .map(drop)
        .with_context(|| format!("close_range({first}, {last}, {flags})"))
}

/// Leaves this process now, without running destructors or exit handlers: for the children made here, which share the
/// memory image of a program whose exit handlers are not theirs.
pub(crate) fn exit_now(code: u8) -> ! {
    // SAFETY: _exit takes any value and never returns.
    unsafe { libc::_exit(i32::from(code)) }
}

/// Gives this process a session keyring of its own, so that it does not share its maker's (keyctl(2)). Not having the
/// quota or the call is no error: the default seccomp filter keeps keyrings away from the container as well.
pub(crate) fn join_new_session_keyring() {
    const KEYCTL_JOIN_SESSION_KEYRING: libc::c_long = 1;
    // SAFETY: a null name asks for an anonymous keyring; no memory is passed.
    let _ = unsafe { libc::syscall(libc::SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, 0) };
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsFd;

    use super::*;
    use crate::sys::testing;

    #[test]
    fn a_test_binary_has_threads_and_cannot_fork() {
        assert!(thread_count().unwrap() >= 2);
        assert!(fork().unwrap_err().to_string().contains("threads"));
    }

    #[test]
    fn fork_and_clone3_give_children_that_can_be_waited_for() {
        testing::in_own_process("sys::process::tests::fork_and_clone3_give_children_that_can_be_waited_for", || {
            assert_eq!(thread_count().unwrap(), 1);
            match fork().unwrap() {
                Fork::Child => exit_now(7),
                Fork::Parent(pid) => {
                    let pidfd = pidfd_open(pid).unwrap();
                    assert_eq!(wait(pidfd.as_fd()).unwrap(), Exit::Code(7));
                    assert!(!pidfd_send_signal(pidfd.as_fd(), 9).unwrap());
                }
            }
            match clone3(Namespaces::default()).unwrap() {
                Cloned::Child => loop {
                    rustix::thread::sched_yield();
                },
                Cloned::Parent { pidfd, pid } => {
                    assert!(pidfd_send_signal(pidfd.as_fd(), 9).unwrap());
                    let exit = loop {
                        if let Some(found) = reap_any().unwrap() {
                            break found;
                        }
                    };
                    assert_eq!(exit, (pid, Exit::Signal(9)));
                    assert_eq!(exit.1.code(), 137);
                }
            }
            assert_eq!(reap_any().unwrap(), None);
        });
    }

    #[test]
    fn closes_all_but_what_is_kept() {
        testing::in_own_process("sys::process::tests::closes_all_but_what_is_kept", || {
            use std::os::fd::IntoRawFd;
            let files: Vec<_> = (0..6).map(|_| std::fs::File::open("/dev/null").unwrap().into_raw_fd()).collect();
            let keep = [files[1], files[4]];
            close_from_except(3, &keep).unwrap();
            let open: Vec<RawFd> = (3..64)
                // SAFETY: the descriptor is only asked for, never used.
                .filter(|fd| rustix::io::fcntl_getfd(unsafe { BorrowedFd::borrow_raw(*fd) }).is_ok())
                .collect();
            assert_eq!(open, keep);
            assert_eq!(std::io::stdout().as_raw_fd(), 1);
        });
    }
}
