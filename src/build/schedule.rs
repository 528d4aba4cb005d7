//! Which stage is built when, and what is heard of them meanwhile. This process has one thread, and makes one process for
//! each stage.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::events::{Event, Failure, Receiver, Reporter};
use super::look::{self, Console};
use super::report::{Report, Stream};
use super::stage::{Shop, State, Worker};
use crate::container::Engine;
use crate::error::{Context, Error, Result};
use crate::sys::process::{self, Fork};
use crate::sys::signal::Signals;
use crate::sys::tty::RawMode;

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
    /// Where it is told that the terminal is free.
    word: OwnedFd,
    /// Why it has failed, while it waits for that word.
    waits: Option<Failure>,
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
    let mut running = Vec::new();
    let outcome = build_all(shop, jobs, &signals, &mut running, report);
    // However it went, nothing is left that could still write into what is about to be deleted.
    end(&running)?;
    outcome
}

/// Builds one stage after the other until all are built, or something stops the build.
fn build_all(
    shop: &Shop<'_>,
    jobs: usize,
    signals: &Signals,
    running: &mut Vec<Running>,
    report: &mut dyn Report,
) -> Result<std::result::Result<BTreeMap<usize, State>, Stopped>> {
    let mut built = BTreeMap::new();
    let mut console = None;
    let mut warned = BTreeSet::new();
    loop {
        if console.is_none() {
            start_ready(shop, jobs, &built, running)?;
        }
        if running.is_empty() {
            return Ok(Ok(built));
        }
        if let Err(stopped) = wait(signals, running, report, &mut warned)? {
            return Ok(Err(stopped));
        }
        if let Some(terminal) = shop.options.console
            && console.is_none()
        {
            console = lend(terminal, running, report)?;
        }
        if let Some(failure) = take_ended(running, &mut built, report)? {
            return Ok(Err(Stopped::Failed(failure)));
        }
    }
}

/// Takes note of the stages that have ended; why the first of those failed that did.
fn take_ended(
    running: &mut Vec<Running>,
    built: &mut BTreeMap<usize, State>,
    report: &mut dyn Report,
) -> Result<Option<Failure>> {
    let mut failed = None;
    for ended in running.extract_if(.., |one| one.is_over()) {
        process::wait(ended.process.as_fd())?;
        let lost = || Failure { exit_code: 125, message: "its process was killed".to_owned(), hint: None };
        match ended.state {
            Some(state) => _ = built.insert(ended.stage, state),
            None => {
                report.failed(ended.stage);
                failed.get_or_insert(ended.failure.unwrap_or_else(lost));
            }
        }
    }
    Ok(failed)
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

/// Lends the terminal to a stage that has failed, if there is one, and ends all others: the build is over when it is done.
/// The guard gives the terminal back as it was, should the stage be killed.
fn lend<'a>(
    terminal: Console<'a>,
    running: &mut Vec<Running>,
    report: &mut dyn Report,
) -> Result<Option<RawMode<BorrowedFd<'a>>>> {
    let Some(waiting) = running.iter().position(|one| one.waits.is_some()) else { return Ok(None) };
    let one = running.swap_remove(waiting);
    for other in running.drain(..) {
        process::pidfd_send_signal(other.process.as_fd(), SIGKILL)?;
        process::wait(other.process.as_fd())?;
    }
    report.failed(one.stage);
    report.shell(one.waits.as_ref().map_or("", |failure| &failure.message));
    let guard = RawMode::keep(terminal.input)?;
    rustix::io::write(&one.word, b".").context("cannot give the terminal to a stage")?;
    running.push(one);
    Ok(Some(guard))
}

fn start(shop: &Shop<'_>, stage: usize, built: &BTreeMap<usize, State>) -> Result<Running> {
    let pipe = || pipe_with(PipeFlags::CLOEXEC).context("pipe");
    let ((events, report), (out, out_in), (err, err_in)) = (pipe()?, pipe()?, pipe()?);
    let (heard, word) = pipe()?;
    let maker = rustix::process::getpid();
    match process::fork()? {
        Fork::Child => {
            drop((events, out, err, word));
            let ends = Ends { report: Reporter::new(report), output: (out_in, err_in), word: heard };
            // Nobody who is told of a panic could do anything; it must not unwind into what was copied from the parent.
            let work = || work(shop, stage, built, ends, maker);
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            process::exit_now(u8::from(!matches!(done, Ok(Ok(())))))
        }
        Fork::Parent(pid) => {
            drop((report, out_in, err_in, heard));
            for fd in [&events, &out, &err] {
                rustix::io::ioctl_fionbio(fd, true).context("ioctl(FIONBIO)")?;
            }
            Ok(Running {
                stage,
                process: process::pidfd_open(pid)?,
                events,
                receiver: Receiver::default(),
                streams: [Some(out), Some(err)],
                word,
                waits: None,
                state: None,
                failure: None,
            })
        }
    }
}

