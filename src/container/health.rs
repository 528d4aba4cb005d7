//! Health checks: from what was asked for to what is configured, and one run of a check.

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::exec::{self, ExecRequest};
use super::{Engine, Session};
use crate::error::{Context, Error, Result};
use crate::monitor::Answer;
use crate::runtime::Stdio;
use crate::store::containers::{
    self, Check, HealthCheck, HealthLogConfig, HealthStatus, OnFailure, Record, StartupCheck, Status,
};
use crate::sys::{proc, process};

/// What the user asked for. What is not given is the image's, or as it was, or the default.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct WantedHealth {
    /// No check, whatever the image says.
    pub(crate) none: bool,
    /// A command for a shell, or a JSON array.
    pub(crate) command: Option<String>,
    /// Zero: no timer.
    pub(crate) interval: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) start_period: Option<Duration>,
    pub(crate) start_interval: Option<Duration>,
    pub(crate) on_failure: Option<OnFailure>,
    pub(crate) startup: WantedStartup,
    pub(crate) log_destination: Option<String>,
    pub(crate) max_log_count: Option<u32>,
    pub(crate) max_log_size: Option<u32>,
}

/// The same of the check that comes before.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct WantedStartup {
    pub(crate) command: Option<String>,
    pub(crate) interval: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) successes: Option<u32>,
    pub(crate) timeout: Option<Duration>,
}

const INTERVAL: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(30);
const RETRIES: u32 = 3;

/// A check with the customary defaults.
pub(crate) fn with_defaults(test: Vec<String>) -> HealthCheck {
    HealthCheck {
        check: Check { test, interval: Some(INTERVAL), timeout: TIMEOUT },
        retries: RETRIES,
        start_period: Duration::ZERO,
        start_interval: None,
        startup: None,
        on_failure: OnFailure::None,
        log: HealthLogConfig::default(),
    }
}

/// The check of a new container, whose image has `of_image`: a command of the user's own has nothing of that.
pub(super) fn decide(wanted: WantedHealth, of_image: Option<HealthCheck>) -> Result<Option<HealthCheck>> {
    let base = if wanted.command.is_some() { None } else { of_image };
    change(wanted, base)
}

/// The check of a container that had `base` so far.
///
/// # Errors
/// A startup check without a check proper; a directory for results that is not there.
pub(super) fn change(wanted: WantedHealth, base: Option<HealthCheck>) -> Result<Option<HealthCheck>> {
    if wanted.none {
        return Ok(None);
    }
    let mut health = match (wanted.command.as_deref().map(test).transpose()?, base) {
        (Some(test), _) if is_none(&test) => return Ok(None),
        (Some(test), Some(base)) => HealthCheck { check: Check { test, ..base.check }, ..base },
        (Some(test), None) => with_defaults(test),
        (None, Some(base)) => base,
        (None, None) if wanted.startup.command.is_some() => {
            let message = "a startup health check needs a health check that comes after it";
            return Err(Error::new(message).hint("give one with --health-cmd").into());
        }
        (None, None) => {
            let action = wanted.on_failure.filter(|action| *action != OnFailure::None);
            return action.map_or(Ok(None), |action| {
                let action = action.as_str();
                Err(Error::new(format!("cannot set on-failure action to {action} without a health check")).into())
            });
        }
    };
    set_times(&mut health.check, wanted.interval, wanted.timeout);
    health.retries = wanted.retries.unwrap_or(health.retries);
    health.start_period = wanted.start_period.unwrap_or(health.start_period);
    health.start_interval = wanted.start_interval.or(health.start_interval);
    health.on_failure = wanted.on_failure.unwrap_or(health.on_failure);
    health.log.max_count = wanted.max_log_count.unwrap_or(health.log.max_count);
    health.log.max_size = wanted.max_log_size.unwrap_or(health.log.max_size);
    if let Some(text) = wanted.log_destination {
        health.log.directory = destination(&text)?;
        health.log.to_events = text == EVENTS;
    }
    health.startup = change_startup(wanted.startup, health.startup)?;
    Ok(Some(health))
}

fn change_startup(wanted: WantedStartup, base: Option<StartupCheck>) -> Result<Option<StartupCheck>> {
    let mut startup = match (wanted.command.as_deref().map(test).transpose()?, base) {
        (Some(test), _) if is_none(&test) => return Ok(None),
        (Some(test), Some(base)) => StartupCheck { check: Check { test, ..base.check }, ..base },
        (Some(test), None) => StartupCheck { check: with_defaults(test).check, retries: 0, successes: 0 },
        (None, Some(base)) => base,
        (None, None) => return Ok(None),
    };
    set_times(&mut startup.check, wanted.interval, wanted.timeout);
    startup.retries = wanted.retries.unwrap_or(startup.retries);
    startup.successes = wanted.successes.unwrap_or(startup.successes);
    Ok(Some(startup))
}

fn set_times(check: &mut Check, interval: Option<Duration>, timeout: Option<Duration>) {
    if let Some(interval) = interval {
        check.interval = Some(interval).filter(|interval| !interval.is_zero());
    }
    check.timeout = timeout.unwrap_or(check.timeout);
}

