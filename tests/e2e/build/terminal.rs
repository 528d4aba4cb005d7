//! `build` on a terminal: what is drawn, and shells in what failed.

use super::Context;
use crate::harness::TestEnv;
use crate::harness::pty::Terminal;

/// A build on a terminal.
fn start(context: &Context, words: &str) -> Terminal {
    Terminal::start(context.cmd(words))
}

/// A build as a command of a shell's, which tells its code and whether the terminal has the modes that it had before.
fn in_shell(env: &TestEnv, context: &Context, words: &str) -> Terminal {
    let build = format!("{} build --network none {words} {}", env.program().display(), context.dir.display());
    let script = format!("trap : INT; a=$(stty -g); {build}; echo code-$?; [ \"$a\" = \"$(stty -g)\" ] && echo same");
    Terminal::start(env.cmd_of("/bin/sh").arg("-c").arg(script))
}

/// Whether a command has written its line, and nothing else is there.
fn wrote(rows: &[String], line: &str) -> bool {
    rows.iter().any(|row| row.trim() == line)
}

/// A command that writes a line, and waits until a file in the volume `/v` is there.
fn waiting(name: &str) -> String {
    format!("RUN echo out-of-{name}; while ! [ -e /v/{name} ]; do sleep 0.05; done\n")
}

struct Gate<'a> {
    env: &'a TestEnv,
}

impl<'a> Gate<'a> {
    fn new(env: &'a TestEnv) -> Self {
        env.file("gate/.keep", "");
        Gate { env }
    }

    fn flag(&self) -> String {
        format!("--volume {}:/v", self.env.home().join("gate").display())
    }

    fn open(&self, name: &str) {
        self.env.file(&format!("gate/{name}"), "");
    }
}

