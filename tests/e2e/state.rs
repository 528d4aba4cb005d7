//! What is on disk through kills, races and reboots: a container is there whole or not at all, commands at once end as if one
//! had come after the other, and nothing stays behind.

use crate::harness::{TestEnv, send_signal};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The names in a directory of the store; none when there is no such directory.
fn names(env: &TestEnv, dir: &str) -> Vec<String> {
    let entries = fs::read_dir(env.store().join(dir)).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// With all containers removed, nothing of them is left: no process, record, name, mount or lock.
#[track_caller]
fn assert_nothing_left(env: &TestEnv) {
    env.run("rm -a -f -t 0").ok();
    env.run("ps -aq").ok().prints("");
    crate::harness::eventually(60, "no process is left", || env.processes().is_empty().then_some(()));
    // What was killed left things that the next one sweeps.
    env.run("rm -a -f").ok();
    for dir in ["containers", "container-names", "staging", "trash"] {
        assert_eq!(names(env, dir), [""; 0], "{dir} is empty");
    }
    let mounts = fs::read_to_string("/proc/self/mountinfo").expect("mounts");
    let store = env.store().display().to_string();
    assert!(!mounts.contains(&store), "no mount is left");
    for lock in names(env, "locks") {
        let file = fs::File::open(env.store().join("locks").join(&lock)).expect("a lock");
        file.try_lock().unwrap_or_else(|error| panic!("{lock} is held: {error}"));
    }
    let holders = env.runtime_dir().join("coracle/userns");
    assert!(is_empty(&holders), "no user namespace is said to be held");
}

fn is_empty(dir: &Path) -> bool {
    fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none())
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % count
    }
}

/// Seconds that the race lasts; longer ones are for the patient.
fn race_seconds() -> u64 {
    std::env::var("CORACLE_TEST_RACE_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

#[test]
fn eight_at_once_leave_nothing_behind() {
    let env = TestEnv::busybox();
    let end = Instant::now() + Duration::from_secs(race_seconds());
    let commands = [
        "create --network none --name NAME busybox sleep 100",
        "start NAME",
        "stop -t 0 NAME",
        "rm NAME",
        "rm -f -t 0 NAME",
        "exec NAME true",
        "run -d --rm --network none --name NAME busybox sleep 100",
        "run --network none --name NAME busybox true",
        "kill NAME",
        "restart -t 0 NAME",
        "inspect NAME",
        "ps -a",
    ];
    let done: usize = std::thread::scope(|scope| {
        let racer = |seed: u64| {
            let (env, commands) = (&env, &commands);
            move || {
                let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (seed + 1));
                let mut done = 0;
                while Instant::now() < end {
                    let name = ["one", "two", "three"][dice.below(3)];
                    let line = commands[dice.below(commands.len())].replace("NAME", name);
                    let out = env.cmd(&line).run();
                    assert!(
                        !out.stderr.contains("panicked") && !out.stderr.contains("damaged"),
                        "{line}: {}",
                        out.stderr
                    );
                    assert!([0, 1, 2, 125, 126, 137].contains(&out.exit()), "{line}: {} {}", out.exit(), out.stderr);
                    done += usize::from(out.exit() == 0);
                }
                done
            }
        };
        let racers: Vec<_> = (0..8).map(|seed| scope.spawn(racer(seed))).collect();
        racers.into_iter().map(|racer| racer.join().expect("a racer")).sum()
    });
    assert!(done > 20, "{done} commands did what they were to do");
    assert_nothing_left(&env);
    env.check_whole();
}

#[test]
fn a_command_killed_at_any_moment_leaves_a_whole_container_or_none() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    for line in
        ["create --name c --network none busybox true", "run -d --name c --network none -v data:/d busybox sleep 100"]
    {
        let begun = Instant::now();
        env.run(line).ok();
        let takes = begun.elapsed();
        env.run("rm -f -t 0 c").ok();
        // Later and later, until it has been made in time once.
        let mut there = 0;
        for moment in 0..100 {
            if moment >= 12 && there > 0 {
                break;
            }
            let running = env.spawn(line);
            std::thread::sleep(takes * moment / 8);
            send_signal(running.pid(), "KILL");
            let _ = running.wait();
            let listed = env.run("ps -a --format {{.Names}}").ok().silent().text();
            match listed.as_str() {
                "c" => {
                    there += 1;
                    env.run("inspect c").ok();
                    env.run("rm -f -t 0 c").ok();
                }
                "" => {}
                other => panic!("there is {other:?}"),
            }
            // A name that nobody has is free.
            env.run("create --name c --network none busybox true").ok();
            env.run("rm c").ok();
        }
        assert!(there > 0, "killed too early each time");
    }
    assert_nothing_left(&env);
}

