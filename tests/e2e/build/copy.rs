//! COPY and ADD.

use super::{Context, count};
use crate::harness::TestEnv;
use std::os::unix::fs::{PermissionsExt, symlink};

const LIST: &str = "cd /d; find . | sort | while read f; do stat -c '%n %F %a %u %g' \"$f\"; done";

#[test]
fn files_and_directories() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY a sub /d/\nCOPY a /d/renamed\nCOPY sub /d/whole\n");
    let file = context.file("a", "text");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o751)).unwrap();
    context.file("sub/b", "");
    context.file("sub/deep/c", "c");
    symlink("../b", context.dir.join("sub/deep/link")).unwrap();
    std::fs::set_permissions(context.dir.join("sub/deep"), PermissionsExt::from_mode(0o700)).unwrap();
    let shown = context.sh(LIST);
    for line in [
        "./a regular file 751 0 0",
        "./renamed regular file 751 0 0",
        "./b regular empty file",
        "./deep directory 700 0 0",
        "./deep/c regular file",
        "./deep/link symbolic link",
        "./whole/deep/c regular file",
    ] {
        assert!(shown.contains(line), "{line} is missing: {shown}");
    }
    assert_eq!(context.sh("cat /d/a /d/whole/deep/c; readlink /d/deep/link"), "textc../b");
}

#[test]
fn owners_and_modes() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN echo u:x:11:12::/:/bin/sh >> /etc/passwd && echo g:x:13: >> /etc/group\n\
         COPY --chown=u a /d/1\nCOPY --chown=u:g a /d/2\nCOPY --chown=7 a /d/3\nCOPY --chown=7:8 --chmod=4640 a /d/4\n\
         COPY --chmod=u=rwX,go=rX sub /d/sub\nCOPY --chown=5:6 a /new/dirs/x\n",
    );
    context.file("a", "text");
    let file = context.file("sub/f", "");
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    let shown = context.sh("stat -c '%n %a %u %g' /d/1 /d/2 /d/3 /d/4 /d/sub /d/sub/f /new /new/dirs");
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].ends_with(" 11 12") && lines[1].ends_with(" 11 13") && lines[2].ends_with(" 7 7"), "{shown}");
    assert_eq!(
        lines[3..],
        ["/d/4 4640 7 8", "/d/sub 755 0 0", "/d/sub/f 644 0 0", "/new 755 5 6", "/new/dirs 755 5 6"]
    );
}

#[test]
fn destinations() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nRUN mkdir -p /real/dir && ln -s real /link && ln -s /real/dir /abs && ln -s ../../../../real /real/up\n\
         WORKDIR /w\nCOPY a rel\nCOPY a ./\nCOPY a b .\nCOPY a /link/one\nCOPY a /abs\nCOPY a /link/up/two\nCOPY tree/ /\n",
    );
    context.file("a", "a");
    context.file("b", "b");
    context.file("tree/link/three", "3");
    let shown = context.sh("ls /w /real /real/dir; readlink /link");
    assert_eq!(shown, "/real:\ndir\none\nthree\ntwo\nup\n\n/real/dir:\na\n\n/w:\na\nb\nrel\nreal");
    for (text, words) in [
        ("FROM busybox\nCOPY a b /nodir\n", "end the destination with a slash"),
        ("FROM busybox\nCOPY tree /etc/passwd\n", "is not a directory"),
        ("FROM busybox\nRUN mkdir -p /x/a\nCOPY a /x/\n", "is a directory"),
    ] {
        context.file("Dockerfile", text);
        let built = context.build("");
        if words.is_empty() {
            built.ok()
        } else {
            built.code(125).stderr_has(words)
        };
    }
}

#[test]
fn patterns() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nCOPY *.txt /d/1/\nCOPY f?.[a-c] /d/2/\nCOPY s*/x /d/3/\nCOPY **/deep.* /d/4/\nCOPY a[*]b /d/5/\n",
    );
    for name in ["one.txt", "two.txt", "f1.a", "f2.z", "s1/x", "s2/y", "s1/q/deep.c", "deep.d", "a*b", "axb"] {
        context.file(name, name);
    }
    let shown = context.sh("cd /d; find . -type f | sort");
    assert_eq!(shown, "./1/one.txt\n./1/two.txt\n./2/f1.a\n./3/x\n./4/deep.c\n./4/deep.d\n./5/a*b");
    context.file("Dockerfile", "FROM busybox\nCOPY *.none /d/\n");
    context.build("").code(125).stderr_has("*.none");
    // Files that may be there or not, and a directory without a slash.
    context.file("Dockerfile", "FROM busybox\nCOPY *.none one.txt none* /d/\nCOPY *.none *.txt /e\n");
    assert_eq!(context.sh("cd /; find d e -type f | sort"), "d/one.txt\ne/one.txt\ne/two.txt");
    context.file("Dockerfile", "FROM busybox\nCOPY one.txt *.none none.txt /d/\n");
    context.build("").code(125).stderr_has("none.txt");
}

