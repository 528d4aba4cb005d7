//! What is said about verbs of Podman's that there are not.

use crate::error::{Error, Result};

/// Whoever checkpoints a container saves its processes.
const CHECKPOINT: (&str, &str) =
    ("it would save and restore processes, which takes CRIU and root", "`coracle commit` saves a container's files");

fn refuse(verb: &str, (why, instead): (&str, &str)) -> Result<u8> {
    Err(Error::new(format!("`container {verb}` is not supported: {why}")).hint(instead).into())
}

pub(crate) fn checkpoint() -> Result<u8> {
    refuse("checkpoint", CHECKPOINT)
}

pub(crate) fn restore() -> Result<u8> {
    refuse("restore", CHECKPOINT)
}

pub(crate) fn clone() -> Result<u8> {
    let why = "a copy of a container is made of an image";
    refuse("clone", (why, "`coracle commit` makes one, `coracle inspect` has the command line (Config.CreateCommand)"))
}

pub(crate) fn runlabel() -> Result<u8> {
    let why = "it would run on the host what a label of an image says";
    refuse("runlabel", (why, "`coracle inspect IMAGE` shows the labels"))
}
