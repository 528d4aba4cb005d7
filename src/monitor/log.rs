//! The container's log in the format that Kubernetes defined and Podman's `k8s-file` uses:
//! `<RFC 3339 time with nanoseconds> <stdout|stderr> <F|P> <text>`, where `P` marks a piece of a line that goes on.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::error::{Context, Result};

/// Which of the container's streams a piece of output came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

impl Stream {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Stream::Stdout => "stdout",
            Stream::Stderr => "stderr",
        }
    }
}

/// Writes a container's output to its log file.
pub(crate) struct LogWriter {
    path: PathBuf,
    file: File,
    size: u64,
    max_size: Option<u64>,
    buffer: Vec<u8>,
}

impl LogWriter {
    /// Opens the log for appending; a container that is started again goes on with it.
    ///
    /// Past `max_size` bytes the log moves to `<path>.1` and a new one begins.
    pub(crate) fn open(path: &Path, max_size: Option<u64>) -> Result<Self> {
        let file = open(path)?;
        let size = file.metadata().map(|meta| meta.len()).unwrap_or(0);
        Ok(Self { path: path.to_owned(), file, size, max_size, buffer: Vec::new() })
    }

    /// Adds a piece of output as it was read: whole lines, and a last piece that is marked as going on.
    ///
    /// # Errors
    /// A full disk, above all. What could not be written is lost; the container goes on.
    pub(crate) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<()> {
        let time = Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%.9f%:z").to_string();
        self.buffer.clear();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let (text, tag) = piece.strip_suffix(b"\n").map_or((piece, " P "), |line| (line, " F "));
            for part in [time.as_bytes(), b" ", stream.as_str().as_bytes(), tag.as_bytes(), text, b"\n"] {
                self.buffer.extend_from_slice(part);
            }
        }
        if self.max_size.is_some_and(|max| self.size + self.buffer.len() as u64 > max && self.size > 0) {
            self.rotate()?;
        }
        self.file.write_all(&self.buffer).with_context(|| format!("cannot write {}", self.path.display()))?;
        self.size += self.buffer.len() as u64;
        self.buffer.shrink_to(64 * 1024);
        Ok(())
    }

    fn rotate(&mut self) -> Result<()> {
        let mut old = self.path.clone().into_os_string();
        old.push(".1");
        std::fs::rename(&self.path, old).with_context(|| format!("cannot rotate {}", self.path.display()))?;
        self.file = open(&self.path)?;
        self.size = 0;
        Ok(())
    }
}

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
        let mut log = LogWriter::open(&path, None).unwrap();
        log.write(Stream::Stdout, b"one\ntwo\nthr").unwrap();
        log.write(Stream::Stdout, b"ee\n").unwrap();
        log.write(Stream::Stderr, b"\n").unwrap();
        assert_eq!(without_times(&path), ["stdout F one", "stdout F two", "stdout P thr", "stdout F ee", "stderr F "]);
    }

    #[test]
    fn a_long_log_is_rotated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log");
        let mut log = LogWriter::open(&path, Some(120)).unwrap();
        for line in ["first\n", "second\n", "third\n"] {
            log.write(Stream::Stdout, line.as_bytes()).unwrap();
        }
        assert_eq!(without_times(&path), ["stdout F third"]);
        assert_eq!(without_times(&dir.path().join("log.1")), ["stdout F first", "stdout F second"]);
    }
}
