//! One container's entries in the system's journal, as `journalctl` gives them.

use std::collections::VecDeque;
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;

use super::Entry;
use crate::error::{Context, Error, Result};
use crate::monitor::log::Stream;

/// Between two looks at the journal, which nothing announces.
pub(super) const PAUSE: Duration = Duration::from_millis(300);

/// Reads entry by entry. At the end it can be asked again: more may have been written.
pub(super) struct JournalReader {
    id: String,
    /// The last entry that was read, in the journal's own words.
    cursor: Option<String>,
    read: VecDeque<Entry>,
}

/// The fields of an entry that matter here (systemd.journal-fields(7)).
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "__CURSOR")]
    cursor: String,
    /// Microseconds since 1970.
    #[serde(rename = "__REALTIME_TIMESTAMP")]
    time: String,
    #[serde(rename = "MESSAGE")]
    message: Message,
    #[serde(rename = "PRIORITY", default)]
    priority: String,
    #[serde(rename = "CONTAINER_PARTIAL_MESSAGE", default)]
    partial: Option<String>,
}

/// Text, or the bytes of what is none.
#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
    Text(String),
    Bytes(Vec<u8>),
    None(()),
}

impl JournalReader {
    pub(super) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), cursor: None, read: VecDeque::new() }
    }

    /// The next entry; nothing when there is none yet.
    pub(super) fn next_entry(&mut self) -> Result<Option<Entry>> {
        if self.read.is_empty() {
            self.look()?;
        }
        Ok(self.read.pop_front())
    }

    /// Reads what has come since the last look.
    fn look(&mut self) -> Result<()> {
        let mut command = Command::new("journalctl");
        command.args(["--quiet", "--no-pager", "--all", "--output=json"]);
        command.arg(format!("CONTAINER_ID_FULL={}", self.id));
        if let Some(cursor) = &self.cursor {
            command.arg(format!("--after-cursor={cursor}"));
        }
        let output = command.stdin(Stdio::null()).output();
        let output = output.context("cannot run journalctl, which reads the journal")?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            let message = format!("journalctl cannot read the journal: {}", text.trim().replace('\n', " "));
            return Err(Error::new(message).into());
        }
        for line in output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let line: Line = serde_json::from_slice(line).context("journalctl's output is not understood")?;
            self.cursor = Some(line.cursor.clone());
            self.read.extend(entry(line));
        }
        Ok(())
    }
}

fn entry(line: Line) -> Option<Entry> {
    let time = Timestamp::from_microsecond(line.time.parse().ok()?).ok()?;
    let text = match line.message {
        Message::Text(text) => text.into_bytes(),
        Message::Bytes(bytes) => bytes,
        Message::None(()) => Vec::new(),
    };
    let stream = if line.priority == "3" { Stream::Stderr } else { Stream::Stdout };
    Some(Entry { time: time.to_string(), stream, whole: line.partial.is_none(), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_text_and_of_bytes() {
        let read = |text: &str| entry(serde_json::from_str(text).unwrap()).unwrap();
        let one = read(
            r#"{"__CURSOR":"s=1","__REALTIME_TIMESTAMP":"1500000000000001","MESSAGE":"hi","PRIORITY":"3","OTHER":["a"]}"#,
        );
        assert_eq!((one.stream, one.whole, &one.text[..]), (Stream::Stderr, true, &b"hi"[..]));
        assert_eq!(one.time, "2017-07-14T02:40:00.000001Z");
        let other = read(
            r#"{"__CURSOR":"s=2","__REALTIME_TIMESTAMP":"1","MESSAGE":[255,0],"PRIORITY":"6","CONTAINER_PARTIAL_MESSAGE":"true"}"#,
        );
        assert_eq!((other.stream, other.whole, &other.text[..]), (Stream::Stdout, false, &[255, 0][..]));
    }
}
