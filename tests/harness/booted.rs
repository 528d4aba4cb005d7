//! A Debian with systemd that is booted in a container of systemd-nspawn: with cgroup version 2, without controllers. The
//! tree is shared and stays as it is; what is written goes to memory, and the user's home is a directory of the test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Cmd, Output, cache, eventually};

/// The unprivileged user of the tree, who lingers: `tests/fixtures/make-images` makes it.
const USER: u32 = 1000;

/// A booted system. Dropping it ends it.
pub(crate) struct Booted {
    home: PathBuf,
    nspawn: std::process::Child,
    /// Its process 1, as the host numbers it.
    init: u32,
    _alone: MutexGuard<'static, ()>,
}

impl Booted {
    /// Boots, and gives the user's store the image `busybox`.
    pub(crate) fn new() -> Self {
        // The tree can be used by one system at a time.
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(super::is_root(), "this test runs as root only; contrib/test runs it so");
        let home = cache::scratch().join("booted");
        fs::create_dir_all(home.join(".config/systemd/user")).expect("a home");
        fs::set_permissions(cache::scratch(), fs::Permissions::from_mode(0o755)).expect("chmod");
        fs::copy(cache::images().join("archives/docker.tar"), home.join("busybox.tar")).expect("the image");
        let given = std::process::Command::new("chown").arg("-R").arg(format!("{USER}:{USER}")).arg(&home).status();
        assert!(given.expect("chown runs").success());
        let (nspawn, init) = boot(&home);
        let booted = Self { home, nspawn, init, _alone: alone };
        booted.user("coracle load -q -i busybox.tar").ok();
        booted
    }

    /// Runs a shell script as the user, in a service of the system's, to its end.
    #[track_caller]
    #[must_use = "a command's result is to be checked"]
    pub(crate) fn user(&self, script: &str) -> Output {
        let run = "systemd-run -q --pipe --wait --collect --uid=dev -p WorkingDirectory=/home/dev -E HOME=/home/dev";
        let dir = format!("-E XDG_RUNTIME_DIR=/run/user/{USER}");
        self.inside().words(run).words(&dir).words("sh -c").arg(script).run()
    }

    /// A service of the user's manager.
    pub(crate) fn unit(&self, name: &str, text: &str) {
        fs::write(self.home.join(".config/systemd/user").join(name), text).expect("a unit");
        self.user("systemctl --user daemon-reload").ok();
    }

    /// Properties of a unit of the user's manager, as `A=a B=b`.
    #[track_caller]
    pub(crate) fn shown(&self, unit: &str, properties: &str) -> String {
        self.user(&format!("systemctl --user show -p {properties} {unit}")).ok().text().replace('\n', " ")
    }

    /// The control groups of the user's manager whose names begin with `coracle`.
    pub(crate) fn groups(&self) -> String {
        self.user("find /sys/fs/cgroup/user.slice -name 'coracle*'").ok().text()
    }

    fn inside(&self) -> Cmd {
        Cmd::new("nsenter")
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
            .words(&format!("-t {} -a", self.init))
            .deadline(120)
    }
}

/// Starts the system and waits until the user can reach a manager.
fn boot(home: &std::path::Path) -> (std::process::Child, u32) {
    let tree = cache::images().join("booted");
    let console = fs::File::create(cache::scratch().join("console")).expect("a file for the console");
    let spawn = || {
        let mut command = std::process::Command::new("systemd-nspawn");
        command
            .args(
                "-q --register=no --keep-unit --private-network --volatile=overlay --capability=all --boot".split(' '),
            )
            .args(["--bind=/dev/fuse", "--bind=/dev/net/tun"])
            .arg(format!("--bind={}:/home/dev", home.display()))
            .arg(format!("--bind-ro={}:/usr/local/bin/coracle", cache::program().display()))
            .arg("-D")
            .arg(&tree)
            .env("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1")
            .stdin(Stdio::null())
            .stdout(console.try_clone().expect("dup"))
            .stderr(console.try_clone().expect("dup"));
        command.spawn().expect("systemd-nspawn runs (package systemd-container)")
    };
    let mut nspawn = spawn();
    let init = eventually(120, "the system boots", || {
        // Another run of the tests may have the tree.
        if nspawn.try_wait().expect("wait").is_some() {
            std::thread::sleep(std::time::Duration::from_secs(1));
            nspawn = spawn();
        }
        let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", nspawn.id())).ok()?;
        let init = children.split_whitespace().next()?.parse::<u32>().ok()?;
        fs::exists(format!("/proc/{init}/root/run/user/{USER}/bus")).is_ok_and(|there| there).then_some(init)
    });
    (nspawn, init)
}

impl Drop for Booted {
    fn drop(&mut self) {
        super::send_signal(self.init, "KILL");
        let _ = self.nspawn.wait();
        cache::remove_tree(&self.home);
    }
}
