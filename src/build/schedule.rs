//! Which stage is built when, and what is heard of them meanwhile. This process has one thread, and makes one process for
//! each stage.

use std::collections::BTreeMap;
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::events::{Event, Failure, Receiver, Reporter};
use super::report::{Report, Stream};
use super::stage::{Shop, State, Worker};
use crate::error::{Context, Error, Result};
use crate::sys::process::{self, Fork};
use crate::sys::signal::Signals;

/// HUP, INT and TERM: they end a build.
const ENDING: [i32; 3] = [1, 2, 15];
const SIGKILL: i32 = 9;

/// How a build ended early.
#[derive(Debug)]
pub(super) enum Stopped {
    Failed(Failure),
    Signal(i32),
}

/// A stage that is being built.
struct Running {
    stage: usize,
    process: OwnedFd,
    events: OwnedFd,
    receiver: Receiver,
    /// Output and errors; closed ones are gone.
    streams: [Option<OwnedFd>; 2],
    /// Whether it has said how it ended.
    state: Option<State>,
    failure: Option<Failure>,
}

/// Builds every stage that is needed; what each has become.
pub(super) fn run(
    shop: &Shop<'_>,
    jobs: usize,
    report: &mut dyn Report,
) -> Result<std::result::Result<BTreeMap<usize, State>, Stopped>> {
    let signals = Signals::block(&ENDING)?;
    rustix::process::set_child_subreaper(Some(rustix::process::getpid())).context("prctl(PR_SET_CHILD_SUBREAPER)")?;
    let mut built = BTreeMap::new();
    let mut running: Vec<Running> = Vec::new();
    let outcome = loop {
        start_ready(shop, jobs, &built, &mut running)?;
        if running.is_empty() {
            break Ok(built);
        }
        if let Err(stopped) = wait(&signals, &mut running, report)? {
            break Err(stopped);
        }
        let mut failed = None;
        for ended in running.extract_if(.., |one| one.is_over()) {
            process::wait(ended.process.as_fd())?;
            let lost = || Failure { exit_code: 125, message: "its process was killed".to_owned(), hint: None };
            match (ended.state, ended.failure) {
                (Some(state), _) => _ = built.insert(ended.stage, state),
                (None, failure) => {
                    let failure = failure.unwrap_or_else(lost);
                    failed.get_or_insert(Stopped::Failed(failure));
                }
            }
        }
        if let Some(stopped) = failed {
            break Err(stopped);
        }
    };
    end(&running)?;
    Ok(outcome)
}

/// Starts the stages that have all that they need.
fn start_ready(shop: &Shop<'_>, jobs: usize, built: &BTreeMap<usize, State>, running: &mut Vec<Running>) -> Result<()> {
    for (stage, node) in shop.graph.nodes.iter().enumerate().filter(|(_, node)| node.is_needed) {
        let room = jobs == 0 || running.len() < jobs;
        let known = built.contains_key(&stage) || running.iter().any(|one| one.stage == stage);
        if room && !known && node.needs.iter().all(|needed| built.contains_key(needed)) {
            running.push(start(shop, stage, built)?);
        }
    }
    Ok(())
}

fn start(shop: &Shop<'_>, stage: usize, built: &BTreeMap<usize, State>) -> Result<Running> {
    let pipe = || pipe_with(PipeFlags::CLOEXEC).context("pipe");
    let ((events, report), (out, out_in), (err, err_in)) = (pipe()?, pipe()?, pipe()?);
    let maker = rustix::process::getpid();
    match process::fork()? {
        Fork::Child => {
            drop((events, out, err));
            // Nobody who is told of a panic could do anything; it must not unwind into what was copied from the parent.
            let work = || work(shop, stage, built, Reporter::new(report), (out_in, err_in), maker);
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            process::exit_now(u8::from(!matches!(done, Ok(Ok(())))))
        }
        Fork::Parent(pid) => {
            drop((report, out_in, err_in));
            for fd in [&events, &out, &err] {
                rustix::io::ioctl_fionbio(fd, true).context("ioctl(FIONBIO)")?;
            }
            Ok(Running {
                stage,
                process: process::pidfd_open(pid)?,
                events,
                receiver: Receiver::default(),
                streams: [Some(out), Some(err)],
                state: None,
                failure: None,
            })
        }
    }
}

