//! `run -it`: a real terminal.

use crate::harness::TestEnv;
use crate::harness::pty::Terminal;

fn shell(env: &TestEnv, flags: &str) -> Terminal {
    let mut terminal = Terminal::start(env.cmd("run --rm -it --network none").words(flags).words("busybox sh"));
    terminal.expect("# ");
    terminal
}

#[test]
fn shell_has_a_terminal_and_its_exit_code_comes_back() {
    let env = TestEnv::busybox();
    let mut terminal = shell(&env, "");
    terminal.type_keys("tty; test -t 0 && test -t 1 && test -t 2 && echo all-$((1+1))\r");
    terminal.expect("/dev/pts/0");
    terminal.expect("all-2");
    terminal.type_keys("exit 7\r");
    assert_eq!(terminal.wait(), 7);
}

#[test]
fn size_follows_the_window() {
    let env = TestEnv::busybox();
    let mut terminal = shell(&env, "");
    terminal.type_keys("stty size\r");
    terminal.expect("24 80");
    let script = "trap \"stty size\" WINCH; echo ready-$((1+1)); while :; do sleep 0.1; done";
    terminal.type_keys(&format!("sh -c '{script}'\r"));
    terminal.expect("ready-2");
    terminal.resize(33, 101);
    terminal.expect("33 101");
    terminal.type_keys("\x03");
    terminal.expect("# ");
    terminal.type_keys("exit 4\r");
    assert_eq!(terminal.wait(), 4);
}

#[test]
fn the_size_is_there_before_the_command_is() {
    let env = TestEnv::busybox();
    for _ in 0..5 {
        let mut terminal = Terminal::start(env.cmd("run --rm -it --network none busybox stty size"));
        terminal.expect("24 80");
        assert_eq!(terminal.wait(), 0);
    }
}

#[test]
fn interrupt_key_reaches_the_foreground_job_only() {
    let env = TestEnv::busybox();
    let mut terminal = shell(&env, "");
    terminal.type_keys("sleep 1000\r");
    terminal.expect("sleep 1000");
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.type_keys("\x03");
    terminal.expect("# ");
    terminal.type_keys("echo still-$?; sh -c 'exit 9'\r");
    terminal.expect("still-130");
    terminal.expect("# ");
    terminal.type_keys("\x04");
    assert_eq!(terminal.wait(), 9);
}

#[test]
fn jobs_can_be_stopped_and_continued() {
    let env = TestEnv::busybox();
    let mut terminal = shell(&env, "");
    terminal.type_keys("sleep 1000\r");
    terminal.expect("sleep 1000");
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.type_keys("\x1a");
    terminal.expect("Stopped");
    terminal.type_keys("fg\r");
    terminal.expect("sleep 1000");
    std::thread::sleep(std::time::Duration::from_millis(300));
    terminal.type_keys("\x03");
    terminal.expect("# ");
    terminal.type_keys("exit 0\r");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn terminal_of_the_caller_is_restored() {
    let env = TestEnv::busybox();
    let program = env.program().display().to_string();
    let script = format!(
        "a=$(stty -g); {program} run --rm -it --network none busybox true; [ \"$a\" = \"$(stty -g)\" ] && echo same"
    );
    let mut terminal = Terminal::start(env.cmd_of("/bin/sh").arg("-c").arg(script));
    terminal.expect("same");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn large_output_arrives_whole() {
    let env = TestEnv::busybox();
    let mut terminal =
        Terminal::start(env.cmd("run --rm -it --network none busybox sh -c 'seq 1 50000; echo finished'"));
    terminal.expect("finished");
    let numbers = terminal.screen().lines().filter(|line| line.trim().parse::<u32>().is_ok()).count();
    assert_eq!(numbers, 50_000);
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn signal_to_the_command_reaches_the_payload() {
    let env = TestEnv::busybox();
    let script = "trap 'echo got it; exit 3' TERM; echo ready; while :; do sleep 0.1; done";
    let mut running = env.cmd("run --rm --network none busybox sh -c").arg(script).spawn();
    running.wait_for("ready");
    running.signal("TERM");
    running.wait_for("got it");
    running.wait().code(3);
}

#[test]
fn terminal_without_one_to_begin_with() {
    let env = TestEnv::busybox();
    let out = env.cmd("run --rm -t --network none busybox sh -c 'test -t 1 && echo yes'").run().ok();
    assert_eq!(out.text(), "yes");
    let out = env.cmd("run --rm -it --network none busybox sh -c 'test -t 1 && echo yes'").input("").run().ok();
    assert!(out.stdout.contains("yes") && out.stderr.to_lowercase().contains("not a tty"), "{out}");
}

#[test]
fn progress_of_a_pull_on_a_terminal() {
    let env = TestEnv::new();
    let name = format!("{}/debian:12", crate::harness::registry::plain());
    let terminal = Terminal::start(env.cmd("pull --tls-verify=false").arg(name));
    let id = std::thread::spawn(move || {
        let shown = crate::harness::eventually(60, "the id is printed", || {
            let screen = terminal.screen();
            screen.lines().any(|line| line.trim().len() == 64).then_some(screen)
        });
        (terminal.wait(), shown)
    });
    let (code, screen) = id.join().expect("no panic");
    assert_eq!(code, 0);
    assert!(screen.contains('\x1b') || screen.contains('\r'), "{screen:?}");
}
