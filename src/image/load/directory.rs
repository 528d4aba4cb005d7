//! Directories with the contents of an archive, such as an OCI layout.

use std::{fs::File, path::Path};

use super::gather::Gathered;
use crate::{
    error::{Context, Error, Result},
    store::Store,
};

/// Layouts have two directories above their blobs.
const MAX_DEPTH: usize = 4;

/// Takes in all regular files below `root`.
pub(super) fn gather<'a>(store: &'a Store, root: &Path) -> Result<Gathered<'a>> {
    let mut gathered = Gathered::new(store)?;
    let marked = ["index.json", "manifest.json", "repositories"].iter().any(|name| root.join(name).is_file());
    if !marked {
        return Err(Error::new("the directory is no image: it has neither manifest.json nor index.json").into());
    }
    walk(&mut gathered, root, "", 0)?;
    Ok(gathered)
}

fn walk(gathered: &mut Gathered<'_>, dir: &Path, prefix: &str, depth: usize) -> Result<()> {
    let entries = std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        if kind.is_dir() && depth < MAX_DEPTH {
            walk(gathered, &entry.path(), &path, depth + 1)?;
        } else if kind.is_file() {
            let file = File::open(entry.path()).with_context(|| format!("cannot open {}", entry.path().display()))?;
            let size = file.metadata()?.len();
            gathered.add(path, size, file)?;
        }
    }
    Ok(())
}
