//! The container's log in the format that Kubernetes defined and Podman's `k8s-file` uses:
//! `<RFC 3339 time with nanoseconds> <stdout|stderr> <F|P> <text>`, where `P` marks a piece of a line that goes on.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::{Stream, pieces};
use crate::error::{Context, Result};
use crate::store::containers::{LogConfig, log_file};

/// Writes a container's output to its log file.
pub(in crate::monitor) struct FileLog {
    path: PathBuf,
    file: File,
    size: u64,
    max_size: Option<u64>,
    /// This one and the older ones.
    files: u32,
    buffer: Vec<u8>,
}

impl FileLog {
    /// Opens the log for appending; a container that is started again goes on with it.
    ///
    /// Past so many bytes as `config` allows, the log moves to `<path>.1`, what is there to `<path>.2` and so on, and a
    /// new one begins.
    pub(super) fn open(path: &Path, config: &LogConfig) -> Result<Self> {
        let file = open(path)?;
        let size = whole_lines(path);
        // A monitor that was killed, or a machine that went down, may have left the beginning of a line.
        file.set_len(size).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            size,
            max_size: config.max_size,
            files: config.files(),
            buffer: Vec::new(),
        })
    }

    /// Adds a piece of output as it was read: whole lines, and a last piece that is marked as going on.
    ///
    /// # Errors
    /// A full disk, above all. What could not be written is lost.
    pub(super) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<()> {
        let time = Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%.9f%:z").to_string();
        for (text, goes_on) in pieces(bytes) {
            let tag = if goes_on { " P " } else { " F " };
            let parts = [time.as_bytes(), b" ", stream.as_str().as_bytes(), tag.as_bytes(), text, b"\n"];
            let length = parts.iter().map(|part| part.len()).sum();
            if self.is_full(length) {
                self.flush()?;
                self.rotate()?;
            }
            parts.iter().for_each(|part| self.buffer.extend_from_slice(part));
        }
        self.flush()?;
        self.buffer.shrink_to(64 * 1024);
        Ok(())
    }

    /// Whether so much more would be too much for one file. What is longer than a file may be has one of its own.
    fn is_full(&self, more: usize) -> bool {
        let length = self.size + self.buffer.len() as u64;
        length > 0 && self.max_size.is_some_and(|max| length + more as u64 > max)
    }

    fn flush(&mut self) -> Result<()> {
        let written = self.file.write_all(&self.buffer);
        let length = self.buffer.len() as u64;
        self.buffer.clear();
        if let Err(error) = written {
            // Nothing half-written stays, so that what comes later begins a line.
            let _ = self.file.set_len(self.size);
            return Err(error).with_context(|| format!("cannot write {}", self.path.display()));
        }
        self.size += length;
        Ok(())
    }

    fn rotate(&mut self) -> Result<()> {
        // It is not there when somebody has removed it, and when no new one could be begun the last time.
        if self.path.exists() {
            self.move_away()?;
        }
        self.file = open(&self.path)?;
        self.size = 0;
        Ok(())
    }

    /// Makes room for a new file, at the cost of the oldest one.
    fn move_away(&self) -> Result<()> {
        for number in (1..self.files).rev() {
            let (from, to) = (log_file(&self.path, number - 1), log_file(&self.path, number));
            match std::fs::rename(&from, to) {
                // There are not so many yet.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                result => result.with_context(|| format!("cannot rotate {}", from.display()))?,
            }
        }
        if self.files == 1 {
            std::fs::remove_file(&self.path).with_context(|| format!("cannot remove {}", self.path.display()))?;
        }
        Ok(())
    }
}

/// How many bytes at the beginning of the file are whole lines. No line is longer than what is looked at.
fn whole_lines(path: &Path) -> u64 {
    let Ok(mut file) = File::open(path) else { return 0 };
    let length = file.metadata().map_or(0, |meta| meta.len());
    let from = length.saturating_sub(LONGEST_LINE);
    let mut end = Vec::new();
    if file.seek(SeekFrom::Start(from)).is_err() || file.read_to_end(&mut end).is_err() {
        return length;
    }
    match end.iter().rposition(|byte| *byte == b'\n') {
        Some(last) => from + last as u64 + 1,
        None if from == 0 => 0,
        None => length,
    }
}

/// More than what is read of a container at once, with its time.
const LONGEST_LINE: u64 = 64 * 1024;

fn open(path: &Path) -> Result<File> {
    File::options()
        .append(true)
        .create(true)
        .open(path)
        .with_context(|| format!("cannot open the log {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_times(path: &Path) -> Vec<String> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
    }

    #[test]
    fn lines_and_pieces_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let mut log = FileLog::open(&path, &LogConfig::default()).unwrap();
        log.write(Stream::Stdout, b"one\ntwo\nthr").unwrap();
        log.write(Stream::Stdout, b"ee\n").unwrap();
        log.write(Stream::Stderr, b"\n").unwrap();
        assert_eq!(without_times(&path), ["stdout F one", "stdout F two", "stdout P thr", "stdout F ee", "stderr F "]);
    }

    #[test]
    fn nothing_half_written_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let mut log = FileLog::open(&path, &LogConfig::default()).unwrap();
        log.write(Stream::Stdout, b"one\n").unwrap();
        log.file = File::options().append(true).open("/dev/full").unwrap();
        assert!(log.write(Stream::Stdout, b"two\n").is_err());
        // What an earlier monitor may have left, which died in the middle of a line.
        File::options().append(true).open(&path).unwrap().write_all(b"2026-01-01T00:00:00+00:00 stdout F ha").unwrap();
        let mut log = FileLog::open(&path, &LogConfig::default()).unwrap();
        log.write(Stream::Stdout, b"three\n").unwrap();
        assert_eq!(without_times(&path), ["stdout F one", "stdout F three"]);
    }

    #[test]
    fn a_long_log_is_rotated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let max_size = Some(120);
        let mut log = FileLog::open(&path, &LogConfig { max_size, ..LogConfig::default() }).unwrap();
        for line in ["first\n", "second\n", "third\n"] {
            log.write(Stream::Stdout, line.as_bytes()).unwrap();
        }
        assert_eq!(without_times(&path), ["stdout F third"]);
        assert_eq!(without_times(&log_file(&path, 1)), ["stdout F first", "stdout F second"]);
    }

    #[test]
    fn a_log_that_is_gone_is_begun_anew() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let mut log = FileLog::open(&path, &LogConfig { max_size: Some(1), ..LogConfig::default() }).unwrap();
        log.write(Stream::Stdout, b"one\n").unwrap();
        log.write(Stream::Stdout, b"two\n").unwrap();
        std::fs::remove_file(&path).unwrap();
        log.write(Stream::Stdout, b"three\n").unwrap();
        assert_eq!(without_times(&path), ["stdout F three"]);
        assert_eq!(without_times(&log_file(&path, 1)), ["stdout F one"]);
    }

    #[test]
    fn so_many_older_files_are_kept() {
        for files in [1, 3] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("log");
            let config = LogConfig { max_size: Some(1), max_files: Some(files), ..LogConfig::default() };
            let mut log = FileLog::open(&path, &config).unwrap();
            (1..=5).for_each(|line| log.write(Stream::Stdout, format!("{line}\n").as_bytes()).unwrap());
            for number in 0..files {
                assert_eq!(without_times(&log_file(&path, number)), [format!("stdout F {}", 5 - number)]);
            }
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), files as usize);
        }
    }
}
