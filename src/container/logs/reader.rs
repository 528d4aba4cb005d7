//! One container's log file, read from its older part on, across rotations.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::Entry;
use crate::error::{Context, Result};
use crate::monitor::log::Stream;

/// Reads entry by entry. At the end it can be asked again: more may have been written.
pub(super) struct LogReader {
    path: PathBuf,
    /// Nothing as long as there is no log: a container that never ran has none.
    file: Option<BufReader<File>>,
    /// Whether another file has taken this one's name, so that nothing will be added to it.
    is_old: bool,
    /// The beginning of a line that the monitor has not written to its end yet.
    partial: Vec<u8>,
}

impl LogReader {
    /// Begins with the part that was rotated away, if there is one.
    pub(super) fn open(path: PathBuf) -> Result<Self> {
        let mut rotated = path.as_os_str().to_owned();
        rotated.push(".1");
        let file = match open(Path::new(&rotated))? {
            Some(file) => Some(file),
            None => open(&path)?,
        };
        Ok(Self { path, file, is_old: false, partial: Vec::new() })
    }

    /// The next entry; nothing when there is none yet.
    pub(super) fn next_entry(&mut self) -> Result<Option<Entry>> {
        loop {
            if let Some(entry) = self.next_of_file()? {
                return Ok(Some(entry));
            }
            if self.is_old {
                self.file = open(&self.path)?;
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

    /// Whether the log's name stands for another file than the one that is open.
    fn is_replaced(&self) -> bool {
        let Ok(named) = std::fs::metadata(&self.path) else { return false };
        let open = self.file.as_ref().and_then(|file| file.get_ref().metadata().ok());
        open.is_none_or(|open| (open.dev(), open.ino()) != (named.dev(), named.ino()))
    }
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
        let mut reader = LogReader::open(path.clone()).unwrap();
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
        let mut again = LogReader::open(path).unwrap();
        assert_eq!(again.next_entry().unwrap().unwrap().text, b"one");
    }
}
