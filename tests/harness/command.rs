//! Runs one command with a deadline and keeps all that it said.

use std::ffi::OsStr;
use std::fmt;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// No single command of the suite takes longer unless it says so.
const DEADLINE: Duration = Duration::from_secs(60);
/// How long the streams may stay open after the command has ended: whoever holds them then was left behind.
const STREAMS_CLOSE: Duration = Duration::from_secs(5);

/// A command about to be run.
#[must_use]
pub(crate) struct Cmd {
    command: Command,
    stdin: Vec<u8>,
    deadline: Duration,
}

impl Cmd {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self { command: Command::new(program), stdin: Vec::new(), deadline: DEADLINE }
    }

    /// Adds arguments written as in a shell.
    pub(crate) fn words(mut self, line: &str) -> Self {
        self.command.args(shell_words::split(line).expect("balanced quotes in a test's command line"));
        self
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_clear(mut self) -> Self {
        self.command.env_clear();
        self
    }

    pub(crate) fn dir(mut self, dir: impl AsRef<std::path::Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What the command reads from its standard input; nothing by default.
    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    pub(crate) fn deadline(mut self, seconds: u64) -> Self {
        self.deadline = Duration::from_secs(seconds);
        self
    }

    /// The standard command inside, for what this type does not offer.
    pub(crate) fn inner(&mut self) -> &mut Command {
        &mut self.command
    }

    /// Runs to the end.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    pub(crate) fn run(self) -> Output {
        let stdin = self.stdin.clone();
        let mut running = self.spawn();
        running.write(&stdin);
        running.close_stdin();
        running.wait()
    }

    /// Starts the command with its standard input open.
    #[track_caller]
    pub(crate) fn spawn(mut self) -> Running {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let line = describe(&self.command);
        let mut child = self.command.spawn().unwrap_or_else(|e| panic!("{line}: {e}"));
        let stdout = Stream::follow(child.stdout.take().expect("piped"));
        let stderr = Stream::follow(child.stderr.take().expect("piped"));
        let stdin = child.stdin.take();
        Running { line, child, stdin, stdout, stderr, deadline: Instant::now() + self.deadline, status: None }
    }
}

/// Program and arguments, to be pasted into a shell.
fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    shell_words::join(words.map(|word| word.to_string_lossy().into_owned()))
}

/// One output stream, gathered by a thread.
struct Stream {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: thread::JoinHandle<()>,
}

impl Stream {
    fn follow(mut from: impl Read + Send + 'static) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let sink = bytes.clone();
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(n) = from.read(&mut buffer) {
                if n == 0 {
                    break;
                }
                sink.lock().expect("no panic in the reader").extend_from_slice(&buffer[..n]);
            }
        });
        Self { bytes, reader }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().expect("no panic in the reader")).into_owned()
    }
}

/// A command that runs; it is killed when this is dropped.
pub(crate) struct Running {
    line: String,
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Stream,
    stderr: Stream,
    deadline: Instant,
    status: Option<ExitStatus>,
}

