//! Real containers from a tree made of a static busybox, run by a process that does what a monitor does.

use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oci_spec::runtime::Spec;

use super::{Launch, Prepared, Root, Stdio, seccomp, spawn, spec};
use crate::error::{Kind, Result};
use crate::rootless;
use crate::sys::namespace;
use crate::sys::process::{self, Exit, Fork};
use crate::sys::testing::in_own_process;

/// What a container did.
#[derive(Debug, Default)]
struct Outcome {
    output: String,
    code: Option<u8>,
    error: Option<(Kind, String)>,
    warnings: Vec<String>,
    /// From the clone to the command's execution.
    started_in: Duration,
}

/// What to run, and how it differs from the default.
struct Case<'a> {
    spec: Spec,
    user: Option<&'a str>,
    init: bool,
    terminal: bool,
    seccomp: seccomp::Profile<'a>,
    preserved: process::Descriptors,
}

fn case(command: &[&str]) -> Case<'static> {
    let mut spec = spec::default_spec(false);
    set_args(&mut spec, command);
    Case { spec, user: None, init: false, terminal: false, seccomp: seccomp::Profile::Default, preserved: Vec::new() }
}

fn set_args(spec: &mut Spec, command: &[&str]) {
    let args = command.iter().map(|arg| (*arg).to_owned()).collect();
    spec.process_mut().as_mut().unwrap().set_args(Some(args));
}

fn sh(script: &str) -> Case<'static> {
    case(&["sh", "-c", script])
}

/// A root filesystem of busybox; it lives below a directory that other users can search.
fn busybox() -> Option<tempfile::TempDir> {
    let dir = tempfile::Builder::new().permissions(open_mode()).tempdir().unwrap();
    let bin = dir.path().join("bin");
    for name in ["bin", "etc", "proc", "sys", "dev", "tmp", "home"] {
        std::fs::create_dir(dir.path().join(name)).unwrap();
    }
    std::fs::copy("/bin/busybox", bin.join("busybox")).ok()?;
    for applet in [
        "sh", "cat", "ls", "id", "true", "mount", "ps", "sleep", "touch", "grep", "stat", "hostname", "readlink",
        "tty", "stty", "mkdir", "chmod", "head", "unshare", "kill", "env", "ulimit", "test", "wc", "echo",
    ] {
        std::os::unix::fs::symlink("busybox", bin.join(applet)).unwrap();
    }
    write(dir.path(), "etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n");
    write(dir.path(), "etc/group", "root:x:0:\napp:x:1000:\nextra:x:50:app\n");
    write(dir.path(), "bin/noformat", "\x7fNOT");
    write(dir.path(), "bin/noint", "#!/no/such/interpreter\n");
    for name in ["bin/noformat", "bin/noint"] {
        std::fs::set_permissions(dir.path().join(name), open_mode()).unwrap();
    }
    Some(dir)
}

fn open_mode() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o755)
}

fn write(root: &Path, name: &str, text: &str) {
    std::fs::write(root.join(name), text).unwrap();
}

/// Runs the container in a monitor of its own.
fn run(root: &Path, case: Case<'_>) -> Outcome {
    let (maps, mode) = rootless::id_maps().unwrap();
    let (parent_side, child_side) = rootless::prepare(&maps, &mode, None).unwrap();
    let (reader, writer) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).unwrap();
    let report = tempfile::NamedTempFile::new().unwrap();
    match process::fork().unwrap() {
        Fork::Child => {
            drop((reader, parent_side));
            let outcome = monitor(root.to_owned(), case, writer, child_side);
            let outcome = outcome.unwrap_or_else(|e| Outcome {
                error: Some((crate::error::kind(&e), crate::error::one_line(&e))),
                ..Outcome::default()
            });
            let text = format!(
                "{outcome:?}\u{1}{}\u{1}{:?}\u{1}{}",
                outcome.code.map_or(-1, i32::from),
                outcome.started_in.as_micros(),
                outcome.warnings.join("\n")
            );
            let error = outcome.error.map_or(String::new(), |(kind, line)| format!("{}\u{2}{line}", kind.exit_code()));
            report.as_file().write_all(format!("{text}\u{1}{error}").as_bytes()).unwrap();
            process::exit_now(0)
        }
        Fork::Parent(pid) => {
            drop((writer, child_side, case));
            parent_side.map(pid).unwrap();
            let mut output = String::new();
            std::fs::File::from(reader).read_to_string(&mut output).unwrap();
            let pidfd = process::pidfd_open(pid).unwrap();
            assert_eq!(process::wait(pidfd.as_fd()).unwrap(), Exit::Code(0));
            parse_report(&std::fs::read_to_string(report.path()).unwrap(), output)
        }
    }
}

