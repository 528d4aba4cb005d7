//! Instructions, their flags and their words.

use super::*;

#[test]
fn lines_join_and_comments_go() {
    for (text, line) in [
        ("RUN a", "a"),
        ("RUN a \\\n b", "a  b"),
        ("RUN a\\\nb", "ab"),
        ("RUN a \\\n# comment\n   # another\n b", "a  b"),
        ("RUN a \\\n\n\n b", "a  b"),
        ("RUN a \\  \t\n b", "a  b"),
        ("RUN a \\\\\n", "a \\\\"),
        ("  RUN a", "a"),
        ("RUN a\r\n", "a"),
        ("RUN a \\\r\n b\r\n", "a  b"),
        ("RUN \\\n  a", "a"),
        ("RUN a \\", "a"),
        ("run a # no comment", "a # no comment"),
    ] {
        assert_eq!(kind(text), kind(&format!("RUN {line}")), "{text:?}");
        let Kind::Run(run) = kind(text) else { panic!("{text:?}") };
        assert_eq!(run.command, CommandLine::Shell(line.to_owned()), "{text:?}");
    }
}

#[test]
fn spans_are_the_lines_of_the_file() {
    let parsed = parsed("# one\n\nFROM scratch\nRUN a \\\n  # c\n  b\n\nCOPY <<A <<B /\n1\nA\n2\nB\nUSER x\n");
    let spans: Vec<_> =
        parsed.stages[0].instructions.iter().map(|i| (i.written.span.first, i.written.span.last)).collect();
    assert_eq!(spans, [(4, 6), (8, 12), (13, 13)]);
    assert_eq!(parsed.stages[0].written.span, Span { first: 3, last: 3 });
}

#[test]
fn commands_have_two_forms() {
    for (text, command) in [
        ("CMD a b", CommandLine::Shell("a b".into())),
        ("CMD [\"a\", \"b c\"]", CommandLine::Exec(strings(&["a", "b c"]))),
        ("CMD   [ \"a\" ]  ", CommandLine::Exec(strings(&["a"]))),
        ("CMD []", CommandLine::Exec(vec![])),
        ("CMD ['a']", CommandLine::Shell("['a']".into())),
        ("CMD [ -f x ]", CommandLine::Shell("[ -f x ]".into())),
        ("CMD [\"a\"] b", CommandLine::Shell("[\"a\"] b".into())),
        ("CMD [\"a\\u00e9\\n\"]", CommandLine::Exec(strings(&["aé\n"]))),
        ("CMD", CommandLine::Shell(String::new())),
    ] {
        assert_eq!(kind(text), Kind::Cmd(command), "{text:?}");
    }
}

#[test]
fn pairs_have_two_forms_and_keep_their_quotes() {
    let pair = |name: &str, value: &str, legacy| Pair { name: name.into(), value: value.into(), legacy };
    for (text, pairs) in [
        ("a=1", vec![pair("a", "1", false)]),
        ("a=1 b=\"two words\"", vec![pair("a", "1", false), pair("b", "\"two words\"", false)]),
        ("a=b\\ c d=", vec![pair("a", "b\\ c", false), pair("d", "", false)]),
        ("a two words = x", vec![pair("a", "two words = x", true)]),
        ("a='$x \\' b=2", vec![pair("a", "'$x \\'", false), pair("b", "2", false)]),
        ("a=x=y", vec![pair("a", "x=y", false)]),
        ("\"a b\"=c", vec![pair("\"a b\"", "c", false)]),
    ] {
        assert_eq!(kind(&format!("ENV {text}")), Kind::Env(pairs.clone()), "{text:?}");
        assert_eq!(kind(&format!("LABEL {text}")), Kind::Label(pairs), "{text:?}");
    }
}

