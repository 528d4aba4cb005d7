//! The images that `tests/fixtures/make-images` made with other tools, and where the tests may write.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The directory with the images of other tools' making; they are made now if they are not there.
pub(crate) fn images() -> &'static Path {
    static DIR: OnceLock<PathBuf> = OnceLock::new();
    DIR.get_or_init(|| {
        let dir = std::env::var_os("CORACLE_TEST_CACHE").map_or_else(default_cache, PathBuf::from);
        if !dir.join("done/registry-software").exists() {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/make-images");
            let made = Command::new(script).arg(&dir).status().expect("tests/fixtures/make-images runs");
            assert!(made.success(), "tests/fixtures/make-images failed");
        }
        dir
    })
}

fn default_cache() -> PathBuf {
    let home = std::env::var_os("HOME").expect("HOME is set");
    std::env::var_os("XDG_CACHE_HOME")
        .map_or_else(|| PathBuf::from(home).join(".cache"), PathBuf::from)
        .join("coracle-tests")
}

/// A directory on a disk, private to this run of the tests.
pub(crate) fn scratch() -> &'static Path {
    static DIR: OnceLock<PathBuf> = OnceLock::new();
    DIR.get_or_init(|| {
        let base = std::env::var_os("CORACLE_TEST_DIR").map_or_else(|| PathBuf::from("/var/tmp"), PathBuf::from);
        let uid = rustix::process::geteuid().as_raw();
        let dir = base.join(format!("ct-{uid}-{}", std::process::id()));
        sweep(&base, &format!("ct-{uid}-"));
        std::fs::create_dir_all(&dir).expect("a directory for the tests");
        dir
    })
}

/// Removes what earlier runs of this user left, whose process is gone.
fn sweep(base: &Path, prefix: &str) {
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid = name.strip_prefix(prefix).and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            remove_tree(&entry.path());
        }
    }
}

/// Removes a tree, even one with directories that its owner may not write.
pub(crate) fn remove_tree(path: &Path) {
    if std::fs::remove_dir_all(path).is_err() {
        let _ = Command::new("chmod").arg("-R").arg("u+rwX").arg(path).stderr(std::process::Stdio::null()).status();
        let _ = std::fs::remove_dir_all(path);
    }
}

/// The engine under test: the built binary, or what `CORACLE_UNDER_TEST` names.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("CORACLE_UNDER_TEST").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_coracle")), PathBuf::from)
}
