//! A sealed place for one test: its own home, store and runtime directory, and nothing from the caller's environment.

use super::cache;
use super::command::{Cmd, Output, Running, send_signal};
use super::registry;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

/// What a store holds when a test starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Images {
    None,
    Busybox,
    Debian,
    Software,
    Toolchains,
}

/// One test's world. Dropping it removes all containers and fails the test if a process stayed behind.
pub(crate) struct TestEnv {
    dir: PathBuf,
    runtime: PathBuf,
    program: PathBuf,
    podman: bool,
    leaks_allowed: bool,
}

impl TestEnv {
    /// An empty store.
    pub(crate) fn new() -> Self {
        Self::with(Images::None)
    }

    /// A store with `busybox`.
    pub(crate) fn busybox() -> Self {
        Self::with(Images::Busybox)
    }

    /// A store with `busybox` and `debian:12`.
    pub(crate) fn debian() -> Self {
        Self::with(Images::Debian)
    }

    /// A store with `software`: Debian with Python, git, gcc and PostgreSQL.
    pub(crate) fn software() -> Self {
        Self::with(Images::Software)
    }

    /// A store with `debian:12` and `toolchains`: Debian with what C, Rust, Python and JavaScript are built with.
    pub(crate) fn toolchains() -> Self {
        Self::with(Images::Toolchains)
    }

    /// An empty store for a test that runs as root.
    pub(crate) fn root() -> Self {
        assert!(super::is_root(), "this test runs as root only; contrib/test runs it so");
        let env = Self::bare();
        env.fill(Images::Busybox);
        env
    }

    fn with(images: Images) -> Self {
        assert!(!super::is_root(), "the end-to-end tests run as an unprivileged user; as root, use contrib/test");
        let env = Self::bare();
        if images != Images::None && !env.podman {
            copy_store(template(images), &env.store());
        } else {
            env.fill(images);
        }
        env
    }