#[test]
fn words_of_the_other_instructions() {
    let arg = |name: &str, default: Option<&str>| Arg { name: name.into(), default: default.map(str::to_owned) };
    for (text, expected) in [
        ("ARG a b=1 c=\"x y\"", Kind::Arg(vec![arg("a", None), arg("b", Some("1")), arg("c", Some("\"x y\""))])),
        ("EXPOSE 80 53/udp $P", Kind::Expose(strings(&["80", "53/udp", "$P"]))),
        ("VOLUME /a  /b", Kind::Volume(strings(&["/a", "/b"]))),
        ("VOLUME [\"/a b\", \"/c\"]", Kind::Volume(strings(&["/a b", "/c"]))),
        ("SHELL [\"/bin/bash\", \"-c\"]", Kind::Shell(strings(&["/bin/bash", "-c"]))),
        ("STOPSIGNAL SIGUSR1", Kind::StopSignal("SIGUSR1".into())),
        ("USER a:b", Kind::User("a:b".into())),
        ("WORKDIR /a b ", Kind::Workdir("/a b".into())),
        ("MAINTAINER A B <a@b>", Kind::Maintainer("A B <a@b>".into())),
        ("maintainer x", Kind::Maintainer("x".into())),
        ("ONBUILD RUN a", Kind::Onbuild(Trigger { text: "RUN a".into() })),
        ("ENTRYPOINT [\"a\"]", Kind::Entrypoint(CommandLine::Exec(strings(&["a"])))),
    ] {
        assert_eq!(kind(text), expected, "{text:?}");
    }
}

#[test]
fn flags_of_copy_and_add() {
    let Kind::Copy(copy) =
        kind("COPY --from=x --chown=a:b --chmod=u+x --link --parents --exclude=*.o --exclude=b c d /e/")
    else {
        panic!("no COPY")
    };
    assert_eq!(copy.from.as_deref(), Some("x"));
    assert!(copy.parents && copy.transfer.link);
    assert_eq!((copy.transfer.chown.as_deref(), copy.transfer.chmod.as_deref()), (Some("a:b"), Some("u+x")));
    assert_eq!(copy.transfer.exclude, ["*.o", "b"]);
    assert_eq!(copy.transfer.sources, [Source::Path("c".into()), Source::Path("d".into())]);
    assert_eq!(copy.transfer.destination, "/e/");
    let Kind::Add(add) = kind("ADD --checksum=sha256:00 --keep-git-dir --unpack=false --link=true [\"a b\", \"c\"]")
    else {
        panic!("no ADD")
    };
    assert_eq!((add.checksum.as_deref(), add.keep_git_dir, add.unpack), (Some("sha256:00"), true, Some(false)));
    assert_eq!(add.transfer.sources, [Source::Path("a b".into())]);
    let Kind::Add(add) = kind("ADD a b") else { panic!("no ADD") };
    assert_eq!(add.unpack, None);
    let Kind::Copy(copy) = kind("COPY -- --a b") else { panic!("no COPY") };
    assert_eq!(copy.transfer.sources, [Source::Path("--a".into())]);
}

#[test]
fn flags_of_run() {
    let run = |text: &str| match kind(text) {
        Kind::Run(run) => run,
        other => panic!("{text:?} is {other:?}"),
    };
    let mounts = |text: &str| -> Vec<Mount> {
        let read = |value: &String| mount::parse(value, &mut |value| Ok(value.to_owned())).unwrap();
        run(&format!("RUN --mount={text} x")).mounts.iter().map(read).collect()
    };
    let owner = Owner::default();
    for (text, target, read_only, kind) in [
        ("target=/a", Some("/a"), true, MountKind::Bind { from: None, source: "/".into() }),
        (
            "type=bind,from=s,src=/b,dst=/a,rw",
            Some("/a"),
            false,
            MountKind::Bind { from: Some("s".into()), source: "/b".into() },
        ),
        ("type=tmpfs,target=/a,size=1.5k", Some("/a"), false, MountKind::Tmpfs { size: Some(1536), copy_up: false }),
        ("type=tmpfs,target=/a,tmpcopyup,Z", Some("/a"), false, MountKind::Tmpfs { size: None, copy_up: true }),
        ("type=ssh", None, true, MountKind::Ssh { id: "default".into(), required: false, owner }),
        (
            "type=cache,target=/a,sharing=locked,uid=1,gid=2,mode=0700",
            Some("/a"),
            false,
            MountKind::Cache {
                id: "/a".into(),
                from: None,
                source: "/".into(),
                sharing: Sharing::Locked,
                owner: Owner { uid: Some(1), gid: Some(2), mode: Some(0o700) },
            },
        ),
        (
            "type=secret,target=/x/key,required,env=K",
            Some("/x/key"),
            true,
            MountKind::Secret { id: "key".into(), env: Some("K".into()), required: true, owner },
        ),
        ("\"target=/a,b\",ro=false", Some("/a,b"), false, MountKind::Bind { from: None, source: "/".into() }),
    ] {
        let mount = Mount { target: target.map(str::to_owned), read_only, kind };
        let spelt = if text.starts_with('"') { format!("'{text}'") } else { text.to_owned() };
        assert_eq!(mounts(&spelt), [mount], "{text}");
    }
    assert_eq!(run("RUN --network=none x").network, Some(RunNetwork::None));
    assert_eq!(run("RUN --security=insecure x").security, Security::Insecure);
    assert_eq!(run("RUN --mount=type=bind,from=a,target=/x x").mounted_from().collect::<Vec<_>>(), ["a"]);
    assert_eq!(run("RUN --mount=type=cache,target=$HOME/c x").mounts, ["type=cache,target=$HOME/c"]);
}

