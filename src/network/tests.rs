//! Helpers on real namespaces, with packets that really cross.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use super::{Mode, Port, Protocol, is_installed, setup};
use crate::rootless;
use crate::sys::process::{self, Cloned, Exit, Fork, Namespaces};
use crate::sys::testing::in_own_process;

/// A monitor that sets a network up for a child which answers "pong" on TCP port 8080, until it is killed.
fn with_network(mode: Mode, ports: &[Port], talk: impl FnOnce()) {
    let scratch = tempfile::tempdir().unwrap();
    let (maps, id_mode) = rootless::id_maps().unwrap();
    let (parent_side, child_side) = rootless::prepare(&maps, &id_mode, None).unwrap();
    let (here, there) = crate::sys::socket::seqpacket_pair().unwrap();
    match process::fork().unwrap() {
        Fork::Child => {
            drop((parent_side, here));
            child_side.enter().unwrap();
            process::unshare_mount().unwrap();
            process::die_with_parent().unwrap();
            let helper = serve_in_namespace(mode, ports, scratch.path());
            let pid = helper.map_or(0, |helper| {
                let pid = helper.pid().as_raw_nonzero().get();
                std::mem::forget(helper);
                pid
            });
            crate::sys::socket::send(there.as_fd(), pid.to_string().as_bytes(), &[]).unwrap();
            loop {
                std::thread::sleep(Duration::from_secs(60));
            }
        }
        Fork::Parent(monitor) => {
            drop((child_side, there));
            parent_side.map(monitor).unwrap();
            let begin = Instant::now();
            let (word, _) = crate::sys::socket::receive(here.as_fd(), 64).unwrap();
            let helper = String::from_utf8(word).unwrap();
            #[allow(clippy::print_stderr)]
            {
                eprintln!("{mode:?} ready after {:?}", begin.elapsed());
            }
            talk();
            let pidfd = process::pidfd_open(monitor).unwrap();
            process::pidfd_send_signal(pidfd.as_fd(), 9).unwrap();
            assert_eq!(process::wait(pidfd.as_fd()).unwrap(), Exit::Signal(9));
            assert_gone(&helper);
        }
    }
}

fn serve_in_namespace(mode: Mode, ports: &[Port], scratch: &std::path::Path) -> Option<super::Helper> {
    match process::clone3(Namespaces { net: true, ..Namespaces::default() }).unwrap() {
        Cloned::Child => {
            process::die_with_parent().unwrap();
            crate::sys::net::loopback_up().unwrap();
            serve()
        }
        Cloned::Parent { pid, .. } => {
            let begin = Instant::now();
            let helper = setup(mode, ports, pid, scratch).unwrap();
            #[allow(clippy::print_stderr)]
            {
                eprintln!("setup took {:?}", begin.elapsed());
            }
            helper
        }
    }
}

/// Answers on port 8080; gives up when it cannot listen there, which the talker notices.
fn serve() -> ! {
    let tcp = std::net::TcpListener::bind("0.0.0.0:8080");
    let Ok(tcp) = tcp else { process::exit_now(1) };
    loop {
        if let Ok((mut stream, _)) = tcp.accept() {
            let _ = stream.write_all(b"pong");
        }
    }
}

fn assert_gone(helper: &str) {
    let end = Instant::now() + Duration::from_secs(3);
    while helper != "0" && std::path::Path::new(&format!("/proc/{helper}/exe")).read_link().is_ok() {
        assert!(Instant::now() < end, "the helper {helper} outlives its monitor");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn published(host: u16) -> Vec<Port> {
    let port = |protocol| Port { host_ip: Some("127.0.0.1".parse().unwrap()), host, container: 8080, protocol };
    vec![port(Protocol::Tcp), port(Protocol::Udp)]
}

fn talk(port: u16) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    let mut word = [0; 4];
    stream.read_exact(&mut word).unwrap();
    assert_eq!(&word, b"pong");
}

#[test]
fn pasta_publishes_ports_and_dies_with_its_monitor() {
    in_own_process("network::tests::pasta_publishes_ports_and_dies_with_its_monitor", || {
        if is_installed("pasta") {
            let port = free_port();
            with_network(Mode::Pasta, &published(port), || talk(port));
        }
    });
}

#[test]
fn slirp4netns_publishes_ports_and_dies_with_its_monitor() {
    in_own_process("network::tests::slirp4netns_publishes_ports_and_dies_with_its_monitor", || {
        if is_installed("slirp4netns") {
            let port = free_port();
            with_network(Mode::Slirp, &published(port), || talk(port));
        }
    });
}
