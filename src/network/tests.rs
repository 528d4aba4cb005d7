//! The real programs, where they are installed, on real namespaces, with packets that really cross.

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::Timespec;
use rustix::process::Pid;

use super::{Connected, Connecting, Mode, Port, Protocol, Request, find, start};
use crate::error::one_line;
use crate::rootless;
use crate::sys::namespace;
use crate::sys::process::{self, Cloned, Exit, Fork, Namespaces};
use crate::sys::socket;
use crate::sys::testing::in_own_process;

/// The port that the process in the namespace listens at, and the next one.
const INSIDE: u16 = 8080;

/// After this long a process of a test ends by itself, whatever has become of the others.
const LIFETIME: Duration = Duration::from_secs(60);

/// What the monitor of a test reports: the helper's pid (0 without one), or why there is none.
struct Report {
    helper: i32,
    text: String,
}

/// Runs `monitor` in a child that is root of a new user namespace with a mount namespace, and `test` here with what it
/// sent. In the end the child is killed, and its helper must be gone soon.
fn with_monitor(isolated: bool, monitor: impl FnOnce() -> (i32, String), test: impl FnOnce(&Report)) {
    let (maps, mode) = rootless::id_maps().unwrap();
    let (parent_side, child_side) = rootless::prepare(&maps, &mode, None).unwrap();
    let (here, there) = socket::seqpacket_pair().unwrap();
    let test_process = rustix::process::getpid();
    match process::fork().unwrap() {
        Fork::Child => {
            drop((parent_side, here));
            child_side.enter(false).unwrap();
            live_no_longer_than(test_process);
            namespace::unshare_mount().unwrap();
            run_monitor(isolated, &there, monitor)
        }
        Fork::Parent(pid) => {
            drop((child_side, there));
            parent_side.map(pid).unwrap();
            observe(pid, &here, test);
        }
    }
}

fn run_monitor(isolated: bool, there: &OwnedFd, monitor: impl FnOnce() -> (i32, String)) -> ! {
    if isolated {
        // A namespace without any interface plays the host.
        let parent = rustix::process::getpid();
        match process::clone3(net()).unwrap() {
            Cloned::Child => live_no_longer_than(parent),
            Cloned::Parent { pidfd, .. } => {
                let _ = process::wait(pidfd.as_fd());
                process::exit_now(1)
            }
        }
    }
    let (helper, text) = monitor();
    socket::send(there.as_fd(), format!("{helper} {text}").as_bytes(), &[]).unwrap();
    std::thread::sleep(LIFETIME);
    process::exit_now(1)
}

/// Ties a new child to its parent, which may be gone already: a test that fails kills nobody else in time.
fn live_no_longer_than(parent: Pid) {
    process::die_with_parent().unwrap();
    if rustix::process::getppid() != Some(parent) {
        process::exit_now(1);
    }
}

fn observe(monitor: Pid, here: &OwnedFd, test: impl FnOnce(&Report)) {
    let (bytes, _) = socket::receive(here.as_fd(), 4096).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (helper, text) = text.split_once(' ').expect("the monitor failed");
    let report = Report { helper: helper.parse().unwrap(), text: text.to_owned() };
    test(&report);
    let pidfd = process::pidfd_open(monitor).unwrap();
    process::pidfd_send_signal(pidfd.as_fd(), 9).unwrap();
    assert_eq!(process::wait(pidfd.as_fd()).unwrap(), Exit::Signal(9));
    assert_gone(report.helper);
}