#[test]
fn health() {
    let Kind::Healthcheck(Healthcheck::Check(check)) = kind(
        "HEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=0s --start-interval=100ms --retries=4 CMD a b",
    ) else {
        panic!("no check")
    };
    assert_eq!(check.interval, Some(90_000_000_000));
    assert_eq!(check.timeout, Some(1_500_000_000));
    assert_eq!((check.start_period, check.start_interval, check.retries), (None, Some(100_000_000), Some(4)));
    assert_eq!(check.command, CommandLine::Shell("a b".into()));
    assert_eq!(kind("healthcheck none"), Kind::Healthcheck(Healthcheck::None));
    let Kind::Healthcheck(Healthcheck::Check(check)) = kind("HEALTHCHECK CMD [\"a\"]") else { panic!("no check") };
    assert_eq!(check.command, CommandLine::Exec(strings(&["a"])));
}

#[test]
fn documents() {
    let run = |text: &str| match kind(text) {
        Kind::Run(run) => run.script(),
        other => panic!("{text:?} is {other:?}"),
    };
    let shell = |text: &str| Some(Script::Shell(text.to_owned()));
    for (text, script) in [
        ("RUN <<EOF\necho 1\necho 2\nEOF", shell("echo 1\necho 2\n")),
        ("RUN <<-EOF\n\techo 1\n\tEOF", shell("echo 1\n")),
        ("RUN << EOF\n1\nEOF", shell("1\n")),
        ("RUN <<'E F'\n$a\nE F", shell("$a\n")),
        ("RUN cat <<A 3<<B\n1\nA\n2\nB", shell("cat <<A 3<<B\n1\nA\n2\nB")),
        ("RUN <<EOF cat\n1\nEOF", shell("<<EOF cat\n1\nEOF")),
        ("RUN <<EOF\n#!/bin/x\nEOF", Some(Script::File { name: "EOF".into(), content: "#!/bin/x\n".into() })),
        ("RUN <<EOF\nEOF", shell("")),
        ("RUN cat <<<x", None),
        ("RUN echo a<<b", None),
        ("RUN echo \"<<EOF\"", None),
        ("RUN [\"<<EOF\"]", None),
        ("RUN --network=none <<EOF\n1\nEOF", shell("1\n")),
    ] {
        assert_eq!(run(text), script, "{text:?}");
    }
    let Kind::Copy(copy) = kind("COPY a <<x.txt <<-\"y\" /d/\n$v\nx.txt\n\t$w\n\ty") else { panic!("no COPY") };
    let heredoc = |name: &str, expand, chomp, content: &str| {
        Source::Heredoc(Heredoc { name: name.into(), expand, chomp, content: content.into() })
    };
    let expected =
        [Source::Path("a".into()), heredoc("x.txt", true, false, "$v\n"), heredoc("y", false, true, "\t$w\n")];
    assert_eq!(copy.transfer.sources, expected);
    let Kind::Onbuild(trigger) = kind("ONBUILD RUN <<EOF\n1\nEOF") else { panic!("no ONBUILD") };
    assert_eq!(trigger.text, "RUN <<EOF\n1\nEOF");
    let again = parse_trigger("Dockerfile", Span { first: 7, last: 7 }, &trigger.text).unwrap();
    assert_eq!(again.kind, kind("RUN <<EOF\n1\nEOF"));
    assert_eq!(again.written.span, Span { first: 7, last: 7 });
}