fn parse_report(text: &str, output: String) -> Outcome {
    let fields: Vec<&str> = text.split('\u{1}').collect();
    let kinds = [Kind::Engine, Kind::NotExecutable, Kind::CommandNotFound];
    let error = fields[4].split_once('\u{2}').map(|(code, line)| {
        (*kinds.iter().find(|kind| kind.exit_code().to_string() == code).unwrap(), line.to_owned())
    });
    let code = fields[1].parse::<i32>().unwrap();
    Outcome {
        output,
        code: u8::try_from(code).ok(),
        error,
        warnings: fields[3].lines().map(str::to_owned).collect(),
        started_in: Duration::from_micros(fields[2].parse().unwrap()),
    }
}

fn monitor(root: PathBuf, case: Case<'_>, writer: OwnedFd, child_side: rootless::ChildSide) -> Result<Outcome> {
    child_side.enter(false)?;
    namespace::unshare_mount()?;
    let filter = seccomp::filter(case.seccomp, spec::bounding(&case.spec), None)?;
    let stdio = if case.terminal {
        Stdio::Terminal { size: Some(crate::sys::tty::Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }) }
    } else {
        let null = OwnedFd::from(std::fs::File::open("/dev/null")?);
        Stdio::Pipes { stdin: null, stdout: writer.try_clone()?, stderr: writer.try_clone()? }
    };
    let (spec, user, init, preserved) = (&case.spec, case.user, case.init, case.preserved);
    let begin = Instant::now();
    let mut starting = spawn(Launch {
        spec,
        root: Root::Directory(root),
        joined: Vec::new(),
        stdio,
        user,
        existing_cwd: None,
        directories: &[],
        init,
        seccomp: filter,
        preserved,
        groups: &[],
        keep_groups: false,
        passwd: &[],
        group: &[],
    })?;
    let Prepared { console, warnings } = starting.prepared()?;
    let pidfd = starting.start()?;
    let started_in = begin.elapsed();
    if let Some(console) = console {
        pump(console, writer);
    }
    let code = Some(process::wait(pidfd.as_fd())?.code());
    Ok(Outcome { code, warnings, started_in, ..Outcome::default() })
}

/// Copies what the terminal shows until it is hung up.
fn pump(console: OwnedFd, writer: OwnedFd) {
    let mut buffer = [0; 4096];
    while let Ok(length) = rustix::io::read(&console, &mut buffer) {
        if length == 0 || rustix::io::write(&writer, &buffer[..length]).is_err() {
            break;
        }
    }
}

fn with_busybox(name: &str, body: impl FnOnce(&Path)) {
    in_own_process(&format!("runtime::tests::{name}"), || {
        if let Some(root) = busybox() {
            body(root.path());
        }
    });
}

/// Runs, expects success, gives back the output.
fn output(root: &Path, case: Case<'_>) -> String {
    let outcome = run(root, case);
    assert_eq!((outcome.code, outcome.error.as_ref()), (Some(0), None), "{outcome:?}");
    outcome.output
}