    /// The directories, without images.
    fn bare() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let dir = cache::scratch().join(number.to_string());
        // Short: it holds sockets, whose paths have 107 bytes at most.
        let runtime = PathBuf::from(format!("/tmp/c{}-{number}", std::process::id()));
        for sub in ["home", "data", "home/.config/containers", "cache", "tmp", "bin"] {
            fs::create_dir_all(dir.join(sub)).expect("a directory of the test");
        }
        fs::create_dir(&runtime).expect("a runtime directory");
        fs::set_permissions(&runtime, fs::Permissions::from_mode(0o700)).expect("chmod");
        let target = cache::program();
        let podman = target.file_name().is_some_and(|name| name == "podman");
        // Through a link in the test's directory, every process of this test is known by its command line.
        let program = dir.join("bin").join(target.file_name().expect("a program's path has a name"));
        symlink(&target, &program).expect("a link to the program");
        let env = Self { dir, runtime, program, podman, leaks_allowed: false };
        if podman {
            env.configure_podman();
        } else {
            env.file(".config/containers/containers.conf", "");
            env.configure_plan();
        }
        env
    }

    fn configure_podman(&self) {
        let config = self.dir.join("home/.config/containers");
        let write = |name: &str, text: &str| fs::write(config.join(name), text).expect("podman's configuration");
        write("storage.conf", "[storage]\ndriver=\"overlay\"\n");
        write("containers.conf", "[engine]\ncgroup_manager=\"cgroupfs\"\nevents_logger=\"file\"\n");
        let insecure = format!("[[registry]]\nlocation=\"{}\"\ninsecure=true\n", registry::plain());
        write("registries.conf", &format!("unqualified-search-registries=[\"docker.io\"]\n{insecure}"));
        write("policy.json", "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}");
    }

    fn fill(&self, images: Images) {
        if images == Images::None {
            return;
        }
        let archive = cache::images().join("archives/docker.tar");
        self.cmd("load -q -i").arg(archive).run().ok();
        let image = match images {
            Images::None | Images::Busybox => return,
            Images::Debian | Images::Toolchains => "debian:12",
            Images::Software => "software",
        };
        let name = format!("{}/{image}", registry::plain());
        self.cmd("pull -q").arg(&name).deadline(300).run().ok();
        if images == Images::Toolchains {
            // It is large, and needs no way by the registry.
            let layout = cache::images().join("oci/toolchains");
            let id = self.cmd("pull -q").arg(format!("oci:{}", layout.display())).deadline(300).run().ok().text();
            self.cmd("tag").arg(id).arg("toolchains").run().ok();
        }
    }

    /// Whether the tests run against podman, for the differences that are decided.
    pub(crate) fn is_podman(&self) -> bool {
        self.podman
    }

    /// Whether the writable layer is the kernel's overlayfs, for what it cannot do without privileges.
    pub(crate) fn is_overlay(&self) -> bool {
        self.podman || self.run("info --format {{.Store.GraphStatus.Plan}}").ok().text() != "userspace"
    }

    /// The engine with these words as its arguments.
    pub(crate) fn cmd(&self, words: &str) -> Cmd {
        self.cmd_of(&self.program).words(words)
    }

    /// Has new containers' files served as `$CORACLE_TEST_PLAN` says, where it says anything.
    fn configure_plan(&self) {
        let Ok(plan) = std::env::var("CORACLE_TEST_PLAN") else { return };
        self.file(".config/coracle/storage.conf", format!("[storage.options.union]\nplan = \"{plan}\"\n"));
    }

    /// Another program in this environment.
    pub(crate) fn cmd_of(&self, program: impl AsRef<Path>) -> Cmd {
        Cmd::new(program.as_ref())
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", self.dir.join("home"))
            .env("XDG_DATA_HOME", self.dir.join("data"))
            .env("XDG_CONFIG_HOME", self.dir.join("home/.config"))
            .env("XDG_CACHE_HOME", self.dir.join("cache"))
            .env("XDG_RUNTIME_DIR", &self.runtime)
            .env("CONTAINERS_CONF", self.dir.join("home/.config/containers/containers.conf"))
            .env("TMPDIR", self.dir.join("tmp"))
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm")
            .dir(self.dir.join("home"))
    }

    /// Runs the engine to its end.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    pub(crate) fn run(&self, words: &str) -> Output {
        self.cmd(words).run()
    }

    /// Starts the engine.
    #[track_caller]
    pub(crate) fn spawn(&self, words: &str) -> Running {
        self.cmd(words).spawn()
    }

    /// Runs a shell script in a new busybox container without network, with these further flags.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    pub(crate) fn sh(&self, flags: &str, script: &str) -> Output {
        self.cmd("run --rm --network none").words(flags).words("busybox sh -c").arg(script).run()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.dir.join("home")
    }

    /// A file in the test's home with this text.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home().join(name);
        fs::create_dir_all(path.parent().expect("a file has a directory")).expect("mkdir");
        fs::write(&path, text).expect("write");
        path
    }

    pub(crate) fn runtime_dir(&self) -> &Path {
        &self.runtime
    }

    /// Where the engine keeps what it could do without.
    pub(crate) fn cache_dir(&self) -> PathBuf {
        self.dir.join("cache/coracle")
    }

    pub(crate) fn config_dir(&self) -> PathBuf {
        self.dir.join("home/.config/containers")
    }

    /// The engine's data directory.
    pub(crate) fn store(&self) -> PathBuf {
        self.dir.join("data").join(if self.podman { "containers" } else { "coracle" })
    }

    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// The status of a container as `ps -a` shows it, such as `Up 3 seconds`; empty when there is no such container.
    #[track_caller]
    pub(crate) fn status(&self, name: &str) -> String {
        self.cmd("ps -a --format {{.Status}} --filter").arg(format!("name=^{name}$")).run().ok().text()
    }

    /// The processes of this test that run now, each with its command line.
    pub(crate) fn processes(&self) -> Vec<(u32, String)> {
        let mark = format!("{}/bin/", self.dir.display());
        let all = fs::read_dir("/proc").expect("/proc").flatten();
        all.filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let line = fs::read(entry.path().join("cmdline")).ok()?;
            let line = String::from_utf8_lossy(&line).replace('\0', " ");
            line.contains(&mark).then_some((pid, line))
        })
        .collect()
    }

    /// What a power cut or a reboot leaves behind: no process, and an empty runtime directory.
    pub(crate) fn power_cut(&self) {
        while let Some((pid, _)) = self.processes().first() {
            send_signal(*pid, "KILL");
        }
        fs::remove_dir_all(&self.runtime).expect("the runtime directory");
        fs::create_dir(&self.runtime).expect("a runtime directory");
        fs::set_permissions(&self.runtime, fs::Permissions::from_mode(0o700)).expect("chmod");
    }

    /// This test kills things: what it leaves behind is cleaned up and not held against it.
    pub(crate) fn allow_leaks(&mut self) {
        self.leaks_allowed = true;
    }

    /// The store can still be used: images are listed and a container runs.
    #[track_caller]
    pub(crate) fn check_whole(&self) {
        self.run("images").ok();
        self.run("ps -a").ok();
        self.cmd("load -q -i").arg(cache::images().join("archives/docker.tar")).run().ok();
        self.run("run --rm --network none docker.io/library/busybox true").ok().silent();
    }

    fn remove_containers(&self) {
        let ids = self.cmd("ps -aq --no-trunc").run();
        for id in ids.lines() {
            let _ = self.cmd("rm -f -t 0").arg(id).run();
        }
    }

    /// Kills the processes of this test that remain, after a moment in which they may end by themselves.
    fn kill_leftovers(&self) -> Vec<(u32, String)> {
        let mut left = self.processes();
        // A monitor deletes what its container has written after everybody was told of the end.
        for _ in 0..500 {
            if left.is_empty() {
                return left;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
            left = self.processes();
        }
        left.iter().for_each(|(pid, _)| send_signal(*pid, "KILL"));
        left
    }
}

