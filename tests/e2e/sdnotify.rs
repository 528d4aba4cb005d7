//! What a service manager is told, and what it hands down, without one: the test is the manager.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use crate::harness::TestEnv;
use crate::harness::registry::plain;

/// The manager's socket, at which messages are waited for.
fn manager(env: &TestEnv) -> (UnixDatagram, std::path::PathBuf) {
    let path = env.runtime_dir().join("manager");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a deadline");
    (socket, path)
}

fn next(manager: &UnixDatagram) -> String {
    let mut buffer = [0; 4096];
    let length = manager.recv(&mut buffer).expect("a message");
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

fn nothing_more(manager: &UnixDatagram) {
    manager.set_nonblocking(true).expect("fcntl");
    let mut buffer = [0; 4096];
    assert!(manager.recv(&mut buffer).is_err(), "{}", String::from_utf8_lossy(&buffer));
    manager.set_nonblocking(false).expect("fcntl");
}

#[test]
fn the_engine_says_that_the_command_runs() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let (manager, path) = manager(&env);
    let run = |flags: &str| {
        let words = format!("run --network none {flags} busybox sh -c 'echo [$NOTIFY_SOCKET]; sleep 0.1'");
        env.cmd(&words).env("NOTIFY_SOCKET", &path).spawn()
    };
    let running = run("--rm --sdnotify conmon");
    assert_eq!(next(&manager), format!("MAINPID={}\nREADY=1", running.pid()));
    running.wait().ok().prints("[]\n");
    run("--rm --sdnotify ignore").wait().ok().prints("[]\n");
    nothing_more(&manager);
    run("-d --name a --sdnotify conmon").wait().ok();
    let told = next(&manager);
    assert!(told.ends_with("\nREADY=1"), "{told}");
    env.run("wait a").ok();
    let running = run("--rm");
    assert_eq!(next(&manager), format!("MAINPID={}", running.pid()));
    running.wait().ok().prints("[/run/notify/notify.sock]\n");
    env.sh("--sdnotify healthy", "true").code(125).stderr_has("health check");
    let flags =
        "-d --name b --sdnotify healthy --health-cmd 'test -e /well' --health-interval 100ms --health-retries 9999";
    env.cmd(&format!("run --network none {flags} busybox sleep 1000")).env("NOTIFY_SOCKET", &path).run().ok();
    assert!(next(&manager).starts_with("MAINPID="));
    env.run("exec b touch /well").ok();
    assert_eq!(next(&manager), "READY=1");
    env.run("rm -f -t 0 b").ok();
    nothing_more(&manager);
}

#[test]
fn what_the_container_says_is_passed_on() {
    let env = TestEnv::software();
    if env.is_podman() {
        return;
    }
    let (manager, path) = manager(&env);
    let script = "import os, socket; \
                  socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b'MAINPID=9\\nREADY=1\\nSTATUS=up', \
                  os.environ['NOTIFY_SOCKET'])";
    for user in ["root", "www-data"] {
        env.cmd("run --rm --network none -u")
            .arg(user)
            .words("software python3 -c")
            .arg(script)
            .env("NOTIFY_SOCKET", &path)
            .run()
            .ok();
        assert!(next(&manager).starts_with("MAINPID="));
        assert_eq!(next(&manager), "READY=1\nSTATUS=up");
    }
    nothing_more(&manager);
}

#[test]
fn a_pull_asks_for_patience() {
    let env = TestEnv::new();
    if env.is_podman() {
        return;
    }
    let (manager, path) = manager(&env);
    let image = format!("{}/busybox:latest", plain());
    let run = format!("run --rm -q --network none --tls-verify=false --sdnotify conmon {image} true");
    env.cmd(&run).env("NOTIFY_SOCKET", &path).run().ok();
    let first = next(&manager);
    assert!(first.starts_with("EXTEND_TIMEOUT_USEC=30000000\nSTATUS=Pulling "), "{first}");
    let mut last = first;
    while !last.starts_with("MAINPID=") {
        last = next(&manager);
    }
    assert!(
        !env.runtime_dir()
            .join("coracle")
            .read_dir()
            .expect("a directory")
            .flatten()
            .any(|entry| { entry.file_name().to_string_lossy().starts_with("notify") })
    );
}

#[test]
fn sockets_are_handed_down() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let file = env.file("opened", "from the host\n");
    let run = |pid: &str, flags: &str| {
        let script = format!(
            "exec 3<{}; export LISTEN_FDS=1 LISTEN_FDNAMES=one LISTEN_PID={pid}; exec {} run --rm --network none {flags} \
             busybox sh -c 'cat <&3; echo $LISTEN_FDS $LISTEN_FDNAMES $((LISTEN_PID == $$))'",
            file.display(),
            env.program().display()
        );
        env.cmd_of("/bin/sh").arg("-c").arg(script).run()
    };
    run("$$", "").ok().prints("from the host\n1 one 1\n");
    run("$$", "--init").ok().prints("from the host\n1 one 1\n");
    let others = run("1", "");
    assert!(!others.stdout.contains("from the host"), "{}", others.stdout);
}
