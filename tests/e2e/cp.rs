//! `cp` and `export`: files into and out of containers, running or not.

use crate::harness::TestEnv;

/// Containers `up`, which runs, and `down`, which does not.
fn two() -> TestEnv {
    let env = TestEnv::busybox();
    let setup = "mkdir -p /srv/dir/sub; echo one >/srv/dir/one; echo two >/srv/dir/sub/two; ln -s dir /srv/link; ln -s one /srv/dir/sym; sleep 1000";
    env.cmd("run -d --name up --network none busybox sh -c").arg(setup).run().ok();
    let setup = setup.replace("sleep 1000", "true");
    env.cmd("run --name down --network none busybox sh -c").arg(setup).run().ok();
    crate::harness::eventually(5, "it is prepared", || {
        env.run("exec up ls /srv/dir/sym").stdout.contains("sym").then_some(())
    });
    env
}

/// What is in a file of the container, whether it runs or not.
fn content(env: &TestEnv, path: &str) -> String {
    let script = format!("\"$0\" cp {path} - | tar -xO");
    env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).run().ok().stdout
}

#[test]
fn files_come_out() {
    let env = two();
    let home = env.home();
    let read = |name: &str| std::fs::read_to_string(home.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    for name in ["up", "down"] {
        let cp = |from: &str, to: &str| env.cmd("cp").arg(format!("{name}:{from}")).arg(to).run();
        cp("/srv/dir/one", "new").ok().prints("").silent();
        assert_eq!(read("new"), "one\n");
        // The leading slash may be left out; an existing file is written over, a directory takes it in.
        std::fs::write(home.join("new"), "old and longer").expect("writable");
        cp("srv/dir/one", "./new").ok();
        assert_eq!(read("new"), "one\n");
        let dir = format!("in-{name}");
        std::fs::create_dir(home.join(&dir)).expect("a directory");
        cp("/srv/dir/one", &dir).ok();
        assert_eq!(read(&format!("{dir}/one")), "one\n");
        cp("/srv/dir", &format!("{dir}/fresh")).ok();
        assert_eq!(read(&format!("{dir}/fresh/sub/two")), "two\n");
        cp("/srv/dir", &dir).ok();
        assert_eq!(read(&format!("{dir}/dir/sub/two")), "two\n");
        cp("/srv/dir/.", &dir).ok();
        assert_eq!(read(&format!("{dir}/sub/two")), "two\n");
        assert_eq!(std::fs::read_link(home.join(&dir).join("sym")).expect("a link"), std::path::Path::new("one"));
        // A link that is named is followed.
        cp("/srv/link", &format!("{dir}/linked")).ok();
        assert_eq!(read(&format!("{dir}/linked/one")), "one\n");
        cp("/nosuch", "x").refused(&["/nosuch", "could not be found", "container"]);
        cp("/srv/dir/one", "no/such/dir").refused(&["could not be found", "host"]);
        cp("/srv/dir", "new").refused(&["must be a directory"]);
        if !env.is_podman() {
            cp("/srv/dir", "new --overwrite").ok();
        }
        let _ = std::fs::remove_file(home.join("new")).or_else(|_| std::fs::remove_dir_all(home.join("new")));
    }
}

#[test]
fn files_go_in() {
    let env = two();
    env.file("tree/file", "from the host\n");
    env.file("tree/deep/er", "deeper\n");
    std::os::unix::fs::symlink("/etc", env.home().join("tree/etc")).expect("a link");
    for name in ["up", "down"] {
        let cp = |from: &str, to: &str| env.cmd("cp").arg(from).arg(format!("{name}:{to}")).run();
        let at = |path: &str| content(&env, &format!("{name}:{path}"));
        cp("tree/file", "/srv/new").ok();
        assert_eq!(at("/srv/new"), "from the host\n");
        cp("tree/file", "/srv/dir/one").ok();
        assert_eq!(at("/srv/dir/one"), "from the host\n");
        cp("tree/file", "/srv/link").ok();
        assert_eq!(at("/srv/dir/file"), "from the host\n");
        cp("tree", "/srv/fresh").ok();
        assert_eq!(at("/srv/fresh/deep/er"), "deeper\n");
        cp("./tree", "/srv/dir/").ok();
        assert_eq!(at("/srv/dir/tree/deep/er"), "deeper\n");
        cp("tree/.", "/srv/dir").ok();
        assert_eq!(at("/srv/dir/deep/er"), "deeper\n");
        cp("nosuch", "/srv").refused(&["nosuch", "could not be found", "host"]);
        cp("tree/file", "/no/such/dir").refused(&["could not be found", "container"]);
        cp("tree/file", "/srv/nodir/").refused(&["could not be found", "container"]);
        cp("tree", "/srv/new").refused(&["must be a directory"]);
        if !env.is_podman() {
            let out = env.cmd("cp --overwrite tree").arg(format!("{name}:/srv/new")).run().ok();
            out.silent();
            assert_eq!(at("/srv/new/file"), "from the host\n");
        }
    }
    env.run("exec up stat -c %u:%g /srv/fresh/file").ok().prints("0:0\n");
    // What lies behind a link of the copied tree is out of reach for it.
    env.run("exec up readlink /srv/fresh/etc").ok().prints("/etc\n");
    env.run("start -a down").ok();
}

#[test]
fn files_belong_to_the_containers_user() {
    let env = TestEnv::busybox();
    env.file("file", "x");
    env.run("run -d --name c -u alice --network none busybox sleep 1000").ok();
    env.run("cp file c:/tmp/own").ok();
    env.run("exec c stat -c %U /tmp/own").ok().prints("alice\n");
    env.run("exec -u 0 c sh -c 'echo r >/root-file; chmod 640 /root-file'").ok();
    env.run("cp c:/root-file out").ok();
    let meta = std::fs::metadata(env.home().join("out")).expect("copied");
    let uid = std::os::unix::fs::MetadataExt::uid(&meta);
    assert_eq!(uid, rustix::process::geteuid().as_raw());
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&meta) & 0o777, 0o640);
}