#[test]
fn exit_codes_come_through() {
    with_busybox("exit_codes_come_through", |root| {
        let cases = [("exit 7", 7), ("kill -9 $$", 137), ("true", 0)];
        for (script, code) in cases {
            // Process 1 of a pid namespace ignores its own SIGKILL, hence a child.
            let outcome = run(root, sh(&format!("sh -c '{script}'; exit $?")));
            assert_eq!(outcome.code, Some(code), "{outcome:?}");
        }
    });
}

#[test]
fn what_a_container_sees() {
    with_busybox("what_a_container_sees", |root| {
        let mut case = sh(
            "echo $$; id; hostname; pwd; echo $HOME; ls /proc/self/fd | wc -l; umask; ls /dev; grep -c . /proc/self/mountinfo; cat /proc/net/dev | grep -c lo",
        );
        case.spec.set_hostname(Some("box".into()));
        let text = output(root, case);
        let lines: Vec<&str> = text.lines().collect();
        // With a single id the groups of the user cannot be left, and show as unmapped.
        assert!(lines[1].starts_with("uid=0(root) gid=0(root)"), "{text}");
        assert_eq!([lines[0], lines[2], lines[3], lines[4]], ["1", "box", "/", "/root"], "{text}");
        // 0, 1, 2 and the one for the directory itself.
        assert_eq!(lines[5], "4", "{text}");
        assert_eq!(lines[6], "0022");
        for name in ["null", "zero", "full", "random", "urandom", "tty", "pts", "shm", "mqueue", "ptmx", "fd", "stdin"]
        {
            assert!(lines.contains(&name), "{name}: {text}");
        }
    });
}

#[test]
fn nothing_of_the_host_leaks() {
    with_busybox("nothing_of_the_host_leaks", |root| {
        let text = output(
            root,
            sh("cat /proc/self/mountinfo; readlink /proc/1/exe; ls -l /proc/1/cwd; ls /proc | grep -c '^[0-9]'"),
        );
        assert!(text.contains("/bin/busybox\n"), "{text}");
        assert!(!text.contains("coracle"), "{text}");
        for line in text.lines().filter(|line| line.contains(" - ")) {
            let place = line.split(' ').nth(4).unwrap();
            assert!(
                ["/", "/proc", "/sys", "/dev"].iter().any(|p| place == *p || place.starts_with(&format!("{p}/"))),
                "{line}"
            );
        }
    });
}

#[test]
fn commands_that_cannot_run() {
    with_busybox("commands_that_cannot_run", |root| {
        let cases = [
            ("nosuch", Kind::CommandNotFound, "not found in the container's $PATH"),
            ("/bin/nosuch", Kind::CommandNotFound, "no such file"),
            ("/etc/passwd", Kind::NotExecutable, "permission denied"),
            ("/etc", Kind::NotExecutable, "is a directory"),
            ("noformat", Kind::NotExecutable, "exec format error"),
            ("noint", Kind::CommandNotFound, "interpreter"),
        ];
        for init in [false, true] {
            for (command, kind, words) in cases {
                let outcome = run(root, Case { init, ..case(&[command]) });
                let (found, line) = outcome.error.clone().unwrap_or_else(|| panic!("{command}: {outcome:?}"));
                assert!(found == kind && line.contains(words), "{command}: {line}");
            }
        }
    });
}

