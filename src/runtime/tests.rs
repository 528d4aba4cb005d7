//! Real containers from a tree made of a static busybox, run by a process that does what a monitor does.

use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use oci_spec::runtime::Spec;

use super::{Launch, Prepared, Root, Stdio, seccomp, spawn, spec};
use crate::error::{Kind, Result};
use crate::rootless;
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
    preserved: Vec<OwnedFd>,
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
    child_side.enter()?;
    process::unshare_mount()?;
    let filter = seccomp::filter(case.seccomp, spec::bounding(&case.spec), None)?;
    let stdio = if case.terminal {
        Stdio::Terminal { size: Some(crate::sys::tty::Winsize { ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }) }
    } else {
        let null = OwnedFd::from(std::fs::File::open("/dev/null")?);
        Stdio::Pipes { stdin: null, stdout: writer.try_clone()?, stderr: writer.try_clone()? }
    };
    let (spec, user, init, preserved) = (&case.spec, case.user, case.init, case.preserved);
    let begin = Instant::now();
    let mut starting =
        spawn(Launch { spec, root: Root::Directory(root), stdio, user, init, seccomp: filter, preserved })?;
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
        assert_eq!(&lines[..5], ["1", "uid=0(root) gid=0(root)", "box", "/", "/root"], "{text}");
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
