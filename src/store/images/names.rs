//! Image names: `names/<percent-encoded reference>` is a symlink to nowhere whose target is the id, since that can be made
//! and replaced at once and is read by one system call.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use crate::error::{Context, Result};
use crate::name::{Digest, Reference};
use crate::store::{Action, Event, Store, files};

/// The longest file name, in bytes (NAME_MAX of Linux).
const NAME_MAX: usize = 255;

/// Begins the file names of references that are too long: their digest follows, and the reference itself stands in the
/// target, after the id. No encoded reference begins like this.
const LONG: &str = "%long-";

impl Store {
    /// Makes `name` a name of the image `id`, whichever image had it before.
    ///
    /// # Errors
    /// When there is no such image.
    pub(crate) fn tag(&self, name: &Reference, id: &Digest) -> Result<()> {
        let _lock = self.lock_images()?;
        self.require_image(id)?;
        self.give_name(name, id)
    }

    /// As [`Store::tag`], of an image that is there. The lock on images is held.
    pub(super) fn give_name(&self, name: &Reference, id: &Digest) -> Result<()> {
        self.write_name(name, id)?;
        self.note_name(name, id)
    }

    /// Takes the name away; the id that it meant, or none if there was no such name. The image stays, with no name at all
    /// if need be.
    pub(crate) fn untag(&self, name: &Reference) -> Result<Option<Digest>> {
        let _lock = self.lock_images()?;
        let path = self.name_path(name);
        let id = self.name(name)?;
        match fs::remove_file(&path) {
            Ok(()) => {
                self.note(&Event::image(Action::Untag, id.as_ref(), name));
                Ok(id)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot remove {}", path.display())),
        }
    }

    /// The id that `name` means.
    pub(crate) fn name(&self, name: &Reference) -> Result<Option<Digest>> {
        let path = self.name_path(name);
        match fs::read_link(&path) {
            Ok(target) => Ok(target.to_str().and_then(|target| parse(&file_name(name), target)).map(|(_, id)| id)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// All names and the ids that they mean, in the order of the names.
    pub(crate) fn names(&self) -> Result<Vec<(Reference, Digest)>> {
        let dir = self.names_dir();
        let entries = fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
        let mut names: Vec<_> = entries
            .flatten()
            .filter_map(|entry| {
                let file = entry.file_name();
                let file = file.to_str().filter(|file| !file.starts_with(files::TEMPORARY))?;
                parse(file, fs::read_link(entry.path()).ok()?.to_str()?)
            })
            .collect();
        names.sort();
        Ok(names)
    }

    /// Writes the name. The lock on images is held.
    pub(super) fn write_name(&self, name: &Reference, id: &Digest) -> Result<()> {
        let path = self.name_path(name);
        let temporary = files::temporary_beside(&path)?;
        let file = file_name(name);
        let target = if file.starts_with(LONG) { format!("{} {name}", id.hex()) } else { id.hex() };
        let written = std::os::unix::fs::symlink(target, &temporary).and_then(|()| fs::rename(&temporary, &path));
        written.with_context(|| format!("cannot write {}", path.display()))
    }

    pub(in crate::store) fn name_path(&self, name: &Reference) -> PathBuf {
        self.names_dir().join(file_name(name))
    }
}

/// The file that stands for a name.
fn file_name(name: &Reference) -> String {
    let text = name.to_string();
    let encoded = encode(&text);
    if encoded.len() <= NAME_MAX { encoded } else { format!("{LONG}{}", Digest::of(text.as_bytes()).hex()) }
}

/// What a file in `names/` says.
fn parse(file: &str, target: &str) -> Option<(Reference, Digest)> {
    let (id, long) = target.split_once(' ').map_or((target, None), |(id, name)| (id, Some(name.to_owned())));
    let name = if file.starts_with(LONG) { long? } else { decode(file)? };
    Some((name.parse().ok()?, Digest::from_hex(id)?))
}

/// Percent-encodes what no file name may have or what would make the encoding ambiguous; a leading dot too, which would
/// hide the file.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '/' => out.push_str("%2F"),
            '%' => out.push_str("%25"),
            '.' if at == 0 => out.push_str("%2E"),
            _ => out.push(c),
        }
    }
    out
}

fn decode(file: &str) -> Option<String> {
    let mut parts = file.split('%');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let byte = u8::from_str_radix(part.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        out.push(char::from(byte));
        out.push_str(part.get(2..)?);
    }
    Some(out)
}
