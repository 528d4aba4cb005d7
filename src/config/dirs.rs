//! The directories that belong to this user (XDG base directory specification; ARCHITECTURE.md, "On disk").

use std::{
    fs, io,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};

use super::{Env, Systemd};
use crate::error::{Context, Error, Result};
use crate::sys;

/// Where everything of this user lies. None of the directories need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dirs {
    /// The store: `$XDG_DATA_HOME/coracle`, else `~/.local/share/coracle`.
    pub(crate) data: PathBuf,
    /// Sockets and pid files: `$XDG_RUNTIME_DIR/coracle`; may vanish whenever nothing runs.
    pub(crate) runtime: PathBuf,
    /// What can be made again: `$XDG_CACHE_HOME/coracle`, else `~/.cache/coracle`.
    pub(crate) cache: PathBuf,
    /// Configuration shared with other tools: `$XDG_CONFIG_HOME/containers`, else `~/.config/containers`.
    pub(crate) config: PathBuf,
    /// The service manager, and what it wants.
    pub(crate) systemd: Systemd,
}

impl Dirs {
    /// The directories according to `env`. Fails without a home directory, and when the fallback of the runtime directory
    /// belongs to somebody else.
    pub(crate) fn new(env: &Env) -> Result<Self> {
        let base = |variable: &str, fallback: &str| match env.path(variable) {
            Some(path) => Ok(path),
            None => env.home().map(|home| home.join(fallback)).ok_or_else(|| {
                Error::new(format!("no home directory: neither HOME nor {variable} is set, and passwd has none"))
                    .hint("set HOME to a directory of yours")
            }),
        };
        Ok(Dirs {
            data: base("XDG_DATA_HOME", ".local/share")?.join("coracle"),
            runtime: runtime(env)?,
            cache: base("XDG_CACHE_HOME", ".cache")?.join("coracle"),
            config: base("XDG_CONFIG_HOME", ".config")?.join("containers"),
            systemd: Systemd::new(env),
        })
    }
}

/// `$XDG_RUNTIME_DIR` counts only when it exists and is ours: under `su` and `sudo` it often is the other user's. Root of
/// a user namespace on somebody else's `/run` (`coracle unshare`) has the directory that the user has outside.
fn runtime(env: &Env) -> Result<PathBuf> {
    let ours = |path: &Path| fs::metadata(path).is_ok_and(|meta| meta.is_dir() && meta.uid() == env.uid());
    if let Some(path) = env.path("XDG_RUNTIME_DIR").filter(|path| ours(path)) {
        return Ok(path.join("coracle"));
    }
    let user = match env.uid() {
        0 if ours(Path::new("/run")) => return Ok("/run/coracle".into()),
        0 => sys::user::root_outside().unwrap_or_default(),
        uid => uid,
    };
    private(PathBuf::from(format!("/tmp/coracle-{user}")), env.uid())
}

/// Makes `path`, which lies in a directory that anyone may write to, or makes sure that nobody else made it.
fn private(path: PathBuf, uid: u32) -> Result<PathBuf> {
    match fs::DirBuilder::new().mode(0o700).create(&path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("cannot make the runtime directory {}", path.display()))
        }
        _ => check_private(&path, uid).map(|()| path),
    }
}

fn check_private(path: &Path, uid: u32) -> Result<()> {
    let meta = fs::symlink_metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if meta.is_dir() && meta.uid() == uid && meta.mode() & 0o77 == 0 {
        return Ok(());
    }
    Err(Error::new(format!(
        "the runtime directory {} is not private: it must be yours and have mode 0700",
        path.display()
    ))
    .hint("set XDG_RUNTIME_DIR to a directory of yours, or remove that one")
    .into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn variables_and_fallbacks() {
        let temp = tempfile::tempdir().unwrap();
        let run = temp.path().to_str().unwrap();
        let env = Env::fake(temp.path(), &[("HOME", "/h"), ("XDG_RUNTIME_DIR", run), ("XDG_CACHE_HOME", "relative")]);
        let dirs = Dirs::new(&env).unwrap();
        assert_eq!(dirs.data, Path::new("/h/.local/share/coracle"));
        assert_eq!(dirs.cache, Path::new("/h/.cache/coracle"));
        assert_eq!(dirs.config, Path::new("/h/.config/containers"));
        assert_eq!(dirs.runtime, temp.path().join("coracle"));
        let error = Dirs::new(&Env::fake(temp.path(), &[])).unwrap_err();
        assert!(error.to_string().contains("no home directory"), "{error}");
    }

    #[test]
    fn the_fallback_must_be_private() {
        let temp = tempfile::tempdir().unwrap();
        let uid = Env::fake(temp.path(), &[]).uid();
        let path = temp.path().join("x");
        private(path.clone(), uid).unwrap();
        private(path.clone(), uid).unwrap();
        assert!(private(path.clone(), uid + 1).is_err());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(private(path.clone(), uid).is_err());
        symlink(temp.path(), temp.path().join("link")).unwrap();
        assert!(private(temp.path().join("link"), uid).is_err());
    }
}