#[test]
fn archives_stream_both_ways() {
    let env = two();
    for name in ["up", "down"] {
        let sh = |script: &str| env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).arg(name).run();
        sh(r#""$0" cp $1:/srv/dir - | tar -t | sort"#).ok().prints("dir/\ndir/one\ndir/sub/\ndir/sub/two\ndir/sym\n");
        sh(r#""$0" cp $1:/srv/dir/one - | tar -t"#).ok().prints("one\n");
        sh(r#"mkdir -p made/in; echo hi >made/in/side; tar -c made | "$0" cp - $1:/srv"#).ok();
        sh(r#""$0" cp $1:/srv/made/in/side - | tar -xO"#).ok().prints("hi\n");
        sh(r#"tar -cz made | "$0" cp - $1:/srv/dir; "$0" cp $1:/srv/dir/made/in/side - | tar -xO"#).ok().prints("hi\n");
        sh(r#"tar -c made | "$0" cp - $1:/nosuch"#).code(125).stderr_has("must be a directory");
    }
    env.run("cp up:/srv/dir down:/copied").ok();
    assert_eq!(content(&env, "down:/copied/sub/two"), "two\n");
    env.run("cp one two").code(125);
    env.run("cp nosuch:/x .").code(125).stderr_has("nosuch");
}

#[test]
fn large_files_are_copied_whole() {
    let env = two();
    let script =
        r#"head -c 40000000 /dev/urandom >big; "$0" cp big $1:/big; "$0" cp $1:/big back; cmp big back && echo same"#;
    for name in ["up", "down"] {
        let out = env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).arg(name).run();
        out.ok().prints("same\n");
    }
}

#[test]
fn hostile_links_do_not_lead_out() {
    let env = two();
    env.run(
        "exec up sh -c 'ln -s /etc/passwd /srv/abs; ln -s ../../../../../../etc/passwd /srv/rel; ln -s / /srv/root'",
    )
    .ok();
    let inside = env.run("exec up cat /etc/passwd").ok().stdout;
    assert_eq!(content(&env, "up:/srv/abs"), inside);
    assert_eq!(content(&env, "up:/srv/rel"), inside);
    env.file("mine", "mine\n");
    env.run("cp mine up:/srv/root/tmp/mine").ok();
    env.run("exec up cat /tmp/mine").ok().prints("mine\n");
    let archive = r#"mkdir x; ln -s / x/out; tar -cf a.tar x/out; rm x/out; mkdir -p x/out/tmp; echo evil >x/out/tmp/evil-$$; tar -rf a.tar x/out/tmp/evil-$$
        mkdir target; "$0" cp - up:/srv <a.tar; "$0" cp up:/srv/x target; test ! -e /tmp/evil-$$ && echo safe"#;
    env.cmd_of("/bin/sh").words("-c").arg(archive).arg(env.program()).run().stdout_has("safe");
}

#[test]
fn export_has_the_merged_root_without_its_mounts() {
    let env = two();
    for name in ["up", "down"] {
        let sh = |script: &str| env.cmd_of("/bin/sh").words("-c").arg(script).arg(env.program()).arg(name).run();
        let list = sh(r#""$0" export $1 | tar -t"#).ok();
        for path in ["bin/busybox", "srv/dir/sub/two", "etc/passwd", "proc/"] {
            assert!(list.lines().iter().any(|line| line.trim_start_matches("./") == path), "{path} in {name}: {list}");
        }
        assert!(
            !list.lines().iter().any(|line| line.starts_with("proc/1") || line.starts_with("sys/kernel")),
            "{list}"
        );
        sh(r#""$0" export -o out.tar $1; tar -xOf out.tar srv/dir/one"#).ok().prints("one\n");
    }
    env.run("export nosuch").refused(&["nosuch"]);
    env.run("export -o /no/such/dir/x up").refused(&["/no/such/dir"]);
    let mut id = env
        .cmd_of("/bin/sh")
        .words("-c")
        .arg(r#""$0" import -q out.tar again 2>/dev/null || "$0" import out.tar again"#)
        .arg(env.program());
    id.inner().current_dir(env.home());
    id.run().ok();
    env.run("run --rm --network none again cat /srv/dir/sub/two").ok().prints("two\n");
}

#[test]
fn volumes_and_the_host_are_there_without_the_container_running() {
    let env = TestEnv::busybox();
    let host = env.home().join("host");
    std::fs::create_dir(&host).expect("a directory");
    env.file("seed", "grown\n");
    env.run("volume create outer").ok();
    let bind =
        format!("create --name box --network none -v outer:/new -v inner:/new/inner -v {}:/host", host.display());
    env.cmd(&bind).arg("busybox").run().ok();
    env.run("cp ./seed box:/new/inner/").ok();
    env.run("cp ./seed box:/host/planted").ok();
    assert_eq!(std::fs::read_to_string(host.join("planted")).expect("on the host"), "grown\n");
    env.sh("-v inner:/v", "cat /v/seed").ok().prints("grown\n");
    env.sh("-v outer:/v", "ls /v").ok().prints("inner\n");
    assert_eq!(content(&env, "box:/new/inner/seed"), "grown\n");
    // What is gone from the host is not in the way of the rest.
    std::fs::remove_dir_all(&host).expect("removed");
    env.run("cp ./seed box:/tmp").ok();
    env.run("cp box:/host/planted ./x").refused(&["/host/planted", "container box"]);
}

#[test]
fn odd_sources_and_destinations() {
    let env = two();
    env.cmd("cp - down:/tmp").input("no archive\n").run().refused(&["must be a (compressed) tar archive"]);
    env.run("cp down:/srv/dir/one /dev/null").refused(&["/dev/null", "must be a directory or a regular file"]);
    env.run("cp down:/srv/nothing ./x").refused(&["/srv/nothing", "could not be found on container down"]);
}
