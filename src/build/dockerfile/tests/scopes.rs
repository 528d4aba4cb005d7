//! ARG and ENV: what is seen where.

use super::*;

/// What the instructions of the last stage mean, each as debug text is too long: the ones that `of` picks.
fn stepped(text: &str, given: &[(&str, &str)]) -> (Vec<Kind>, Scope) {
    let (dockerfile, arguments) = (parsed(text), arguments(given));
    let globals = Globals::new(&dockerfile, &arguments).unwrap();
    let mut scope = Scope::new(["PATH=/bin", "BASE=b"]);
    let stage = dockerfile.stages.last().unwrap();
    let step = |instruction| scope.step("Dockerfile", instruction, &globals, &arguments).unwrap().kind;
    let kinds = stage.instructions.iter().map(step).collect();
    (kinds, scope)
}

/// The value of the label that ends the last stage.
fn label(text: &str, given: &[(&str, &str)]) -> String {
    match stepped(text, given).0.pop() {
        Some(Kind::Label(pairs)) => pairs[0].value.clone(),
        other => panic!("{text:?} ends in {other:?}"),
    }
}

#[test]
fn values() {
    for (text, given, expected) in [
        ("FROM x\nLABEL l=[$PATH$BASE]", &[][..], "[/binb]"),
        ("FROM x\nENV a=1 b=$a\nLABEL l=[$b]", &[], "[]"),
        ("FROM x\nENV a=1\nENV b=$a a=2\nLABEL l=$a$b", &[], "21"),
        ("FROM x\nARG a=1 b=$a\nLABEL l=$b", &[], "1"),
        ("FROM x\nARG a=1\nLABEL l=$a", &[("a", "2")], "2"),
        ("FROM x\nARG a\nLABEL l=[$a]", &[], "[]"),
        ("FROM x\nLABEL l=[$a]", &[("a", "2")], "[]"),
        ("FROM x\nLABEL l=[$a]\nARG a\nLABEL m=[$a]", &[("a", "2")], "[2]"),
        ("ARG a=1\nFROM x\nLABEL l=[$a]", &[], "[]"),
        ("ARG a=1\nFROM x\nARG a\nLABEL l=$a", &[], "1"),
        ("ARG a=1\nFROM x\nARG a=2\nLABEL l=$a", &[], "2"),
        ("ARG a=1\nFROM x\nARG a=2\nLABEL l=$a", &[("a", "3")], "3"),
        ("ARG a=1 b=$a-\nFROM x\nARG b\nLABEL l=$b", &[], "1-"),
        ("FROM x\nENV a=1\nARG a=2\nLABEL l=$a", &[("a", "3")], "1"),
        ("FROM x\nARG a=2\nENV a=$a.\nLABEL l=$a", &[], "2."),
        ("FROM x\nARG BASE=2\nLABEL l=$BASE", &[], "b"),
        ("FROM x\nARG TARGETARCH TARGETPLATFORM\nLABEL l=$TARGETARCH-$TARGETPLATFORM", &[], "arm-linux/arm/v7"),
        ("FROM x\nLABEL l=[$TARGETARCH]", &[], "[]"),
        ("FROM x\nARG BUILDOS=x\nLABEL l=$BUILDOS", &[], "x"),
        ("FROM x\nARG TARGETOS\nLABEL l=$TARGETOS", &[("TARGETOS", "plan9")], "plan9"),
        ("# escape=`\nFROM x\nENV a=1\nLABEL l=`$a\\$a", &[], "$a\\1"),
        ("FROM x\nARG n=k\nLABEL l=\"two $n\"", &[], "two k"),
    ] {
        assert_eq!(label(text, given), expected, "{text:?}");
    }
}