impl Running {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Writes to its standard input. That it no longer reads is no error.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
        }
    }

    pub(crate) fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// What it has written to standard output so far.
    pub(crate) fn stdout(&self) -> String {
        self.stdout.text()
    }

    /// Waits until standard output has `text`.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        while !self.stdout().contains(text) {
            if self.try_wait().is_some() && !self.stdout().contains(text) {
                thread::sleep(Duration::from_millis(100));
                assert!(self.stdout().contains(text), "ended without {text:?}: {}", self.describe());
            }
            assert!(Instant::now() < self.deadline, "no {text:?} in time: {}", self.describe());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal by name (`TERM`, `KILL`) to this one process.
    pub(crate) fn signal(&self, name: &str) {
        send_signal(self.pid(), name);
    }

    /// The exit status, if it has ended.
    pub(crate) fn try_wait(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().expect("wait for a child");
        }
        self.status
    }

    /// Waits for its end and for the end of its streams.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    pub(crate) fn wait(mut self) -> Output {
        self.close_stdin();
        while self.try_wait().is_none() {
            assert!(Instant::now() < self.deadline, "not over in time: {}", self.describe());
            thread::sleep(Duration::from_millis(2));
        }
        let patience = Instant::now() + STREAMS_CLOSE;
        while !(self.stdout.reader.is_finished() && self.stderr.reader.is_finished()) {
            assert!(Instant::now() < patience, "something left behind holds a stream: {}", self.describe());
            thread::sleep(Duration::from_millis(2));
        }
        let status = self.status.expect("waited for");
        Output { line: self.line.clone(), status, stdout: self.stdout.text(), stderr: self.stderr.text() }
    }

    fn describe(&self) -> String {
        let (out, err) = (self.stdout.text(), self.stderr.text());
        format!("{}\n--- stdout\n{out}\n--- stderr\n{err}", self.line)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.status.is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Sends a signal by name to one process.
pub(crate) fn send_signal(pid: u32, name: &str) {
    let _ = Command::new("kill").arg(format!("-{name}")).arg(pid.to_string()).stderr(Stdio::null()).status();
}

/// What a command did. Its methods check one thing each and give it back, so that checks read as a sentence.
pub(crate) struct Output {
    line: String,
    status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Output {
    /// The exit code; 128 + n when it was killed by signal n.
    pub(crate) fn exit(&self) -> i32 {
        self.status.code().unwrap_or_else(|| 128 + self.status.signal().unwrap_or(0))
    }

    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.exit(), expected, "{self}");
        self
    }

    /// Exit code 0.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        self.code(0)
    }

    /// Exit code 125 and exactly one line on standard error, `Error: …`, that has all of `words`.
    #[track_caller]
    pub(crate) fn refused(self, words: &[&str]) -> Self {
        self.code(125).one_error(words)
    }

    /// Refused for what was typed: as [`Output::refused`], but a last line may point at the help.
    #[track_caller]
    pub(crate) fn misused(mut self, words: &[&str]) -> Self {
        if let Some((error, help)) = self.stderr.trim_end().rsplit_once('\n')
            && help.starts_with("See '")
        {
            self.stderr = format!("{error}\n");
        }
        self.refused(words)
    }

    /// Exactly one line on standard error, `Error: …`, and perhaps a line `Hint: …` below it; together they have all of
    /// `words` (whatever their case).
    #[track_caller]
    pub(crate) fn one_error(self, words: &[&str]) -> Self {
        let lines: Vec<&str> = self.stderr.lines().filter(|line| !is_progress(line)).collect();
        let is_one = match lines.as_slice() {
            [error] => error.starts_with("Error: "),
            [error, hint] => error.starts_with("Error: ") && hint.starts_with("Hint: "),
            _ => false,
        };
        assert!(is_one, "not one line of error: {self}");
        let line = lines.join("\n").to_lowercase();
        for word in words {
            assert!(line.contains(&word.to_lowercase()), "no {word:?} in the error: {self}");
        }
        assert!(!line.contains("panicked"), "{self}");
        self
    }

    /// Standard output is exactly `text`.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "{self}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout_has(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no {text:?} on stdout: {self}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout_lacks(self, text: &str) -> Self {
        assert!(!self.stdout.contains(text), "{text:?} on stdout: {self}");
        self
    }

    #[track_caller]
    pub(crate) fn stderr_has(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} on stderr: {self}");
        self
    }

    /// Nothing on standard error.
    #[track_caller]
    pub(crate) fn silent(self) -> Self {
        assert!(self.stderr.lines().all(|line| line.starts_with(LOG_OF_PODMAN)), "{self}");
        self
    }

    /// Standard output without the white space around it.
    pub(crate) fn text(self) -> String {
        self.stdout.trim().to_owned()
    }

    /// The lines of standard output.
    pub(crate) fn lines(&self) -> Vec<&str> {
        self.stdout.lines().collect()
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("no JSON ({e}): {self}"))
    }
}

/// How lines begin that podman logs besides.
const LOG_OF_PODMAN: &str = "time=\"";

/// Lines that a pull may write to standard error beside its error, in either engine's words.
fn is_progress(line: &str) -> bool {
    const BEGINNINGS: [&str; 10] = [
        "Trying to pull",
        "Getting image",
        "Copying ",
        "Writing manifest",
        "Storing signatures",
        "Resolved ",
        "Resolving ",
        "Pulling ",
        "Layer ",
        "Retrying ",
    ];
    line.is_empty()
        || line.starts_with(LOG_OF_PODMAN)
        || BEGINNINGS.iter().any(|b| line.starts_with(b))
        || line.starts_with("Warning: ")
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nended with {}", self.line, self.exit())?;
        write!(f, "\n--- stdout\n{}\n--- stderr\n{}", self.stdout, self.stderr)
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
