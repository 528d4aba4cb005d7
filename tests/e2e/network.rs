//! `--network` and `-p`.

use crate::harness::{TestEnv, eventually};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port()
}

/// What a web server on this port of the loopback interface answers.
fn fetch(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.write_all(b"GET /index.html HTTP/1.0\r\n\r\n").ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    text.contains("it works").then_some(text)
}

#[test]
fn none_has_only_the_loopback_interface() {
    let env = TestEnv::busybox();
    env.sh("", "ls /sys/class/net").ok().prints("lo\n");
    env.sh("", "ip addr show lo | grep -c 127.0.0.1").ok().prints("1\n");
}

#[test]
fn host_is_the_hosts() {
    let env = TestEnv::busybox();
    let outside = std::fs::read_link("/proc/self/ns/net").expect("proc");
    let inside = env.run("run --rm --network host busybox readlink /proc/self/ns/net").ok().text();
    assert_eq!(inside, outside.to_string_lossy());
}

#[test]
fn pasta_is_the_default_and_publishes_ports() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let port = free_port();
    env.run(&format!("run -d --name web -p {port}:80 busybox httpd -f -h /www")).ok();
    eventually(15, "the published port answers", || fetch(port));
    let interfaces = env.run("run --rm busybox ls /sys/class/net").ok();
    assert!(interfaces.lines().len() > 1, "{interfaces}");
    env.run("ps --format {{.Ports}}").ok().stdout_has(&format!("{port}->80/tcp"));
    env.run("rm -f -t 0 web").ok();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the port is free again");
}

#[test]
fn port_in_use_is_refused() {
    let env = TestEnv::busybox();
    let holder = TcpListener::bind("0.0.0.0:0").expect("a free port");
    let port = holder.local_addr().expect("bound").port();
    let out = env.run(&format!("run --rm -p {port}:80 busybox true"));
    assert!([125, 126].contains(&out.exit()), "{out}");
    out.one_error(&[&port.to_string()]);
    env.run("ps -aq").ok();
}

#[test]
fn bad_values_are_refused() {
    let env = TestEnv::busybox();
    env.run("run --rm --network nosuch busybox true").misused(&["nosuch"]);
    for port in ["x:80", "70000:80", "1:2:3:4"] {
        env.run(&format!("run --rm -p {port} busybox true")).misused(&[port]);
    }
}

#[test]
fn loopback_of_the_host_is_out_of_reach() {
    let env = TestEnv::busybox();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    for network in ["none", "pasta"].into_iter().filter(|n| *n == "none" || !env.is_podman()) {
        let out = env.run(&format!("run --rm --network {network} busybox nc -w 2 127.0.0.1 {port}"));
        assert_ne!(out.exit(), 0, "{network}: {out}");
    }
}

#[test]
fn slirp4netns_serves_too() {
    let env = TestEnv::busybox();
    if !std::path::Path::new("/usr/bin/slirp4netns").exists() {
        return;
    }
    env.run("run --rm --network slirp4netns busybox ls /sys/class/net").ok().stdout_has("tap0");
}

#[test]
fn missing_pasta_is_explained() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    // Nothing is in /usr/bin then.
    let hidden = |words: &str| {
        let script = format!("mount -t tmpfs none /usr/bin && exec \"$0\" {words}");
        env.cmd_of("/usr/bin/unshare").words("-Urm /bin/sh -c").arg(script).arg(env.program()).run()
    };
    hidden("run --rm --network pasta busybox true").refused(&["pasta", "passt"]);
    hidden("run --rm --network none busybox true").ok();
}

#[test]
fn a_container_is_in_the_network_of_another() {
    let env = TestEnv::busybox();
    let server = "run -d --name web --hostname there --add-host=friend:10.1.2.3 --network none busybox";
    let id = env.cmd(server).words("httpd -f -p 127.0.0.1:8080 -h /etc").run().ok().text();
    let ask = "until wget -q -O - http://localhost:8080/motd 2>/dev/null; do sleep 0.05; done";
    let run = |flags: &str, script: &str| {
        env.cmd("run --rm --network container:web").words(flags).words("busybox sh -c").arg(script).run()
    };
    run("", ask).ok().prints("hello from the image\n");
    run("", "hostname; grep -c 10.1.2.3.*friend /etc/hosts").ok().prints("there\n1\n");
    run("-p 8080", "echo ran").ok().prints("ran\n").stderr_has(
        "Port mappings have been discarded because \"container\" network namespace mode does not support them",
    );
    env.run(&format!("run -d --name c --network container:{} busybox sleep 1000", &id[..12])).ok();
    env.cmd("exec c sh -c").arg(ask).run().ok().prints("hello from the image\n");
    env.run("inspect --format {{.HostConfig.NetworkMode}} c").ok().prints(&format!("container:{id}\n"));
    env.run("run --rm --network container:web --userns keep-id busybox hostname").ok().prints("there\n");
    for name in ["web", &id[..12]] {
        env.run(&format!("ps --format {{{{.Names}}}} --filter network=container:{name}")).ok().prints("c\n");
    }
    // And of one that is in the network of another itself.
    env.cmd("run --rm --network container:c busybox sh -c").arg(ask).run().ok().prints("hello from the image\n");
    env.run("run --network container:web --dns 10.0.0.1 busybox true")
        .refused(&["conflicting options: dns", "container:"]);
    env.run("run --network container:web --sysctl net.ipv4.ip_forward=1 busybox true").refused(&["ip_forward"]);
    env.run("run --network container:nosuch busybox true").refused(&["nosuch"]);
    env.run("run --network container: busybox true").misused(&["container:NAME"]);
    env.file("Dockerfile", "FROM busybox\nRUN true\n");
    env.run("build --network container:web .").refused(&["builds cannot use the network container:web"]);
    env.run("rm -f -t 0 c").ok();
    env.run("create --name c --network container:web busybox true").ok();
    env.run("stop -t 0 web").ok();
    // As with --requires: one is not started without the other, nor the other removed before it.
    env.run("start -a c").ok();
    env.run("ps --format {{.Names}}").ok().prints("web\n");
    env.run("rm -f -t 0 web").refused(&["dependent"]);
    env.run("rm -f -t 0 --depend web").ok();
    env.run("run -d --name hosts --network host busybox sleep 1000").ok();
    let own = std::fs::read_link("/proc/self/ns/net").expect("a namespace");
    env.run("run --rm --network container:hosts busybox readlink /proc/self/ns/net")
        .ok()
        .prints(&format!("{}\n", own.display()));
}