#[test]
fn links_do_not_lead_out_of_the_context() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY out /d/\nCOPY in /d/in\nCOPY dir /d/dir\n");
    env.file("outside", "secret");
    context.file("real/in", "inside");
    symlink("../outside", context.dir.join("out")).unwrap();
    symlink("real/in", context.dir.join("in")).unwrap();
    context.file("dir/x", "");
    symlink("../../outside", context.dir.join("dir/out")).unwrap();
    context.build("").code(125).stderr_has("out");
    context.file("Dockerfile", "FROM busybox\nCOPY in /d/in\nCOPY dir /d/dir\n");
    // A link that is named is followed, one in a directory is copied.
    assert_eq!(context.sh("cat /d/in; echo; readlink /d/dir/out"), "inside\n../../outside");
}

#[test]
fn hard_links_times_and_attributes_stay() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nCOPY sub /d\n");
    let file = context.file("sub/z", "same");
    std::fs::hard_link(&file, context.dir.join("sub/a")).unwrap();
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    let shown = context.sh("stat -c '%h %Y' /d/a /d/z; [ $(stat -c %i /d/a) = $(stat -c %i /d/z) ] && echo one");
    assert_eq!(shown, "2 1000000000\n2 1000000000\none");
}

#[test]
fn heredocs_are_files() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nENV X=value\nCOPY <<one <<'two' /d/\nwith $X\none\nwith $X\ntwo\nCOPY --chmod=700 <<script /bin/script\n#!/bin/sh\necho runs\nscript\n",
    );
    assert_eq!(context.sh("cat /d/one /d/two; script"), "with value\nwith $X\nruns");
}

#[test]
fn archives_are_unpacked_by_add() {
    let env = TestEnv::busybox();
    let context = Context::new(
        &env,
        "FROM busybox\nADD a.tar /d/plain/\nADD a.tar.gz a.tar.xz /d/packed/\nADD a.tar.bz2 /d/bzip2/\nADD a.tar.zst /d/zstd/\nADD --unpack=false a.tar /d/kept.tar\nCOPY a.tar /d/copied.tar\nADD text.tar /d/\n",
    );
    context.file("tree/x/file", "content");
    std::fs::hard_link(context.dir.join("tree/x/file"), context.dir.join("tree/x/other")).unwrap();
    symlink("file", context.dir.join("tree/x/link")).unwrap();
    context.file("text.tar", "this is no archive");
    let tar = |flag: &str, name: &str| {
        env.cmd_of("tar").words(&format!("-C tree --owner=3 --group=4 {flag} {name} x")).dir(&context.dir).run().ok();
    };
    tar("-cf", "a.tar");
    tar("-czf", "a.tar.gz");
    tar("-cJf", "a.tar.xz");
    tar("-cjf", "a.tar.bz2");
    tar("--zstd -cf", "a.tar.zst");
    let shown = context.sh("cd /d; cat plain/x/link packed/x/other bzip2/x/other zstd/x/link text.tar; echo; stat -c '%u %g %h' plain/x/file; wc -c < kept.tar; cmp kept.tar copied.tar");
    assert_eq!(shown, "contentcontentcontentcontentthis is no archive\n3 4 2\n10240");
}

#[test]
fn linked_layers_stand_by_themselves() {
    let env = TestEnv::busybox();
    let text = "FROM busybox\nARG N\nRUN mkdir -p /real && ln -s /real /link && echo u$N:x:11:12::/:/bin/sh >> /etc/passwd\n\
        COPY --link file /link/sub/\nCOPY --link --chown=uX --chmod=600 file /owned\n";
    let context = Context::new(&env, text);
    context.file("file", "text");
    let first = context.build("-t built --build-arg N=X").ok();
    let look = "cat /link/sub/file; ls /real; stat -c '%a %u %g' /owned /link /tmp; readlink /link || echo no link";
    let shown = env.cmd("run --rm --network none built sh -c").arg(look).run().ok().text();
    // The destination is taken as it is written: what was a link becomes a directory.
    assert_eq!(shown, "text600 11 12\n755 0 0\n1777 0 0\nno link");
    // What is below does not matter, unless a name of it is asked for.
    context.file("Dockerfile", text.replace("RUN mkdir", "RUN touch /more; mkdir"));
    let again = context.build("-t built --build-arg N=X").ok();
    assert_eq!((count(&first.stdout, "Using cache"), count(&again.stdout, "Using cache")), (0, 2));
    context.file("file", "other");
    assert_eq!(count(&context.build("--build-arg N=X").ok().stdout, "Using cache"), 1);
}