/// What the process that builds a stage has of the pipes.
struct Ends {
    report: Reporter,
    output: (OwnedFd, OwnedFd),
    word: OwnedFd,
}

/// The whole life of the process that builds a stage.
fn work(
    shop: &Shop<'_>,
    stage: usize,
    built: &BTreeMap<usize, State>,
    ends: Ends,
    maker: rustix::process::Pid,
) -> Result<()> {
    process::die_with_parent()?;
    anyhow::ensure!(rustix::process::getppid() == Some(maker), "the build is gone");
    let Ends { report, output, word } = ends;
    let mut last_word = report.try_clone()?;
    // Warnings are shown by whoever shows everything else.
    let warnings = RefCell::new(report.try_clone()?);
    let warn = |text: &str| _ = warnings.borrow_mut().tell(&Event::Warning(text.to_owned()));
    let engine = Engine { warn: &warn, ..*shop.engine };
    let shop = &Shop { engine: &engine, scratch: shop.scratch.clone(), ..*shop };
    let mut worker = match Worker::new(shop, stage, built, report, output) {
        Ok(worker) => worker,
        Err(error) => return last_word.tell(&Event::Failed(Failure::of(&error))),
    };
    let failure = match worker.run() {
        Ok(state) => return last_word.tell(&Event::Built(Box::new(state))),
        Err(error) => Failure::of(&error),
    };
    if let (Some(wreck), Some(console)) = (worker.wreck.take(), shop.options.console) {
        last_word.tell(&Event::Waits(failure.clone()))?;
        if rustix::io::read(&word, &mut [0; 1]).context("the build was ended")? == 1
            && let Err(error) = look::around(&mut worker, wreck, console)
        {
            warn(&format!("no shell is opened: {error:#}"));
        }
    }
    last_word.tell(&Event::Failed(failure))
}

/// Waits until something is heard, and passes it on.
fn wait(
    signals: &Signals,
    running: &mut [Running],
    report: &mut dyn Report,
    warned: &mut BTreeSet<String>,
) -> Result<std::result::Result<(), Stopped>> {
    let mut fds = vec![PollFd::new(signals, PollFlags::IN)];
    for one in &*running {
        fds.push(PollFd::new(&one.events, PollFlags::IN));
        fds.extend(one.streams.iter().flatten().map(|fd| PollFd::new(fd, PollFlags::IN)));
    }
    let patience = report.patience().and_then(|span| Timespec::try_from(span).ok());
    match poll(&mut fds, patience.as_ref()) {
        Ok(_) | Err(Errno::INTR) => {}
        Err(error) => return Err(error).context("poll"),
    }
    drop(fds);
    if let Some(arrived) = signals.next()? {
        return Ok(Err(Stopped::Signal(arrived.signal)));
    }
    for one in running {
        one.listen(report, warned)?;
    }
    report.tick();
    Ok(Ok(()))
}

impl Running {
    /// Passes on what has arrived. What a command has written comes before the word that it has ended.
    fn listen(&mut self, report: &mut dyn Report, warned: &mut BTreeSet<String>) -> Result<()> {
        self.receiver.read(&self.events)?;
        self.pass_output(report)?;
        while let Some(event) = self.receiver.next()? {
            match event {
                Event::Step { number, total, text } => report.step(self.stage, number, total, &text),
                Event::Reused => report.reused(self.stage),
                Event::Why(text) => report.why(self.stage, &text),
                Event::Done { layer } => report.done(self.stage, layer.as_deref()),
                // Many steps may have the same trouble.
                Event::Warning(text) if warned.contains(&text) => {}
                Event::Warning(text) => {
                    report.warning(&text);
                    warned.insert(text);
                }
                Event::Built(state) => self.state = Some(*state),
                Event::Waits(failure) => self.waits = Some(failure),
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
            // One that may not be killed, such as newuidmap, ends by itself.
            if let Ok(child) = process::pidfd_open(child)
                && let Err(error) = process::pidfd_send_signal(child.as_fd(), SIGKILL)
            {
                log::debug!("{error:#}");
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
