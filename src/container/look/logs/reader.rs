//! One container's log, read from its oldest file on, across rotations.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Entry;
use crate::error::{Context, Result};
use crate::monitor::log::Stream;
use crate::store::containers::log_file;

/// Reads entry by entry. At the end it can be asked again: more may have been written.
pub(super) struct LogReader {
    path: PathBuf,
    /// The one that is written to, and the older ones that are kept.
    files: u32,
    /// Nothing as long as there is no log: a container that never ran has none.
    file: Option<BufReader<File>>,
    /// Whether another file has taken this one's name, so that nothing will be added to it.
    is_old: bool,
    /// The beginning of a line that the monitor has not written to its end yet.
    partial: Vec<u8>,
}

impl LogReader {
    /// Begins with the oldest of so many `files`.
    pub(super) fn open(path: PathBuf, files: u32) -> Result<Self> {
        let mut reader = Self { path, files, file: None, is_old: false, partial: Vec::new() };
        reader.file = reader.following()?;
        Ok(reader)
    }

    /// The next entry; nothing when there is none yet.
    pub(super) fn next_entry(&mut self) -> Result<Option<Entry>> {
        loop {
            if let Some(entry) = self.next_of_file()? {
                return Ok(Some(entry));
            }
            if self.is_old {
                self.file = self.following()?;
                self.is_old = false;
                self.partial.clear();
            } else if self.is_replaced() {
                // Something may have been added between the last read and the rename: once more to its end.
                self.is_old = true;
            } else {
                return Ok(None);
            }
        }
    }

    fn next_of_file(&mut self) -> Result<Option<Entry>> {
        let Some(file) = &mut self.file else { return Ok(None) };
        loop {
            let context = || format!("cannot read {}", self.path.display());
            let count = file.read_until(b'\n', &mut self.partial).with_context(context)?;
            if count == 0 || self.partial.last() != Some(&b'\n') {
                return Ok(None);
            }
            if let Some(entry) = parse(&std::mem::take(&mut self.partial)) {
                return Ok(Some(entry));
            }
        }
    }

    /// The file that was begun after the open one; the oldest where the open one is kept no longer, or none is open. A
    /// rotation meanwhile moves files to higher numbers, so that none is missed.
    fn following(&self) -> Result<Option<BufReader<File>>> {
        let current = self.file.as_ref().and_then(|file| identity(file.get_ref()));
        let mut following = None;
        for number in 0..self.files {
            match open(&log_file(&self.path, number))? {
                Some(file) if current.is_some() && identity(file.get_ref()) == current => break,
                Some(file) => following = Some(file),
                None => {}
            }
        }
        Ok(following)
    }

    /// Whether the log's name stands for another file than the one that is open.
    fn is_replaced(&self) -> bool {
        let Ok(named) = std::fs::metadata(&self.path) else { return false };
        self.file.as_ref().and_then(|file| identity(file.get_ref())) != Some((named.dev(), named.ino()))
    }
}

/// Device and inode.
fn identity(file: &File) -> Option<(u64, u64)> {
    file.metadata().ok().map(|data| (data.dev(), data.ino()))
}

fn open(path: &Path) -> Result<Option<BufReader<File>>> {
    match File::open(path) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot open the log {}", path.display())),
    }
}

/// Takes a line of the log apart; nothing if it is not one.
fn parse(line: &[u8]) -> Option<Entry> {
    let line = line.strip_suffix(b"\n")?;
    let mut parts = line.splitn(4, |byte| *byte == b' ');
    let time = String::from_utf8(parts.next()?.to_vec()).ok()?;
    let stream = match parts.next()? {
        b"stdout" => Stream::Stdout,
        b"stderr" => Stream::Stderr,
        _ => return None,
    };
    let whole = match parts.next()? {
        b"F" => true,
        b"P" => false,
        _ => return None,
    };
    Some(Entry { time, stream, whole, text: parts.next()?.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        let entry = parse(b"2026-11-21T10:00:00.000000001+00:00 stderr P a b  c\n").unwrap();
        assert_eq!((entry.stream, entry.whole, &entry.text[..]), (Stream::Stderr, false, &b"a b  c"[..]));
        for nonsense in [&b""[..], b"x\n", b"t stdout F", b"t other F x\n", b"t stdout Q x\n"] {
            assert_eq!(parse(nonsense), None);
        }
    }

    #[test]
    fn rotations_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ctr.log");
        let mut reader = LogReader::open(path.clone(), 2).unwrap();
        assert_eq!(reader.next_entry().unwrap(), None);
        let mut texts = Vec::new();
        std::fs::write(&path, "t stdout F one\nt stdout F tw").unwrap();
        while let Some(entry) = reader.next_entry().unwrap() {
            texts.push(entry.text);
        }
        std::fs::write(&path, "t stdout F one\nt stdout F two\n").unwrap();
        std::fs::rename(&path, dir.path().join("ctr.log.1")).unwrap();
        // The new file is longer than the old one was when it was read.
        std::fs::write(&path, "t stdout F three\nt stdout F four\nt stdout F five\n").unwrap();
        while let Some(entry) = reader.next_entry().unwrap() {
            texts.push(entry.text);
        }
        assert_eq!(texts, [&b"one"[..], b"two", b"three", b"four", b"five"]);
        let mut again = LogReader::open(path, 2).unwrap();
        assert_eq!(again.next_entry().unwrap().unwrap().text, b"one");
    }

    #[test]
    fn older_files_come_first_and_each_once() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ctr.log");
        let write = |number: u32, text: &str| {
            std::fs::write(log_file(&path, number), format!("t stdout F {text}\n")).unwrap();
        };
        (0..3).for_each(|number| write(number, &(3 - number).to_string()));
        write(3, "kept no longer");
        let mut reader = LogReader::open(path.clone(), 3).unwrap();
        let mut next = || reader.next_entry().unwrap().map(|entry| String::from_utf8(entry.text).unwrap());
        assert_eq!([next(), next()], [Some("1".to_owned()), Some("2".to_owned())]);
        // A rotation while the second one is read.
        (0..3).rev().for_each(|number| std::fs::rename(log_file(&path, number), log_file(&path, number + 1)).unwrap());
        write(0, "4");
        assert_eq!([next(), next(), next()], [Some("3".to_owned()), Some("4".to_owned()), None]);
    }
}
