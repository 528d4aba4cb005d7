//! Lines for users and groups that the container's files do not know.

use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use crate::error::{Context, Result};
use crate::sys::path;

/// More of such a file is not read, and it is left alone.
const LIMIT: usize = 4 << 20;

/// Appends those of `lines`, of passwd(5) or group(5), whose ids the file does not have. A file that is not there is not
/// made. To be called before anything is mounted over what the image has.
pub(super) fn add(root: BorrowedFd<'_>, file: &str, lines: &[String]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let Ok(Some(content)) = path::read_in(root, Path::new(file), LIMIT) else { return Ok(()) };
    let mut added = String::new();
    for line in lines {
        if !has_id(&content, line) {
            if added.is_empty() && content.last().is_some_and(|byte| *byte != b'\n') {
                added.push('\n');
            }
            added.push_str(line.trim_end());
            added.push('\n');
        }
    }
    if added.is_empty() {
        return Ok(());
    }
    let flags = OFlags::WRONLY | OFlags::APPEND;
    let opened = match path::open_in(root, Path::new(file), flags, Mode::empty()) {
        // In a user namespace without root, the file is nobody's.
        Err(Errno::ACCESS | Errno::PERM | Errno::OVERFLOW) => return Ok(()),
        opened => opened.with_context(|| format!("open {file}"))?,
    };
    rustix::io::write(opened.as_fd(), added.as_bytes()).map(drop).with_context(|| format!("write {file}"))
}

fn has_id(content: &[u8], line: &str) -> bool {
    let id = line.split(':').nth(2).unwrap_or_default();
    content.split(|byte| *byte == b'\n').any(|known| known.split(|byte| *byte == b':').nth(2) == Some(id.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_known_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let root = std::fs::File::open(dir.path()).unwrap();
        let file = dir.path().join("passwd");
        let lines = ["a:*:5:5::/:/bin/sh".to_owned(), "b:*:0:0::/:/bin/sh".to_owned()];
        add(root.as_fd(), "/passwd", &lines).unwrap();
        assert!(!file.exists());
        std::fs::write(&file, "root:x:0:0::/root:/bin/sh").unwrap();
        for _ in 0..2 {
            add(root.as_fd(), "/passwd", &lines).unwrap();
            let text = std::fs::read_to_string(&file).unwrap();
            assert_eq!(text, "root:x:0:0::/root:/bin/sh\na:*:5:5::/:/bin/sh\n");
        }
    }
}
