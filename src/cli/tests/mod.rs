//! The whole command line: what is understood, and what is said about what is not.

mod generated;

use std::ffi::OsString;

use super::*;

fn outcome(line: &str) -> Outcome {
    parse(std::iter::once("coracle").chain(line.split(' ').filter(|w| !w.is_empty())).map(OsString::from).collect())
}

fn command(line: &str) -> Command {
    match outcome(line) {
        Outcome::Run(cli) => cli.command.unwrap(),
        other => panic!("{line}: {other:?}"),
    }
}

fn run(line: &str) -> RunArgs {
    match command(line) {
        Command::Run(args) | Command::Container(ContainerCommand::Run(args)) => args,
        other => panic!("{line}: {other:?}"),
    }
}

fn wrong(line: &str) -> String {
    match outcome(line) {
        Outcome::Wrong(text) => text,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_tree_is_sound() {
    <Cli as clap::CommandFactory>::command().debug_assert();
}

#[test]
fn nothing_behind_the_image_is_a_flag() {
    let args = run("run --rm -it debian:12 ls -l --rm -- -x");
    assert!(args.rm && args.interactive && args.tty && !args.detach);
    assert_eq!(args.image(), "debian:12");
    assert_eq!(args.command(), ["ls", "-l", "--rm", "--", "-x"]);
    let args = run("run debian -d");
    assert!(!args.detach);
    assert_eq!(args.command(), ["-d"]);
    let args = run("run -d -- debian -d");
    assert_eq!((args.image(), args.command()), ("debian", &["-d".to_owned()][..]));
    assert_eq!(run("run debian --help").command(), ["--help"]);
    assert_eq!(run("run debian --rm=false").command(), ["--rm=false"]);
}

#[test]
fn switches_may_have_values() {
    let args = run("run --rm=true --init=false -d debian --init=false --rm=x");
    assert!(args.rm && args.init == Some(false) && args.detach);
    assert_eq!(args.command(), ["--init=false", "--rm=x"]);
    let args = run("run -t=false -id=true -iP=0 debian -t=false");
    assert!(!args.tty && args.interactive && args.detach && !args.network.publish_all);
    assert_eq!(args.command(), ["-t=false"]);
    assert!(wrong("run -t=x debian").contains("shorthand"), "{}", wrong("run -t=x debian"));
    assert!(wrong("run --rm=x debian").contains("--rm"), "{}", wrong("run --rm=x debian"));
}

#[test]
fn flags_with_values() {
    let args = run("container run -h box -e A=1 -eB -v/a:/b:ro --net=none -p 80:80 -u 1:2 -w /x --entrypoint= \
                    --cap-add net_admin,SYS_TIME -l a=b --shm-size 1m --pull=never --name n debian");
    assert_eq!(args.process.hostname.as_deref(), Some("box"));
    assert_eq!(args.process.env.len(), 2);
    assert_eq!(args.files.volume[0].options, ["ro"]);
    assert_eq!(args.network.reach.network, Some(values::Network::None));
    assert_eq!(args.security.rights.cap_add.len(), 2);
    assert_eq!(args.process.entrypoint.as_deref(), Some(""));
    assert_eq!(args.files.shm_size, Some(1 << 20));
    assert_eq!(args.pull, Some(PullPolicy::Never));
    let args = run("run --name a --rm -e A -e B --rm --name b x");
    assert_eq!((args.name.as_deref(), args.rm, args.process.env.len()), (Some("b"), true, 2));
}

#[test]
fn builds_read_what_they_share_with_run_the_same_way() {
    let flags = "--group-add a,b --dns-opt ndots:1 --dns-search . --no-hosts=false --cap-add net_admin,SYS_TIME --pid container:x";
    let args = run(&format!("run {flags} debian"));
    let Command::Build(build) = command(&format!("build {flags} .")) else { panic!() };
    assert_eq!(build.run.shared.group_add, ["a", "b"]);
    assert_eq!(format!("{:?}", build.run.reach), format!("{:?}", args.network.reach));
    assert_eq!(format!("{:?}", build.run.rights), format!("{:?}", args.security.rights));
    assert_eq!(format!("{:?}", build.run.shared), format!("{:?}", args.namespaces.shared));
}

#[test]
fn containers_are_chosen() {
    for verb in ["pause", "unpause", "stop", "restart"] {
        for choice in ["x", "--all", "--latest", "--filter name=x", "--cidfile f"] {
            command(&format!("{verb} {choice}"));
        }
        assert!(wrong(verb).starts_with("Error: missing argument: CONTAINER\n"), "{}", wrong(verb));
    }
    command("restart --running");
}

#[test]
fn both_spellings() {
    let pairs = [
        ("images -q", "image ls -q"),
        ("images", "image list"),
        ("rmi x", "image rm x"),
        ("pull x", "image pull x"),
        ("load -i x", "image load -i x"),
        ("import x y", "image import x y"),
        ("inspect x", "image inspect x"),
        ("inspect x", "container inspect x"),
        ("ps -a", "container ls -a"),
        ("ps -a", "container list -a"),
        ("ps -a", "container ps -a"),
        ("logs -f x", "container logs -f x"),
        ("stop -t 3 x", "container stop --timeout 3 x"),
        ("rm -f x", "container rm -f x"),
        ("start -a x", "container start -a x"),
        ("info", "system info"),
    ];
    for (short, long) in pairs {
        let text = |line: &str| {
            let text = format!("{:?}", command(line));
            text.split_once("Args").unwrap().1.trim_end_matches(')').to_owned()
        };
        assert_eq!(text(short), text(long), "{short}");
    }
}

#[test]
fn global_flags_stand_anywhere() {
    for line in ["--root /x --log-level debug ps", "ps --root /x --log-level=DEBUG"] {
        let Outcome::Run(cli) = outcome(line) else { panic!("{line}") };
        assert_eq!(cli.global.root.as_deref(), Some(std::path::Path::new("/x")), "{line}");
        assert_eq!(cli.global.log_level, LogLevel::Debug, "{line}");
    }
}

#[test]
fn values_may_begin_with_a_hyphen() {
    for (short, long) in [
        ("logs --tail -1 c", "logs --tail=-1 c"),
        ("history --format --{{.ID}}-- i", "history --format=--{{.ID}}-- i"),
        ("ps -f -x=y", "ps -f=-x=y"),
    ] {
        let text = |line: &str| match outcome(line) {
            Outcome::Run(cli) => format!("{:?}", cli.command),
            other => format!("{other:?}"),
        };
        assert_eq!(text(short), text(long), "{short}");
    }
    assert!(matches!(outcome("ps --all --quux"), Outcome::Wrong(_)));
}

#[test]
fn complaints() {
    let cases = [
        ("", "Error: missing command 'coracle COMMAND'\nTry 'coracle --help' for more information"),
        ("image", "Error: missing command 'coracle image COMMAND'\nTry 'coracle image --help' for more information"),
        (
            "imges",
            "Error: unrecognized command `coracle imges`\n\nDid you mean this?\n\timages\n\timage\n\n\
             Try 'coracle --help' for more information",
        ),
        (
            "rnu",
            "Error: unrecognized command `coracle rnu`\n\nDid you mean this?\n\trun\n\n\
             Try 'coracle --help' for more information",
        ),
        (
            "image prnue",
            "Error: unrecognized command `coracle image prnue`\n\nDid you mean this?\n\tprune\n\n\
             Try 'coracle image --help' for more information",
        ),
        ("ps --quux", "Error: unknown flag: --quux\nSee 'coracle ps --help'"),
        ("ps --al", "Error: unknown flag: --al\nHint: did you mean --all?\nSee 'coracle ps --help'"),
        ("ps -X", "Error: unknown shorthand flag: 'X' in -X\nSee 'coracle ps --help'"),
        ("--root /x ps x", "Error: `coracle ps` does not take the argument \"x\"\nSee 'coracle ps --help'"),
        ("image scp", "Error: missing argument: [PLACE::]IMAGE\nSee 'coracle image scp --help'"),
        ("run", "Error: missing argument: IMAGE\nSee 'coracle run --help'"),
        ("run --name", "Error: flag needs an argument: --name\nSee 'coracle run --help'"),
        (
            "run -p 80:x a",
            "Error: invalid argument \"80:x\" for \"--publish\" flag: container port: invalid port number \"x\", \
             it must be 1 to 65535\nSee 'coracle run --help'",
        ),
        (
            "run --pull bogus a",
            "Error: invalid argument \"bogus\" for \"--pull\" flag: there are always, missing, never, newer\n\
             See 'coracle run --help'",
        ),
        ("run --quux a", "Error: unknown flag: --quux\nSee 'coracle run --help'"),
        ("rm", "Error: missing argument: CONTAINER\nSee 'coracle rm --help'"),
        (
            "pull --arch x --platform linux/amd64 y",
            "Error: --arch and --platform cannot be used together\nSee 'coracle pull --help'",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(wrong(line), expected, "{line}");
    }
}

#[test]
fn help_goes_to_its_own_place() {
    for line in ["--help", "-h", "run --help", "image --help", "image ls -h", "ps -h"] {
        assert!(matches!(outcome(line), Outcome::Help(_)), "{line}");
    }
    let Outcome::Help(text) = outcome("--help") else { panic!() };
    assert!(text.contains("\nContainers:\n"), "{text}");
    let Outcome::Help(text) = outcome("run --help") else { panic!() };
    assert!(text.contains("Examples:") && text.contains("--hostname"), "{text}");
}