#[test]
fn instructions() {
    let head = "FROM x\nENV d=/dir p=80 s=TERM l='[1]'\n";
    let path = |path: &str| Source::Path(path.to_owned());
    let copied = |text: &str| match stepped(&format!("{head}{text}"), &[]).0.pop() {
        Some(Kind::Copy(Copy { transfer, .. }) | Kind::Add(Add { transfer, .. })) => transfer,
        other => panic!("{text:?} is {other:?}"),
    };
    for (text, expected) in [
        ("WORKDIR $d/x", Kind::Workdir("/dir/x".into())),
        ("USER \"$p\"", Kind::User("80".into())),
        ("STOPSIGNAL SIG$s", Kind::StopSignal("SIGTERM".into())),
        ("VOLUME $d /x", Kind::Volume(strings(&["/dir", "/x"]))),
        ("EXPOSE $p ${p}90-8091/UDP", Kind::Expose(strings(&["80/tcp", "8090/udp", "8091/udp"]))),
        ("EXPOSE 127.0.0.1:1:2", Kind::Expose(strings(&["2/tcp"]))),
        ("CMD echo $d", Kind::Cmd(CommandLine::Shell("echo $d".into()))),
        ("CMD [\"$d\"]", Kind::Cmd(CommandLine::Exec(strings(&["$d"])))),
        ("ONBUILD USER $p", Kind::Onbuild(Trigger { text: "USER $p".into() })),
    ] {
        assert_eq!(stepped(&format!("{head}{text}"), &[]).0.pop(), Some(expected), "{text}");
    }
    let transfer = copied("COPY --chown=$p:1 --chmod=$none $d/a b $d/");
    assert_eq!(transfer.sources, [path("/dir/a"), path("b")]);
    assert_eq!(
        (transfer.destination.as_str(), transfer.chown.as_deref(), transfer.chmod),
        ("/dir/", Some("80:1"), None)
    );
    let transfer = copied("ADD <<a <<-'b' /\n$p \"$p\" '$p' \\$p\na\n\t$p\nb\n");
    let contents = transfer.sources.iter().map(|source| match source {
        Source::Heredoc(heredoc) => heredoc.content.as_str(),
        other => panic!("{other:?}"),
    });
    assert_eq!(contents.collect::<Vec<_>>(), ["80 \"80\" '80' $p\n", "$p\n"]);
}

#[test]
fn what_run_sees() {
    let (_, scope) = stepped("FROM x\nARG a=1 b PATH=/no\nENV c=3", &[("HTTP_PROXY", "p")]);
    assert_eq!(scope.arguments().collect::<Vec<_>>(), [("a", "1")]);
    assert_eq!(scope.env(), ["PATH=/bin", "BASE=b", "c=3"]);
    assert_eq!(scope.child().get("a"), Some("1"));
    assert_eq!(arguments(&[("HTTP_PROXY", "p"), ("x", "y")]).proxies().collect::<Vec<_>>(), [("HTTP_PROXY", "p")]);
    let (dockerfile, arguments) =
        (parsed("ARG a\nFROM x\nARG b"), arguments(&[("a", ""), ("b", ""), ("c", ""), ("no_proxy", "")]));
    assert_eq!(arguments.unused(&dockerfile).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn mounts_are_expanded_but_for_from() {
    let dockerfile = parsed("FROM x\nENV d=/dir\nRUN --mount=type=cache,target=$d/c,mode=$m x");
    let arguments = arguments(&[]);
    let globals = Globals::new(&dockerfile, &arguments).unwrap();
    let mut scope = Scope::new([]);
    let [env, run] = dockerfile.stages[0].instructions.as_slice() else { panic!("two instructions") };
    scope.step("Dockerfile", env, &globals, &arguments).unwrap();
    let Kind::Run(run_kind) = &run.kind else { panic!("a RUN") };
    let error = scope.mounts("Dockerfile", &run.written, run_kind).unwrap_err();
    assert!(error::one_line(&error).starts_with("Dockerfile:3: "), "{error:#}");
    assert_eq!(scope.undefined, [(Span { first: 3, last: 3 }, "m".to_owned())]);
    scope.step("Dockerfile", &Instruction { kind: kind("ENV m=0700"), ..env.clone() }, &globals, &arguments).unwrap();
    let mounts = scope.mounts("Dockerfile", &run.written, run_kind).unwrap();
    assert_eq!(mounts[0].target.as_deref(), Some("/dir/c"));
}

#[test]
fn modes() {
    for (text, before, directory, after) in [
        ("0755", 0o644, false, 0o755),
        ("4711", 0o644, false, 0o4711),
        ("u+x", 0o644, false, 0o744),
        ("+x", 0o644, false, 0o755),
        ("a=r", 0o755, false, 0o444),
        ("go-rwx", 0o755, false, 0o700),
        ("u=rwX,go=rX", 0o600, false, 0o644),
        ("u=rwX,go=rX", 0o700, true, 0o755),
        ("u=rwX,go=rX", 0o711, false, 0o755),
        ("g=u", 0o740, false, 0o770),
        ("u+s,g+s", 0o755, false, 0o6755),
        ("+t", 0o777, true, 0o1777),
        ("u=rw-w", 0o755, false, 0o455),
        ("g=", 0o2770, true, 0o2700),
    ] {
        assert_eq!(Mode::parse(text).unwrap().apply(before, directory), after, "{text} on {before:o}");
    }
    for text in ["", "8", "u", "x+r", "u+q", "12345", "u+r,", "u+ur", "u€x", "€", "u+r€"] {
        assert!(Mode::parse(text).is_err(), "{text}");
    }
}
