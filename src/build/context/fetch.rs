//! Bytes from elsewhere: downloads, and archives into directories.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Write as _};
use std::os::fd::AsFd;
use std::path::Path;

use rustix::pipe::{PipeFlags, pipe_with};

use super::{LONGEST, open_directory};
use crate::archive::{self, Extraction};
use crate::config::{Env, Registries};
use crate::error::{self, Context as _, Error, Result};
use crate::image::Connect;
use crate::registry;
use crate::sys::process::{self, Fork};

/// The size of a header of tar, and of what tells that a stream is an archive.
const BLOCK: usize = 512;

/// Downloads `url` into the new file `path`, in a process of its own, since HTTP needs threads. This one must have a single one.
pub(crate) fn download(url: &str, env: &Env, connect: &Connect, path: &Path) -> Result<()> {
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
    match process::fork()? {
        Fork::Child => {
            drop(reader);
            let work = || process::die_with_parent().and_then(|()| write_to(url, env, connect, path));
            let text = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
                Ok(Ok(())) => process::exit_now(0),
                Ok(Err(error)) => error::to_words(&error),
                Err(_) => "the download has failed by a mistake of ours".to_owned(),
            };
            let _ = File::from(writer).write_all(text.as_bytes());
            process::exit_now(1)
        }
        Fork::Parent(pid) => {
            drop(writer);
            let pidfd = process::pidfd_open(pid)?;
            let mut text = String::new();
            File::from(reader).read_to_string(&mut text).context("cannot follow the download")?;
            match process::wait(pidfd.as_fd())?.code() {
                0 => Ok(()),
                _ if text.is_empty() => Err(Error::new(format!("the download of {url} was killed")).into()),
                _ => Err(error::from_words(&text).into()),
            }
        }
    }
}

fn write_to(url: &str, env: &Env, connect: &Connect, path: &Path) -> Result<()> {
    let mut body = registry::download(url, connect.access(env, &Registries::default())?)?;
    let mut file = File::create_new(path).with_context(|| format!("cannot make {}", path.display()))?;
    std::io::copy(&mut body, &mut file).with_context(|| format!("cannot download {url}"))?;
    Ok(())
}

/// Unpacks `file` into the directory `root` if it is an archive, and gives its text back if it is none.
pub(super) fn unpack(file: File, root: &Path) -> Result<Option<Vec<u8>>> {
    let (_, mut plain) = archive::decompress(BufReader::new(file))?;
    let mut head = Vec::new();
    plain.by_ref().take(BLOCK as u64).read_to_end(&mut head)?;
    let is_tar = is_tar(&head);
    let mut whole = BufReader::new(Cursor::new(head).chain(plain));
    if !is_tar {
        let mut text = Vec::new();
        whole.by_ref().take(LONGEST as u64).read_to_end(&mut text)?;
        return Ok(Some(text));
    }
    let directory = open_directory(root)?;
    let how = Extraction { overwrite: true, ..Extraction::default() };
    archive::extract(whole, directory.as_fd(), &how)?;
    Ok(None)
}

/// Whether `head` is a header of tar, by its checksum; or the end of an archive with nothing in it.
pub(super) fn is_tar(head: &[u8]) -> bool {
    if head.len() < BLOCK {
        return false;
    }
    if head.iter().all(|byte| *byte == 0) {
        return true;
    }
    // The checksum counts its own eight bytes as blanks.
    let sum: u32 =
        head.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) }).sum();
    let digits: String = head[148..156].iter().map(|byte| char::from(*byte)).collect();
    u32::from_str_radix(digits.trim_matches(['\0', ' ']), 8).is_ok_and(|stored| stored == sum)
}