fn assert_gone(helper: i32) {
    let end = Instant::now() + Duration::from_secs(5);
    // A zombie has no program: here it is an orphan, which waits for whoever adopts it.
    while helper != 0 && Path::new(&format!("/proc/{helper}/exe")).read_link().is_ok() {
        assert!(Instant::now() < end, "the helper {helper} outlives its monitor");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn net() -> Namespaces {
    Namespaces { net: true, ..Namespaces::default() }
}

/// Connects a namespace in which a process answers, and leaves the helper running.
fn connect(mode: Mode, extra: &[&str], ports: &[Port]) -> (i32, String) {
    let udp = ports.iter().find(|port| port.protocol == Protocol::Udp).map_or(INSIDE, |port| port.container);
    let scratch = tempfile::tempdir().unwrap();
    let extra: Vec<String> = extra.iter().map(|word| (*word).to_owned()).collect();
    let monitor = rustix::process::getpid();
    let container = match process::clone3(net()).unwrap() {
        Cloned::Child => {
            live_no_longer_than(monitor);
            serve(udp)
        }
        Cloned::Parent { pid, .. } => pid,
    };
    let begin = Instant::now();
    let namespace: OwnedFd =
        std::fs::File::open(format!("/proc/{}/ns/net", container.as_raw_nonzero())).unwrap().into();
    let request = Request { mode, extra: &extra, ports, namespace: Some(&namespace), scratch: scratch.path() };
    let result = start(&request).and_then(Connecting::ready);
    let took = begin.elapsed();
    let (helper, text) = match result {
        Ok(Connected { helper, warnings }) => (helper, warnings.join("; ")),
        Err(error) => (None, one_line(&error)),
    };
    let left: Vec<_> = std::fs::read_dir(scratch.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| name == "slirp4netns.sock"), "left behind: {left:?}");
    if helper.is_some() {
        let interfaces = std::fs::read_to_string(format!("/proc/{}/net/dev", container.as_raw_nonzero())).unwrap();
        let names: Vec<_> = interfaces.lines().filter_map(|line| line.trim().split_once(':')).map(|(n, _)| n).collect();
        assert!(names.iter().any(|name| *name != "lo"), "ready with {names:?} only");
    }
    let pid = helper.as_ref().map_or(0, |helper| helper.pid().as_raw_nonzero().get());
    say(&format!("{mode:?} {pid} after {took:?}: {text}"));
    std::mem::forget(helper);
    (pid, text)
}

#[allow(clippy::print_stderr)]
fn say(text: &str) {
    eprintln!("{text}");
}

/// Answers on two TCP ports and one UDP port with the port's number.
fn serve(datagrams: u16) -> ! {
    use rustix::event::{PollFd, PollFlags, poll};
    crate::sys::net::loopback_up().unwrap();
    let listen = |port| TcpListener::bind(("::", port)).unwrap();
    let (first, second) = (listen(INSIDE), listen(INSIDE + 1));
    let udp = UdpSocket::bind(("::", datagrams)).unwrap();
    let idle = Timespec::try_from(LIFETIME).unwrap();
    loop {
        let mut fds =
            [first.as_fd(), second.as_fd(), udp.as_fd()].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
        if poll(&mut fds, Some(&idle)).unwrap() == 0 {
            process::exit_now(1);
        }
        let ready = fds.map(|fd| !fd.revents().is_empty());
        for (listener, ready) in [(&first, ready[0]), (&second, ready[1])] {
            if ready && let Ok((mut stream, _)) = listener.accept() {
                let _ = stream.write_all(listener.local_addr().unwrap().port().to_string().as_bytes());
            }
        }
        if ready[2]
            && let Ok((_, from)) = udp.recv_from(&mut [0; 16])
        {
            let _ = udp.send_to(datagrams.to_string().as_bytes(), from);
        }
    }
}

fn ask_tcp(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn ask_udp(address: SocketAddr) -> String {
    let any: IpAddr = if address.is_ipv4() { [0; 4].into() } else { [0; 16].into() };
    let socket = UdpSocket::bind((any, 0)).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    socket.send_to(b"?", address).unwrap();
    let mut answer = [0; 16];
    let length = socket.recv(&mut answer).unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

fn free_port() -> u16 {
    TcpListener::bind("[::]:0").unwrap().local_addr().unwrap().port()
}

fn port(address: &str, protocol: Protocol, host: u16, container: u16) -> Port {
    Port { host_ip: address.parse().ok(), host, container, protocol }
}

/// Ports at all addresses, at one, and a range: each answers, and nothing else does.
fn publishes(mode: Mode, ipv6: bool) {
    let [all, one, range, six] = [free_port(), free_port(), free_port().min(u16::MAX - 1), free_port()];
    let mut ports = vec![
        port("", Protocol::Tcp, all, INSIDE),
        port("127.0.0.1", Protocol::Tcp, one, INSIDE + 1),
        port("127.0.0.1", Protocol::Tcp, range, INSIDE),
        port("127.0.0.1", Protocol::Tcp, range + 1, INSIDE + 1),
    ];
    ports.extend(ipv6.then(|| port("::1", Protocol::Tcp, six, INSIDE)));
    let test = |report: &Report| {
        assert!(report.helper > 0 && report.text.is_empty(), "{}", report.text);
        let (first, second) = (INSIDE.to_string(), (INSIDE + 1).to_string());
        let tcp = [(all, &first), (one, &second), (range, &first), (range + 1, &second)];
        tcp.into_iter().for_each(|(port, expected)| assert_eq!(&ask_tcp(at("127.0.0.1", port)), expected, "{port}"));
        assert!(TcpStream::connect(at("127.0.0.2", one)).is_err());
        assert_eq!(ask_tcp(at("127.0.0.2", all)), first);
        if ipv6 {
            assert_eq!(ask_tcp(at("::1", all)), first);
            assert_eq!(ask_tcp(at("::1", six)), first);
            assert!(TcpStream::connect(at("127.0.0.1", six)).is_err());
        }
    };
    with_monitor(false, || connect(mode, &[], &ports), test);
}

/// A UDP port under its own number, at all addresses.
fn publishes_udp(mode: Mode, extra: &[&str], addresses: &[&str]) {
    let number = free_port();
    let ports = [port("", Protocol::Udp, number, number)];
    with_monitor(
        false,
        || connect(mode, extra, &ports),
        |report| {
            assert!(report.helper > 0 && report.text.is_empty(), "{}", report.text);
            addresses
                .iter()
                .for_each(|address| assert_eq!(ask_udp(at(address, number)), number.to_string(), "{address}"));
        },
    );
}

fn at(address: &str, port: u16) -> SocketAddr {
    SocketAddr::new(address.parse().unwrap(), port)
}

/// Runs a test in its own process, unless the program is missing.
fn with_program(program: find::Program, name: &str, body: impl FnOnce()) {
    if find::find(program).is_some() {
        in_own_process(&format!("network::tests::{name}"), body);
    }
}

#[test]
fn pasta_publishes_ports_and_dies_with_its_monitor() {
    with_program(find::PASTA, "pasta_publishes_ports_and_dies_with_its_monitor", || {
        publishes(Mode::Pasta, true);
        publishes_udp(Mode::Pasta, &[], &["127.0.0.1", "::1"]);
    });
}

#[test]
fn slirp_publishes_ports_and_dies_with_its_monitor() {
    with_program(find::SLIRP, "slirp_publishes_ports_and_dies_with_its_monitor", || {
        publishes(Mode::Slirp, false);
        publishes_udp(Mode::Slirp, &["allow_host_loopback=true"], &["127.0.0.1"]);
    });
}

#[test]
fn a_port_in_use_is_named() {
    with_program(find::PASTA, "a_port_in_use_is_named", || {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = taken.local_addr().unwrap().port();
        let ports = [port("", Protocol::Tcp, host, INSIDE)];
        with_monitor(
            false,
            || connect(Mode::Pasta, &[], &ports),
            |report| {
                let expected = format!("cannot publish port {host}/tcp: it is in use");
                assert!(report.helper == 0 && report.text.starts_with(&expected), "{}", report.text);
            },
        );
    });
}

#[test]
fn wrong_arguments_of_the_user_are_pastas_error() {
    with_program(find::PASTA, "wrong_arguments_of_the_user_are_pastas_error", || {
        with_monitor(
            false,
            || connect(Mode::Pasta, &["--no-such-thing"], &[]),
            |report| {
                assert!(report.helper == 0 && report.text.starts_with("pasta failed: "), "{}", report.text);
            },
        );
    });
}

#[test]
fn none_and_host_need_no_helper() {
    let scratch = tempfile::tempdir().unwrap();
    for mode in [Mode::None, Mode::Host] {
        let request = Request { mode, extra: &[], ports: &[], namespace: None, scratch: scratch.path() };
        let connected = start(&request).unwrap().ready().unwrap();
        assert!(connected.helper.is_none() && connected.warnings.is_empty());
    }
}

/// With an older pasta there is a warning and no helper, or slirp4netns for the ports; a newer one can do it.
#[test]
fn without_a_route_a_container_starts() {
    with_program(find::PASTA, "without_a_route_a_container_starts", || {
        with_monitor(
            true,
            || connect(Mode::Pasta, &[], &[]),
            |report| {
                let warned = report.text.contains("its own loopback only");
                assert_eq!(report.helper == 0, warned, "{}", report.text);
            },
        );
    });
    with_program(find::SLIRP, "without_a_route_a_container_starts", || {
        let ports = [port("", Protocol::Tcp, free_port(), INSIDE)];
        with_monitor(
            true,
            || connect(Mode::Pasta, &[], &ports),
            |report| assert!(report.helper > 0, "{}", report.text),
        );
    });
}