impl Drop for TestEnv {
    fn drop(&mut self) {
        let failing = std::thread::panicking();
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.remove_containers()));
        if self.podman {
            let _ = self.cmd("system migrate").run();
            let _ = self.cmd("unshare rm -rf").arg(self.store()).run();
        }
        let left = self.kill_leftovers();
        if std::env::var_os("CORACLE_TEST_KEEP").is_none() {
            cache::remove_tree(&self.dir);
            cache::remove_tree(&self.runtime);
        }
        assert!(failing || self.podman || self.leaks_allowed || left.is_empty(), "processes left behind: {left:?}");
    }
}

/// A store that was filled once, to be copied by every test that wants these images.
fn template(images: Images) -> &'static Path {
    static TEMPLATES: Mutex<Vec<(Images, &'static TestEnv)>> = Mutex::new(Vec::new());
    static POISONED: OnceLock<()> = OnceLock::new();
    assert!(POISONED.get().is_none(), "the store to copy could not be made; see the first failure");
    let mut templates = TEMPLATES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known = templates.iter().find(|(of, _)| *of == images).map(|(_, env)| *env);
    let env = known.unwrap_or_else(|| {
        let env = Box::leak(Box::new(TestEnv::bare()));
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| env.fill(images))).is_err() {
            let _ = POISONED.set(());
            panic!("cannot fill a store with {images:?}");
        }
        templates.push((images, env));
        env
    });
    Box::leak(env.store().into_boxed_path())
}

/// Copies a store with hard links: files in it are immutable or replaced by rename.
fn copy_store(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-al").arg(from).arg(to).status().expect("cp runs");
    assert!(copied.success(), "cp -al {} {}", from.display(), to.display());
    // Locks are by inode: no store may have another one's.
    for lock in fs::read_dir(to.join("locks")).expect("a store has locks").flatten() {
        fs::remove_file(lock.path()).expect("remove a lock");
    }
    // Nor its events, which are written in place.
    fs::remove_dir_all(to.join("events")).expect("a store has events");
}