#[test]
fn steps_are_drawn_and_finished_ones_collapsed() {
    let env = TestEnv::busybox();
    let gate = Gate::new(&env);
    let context = Context::new(&env, &format!("FROM busybox\n{}RUN echo quick\nENV A=b\n", waiting("one")));
    let mut terminal = start(&context, &format!("-t built {}", gate.flag()));
    let rows = terminal.wait_for_rows(|rows| wrote(rows, "out-of-one"));
    assert!(rows.iter().any(|row| row.starts_with("STEP 2/4: RUN echo out-of-one") && row.ends_with('s')), "{rows:?}");
    gate.open("one");
    terminal.expect("Successfully tagged localhost/built:latest");
    let starts = ["STEP 1/4: FROM busybox", "STEP 2/4: RUN echo", "STEP 3/4: RUN echo quick", "STEP 4/4: ENV A=b"];
    // The image's id comes last.
    let rows = terminal.wait_for_rows(|rows| rows.len() == starts.len() + 2);
    assert!(rows.iter().zip(starts).all(|(row, start)| row.starts_with(start) && row.len() < 80), "{rows:?}");
    assert_eq!(terminal.wait(), 0);
    let mut terminal = start(&context, &format!("-t built --why {}", gate.flag()));
    terminal.expect("cached");
    terminal.expect("--> reused");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn several_stages_are_drawn_at_once_and_the_window_may_change() {
    let env = TestEnv::busybox();
    let gate = Gate::new(&env);
    let stages = format!(
        "FROM busybox AS a\n{}FROM busybox AS b\n{}FROM scratch\nCOPY --from=a /bin/true /a\nCOPY --from=b /bin/true /b\n",
        waiting("one"),
        waiting("two")
    );
    let context = Context::new(&env, &stages);
    let mut terminal = start(&context, &format!("-t built --jobs 2 {}", gate.flag()));
    let has = |rows: &[String], text: &str| rows.iter().any(|row| row.contains(text));
    let both = |rows: &[String]| rows.iter().filter(|row| row.trim().starts_with("out-of-")).count() == 2;
    terminal.wait_for_rows(both);
    terminal.resize(10, 30);
    let rows = terminal.wait_for_rows(|rows| both(rows) && has(rows, "…"));
    assert!(has(&rows, "[1/3] STEP 2/2") && has(&rows, "[2/3] STEP 2/2"), "{rows:?}");
    assert!(rows.iter().all(|row| row.chars().count() < 30), "{rows:?}");
    gate.open("one");
    terminal.wait_for_rows(|rows| !both(rows) && has(rows, "out-of-two"));
    gate.open("two");
    terminal.expect("Successfully tagged");
    assert!(!has(&terminal.rows(), "out-of-"), "{:?}", terminal.rows());
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn a_failure_shows_the_output_and_where_it_was() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN seq 1 12; printf unfinished; exit 7\nRUN never\n");
    let mut terminal = start(&context, "-t built");
    terminal.expect("Error: ");
    terminal.expect("Dockerfile:2: RUN seq 1 12; printf unfinished; exit 7: the command ended with exit code 7");
    let rows = terminal.rows();
    assert!(rows.iter().any(|row| row.starts_with("STEP 2/3: RUN seq") && row.contains(" failed ")), "{rows:?}");
    for line in ["1", "12", "unfinished"] {
        assert!(rows.iter().any(|row| row == line), "{line}: {rows:?}");
    }
    assert_eq!(terminal.wait(), 7);
}

#[test]
fn an_interrupt_leaves_the_terminal_as_it_was() {
    let env = TestEnv::busybox();
    let gate = Gate::new(&env);
    let context = Context::new(&env, &format!("FROM busybox\n{}", waiting("one")));
    let mut terminal = in_shell(&env, &context, &gate.flag());
    terminal.wait_for_rows(|rows| wrote(rows, "out-of-one"));
    terminal.type_keys("\x03");
    terminal.expect("code-130");
    terminal.expect("same");
    let rows = terminal.rows();
    assert!(rows.iter().any(|row| row.contains(" canceled ")), "{rows:?}");
    assert!(!wrote(&rows, "out-of-one"), "{rows:?}");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn other_ways_of_progress() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN echo out; echo err >&2\n");
    let mut terminal = start(&context, "--no-cache --progress plain");
    terminal.expect("STEP 2/2: RUN echo out; echo err >&2\r\n");
    terminal.expect("out\r\n");
    assert!(!terminal.screen().contains('\x1b'), "{:?}", terminal.screen());
    assert_eq!(terminal.wait(), 0);
    let mut terminal = start(&context, "--progress quiet");
    terminal.expect("\r\n");
    assert_eq!(terminal.screen().trim().len(), 64, "{:?}", terminal.screen());
    assert_eq!(terminal.wait(), 0);
    let mut terminal = Terminal::start(context.cmd("--progress tty").env("TERM", "dumb"));
    terminal.expect("STEP 2/2: RUN echo out; echo err >&2 cached\x1b[0m\r\n");
    assert_eq!(terminal.wait(), 0);
    let mut terminal = Terminal::start(context.cmd("").env("TERM", "dumb"));
    terminal.expect("--> Using cache");
    assert_eq!(terminal.wait(), 0);
    context.build("--progress auto").ok().stdout_has("--> Using cache").stdout_lacks("\x1b");
    context.build("--progress quiet").ok().stdout_lacks("STEP");
    context.build("--progress tty").refused(&["--progress tty", "no terminal"]);
    context.build("--progress loud").misused(&["loud"]);
}

#[test]
fn a_shell_opens_in_what_failed() {
    let env = TestEnv::busybox();
    env.file("secret", "hidden");
    let context = Context::new(
        &env,
        "FROM busybox\nENV A=from-env\nWORKDIR /work\nRUN chown 7 /work\nUSER 7\n\
         RUN --mount=type=secret,id=s,uid=7 --mount=type=bind,target=/context echo made > file; exit 3\n",
    );
    let secret = format!("--secret id=s,src={}", env.home().join("secret").display());
    let mut terminal = in_shell(&env, &context, &format!("--shell-on-failure {secret} -t built"));
    terminal.expect("Dockerfile:6: RUN");
    terminal.expect("exit code 3");
    terminal.expect("$ ");
    terminal.type_keys(
        "echo $(cat file) $(pwd) $(id -u) $A $(cat /run/secrets/s) $(head -n1 /context/Dockerfile)-$((1+1))\r",
    );
    terminal.expect("made /work 7 from-env hidden FROM busybox-2");
    terminal.type_keys("exit 9\r");
    terminal.expect("code-3");
    terminal.expect("same");
    assert_eq!(terminal.wait(), 0);
    env.run("image exists built").code(1);
    super::robust::wait_for_quiet(&env);
}

#[test]
fn a_shell_of_one_stage_ends_the_others() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox AS a\nRUN sleep 1000\nFROM busybox AS b\nRUN sleep 0.5; exit 3\nFROM scratch\nCOPY --from=a / /\n\
         COPY --from=b / /\n",
    );
    let mut terminal = start(&context, "--jobs 2 --shell-on-failure --progress plain");
    terminal.expect("exit code 3");
    terminal.expect("# ");
    // The build, the stage that has failed, what keeps its network, and the monitor of its shell.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while env.processes().len() != 4 {
        assert!(std::time::Instant::now() < deadline, "{:?}", env.processes());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    terminal.type_keys("exit\r");
    assert_eq!(terminal.wait(), 3);
}

#[test]
fn without_a_shell_or_a_terminal_the_build_just_fails() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM scratch\nCOPY Dockerfile /\nRUN [\"/nosuch\"]\n");
    let mut terminal = start(&context, "--shell-on-failure");
    terminal.expect("no shell is opened: there is no shell in the image");
    assert_eq!(terminal.wait(), 127);
    let context = Context::new(&env, "FROM busybox\nRUN exit 3\n");
    context.build("--shell-on-failure").code(3).stderr_has("standard input is no terminal").stderr_has("exit code 3");
}