/// Mounts in addition to the default ones.
fn with_mounts(mut case: Case<'static>, mounts: Vec<oci_spec::runtime::Mount>) -> Case<'static> {
    case.spec.mounts_mut().as_mut().unwrap().extend(mounts);
    case
}

#[test]
fn binds_and_memory() {
    with_busybox("binds_and_memory", |root| {
        let host = tempfile::Builder::new().permissions(open_mode()).tempdir().unwrap();
        write(host.path(), "file", "from the host\n");
        std::fs::create_dir(root.join("filled")).unwrap();
        write(root, "filled/inner", "of the image\n");
        let file = host.path().join("file");
        let mounts = || {
            vec![
                spec::bind(host.path(), "/new/dir", &["ro", "noexec"]),
                spec::bind(host.path(), "/rw", &[]),
                spec::bind(&file, "/etc/made/file", &["ro"]),
                spec::tmpfs("/tmp/mem", &["size=64k", "nosuid", "mode=0700"]),
                spec::tmpfs("/filled", &["tmpcopyup"]),
                spec::bind("/dev/null", "/nulldev", &[]),
            ]
        };
        let script = "cat /new/dir/file /etc/made/file /filled/inner; touch /new/dir/x 2>&1; touch /rw/made && echo wrote; \
            touch /filled/y; stat -c %a /tmp/mem; cat /nulldev; grep ' /new/dir ' /proc/self/mountinfo";
        let text = output(root, with_mounts(sh(script), mounts()));
        assert!(text.starts_with("from the host\nfrom the host\nof the image\n"), "{text}");
        for words in ["Read-only file system", "wrote", "700", "noexec"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(host.path().join("made").exists() && !root.join("filled/y").exists());
        let missing = run(root, with_mounts(sh("true"), vec![spec::bind("/no/such", "/x", &[])]));
        assert!(missing.error.unwrap().1.contains("/no/such does not exist"));
        let odd = run(root, with_mounts(sh("true"), vec![spec::bind(&file, "/etc", &[])]));
        assert!(odd.error.unwrap().1.contains("a file cannot cover a directory"));
    });
}

#[test]
fn links_in_the_image_lead_nowhere_outside() {
    with_busybox("links_in_the_image_lead_nowhere_outside", |root| {
        let host = tempfile::Builder::new().permissions(open_mode()).tempdir().unwrap();
        let escape = host.path().join("escape");
        std::os::unix::fs::symlink(&escape, root.join("link")).unwrap();
        std::os::unix::fs::symlink("../../../../../../../../..", root.join("up")).unwrap();
        let mounts = vec![spec::tmpfs("/link", &[]), spec::tmpfs("/up/climbed", &[])];
        output(root, with_mounts(sh("test -d /climbed"), mounts));
        assert!(!escape.exists() && !Path::new("/climbed").exists());
        // A passwd file that is a link is read in the container, or not at all.
        std::fs::remove_file(root.join("etc/passwd")).unwrap();
        write(host.path(), "passwd", "outsider:x:0:0::/:/bin/sh\n");
        std::os::unix::fs::symlink(host.path().join("passwd"), root.join("etc/passwd")).unwrap();
        let outcome = run(root, Case { user: Some("outsider"), ..sh("true") });
        assert!(outcome.error.unwrap().1.contains("no such user"));
    });
}

#[test]
fn read_only_root_and_hidden_paths() {
    with_busybox("read_only_root_and_hidden_paths", |root| {
        let script = "touch /x 2>&1; touch /dev/shm/y && echo shm; cat /proc/timer_list 2>&1 | wc -c; cat /proc/keys | wc -c; \
            echo 1 2>&1 > /proc/sys/kernel/panic; ls /sys/firmware | wc -l; cat /proc/sys/net/ipv4/ip_unprivileged_port_start";
        let mut case = sh(script);
        case.spec.root_mut().as_mut().unwrap().set_readonly(Some(true));
        let text = run(root, case).output;
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains("Read-only file system"), "{text}");
        assert_eq!(lines[1..4], ["shm", "0", "0"], "{text}");
        assert!(text.contains("can't create /proc/sys/kernel/panic: Read-only file system"), "{text}");
        assert!(text.ends_with("0\n0\n"), "{text}");
    });
}

#[test]
fn users_and_capabilities() {
    with_busybox("users_and_capabilities", |root| {
        if !matches!(rootless::id_maps().unwrap().1, rootless::Mode::Single(_)) {
            let script =
                "id; echo $HOME; grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status; echo out > /dev/stdout";
            let text = output(root, Case { user: Some("app"), ..sh(script) });
            for words in [
                "uid=1000(app) gid=1000(app) groups=50(extra)",
                "/home/app",
                "CapEff:\t0000000000000000",
                "CapBnd:\t00000000a80425fb",
                "NoNewPrivs:\t0",
                "Seccomp:\t2",
                "out",
            ] {
                assert!(text.contains(words), "{words}: {text}");
            }
        }
        let mut case = sh("grep -E 'CapEff|NoNewPrivs' /proc/self/status");
        spec::set_capabilities(&mut case.spec, &["NET_ADMIN".into()], &["CHOWN".into()]).unwrap();
        case.spec.process_mut().as_mut().unwrap().set_no_new_privileges(Some(true));
        let text = output(root, case);
        assert!(text.contains("CapEff:\t00000000a80435fa") && text.contains("NoNewPrivs:\t1"), "{text}");
        let outcome = run(root, Case { user: Some("nobody"), ..sh("true") });
        let (kind, line) = outcome.error.unwrap();
        assert!(kind == Kind::Engine && line.contains("no such user"), "{line}");
    });
}

#[test]
fn the_filter_filters() {
    with_busybox("the_filter_filters", |root| {
        let profile = br#"{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":95}]}"#;
        let seccomp = seccomp::Profile::Json { name: "test", bytes: profile };
        let text = run(root, Case { seccomp, ..sh("mkdir /x 2>&1; grep Seccomp: /proc/self/status") }).output;
        assert!(text.contains("not supported") && text.contains("Seccomp:\t2"), "{text}");
        let text =
            output(root, Case { seccomp: seccomp::Profile::Unconfined, ..sh("grep Seccomp: /proc/self/status") });
        assert!(text.contains("Seccomp:\t0"), "{text}");
    });
}

#[test]
fn a_terminal_of_its_own() {
    with_busybox("a_terminal_of_its_own", |root| {
        for init in [false, true] {
            let case = Case {
                terminal: true,
                init,
                ..sh("tty; stty size; test -c /dev/console && echo console; echo hi > /dev/tty")
            };
            let text = output(root, case);
            assert_eq!(text.replace("\r\n", "\n"), "/dev/pts/0\n40 100\nconsole\nhi\n");
        }
    });
}

#[test]
fn an_init_process() {
    with_busybox("an_init_process", |root| {
        let case = |script: &str| Case { init: true, ..sh(script) };
        let text = output(
            root,
            case("echo $$; cat /proc/1/comm; readlink /proc/1/exe || echo hidden; ls /proc/1/fd 2>&1 | wc -l"),
        );
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..3], ["2", "coracle-init", "hidden"], "{text}");
        assert_eq!(run(root, case("exit 9")).code, Some(9));
        assert_eq!(run(root, case("kill -9 $$")).code, Some(137));
        // What the parent passes on reaches the command; orphans are reaped.
        assert_eq!(run(root, case("trap 'exit 5' TERM; (sleep 0 &); kill -TERM 1; sleep 5 & wait")).code, Some(5));
    });
}