#[test]
fn a_removal_killed_at_any_moment_leaves_a_whole_container_or_none() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    env.run("create --name c --network none busybox true").ok();
    let begun = Instant::now();
    env.run("rm c").ok();
    let takes = begun.elapsed();
    for moment in 0..24 {
        env.run("create --name c --network none busybox true").ok();
        let running = env.spawn("rm c");
        std::thread::sleep(takes * moment / 16);
        send_signal(running.pid(), "KILL");
        let _ = running.wait();
        match env.run("ps -a --format {{.Names}}").ok().silent().text().as_str() {
            "c" => env.run("rm c").ok(),
            "" => env.run("container exists c").code(1),
            other => panic!("there is {other:?}"),
        };
    }
    assert_nothing_left(&env);
}

#[test]
fn a_name_that_a_power_cut_has_emptied_is_the_containers_all_the_same() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let create = || env.run("create --name c --network none busybox true");
    let id = create().ok().text();
    std::fs::write(env.store().join("container-names/c"), "").expect("write");
    env.run("inspect --format {{.Id}} c").ok().prints(&format!("{id}\n"));
    create().refused(&["already in use", &id[..12]]);
    env.run("rm c").ok();
    create().ok();
}

/// Runs two commands at once; their exit codes.
fn at_once(env: &TestEnv, first: &str, second: &str) -> [i32; 2] {
    let both = [env.spawn(first), env.spawn(second)];
    both.map(|one| one.wait().exit())
}

#[test]
fn two_commands_at_once_end_in_some_order() {
    let env = TestEnv::busybox();
    for round in 0..4 {
        env.run("create --name c --network none -v marks:/m busybox sh -c 'echo x >>/m/starts; exec sleep 100'").ok();
        assert_eq!(at_once(&env, "start c", "start c"), [0, 0], "start and start");
        let starts = || env.run("exec c cat /m/starts").ok().stdout.lines().count();
        crate::harness::eventually(60, "it has been started", || {
            (env.run("exec c ls /m/starts").exit() == 0).then_some(())
        });
        assert_eq!(starts(), round + 1, "it was started once");
        let is_there = || env.run("container exists c").exit() == 0;
        match at_once(&env, "stop -t 0 c", "rm c") {
            [0, 0] => assert!(!is_there()),
            [0, 2] => assert!(is_there() && env.status("c").starts_with("Exited")),
            other => panic!("stop and rm: {other:?}"),
        }
        env.run("rm -f --ignore c").ok();
        env.run("run -d --name c --network none busybox sleep 100").ok();
        match at_once(&env, "rm -f -t 0 c", "exec c true") {
            // It was executed before, or while the container went; or the container was gone.
            [0, 0 | 125 | 126 | 137] => assert!(!is_there()),
            other => panic!("rm and exec: {other:?}"),
        }
        env.run("create --name c --network none busybox true").ok();
        match at_once(&env, "rename c d", "rm c") {
            [0, 0] => {}
            [0, 1] => _ = env.run("rm d").ok(),
            [125, 0] => {}
            other => panic!("rename and rm: {other:?}"),
        }
        env.run("rm --ignore c d").ok();
        match at_once(&env, "create --name c --network none busybox", "create --name c --network none busybox") {
            [0, 125] | [125, 0] => assert!(is_there()),
            other => panic!("create and create: {other:?}"),
        }
        env.run("rm c").ok();
    }
    env.run("volume rm marks").ok();
    assert_nothing_left(&env);
}

#[test]
fn after_a_reboot_everything_has_exited_and_starts_again() {
    let mut env = TestEnv::busybox();
    env.allow_leaks();
    for name in ["a", "b"] {
        env.cmd("run -d --network none --name")
            .arg(name)
            .words("busybox sh -c 'echo kept >/file; exec sleep 1000'")
            .run()
            .ok();
    }
    env.run("create --name c --network none busybox true").ok();
    crate::harness::eventually(60, "it has written", || (env.run("exec b cat /file").exit() == 0).then_some(()));
    env.run("exec a cat /file").ok();
    // The machine goes down: every process at once, and then the runtime directory.
    crate::harness::eventually(60, "all processes are gone", || {
        env.processes().iter().for_each(|(pid, _)| send_signal(*pid, "KILL"));
        env.processes().is_empty().then_some(())
    });
    let runtime = env.runtime_dir().to_owned();
    for entry in fs::read_dir(&runtime).expect("a runtime directory").flatten() {
        let _ = fs::remove_dir_all(entry.path());
    }
    let all = env.run("ps -a --format '{{.Names}} {{.State}}'").ok().silent().stdout;
    let mut lines: Vec<&str> = all.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["a exited", "b exited", "c created"]);
    env.run("ps -q").ok().prints("");
    env.run("inspect --format '{{.State.Running}} {{.State.Pid}}' a").ok().prints("false 0\n");
    env.run("start a b").ok();
    env.run("exec a cat /file").ok().prints("kept\n");
    env.run("rm b").code(2);
    env.run("rm -f -t 0 a b c").ok();
    assert_nothing_left(&env);
}