#[test]
fn directives() {
    for (text, escape, syntax, check) in [
        ("#escape=`\nFROM x\nRUN a `\n b\n", '`', None, None),
        ("# Escape = \\\n# syntax=docker/dockerfile:1\nFROM x", '\\', Some("docker/dockerfile:1"), None),
        (
            "\u{feff}# syntax=x\r\n# check=skip=all;error=true\r\nFROM x\r\n",
            '\\',
            Some("x"),
            Some((2, "skip=all;error=true")),
        ),
        ("# comment\n# escape=`\nFROM x", '\\', None, None),
        ("\n# escape=`\nFROM x", '\\', None, None),
        ("# unknown=1\n# escape=`\nFROM x", '\\', None, None),
    ] {
        let directives = parsed(text).directives;
        assert_eq!(directives.escape, escape, "{text:?}");
        assert_eq!(directives.syntax.as_deref(), syntax, "{text:?}");
        let check = check.map(|(line, text): (u32, &str)| (line, text.to_owned()));
        assert_eq!(directives.check, check, "{text:?}");
    }
    let parsed = parsed("# escape=`\nFROM x\nRUN a `\n b\nCOPY c:\\d `\n e\n");
    let Kind::Copy(copy) = &parsed.stages[0].instructions[1].kind else { panic!("no COPY") };
    assert_eq!(copy.transfer.sources, [Source::Path("c:\\d".into())]);
}

#[test]
fn stages_and_comments() {
    let parsed = parsed("ARG v=1\n# base the base\nfrom --platform=$BUILDPLATFORM a:$v as Base\nRUN x\nFROM base\n");
    assert_eq!(parsed.global.len(), 1);
    assert_eq!(parsed.stages[0].name.as_deref(), Some("base"));
    assert_eq!(parsed.stages[0].written.comments, ["base the base"]);
    assert_eq!(parsed.stages[0].written.keyword, "from");
    let from = From { base: "a:$v".into(), platform: Some("$BUILDPLATFORM".into()), after: Vec::new() };
    assert_eq!(parsed.stages[0].from, from);
    assert_eq!((parsed.stages[1].name.as_deref(), parsed.stages.len()), (None, 2));
}