impl WantedHealth {
    /// Whether the user wants no check.
    pub(super) fn is_none(&self) -> bool {
        self.none || self.command.as_deref().is_some_and(|text| test(text).is_ok_and(|test| is_none(&test)))
    }
}

/// Whether an image's or a user's test says that there is to be none.
pub(crate) fn is_none(test: &[String]) -> bool {
    test.first().is_none_or(|word| word.eq_ignore_ascii_case("NONE"))
}

/// What was typed as a test in Docker's form: a JSON array, or a command for a shell.
fn test(text: &str) -> Result<Vec<String>> {
    let shell = |command: &str| vec!["CMD-SHELL".to_owned(), command.to_owned()];
    let keyword = |word: &str| ["CMD", "CMD-SHELL", "NONE"].into_iter().find(|known| word.eq_ignore_ascii_case(known));
    let array = serde_json::from_str::<Vec<String>>(text).ok();
    let words = match array {
        Some(words) => match words.first().and_then(|first| keyword(first)) {
            Some(word) => [&[word.to_owned()], words.get(1..).unwrap_or_default()].concat(),
            None if words.len() == 1 => shell(&words.concat()),
            None if words.is_empty() => words,
            None => [&["CMD".to_owned()], &words[..]].concat(),
        },
        None => {
            let (first, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
            match keyword(first) {
                Some("CMD-SHELL") => shell(rest.trim()),
                Some(word) => std::iter::once(word).chain(rest.split_whitespace()).map(str::to_owned).collect(),
                None => shell(text.trim()),
            }
        }
    };
    let has_command = words.iter().skip(1).any(|word| !word.is_empty());
    if !has_command && words.first().is_none_or(|word| word != "NONE") {
        return Err(Error::new("a health check needs a command").hint("name one, or `none`").into());
    }
    Ok(words)
}

/// The destination of results that are told with the events.
pub(super) const EVENTS: &str = "events_logger";

/// Where a copy of the results goes; nothing for the engine's own places.
fn destination(text: &str) -> Result<Option<PathBuf>> {
    if matches!(text, "local" | EVENTS) {
        return Ok(None);
    }
    let path = std::path::absolute(text).with_context(|| format!("health log destination {text:?}"))?;
    match path.is_dir() {
        true => Ok(Some(path)),
        false => {
            let message = format!("the health log destination {} is not a directory", path.display());
            Err(Error::new(message).hint("make it first, or say local").into())
        }
    }
}

/// Has a container's monitor check its health now; what that check says by itself. Where the container ends because of it,
/// that is over when this returns.
///
/// # Errors
/// It does not run, or has no health check.
pub(crate) fn run_check(record: &Record) -> Result<HealthStatus> {
    let name = &record.config.name;
    if record.config.health.is_none() {
        return Err(Error::new(format!("container {name} has no defined healthcheck")).into());
    }
    let not_running = || Error::new(format!("container {name} is not running"));
    if record.state.status != Status::Running {
        return Err(not_running().into());
    }
    let mut session = Session::watch(record, &|_| {})?.ok_or_else(not_running)?;
    session.check_health()?.ok_or_else(|| not_running().into())
}

/// Runs a check's command in a container that runs, for at most its timeout; all its processes are gone afterwards.
/// Nothing comes of a container that is paused. This process is of no use for anything else then, as after [`exec::exec`].
pub(super) fn check(engine: &Engine<'_>, record: &Record, check: &Check, max_output: u32) -> Result<Option<Answer>> {
    let deadline = Instant::now() + check.timeout;
    let record = containers::load(engine.store, record.id())?.context("the container is gone")?;
    if record.state.status == Status::Paused {
        return Ok(None);
    }
    let (stdio, output) = streams()?;
    let request = ExecRequest { command: check.command(), ..ExecRequest::default() };
    let mut starting = exec::begin(engine, &record, request, stdio)?;
    starting.prepared()?;
    let pid = starting.pid().as_raw_nonzero().get();
    let command = starting.start()?;
    let mut text = Output { bytes: Vec::new(), limit: if max_output == 0 { MOST } else { max_output as usize } };
    let exit = gather(&command, &output, deadline, &mut text)?;
    if exit.is_none() {
        end_session(pid);
        process::wait(command.as_fd())?;
        text.note(&format!("Health check exceeded timeout ({:?})", check.timeout));
    }
    Ok(Some(Answer { exit_code: exit.map_or(-1, |exit| exit.code().into()), output: text.into_text() }))
}

/// The most of an output that is kept where the user wants all of it, in characters.
const MOST: usize = 1 << 20;

struct Output {
    bytes: Vec<u8>,
    limit: usize,
}

impl Output {
    fn add(&mut self, bytes: &[u8]) {
        // A character has four bytes at most.
        let room = (self.limit * 4).saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// Puts a line before what the command wrote.
    fn note(&mut self, line: &str) {
        let rest = std::mem::take(&mut self.bytes);
        self.bytes = line.as_bytes().to_vec();
        if !rest.is_empty() {
            self.bytes.extend_from_slice(b": ");
            self.bytes.extend(rest);
        }
    }

    fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).chars().take(self.limit).collect()
    }
}

