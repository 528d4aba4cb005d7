//! Following a path from the root of some tree, with the symbolic links in it, as if that root were the root of everything.

use crate::error::{Error, Result};

/// Symlinks followed in one path before it counts as a loop (as Linux does, path_resolution(7)).
const MAX_SYMLINKS: u32 = 40;

/// A tree that can be walked.
pub(super) trait Tree {
    type File: Clone;

    fn root(&self) -> Result<Self::File>;
    fn child(&self, dir: &Self::File, name: &[u8]) -> Result<Option<Self::File>>;
    fn is_directory(&self, file: &Self::File) -> bool;
    /// Of a symbolic link, where it leads.
    fn target(&self, file: &Self::File) -> Result<Option<Vec<u8>>>;
}

/// Where a path leads.
#[derive(Debug, Clone)]
pub(super) struct Located<F> {
    /// Without symbolic links and without slashes at its ends; what is missing stands in it as it was written.
    pub(super) path: Vec<u8>,
    pub(super) file: Option<F>,
}

/// Which symbolic links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    All,
    /// All but the last part of the path.
    OnTheWay,
    None,
}

/// Follows `path`.
///
/// # Errors
/// When something on the way is no directory, or links go round in circles.
pub(super) fn follow<T: Tree>(tree: &T, path: &[u8], links: Links) -> Result<Located<T::File>> {
    let mut todo: Vec<Vec<u8>> = parts(path).rev().map(<[u8]>::to_vec).collect();
    let mut way: Vec<(Vec<u8>, Option<T::File>)> = Vec::new();
    let root = tree.root()?;
    let mut followed = 0;
    while let Some(name) = todo.pop() {
        if name == b".." {
            way.pop();
            continue;
        }
        let Some(here) = way.last().map_or(Some(&root), |(_, file)| file.as_ref()) else {
            way.push((name, None));
            continue;
        };
        if !tree.is_directory(here) {
            return Err(Error::new(format!("{} is not a directory", shown(&way))).into());
        }
        let file = tree.child(here, &name)?;
        let wanted = links == Links::All || (links == Links::OnTheWay && !todo.is_empty());
        let target = match &file {
            Some(file) if wanted => tree.target(file)?,
            _ => None,
        };
        let Some(target) = target else {
            way.push((name, file));
            continue;
        };
        followed += 1;
        if followed > MAX_SYMLINKS {
            return Err(Error::new(format!("too many symbolic links in {}", String::from_utf8_lossy(path))).into());
        }
        if target.starts_with(b"/") {
            way.clear();
        }
        todo.extend(parts(&target).rev().map(<[u8]>::to_vec));
    }
    let file = way.last().map_or(Some(root), |(_, file)| file.clone());
    Ok(Located { path: way.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(&b'/'), file })
}

/// The parts of a path; slashes at its ends, doubled ones and `.` mean nothing.
pub(super) fn parts(path: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    path.split(|byte| *byte == b'/').filter(|part| !matches!(*part, b"" | b"."))
}

/// The path of `name` in the directory `dir`.
pub(super) fn join(dir: &[u8], name: &[u8]) -> Vec<u8> {
    if dir.is_empty() { name.to_vec() } else { [dir, b"/", name].concat() }
}

fn shown<F>(way: &[(Vec<u8>, Option<F>)]) -> String {
    way.iter().map(|(name, _)| format!("/{}", String::from_utf8_lossy(name))).collect()
}