#[test]
fn what_is_wrong_is_said_with_its_line_and_the_cure() {
    for (text, message) in [
        ("", "Dockerfile:1: the file has no instructions; begin with FROM IMAGE"),
        ("# x\n\n", "Dockerfile:1: the file has no instructions; begin with FROM IMAGE"),
        ("ARG x", "Dockerfile:1: the file has no FROM; begin with FROM IMAGE"),
        ("\nRUN x", "Dockerfile:2: RUN comes before the first FROM; only ARG may; begin with FROM IMAGE"),
        ("FRM x", "Dockerfile:1: there is no instruction FRM; did you mean FROM?"),
        (
            "FROM x\n&& y",
            "Dockerfile:2: there is no instruction &&; end the line before it in \\ if this belongs to it",
        ),
        ("FROM", "Dockerfile:1: FROM has no image; name one, or scratch"),
        ("FROM a b", "Dockerfile:1: FROM a b is neither FROM IMAGE nor FROM IMAGE AS NAME"),
        (
            "FROM a AS 1",
            "Dockerfile:1: 1 cannot be the name of a stage; a name begins with a letter and has letters, digits, dots, dashes and underscores",
        ),
        ("FROM --platfrom=x a", "Dockerfile:1: FROM has no flag --platfrom; did you mean --platform?"),
        ("FROM x\nRUN <<EOF\na\n", "Dockerfile:2: the heredoc EOF has no end; put a line after it that is only EOF"),
        ("FROM x\nCMD [\"a\", 1]", "Dockerfile:2: 1 in the JSON form is not a string; write \"1\""),
        ("FROM x\nSHELL bash -c", "Dockerfile:2: SHELL bash -c is not in JSON form; write SHELL [\"/bin/sh\", \"-c\"]"),
        ("FROM x\nCOPY a", "Dockerfile:2: COPY a has a source and no destination; add the path in the image"),
        ("FROM x\nCOPY --form=x a b", "Dockerfile:2: COPY has no flag --form; did you mean --from?"),
        ("FROM x\nCOPY --link --link a b", "Dockerfile:2: COPY has --link twice; remove one of them"),
        ("FROM x\nCOPY --chown a b", "Dockerfile:2: COPY --chown has no value; write --chown=VALUE"),
        ("FROM x\nADD --link=yes a b", "Dockerfile:2: ADD --link cannot be yes; it is true or false"),
        ("FROM x\nENV a", "Dockerfile:2: ENV a has no value; write ENV a=VALUE"),
        (
            "FROM x\nENV a=1 b",
            "Dockerfile:2: there is no = in ENV b; quote values with blanks in them, as in NAME=\"two words\"",
        ),
        ("FROM x\nENV =1", "Dockerfile:2: there is no name before = in ENV =1"),
        ("FROM x\nLABEL", "Dockerfile:2: LABEL needs at least one name=value"),
        ("FROM x\nRUN", "Dockerfile:2: RUN has no argument"),
        (
            "FROM x\nRUN --mount=type=bnd,target=/x y",
            "Dockerfile:2: RUN --mount=type=bnd,target=/x: there is no type bnd; did you mean bind?",
        ),
        (
            "FROM x\nRUN --mount=type=cache y",
            "Dockerfile:2: RUN --mount=type=cache: a mount of type cache needs a target; add target=PATH",
        ),
        (
            "FROM x\nRUN --mount=type=tmpfs,target=/a,uid=1 y",
            "Dockerfile:2: RUN --mount=type=tmpfs,target=/a,uid=1: a mount of type tmpfs has no uid",
        ),
        ("FROM x\nRUN --network=bridge y", "Dockerfile:2: RUN --network cannot be bridge; it is default, none or host"),
        (
            "FROM x\nHEALTHCHECK curl x",
            "Dockerfile:2: HEALTHCHECK curl is neither CMD nor NONE; write HEALTHCHECK CMD curl x",
        ),
        (
            "FROM x\nHEALTHCHECK --interval=5 CMD x",
            "Dockerfile:2: HEALTHCHECK --interval cannot be 5; write it as in 30s or 1m30s",
        ),
        (
            "FROM x\nHEALTHCHECK --interval=1us CMD x",
            "Dockerfile:2: HEALTHCHECK --interval cannot be 1us; 1ms is the shortest",
        ),
        ("FROM x\nONBUILD FROM y", "Dockerfile:2: FROM cannot be the instruction of ONBUILD"),
        ("FROM x\nONBUILD RNU y", "Dockerfile:2: there is no instruction RNU; did you mean RUN?"),
        ("FROM x\nCMD --help", "Dockerfile:2: CMD has no flag --help; write CMD -- to begin with dashes"),
        ("# escape=x\nFROM a", "Dockerfile:1: x cannot be the escape; # escape= takes \\ or `"),
        ("# syntax=a\n# syntax=b\nFROM a", "Dockerfile:2: the directive syntax is there twice; remove one of them"),
        ("FROM x\nVOLUME [\"\"]", "Dockerfile:2: VOLUME has an empty path"),
    ] {
        assert_eq!(refused(text), message, "{text:?}");
    }
    let latin = parse("Dockerfile", b"# caf\xe9\nFROM x\nRUN \xe9\n").unwrap_err();
    assert_eq!(
        error::one_line(&latin),
        "Dockerfile:3: the line is not UTF-8; convert the file, for example with iconv"
    );
}
