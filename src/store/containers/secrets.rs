//! What a container has of the user's secrets: copies, so that it keeps them whatever becomes of the originals.

use serde::{Deserialize, Serialize};

use super::Record;
use crate::error::{Context, Result};
use crate::store::files;

/// A secret that a container has. What is secret is in the file `secrets/<index>` of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContainerSecret {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) shown: ShownAs,
}

/// How the container sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ShownAs {
    /// A file.
    Mount { target: String, uid: u32, gid: u32, mode: u32 },
    /// A variable.
    Env { name: String },
}

impl Record {
    /// The content of the container's secret number `index`.
    pub(crate) fn secret(&self, index: usize) -> Result<Vec<u8>> {
        let path = self.dir.join("secrets").join(index.to_string());
        files::read(&path)?.with_context(|| format!("{} is missing", path.display()))
    }
}
