//! A terminal, and a command that runs on it.

use super::command::Cmd;
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(30);

/// What was written to a terminal, and what it shows then.
struct Screen {
    bytes: Vec<u8>,
    emulator: vt100::Parser,
}

/// A command whose standard streams are a terminal, which is its controlling terminal.
pub(crate) struct Terminal {
    master: File,
    child: Child,
    screen: Arc<Mutex<Screen>>,
    /// How much of the screen earlier waits have consumed.
    seen: usize,
}

impl Terminal {
    /// Starts `cmd` on a new terminal of 24 rows and 80 columns.
    pub(crate) fn start(cmd: Cmd) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
        grantpt(&master).expect("grantpt");
        unlockpt(&master).expect("unlockpt");
        let name = ptsname(&master, Vec::new()).expect("ptsname");
        tcsetwinsize(&master, size(24, 80)).expect("set the size");
        let side = || {
            Stdio::from(
                open(&*name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())
                    .expect("open the terminal"),
            )
        };
        let child = on_own_session(cmd).stdin(side()).stdout(side()).stderr(side()).spawn().expect("setsid runs");
        let screen = Screen { bytes: Vec::new(), emulator: vt100::Parser::new(nonzero(24), nonzero(80), 0) };
        let screen = Arc::new(Mutex::new(screen));
        let master = File::from(master);
        follow(master.try_clone().expect("dup"), screen.clone());
        Self { master, child, screen, seen: 0 }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Types text; `\r` is the enter key, `\x03` is ^C.
    pub(crate) fn type_keys(&mut self, keys: &str) {
        self.master.write_all(keys.as_bytes()).expect("type");
    }

    /// Changes the size of the terminal's window.
    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        let mut screen = self.screen.lock().expect("no panic in the reader");
        screen.emulator.screen_mut().set_size(nonzero(rows), nonzero(columns));
        tcsetwinsize(&self.master, size(rows, columns)).expect("set the size");
    }

    /// What the terminal shows now, row by row, up to the last one that is not empty.
    pub(crate) fn rows(&self) -> Vec<String> {
        let screen = self.screen.lock().expect("no panic in the reader");
        let columns = screen.emulator.screen().size().1;
        let mut rows: Vec<String> = screen.emulator.screen().rows(0, columns.get()).collect();
        rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1));
        rows
    }

    /// Waits until the terminal shows what is wanted.
    #[track_caller]
    pub(crate) fn wait_for_rows(&self, wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let rows = self.rows();
            if wanted(&rows) {
                return rows;
            }
            assert!(Instant::now() < deadline, "not on the terminal, which shows {rows:#?} after {:?}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// All that was written to the terminal.
    pub(crate) fn screen(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().expect("no panic in the reader").bytes).into_owned()
    }

    /// Waits until `text` appears after what earlier waits have found.
    #[track_caller]
    pub(crate) fn expect(&mut self, text: &str) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let screen = self.screen.lock().expect("no panic in the reader").bytes.clone();
            if let Some(at) = find(&screen[self.seen..], text.as_bytes()) {
                self.seen += at + text.len();
                return;
            }
            let rest = String::from_utf8_lossy(&screen[self.seen..]).into_owned();
            assert!(Instant::now() < deadline, "no {text:?} on the terminal, but {rest:?} after {:?}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for the command's end; its exit code.
    #[track_caller]
    pub(crate) fn wait(mut self) -> i32 {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().expect("wait for a child") {
                return status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
            }
            assert!(Instant::now() < deadline, "not over in time: {:?}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The same command as the leader of a session that has its standard input as controlling terminal.
fn on_own_session(mut cmd: Cmd) -> Command {
    let inner = cmd.inner();
    let mut command = Command::new("/usr/bin/setsid");
    let words: Vec<OsString> =
        std::iter::once(inner.get_program()).chain(inner.get_args()).map(OsString::from).collect();
    command.arg("--ctty").args(words).env_clear();
    for (name, value) in inner.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    if let Some(dir) = inner.get_current_dir() {
        command.current_dir(dir);
    }
    command
}

fn follow(mut master: File, screen: Arc<Mutex<Screen>>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        // At the end the other side is closed, which reads as an error.
        while let Ok(n @ 1..) = master.read(&mut buffer) {
            let mut screen = screen.lock().expect("no panic in the test");
            screen.bytes.extend_from_slice(&buffer[..n]);
            screen.emulator.process(&buffer[..n]);
        }
    });
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn nonzero(number: u16) -> std::num::NonZeroU16 {
    number.try_into().expect("a terminal has rows and columns")
}

fn size(rows: u16, columns: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}
