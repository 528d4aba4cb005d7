//! `image scp`: through ssh, and between the stores of two users.

use crate::harness::{Cmd, TestEnv, eventually};
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// An ssh server of this user's own, on whose side coracle has another store.
struct Host {
    server: Child,
    port: u16,
    other: TestEnv,
}

impl Host {
    fn start(env: &TestEnv) -> Self {
        let other = TestEnv::new();
        let home = env.home();
        let ssh = home.join(".ssh");
        fs::create_dir_all(&ssh).expect("mkdir");
        for key in ["host", "id"] {
            Cmd::new("ssh-keygen").words("-q -t ed25519 -N '' -f").arg(ssh.join(key)).run().ok();
        }
        fs::copy(ssh.join("id.pub"), ssh.join("authorized")).expect("copy");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let bin = other.program().parent().expect("a directory").display().to_string();
        let data = other.store().parent().expect("a directory").display().to_string();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host\nAuthorizedKeysFile {0}/authorized\nUsePAM no\nStrictModes no\n\
             PidFile none\nSetEnv PATH={bin}:/usr/bin:/bin XDG_DATA_HOME={data} XDG_RUNTIME_DIR={1} XDG_CACHE_HOME={data}/cache\n",
            ssh.display(),
            other.runtime_dir().display()
        );
        let config = env.file(".ssh/sshd", config);
        let mut command = std::process::Command::new("/usr/sbin/sshd");
        command.args(["-D", "-e", "-f"]).arg(config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = command.spawn().expect("sshd runs");
        eventually(20, "sshd listens", || std::net::TcpStream::connect(("127.0.0.1", port)).ok());
        Host { server, port, other }
    }

    /// A program in place of `ssh` that gives the real one its key and no questions to ask.
    fn client(&self, env: &TestEnv) -> PathBuf {
        let bin = env.home().join("client");
        fs::create_dir_all(&bin).expect("mkdir");
        let options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes";
        let script =
            format!("#!/bin/sh\nexec /usr/bin/ssh -F none {options} -i {}/.ssh/id \"$@\"\n", env.home().display());
        let path = env.file("client/ssh", script);
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("chmod");
        bin
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn images_go_through_ssh_both_ways() {
    let env = TestEnv::busybox();
    let host = Host::start(&env);
    let path = format!("{}:/usr/bin:/bin", host.client(&env).display());
    let scp = |words: &str| env.cmd("image scp").words(words).env("PATH", &path).run();
    let place = format!("ssh://127.0.0.1:{}", host.port);
    scp(&format!("busybox {place}::")).ok().prints("Loaded image: docker.io/library/busybox:latest\n");
    host.other.run("run --rm --network none busybox cat /etc/motd").ok().prints("hello from the image\n");
    host.other.run("tag busybox example.org/theirs:1").ok();
    scp(&format!("--quiet {place}::example.org/theirs:1")).ok().prints("");
    env.run("image exists example.org/theirs:1").ok();
    // With another name there.
    scp(&format!("example.org/theirs:1 {place}::example.org/renamed:1")).ok();
    host.other.run("image exists example.org/renamed:1").ok();
    scp(&format!("nosuch {place}::")).refused(&["nosuch: image not known"]);
    scp(&format!("{place}::nosuch")).code(125).stderr_has("sending side");
    scp("busybox").refused(&["same store"]);
    scp(&format!("{place}:: ")).refused(&["names no image"]);
    scp("-- -oProxyCommand=touch::x").refused(&["names no user or host"]);
}

#[test]
fn the_form_in_which_it_travels() {
    let env = TestEnv::busybox();
    let bin = env.home().join("client");
    let script = env.file("client/ssh", "#!/bin/sh\ncat >\"$HOME/sent\"\n");
    fs::set_permissions(script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("chmod");
    let path = format!("{}:/usr/bin:/bin", bin.display());
    for (flags, inside) in
        [("", "manifest.json"), ("--format docker-archive", "manifest.json"), ("--format oci-archive", "oci-layout")]
    {
        env.cmd("image scp -q").words(flags).words("busybox host::").env("PATH", &path).run().ok();
        let list = Cmd::new("tar").arg("-tf").arg(env.home().join("sent")).run().ok();
        let has = |name: &str| list.lines().iter().any(|line| line.trim_start_matches("./") == name);
        assert!(has(inside) && has("oci-layout") == flags.contains("oci"), "{flags}: {list}");
    }
    env.cmd("image scp --format oci-dir busybox host::").run().misused(&["oci-dir"]);
}