#[test]
fn directories_descriptors_and_limits() {
    with_busybox("directories_descriptors_and_limits", |root| {
        let mut made = sh("pwd");
        made.spec.process_mut().as_mut().unwrap().set_cwd("/made/for/me".into());
        assert_eq!(output(root, made), "/made/for/me\n");
        let mut file = sh("pwd");
        file.spec.process_mut().as_mut().unwrap().set_cwd("/etc/passwd".into());
        assert!(run(root, file).error.unwrap().1.contains("working directory /etc/passwd: not a directory"));

        let (reader, writer) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).unwrap();
        rustix::io::write(&writer, b"passed on\n").unwrap();
        drop(writer);
        let again = reader.try_clone().unwrap();
        let case = Case { preserved: vec![Some(reader)], ..sh("cat <&3; ls /proc/self/fd | wc -l") };
        assert_eq!(output(root, case), "passed on\n5\n");
        // With gaps, which stay closed.
        let preserved = vec![None, None, Some(again), None];
        assert_eq!(
            output(root, Case { preserved, ..sh("for n in 3 4 5 6 7; do [ ! -e /proc/$$/fd/$n ] || echo $n; done") }),
            "5\n"
        );

        let mut limited = sh("ulimit -n; ulimit -c");
        let limits = vec![
            spec::limit(oci_spec::runtime::PosixRlimitType::RlimitNofile, 64, 128),
            spec::limit(oci_spec::runtime::PosixRlimitType::RlimitCore, 0, 0),
        ];
        limited.spec.process_mut().as_mut().unwrap().set_rlimits(Some(limits));
        assert_eq!(output(root, limited), "64\n0\n");
        let mut greedy = sh("true");
        let limit = spec::limit(oci_spec::runtime::PosixRlimitType::RlimitNofile, 1 << 40, 1 << 40);
        greedy.spec.process_mut().as_mut().unwrap().set_rlimits(Some(vec![limit]));
        let outcome = run(root, greedy);
        assert_eq!((outcome.code, outcome.warnings.len()), (Some(0), 1), "{outcome:?}");
    });
}

