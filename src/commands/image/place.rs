//! Places beside registries that images are pulled from and pushed to (containers-transports(5)).

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::image::{self, Chosen, Layout};
use crate::name::{Digest, Platform};
use crate::store::{Action, Event, Store};

use super::save;

/// A file or a directory with images.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::commands) struct Place {
    transport: Transport,
    path: PathBuf,
    /// What the image is called there.
    name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Transport {
    Dir,
    DockerArchive,
    Oci,
    OciArchive,
}

const TRANSPORTS: [(&str, Transport); 4] = [
    ("dir", Transport::Dir),
    ("docker-archive", Transport::DockerArchive),
    ("oci", Transport::Oci),
    ("oci-archive", Transport::OciArchive),
];

impl Place {
    /// `TRANSPORT:PATH[:NAME]`; none when it does not begin with one of the transports.
    pub(in crate::commands) fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(':')?;
        let (_, transport) = TRANSPORTS.into_iter().find(|(name, _)| *name == word)?;
        let (path, name) = match rest.split_once(':').filter(|_| transport != Transport::Dir) {
            Some((path, name)) if !name.is_empty() => (path, Some(name.to_owned())),
            _ => (rest.trim_end_matches(':'), None),
        };
        Some(Place { transport, path: path.into(), name })
    }

    /// Takes the images, or the one that is named, into the store; their ids. `typed` is this place as the user wrote it.
    pub(super) fn load(&self, store: &Store, typed: &str, platform: Option<&Platform>) -> Result<Vec<Digest>> {
        let loaded = image::load_named(store, &self.path, platform, self.name.as_deref())?;
        let ids: Vec<Digest> = loaded.into_iter().map(|loaded| loaded.image.id).collect();
        ids.iter().for_each(|id| store.note(&Event::image(Action::Pull, Some(id), typed)));
        Ok(ids)
    }

    /// Writes the image that was typed there.
    pub(in crate::commands) fn save(&self, store: &Store, image: &str) -> Result<()> {
        let layout = match self.transport {
            Transport::Dir => Layout::DockerDir,
            Transport::DockerArchive => Layout::DockerArchive,
            Transport::Oci | Transport::OciArchive => Layout::Oci,
        };
        let chosen = image::choose(store, &[image.to_owned()], layout)?;
        let chosen = chosen.into_iter().map(|one| one.labelled(self.name.as_deref()));
        let chosen = chosen.collect::<Result<Vec<Chosen>>>()?;
        let path: &Path = &self.path;
        match self.transport {
            Transport::Dir => image::save_directory(store, &chosen, layout, false, path),
            Transport::Oci => image::save_directory(store, &chosen, layout, true, path),
            Transport::OciArchive => save::to_file(store, &chosen, layout, true, path),
            Transport::DockerArchive if path.exists() => {
                Err(Error::new(format!("{} is there already", path.display())).hint("archives are not added to").into())
            }
            Transport::DockerArchive => save::to_file(store, &chosen, layout, false, path),
        }
    }
}

/// The ids of the images at a place, which are in the store then; any other name is itself.
pub(in crate::commands) fn loaded(store: &Store, typed: &str) -> Result<Vec<String>> {
    match Place::parse(typed) {
        Some(place) => Ok(place.load(store, typed, None)?.iter().map(Digest::hex).collect()),
        None => Ok(vec![typed.to_owned()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transports_are_recognised() {
        let place = |transport, path: &str, name: Option<&str>| {
            Some(Place { transport, path: path.into(), name: name.map(str::to_owned) })
        };
        for (text, expected) in [
            ("oci:/x", place(Transport::Oci, "/x", None)),
            ("oci:/x:a/b:1", place(Transport::Oci, "/x", Some("a/b:1"))),
            ("dir:a:b", place(Transport::Dir, "a:b", None)),
            ("docker-archive:x.tar:", place(Transport::DockerArchive, "x.tar", None)),
            ("docker://x/y", None),
            ("localhost:5000/x", None),
            ("oci", None),
        ] {
            assert_eq!(Place::parse(text), expected, "{text}");
        }
    }
}