/// The whole life of the process that builds a stage.
fn work(
    shop: &Shop<'_>,
    stage: usize,
    built: &BTreeMap<usize, State>,
    report: Reporter,
    output: (OwnedFd, OwnedFd),
    maker: rustix::process::Pid,
) -> Result<()> {
    process::die_with_parent()?;
    anyhow::ensure!(rustix::process::getppid() == Some(maker), "the build is gone");
    let mut last_word = report.try_clone()?;
    let end = Worker::new(shop, stage, built, report, output).and_then(Worker::run);
    last_word.tell(&match end {
        Ok(state) => Event::Built(Box::new(state)),
        Err(error) => Event::Failed(Failure::of(&error)),
    })
}

/// Waits until something is heard, and passes it on.
fn wait(
    signals: &Signals,
    running: &mut [Running],
    report: &mut dyn Report,
) -> Result<std::result::Result<(), Stopped>> {
    let mut fds = vec![PollFd::new(signals, PollFlags::IN)];
    for one in &*running {
        fds.push(PollFd::new(&one.events, PollFlags::IN));
        fds.extend(one.streams.iter().flatten().map(|fd| PollFd::new(fd, PollFlags::IN)));
    }
    match poll(&mut fds, report.patience().as_ref()) {
        Ok(_) | Err(Errno::INTR) => {}
        Err(error) => return Err(error).context("poll"),
    }
    drop(fds);
    if let Some(arrived) = signals.next()? {
        return Ok(Err(Stopped::Signal(arrived.signal)));
    }
    for one in running {
        one.listen(report)?;
    }
    report.tick();
    Ok(Ok(()))
}

impl Running {
    /// Passes on what has arrived. What a command has written comes before the word that it has ended.
    fn listen(&mut self, report: &mut dyn Report) -> Result<()> {
        self.receiver.read(&self.events)?;
        self.pass_output(report)?;
        while let Some(event) = self.receiver.next()? {
            match event {
                Event::Step { number, total, text } => report.step(self.stage, number, total, &text),
                Event::Reused => report.reused(self.stage),
                Event::Why(text) => report.why(self.stage, &text),
                Event::Done { layer } => report.done(self.stage, layer.as_deref()),
                Event::Warning(text) => report.warning(&text),
                Event::Built(state) => self.state = Some(*state),
                Event::Failed(failure) => self.failure = Some(failure),
            }
        }
        Ok(())
    }

    fn pass_output(&mut self, report: &mut dyn Report) -> Result<()> {
        for (place, stream) in self.streams.iter_mut().zip([Stream::Output, Stream::Errors]) {
            let Some(fd) = place.as_ref() else { continue };
            let mut bytes = Vec::new();
            let open = read_ready(fd, &mut bytes)?;
            if !bytes.is_empty() {
                report.output(self.stage, stream, &bytes);
            }
            if !open {
                *place = None;
            }
        }
        Ok(())
    }

    /// Whether its process has ended and everything was heard.
    fn is_over(&self) -> bool {
        self.state.is_some() || self.failure.is_some() || self.receiver.ended
    }
}

/// Reads what there is without waiting. False at the end.
pub(super) fn read_ready(pipe: impl AsFd, into: &mut Vec<u8>) -> Result<bool> {
    let mut buffer = [0; 32 << 10];
    loop {
        match rustix::io::read(&pipe, &mut buffer) {
            Ok(0) => return Ok(false),
            Ok(count) => into.extend_from_slice(buffer.get(..count).unwrap_or_default()),
            Err(Errno::AGAIN) => return Ok(true),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error).context("cannot hear what a stage does"),
        }
        // A command that writes without end must not keep others from being heard.
        if into.len() > 1 << 20 {
            return Ok(true);
        }
    }
}

/// Ends what still runs, and everything that it has made: nothing is left when this returns.
fn end(running: &[Running]) -> Result<()> {
    for one in running {
        process::pidfd_send_signal(one.process.as_fd(), SIGKILL)?;
    }
    // What the killed ones had made are children of this process now, and end by themselves or here.
    loop {
        for child in children() {
            if let Ok(child) = process::pidfd_open(child) {
                process::pidfd_send_signal(child.as_fd(), SIGKILL)?;
            }
        }
        match rustix::process::wait(rustix::process::WaitOptions::empty()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(Errno::CHILD) => return Ok(()),
            Err(error) => return Err(Error::new(format!("cannot wait for the build's processes: {error}")).into()),
        }
    }
}

/// The children of this process (proc_pid_task_children(5)).
fn children() -> Vec<rustix::process::Pid> {
    let own = rustix::process::getpid().as_raw_nonzero();
    let text = std::fs::read_to_string(format!("/proc/self/task/{own}/children")).unwrap_or_default();
    text.split_ascii_whitespace().filter_map(|pid| rustix::process::Pid::from_raw(pid.parse().ok()?)).collect()
}