#[test]
fn a_privileged_container_can_mount() {
    with_busybox("a_privileged_container_can_mount", |root| {
        let mut case = Case {
            seccomp: seccomp::Profile::Unconfined,
            ..sh(
                "mount -t tmpfs none /tmp && touch /tmp/x && ls /tmp; test -c /dev/kmsg || test -c /dev/fuse; grep CapEff /proc/self/status",
            )
        };
        spec::make_privileged(&mut case.spec);
        let text = output(root, case);
        assert!(text.starts_with("x\n") && text.contains("CapEff:\t000001ffffffffff"), "{text}");
    });
}

#[test]
fn the_hosts_network() {
    with_busybox("the_hosts_network", |root| {
        let mut spec = spec::default_spec(true);
        set_args(&mut spec, &["sh", "-c", "readlink /proc/self/ns/net; touch /sys/x 2>&1"]);
        let text = run(root, Case { spec, ..case(&["true"]) }).output;
        let own = std::fs::read_link("/proc/self/ns/net").unwrap();
        assert!(text.starts_with(own.to_str().unwrap()), "{text}");
        assert!(text.contains("Read-only file system"), "{text}");
    });
}

#[test]
fn a_container_dies_with_its_monitor() {
    with_busybox("a_container_dies_with_its_monitor", |root| {
        let (maps, mode) = rootless::id_maps().unwrap();
        let (parent_side, child_side) = rootless::prepare(&maps, &mode, None).unwrap();
        let (reader, writer) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC).unwrap();
        match process::fork().unwrap() {
            Fork::Child => {
                drop((reader, parent_side));
                let _ = monitor(root.to_owned(), sh("echo up; sleep 100"), writer, child_side);
                process::exit_now(0)
            }
            Fork::Parent(pid) => {
                drop((writer, child_side));
                parent_side.map(pid).unwrap();
                let mut reader = std::fs::File::from(reader);
                let mut word = [0; 3];
                reader.read_exact(&mut word).unwrap();
                rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
                // The end of the pipe: nobody in the container is left to hold it.
                assert_eq!(reader.read(&mut word).unwrap(), 0);
            }
        }
    });
}

#[test]
fn the_time_to_start() {
    with_busybox("the_time_to_start", |root| {
        let mut times: Vec<_> = (0..20).map(|_| run(root, case(&["true"])).started_in).collect();
        times.sort();
        #[allow(clippy::print_stderr)]
        {
            eprintln!("clone to exec: median {:?}, best {:?}", times[10], times[0]);
        }
        assert!(times[0] < Duration::from_millis(200));
    });
}