/// No input, and one pipe for all output.
fn streams() -> Result<(Stdio, OwnedFd)> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    rustix::io::ioctl_fionbio(&read, true).context("ioctl(FIONBIO)")?;
    let null = File::open("/dev/null").context("cannot open /dev/null")?;
    let stdio = Stdio::Pipes { stdin: null.into(), stdout: write.try_clone().context("dup")?, stderr: write };
    Ok((stdio, read))
}

/// Reads what the command writes until it has ended; nothing when the deadline came first.
fn gather(command: &OwnedFd, from: &OwnedFd, deadline: Instant, to: &mut Output) -> Result<Option<process::Exit>> {
    let mut buffer = vec![0; 4096];
    let mut open = true;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut fds = vec![PollFd::new(command, PollFlags::IN)];
        fds.extend(open.then(|| PollFd::new(from, PollFlags::IN)));
        let timeout = Timespec::try_from(left).context("the timeout of a health check")?;
        rustix::io::retry_on_intr(|| poll(&mut fds, Some(&timeout))).context("poll")?;
        let ended = fds.first().is_some_and(|fd| !fd.revents().is_empty());
        match rustix::io::read(from, &mut buffer) {
            Ok(0) => open = false,
            Ok(count) => {
                to.add(buffer.get(..count).unwrap_or_default());
                // There may be more, but whoever writes without end gets no more time for it.
                if !left.is_zero() {
                    continue;
                }
            }
            Err(Errno::INTR) => continue,
            // Nothing there now.
            Err(_) => {}
        }
        if ended {
            return process::wait(command.as_fd()).map(Some);
        }
        if left.is_zero() {
            return Ok(None);
        }
    }
}

/// Kills a command and all that it has made, as long as that is of its session or below it.
fn end_session(command: i32) {
    for _ in 0..1000 {
        let alive = proc::session(command);
        if alive.is_empty() {
            return;
        }
        alive.into_iter().for_each(process::kill);
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_written_in_many_ways() {
        for (text, expected) in [
            ("curl -f http://localhost/", "CMD-SHELL|curl -f http://localhost/"),
            ("CMD ls -l", "CMD|ls|-l"),
            ("CMD-SHELL a | b", "CMD-SHELL|a | b"),
            ("none", "NONE"),
            (r#"["NONE"]"#, "NONE"),
            (r#"["CMD", "ls", "a b"]"#, "CMD|ls|a b"),
            (r#"["ls", "a b"]"#, "CMD|ls|a b"),
            (r#"["ls -l"]"#, "CMD-SHELL|ls -l"),
            (r#"["CMD-SHELL", "a | b"]"#, "CMD-SHELL|a | b"),
        ] {
            assert_eq!(test(text).unwrap().join("|"), expected, "{text}");
        }
        for text in ["", "  ", "[]", "CMD", "cmd-shell ", r#"["CMD"]"#, r#"[""]"#] {
            assert!(test(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn the_users_wishes_come_before_the_images() {
        let of_image = with_defaults(vec!["CMD".into(), "image".into()]);
        let of_image = HealthCheck { retries: 9, ..of_image };
        let command = |text: &str| WantedHealth { command: Some(text.into()), ..WantedHealth::default() };
        let decided = |wanted| decide(wanted, Some(of_image.clone())).unwrap();
        assert_eq!(decided(WantedHealth::default()), Some(of_image.clone()));
        assert_eq!(decided(WantedHealth { none: true, ..WantedHealth::default() }), None);
        assert_eq!(decided(command("none")), None);
        assert_eq!(decided(command("mine")).unwrap().retries, RETRIES);
        assert_eq!(change(command("mine"), Some(of_image.clone())).unwrap().unwrap().retries, 9);
        let interval = Some(Duration::ZERO);
        let refined = decided(WantedHealth { interval, retries: Some(1), ..WantedHealth::default() }).unwrap();
        assert_eq!((refined.check.interval, refined.retries), (None, 1));
        let startup = WantedStartup { command: Some("up".into()), ..WantedStartup::default() };
        assert!(decide(WantedHealth { startup, ..WantedHealth::default() }, None).is_err());
    }

    #[test]
    fn output_without_end_does_not_outlast_the_deadline() {
        let mut sleeping = std::process::Command::new("sleep").arg("1000").spawn().unwrap();
        let command = process::pidfd_open(rustix::process::Pid::from_child(&sleeping)).unwrap();
        let endless = OwnedFd::from(File::open("/dev/zero").unwrap());
        let mut output = Output { bytes: Vec::new(), limit: 3 };
        let deadline = Instant::now() + Duration::from_millis(50);
        assert!(gather(&command, &endless, deadline, &mut output).unwrap().is_none());
        sleeping.kill().unwrap();
        sleeping.wait().unwrap();
    }

    #[test]
    fn output_is_cut_at_characters() {
        let mut output = Output { bytes: Vec::new(), limit: 3 };
        output.add("äöüß and more, much more than is kept".as_bytes());
        assert_eq!(output.into_text(), "äöü");
    }
}
