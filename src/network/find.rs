//! Which helper programs this machine has. They are looked up where distributions install them, not in `PATH`: what a
//! container gets must not depend on the shell that it was started from.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Mode;
use crate::error::{Error, Result};

const DIRECTORIES: [&str; 8] = [
    "/usr/bin",
    "/usr/local/bin",
    "/bin",
    "/usr/sbin",
    "/usr/local/sbin",
    "/usr/libexec/podman",
    "/usr/lib/podman",
    "/run/current-system/sw/bin",
];

/// A helper program and the package that has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    pub(super) name: &'static str,
    package: &'static str,
}

pub(super) const PASTA: Program = Program { name: "pasta", package: "passt" };
pub(super) const SLIRP: Program = Program { name: "slirp4netns", package: "slirp4netns" };

/// The mode of a container that asked for none: pasta, else slirp4netns. An error when neither is installed.
pub(crate) fn default_mode() -> Result<Mode> {
    let directories = DIRECTORIES.map(Path::new);
    default_mode_in(&directories)
}

fn default_mode_in(directories: &[&Path]) -> Result<Mode> {
    let found =
        [(PASTA, Mode::Pasta), (SLIRP, Mode::Slirp)].into_iter().find(|(p, _)| find_in(directories, *p).is_some());
    found.map(|(_, mode)| mode).ok_or_else(|| {
        Error::new("no program to connect the container to the network: neither pasta nor slirp4netns is installed")
            .hint("install the package `passt` or `slirp4netns`, or use `--network none` or `--network host`")
            .into()
    })
}

/// The path of a program, or an error that names its package.
pub(super) fn require(program: Program) -> Result<PathBuf> {
    let directories = DIRECTORIES.map(Path::new);
    require_in(&directories, program)
}

fn require_in(directories: &[&Path], program: Program) -> Result<PathBuf> {
    find_in(directories, program).ok_or_else(|| {
        Error::new(format!("{} is not installed", program.name))
            .hint(format!("install the package `{}`, or choose another `--network`", program.package))
            .into()
    })
}

/// Where a helper program of this name is installed, of the places where helpers are looked up.
pub(crate) fn installed(name: &'static str) -> Option<PathBuf> {
    find(Program { name, package: name })
}

/// The path of a program, if it is installed.
pub(super) fn find(program: Program) -> Option<PathBuf> {
    find_in(&DIRECTORIES.map(Path::new), program)
}

fn find_in(directories: &[&Path], program: Program) -> Option<PathBuf> {
    directories.iter().map(|directory| directory.join(program.name)).find(|path| is_executable(path))
}

fn is_executable(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::one_line;

    fn install(directory: &Path, name: &str, mode: u32) {
        std::fs::write(directory.join(name), "").unwrap();
        std::fs::set_permissions(directory.join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn pasta_first_then_slirp_then_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let directories = [Path::new("/nonexistent"), dir.path()];
        install(dir.path(), "pasta", 0o644);
        let text = one_line(&default_mode_in(&directories).unwrap_err());
        assert!(["passt", "slirp4netns", "--network none"].iter().all(|word| text.contains(word)), "{text}");
        let text = one_line(&require_in(&directories, PASTA).unwrap_err());
        assert!(text.contains("pasta is not installed") && text.contains("`passt`"), "{text}");
        install(dir.path(), "slirp4netns", 0o755);
        assert_eq!(default_mode_in(&directories).unwrap(), Mode::Slirp);
        install(dir.path(), "pasta", 0o755);
        assert_eq!(default_mode_in(&directories).unwrap(), Mode::Pasta);
        assert_eq!(require_in(&directories, PASTA).unwrap(), dir.path().join("pasta"));
    }
}
