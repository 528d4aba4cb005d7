//! `-v`: directories and files of the host.

use crate::harness::TestEnv;
use std::fs;

#[test]
fn writes_go_through_both_ways() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/in", "from outside\n").parent().expect("a directory").to_owned();
    env.sh(&format!("-v {}:/m", dir.display()), "cat /m/in; echo inside >/m/out").ok().prints("from outside\n");
    assert_eq!(fs::read_to_string(dir.join("out")).expect("written"), "inside\n");
}

#[test]
fn read_only_is_read_only() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/in", "x\n").parent().expect("a directory").to_owned();
    for flags in [format!("-v {}:/m:ro", dir.display()), format!("--volume={}:/m:ro", dir.display())] {
        env.sh(&flags, "cat /m/in; echo y >/m/in").code(1).prints("x\n").stderr_has("Read-only file system");
    }
    assert_eq!(fs::read_to_string(dir.join("in")).expect("there"), "x\n");
}

#[test]
fn single_file_and_missing_target() {
    let env = TestEnv::busybox();
    let file = env.file("single", "one\n");
    env.sh(&format!("-v {}:/deep/er/file", file.display()), "cat /deep/er/file").ok().prints("one\n");
    env.sh(&format!("-v {}:/etc/motd:ro", file.display()), "cat /etc/motd").ok().prints("one\n");
}

#[test]
fn relative_paths_begin_with_a_dot() {
    let env = TestEnv::busybox();
    env.file("here/x", "relative\n");
    env.sh("-v ./here:/m", "cat /m/x").ok().prints("relative\n");
}

#[test]
fn missing_source_is_refused() {
    let env = TestEnv::busybox();
    env.sh("-v /no/such/dir:/m", "true").refused(&["/no/such/dir"]);
    env.sh("-v /etc:relative", "true").misused(&["relative"]);
    env.sh("-v /etc:/m:nonsense", "true").misused(&["nonsense"]);
}

#[test]
fn several_and_nested() {
    let env = TestEnv::busybox();
    let a = env.file("a/x", "a\n").parent().expect("a directory").to_owned();
    let b = env.file("b/y", "b\n").parent().expect("a directory").to_owned();
    let flags = format!("-v {}:/m/inner -v {}:/m", b.display(), a.display());
    fs::create_dir(a.join("inner")).expect("mkdir");
    env.sh(&flags, "cat /m/x /m/inner/y").ok().prints("a\nb\n");
}

#[test]
fn links_in_the_image_do_not_lead_a_mount_outside() {
    let env = TestEnv::new();
    let tar = crate::harness::tarball::Tar::new().symlink("m", "/etc").symlink("up", "../../../../../../tmp");
    let mut bytes = fs::read(crate::harness::cache::images().join("rootfs/busybox.tar")).expect("an archive");
    let end = bytes.iter().rposition(|byte| *byte != 0).expect("not all zero").next_multiple_of(512);
    bytes.truncate(end);
    bytes.extend(tar.end());
    env.cmd("import - linked").input(bytes).run().ok();
    let dir = env.file("dir/seen", "x\n").parent().expect("a directory").to_owned();
    let flags = format!("run --rm --network none -v {0}:/m/below -v {0}:/up/below linked", dir.display());
    env.run(&format!("{flags} sh -c 'cat /etc/below/seen /tmp/below/seen'")).ok().prints("x\nx\n");
    assert!(!std::path::Path::new("/etc/below").exists() && !std::path::Path::new("/tmp/below").exists());
}

#[test]
fn mounts_are_shown_by_inspect() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/x", "").parent().expect("a directory").to_owned();
    env.run(&format!("run -d --network none --name m -v {}:/m:ro busybox true", dir.display())).ok();
    let mounts = env.run("inspect --format '{{json .Mounts}}' m").ok().json();
    assert_eq!(mounts[0]["Source"].as_str(), dir.to_str());
    assert_eq!((&mounts[0]["Destination"], &mounts[0]["RW"]), (&"/m".into(), &false.into()));
}

#[test]
fn every_type_of_mount() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/sub/x", "x\n").parent().and_then(|sub| sub.parent()).expect("a directory").to_owned();
    let dir = dir.display();
    let cases = [
        (format!("type=bind,src={dir},dst=/m,ro=true"), "cat /m/sub/x; touch /m/y 2>/dev/null || echo ro", "x\nro\n"),
        (format!("type=bind,source={dir},target=/m"), "touch /m/y && echo rw", "rw\n"),
        (
            "type=tmpfs,dst=/m,tmpfs-size=1M,tmpfs-mode=700".to_owned(),
            "stat -c %a /m; df -k /m | grep -c ' 1024 '",
            "700\n1\n",
        ),
        ("type=tmpfs,dst=/etc".to_owned(), "test -s /etc/passwd && echo copied", "copied\n"),
        ("type=tmpfs,dst=/etc,notmpcopyup".to_owned(), "ls /etc | grep -c passwd", "0\n"),
        (
            "type=devpts,dst=/dev/pts,mode=600".to_owned(),
            "grep -c '^devpts /dev/pts devpts .*mode=600' /proc/mounts",
            "1\n",
        ),
    ];
    for (mount, script, expected) in cases {
        if mount.contains("notmpcopyup") {
            // grep -c of nothing fails.
            env.sh(&format!("--mount {mount}"), script).code(1).prints(expected);
        } else {
            env.sh(&format!("--mount {mount}"), script).ok().prints(expected);
        }
    }
    env.sh("--mount type=bind,src=/nowhere,dst=/m", "true").code(125).stderr_has("/nowhere");
    env.sh("--mount type=nonsense,dst=/m", "true").code(125);
    env.sh("--mount type=tmpfs", "true").code(125);
}

#[test]
fn files_by_pattern() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    for name in ["liba.so", "libb.so", "other"] {
        env.file(&format!("dir/{name}"), name);
    }
    env.sh("--mount type=glob,src=./dir/lib*.so,dst=/libs,ro", "ls /libs; touch /libs/liba.so || echo ro")
        .ok()
        .prints("liba.so\nlibb.so\nro\n");
    env.sh("--mount type=glob,src=./dir/no*,dst=/libs", "true").refused(&["no file"]);
}

#[test]
fn parts_of_volumes() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    env.sh("-v data:/d", "mkdir -p /d/a/b && echo deep >/d/a/b/x && ln -s /etc /d/out").ok();
    env.sh("--mount type=volume,src=data,dst=/m,subpath=a/b", "cat /m/x").ok().prints("deep\n");
    env.sh("--mount type=volume,src=data,dst=/m,subpath=a/c", "true").refused(&["a/c"]);
    env.sh("--mount type=volume,src=data,dst=/m,subpath=out", "true").refused(&["out"]);
}

#[test]
fn an_overlay_leaves_its_source_alone() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/in", "from outside\n").parent().expect("a directory").to_owned();
    let script = "cat /m/in; rm /m/in; echo inside >/m/out; ls /m";
    for _ in 0..2 {
        env.sh(&format!("-v {}:/m:O", dir.display()), script).ok().prints("from outside\nout\n");
    }
    assert_eq!(fs::read_dir(&dir).expect("there").count(), 1);
    env.sh("-v data:/d", "echo volume >/d/file").ok();
    env.sh("-v data:/d:O", "echo changed >/d/file; cat /d/file").ok().prints("changed\n");
    env.sh("-v data:/d", "cat /d/file").ok().prints("volume\n");
    env.sh("-v /:/m:O", "true").refused(&["no overlay over /:", "mounts below it"]);
    for sub in ["upper", "work"] {
        fs::create_dir(env.home().join(sub)).expect("mkdir");
    }
    let home = env.home();
    let flags = format!("-v {0}/dir:/m:O,upperdir={0}/upper,workdir={0}/work", home.display());
    env.sh(&flags, "echo kept >/m/new").ok();
    assert_eq!(fs::read_to_string(home.join("upper/new")).expect("kept"), "kept\n");
    env.sh(&format!("-v {}:/m:O,upperdir=/tmp", dir.display()), "true").code(125);
}

#[test]
fn what_a_mount_allows() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/run", "#!/bin/sh\necho ran\n").parent().expect("a directory").to_owned();
    let flags = |options: &str| format!("-v {}:/m:{options}", dir.display());
    env.sh(&flags("noexec"), "chmod +x /m/run; /m/run").code(126);
    env.sh(&flags("exec,nosuid,nodev"), "/m/run; grep -c ' /m .*nosuid,nodev' /proc/mounts").ok().prints("ran\n1\n");
    for options in ["z", "Z", "private", "rslave", "rshared", "bind", "rbind"] {
        env.sh(&flags(options), "/m/run").ok().prints("ran\n");
    }
    env.sh(&flags("ro,rw"), "true").code(125);
    env.sh(&flags("z,Z"), "true").code(125);
}

#[test]
fn one_mount_for_each_place() {
    let env = TestEnv::busybox();
    env.sh("-v a:/m -v b:/m/", "true").code(125).stderr_has("/m");
    env.sh("--tmpfs /m -v b:/m", "true").code(125).stderr_has("/m");
    env.sh("--mount type=tmpfs,dst=/m -v b:/m", "true").code(125).stderr_has("/m");
}

#[test]
fn a_read_only_root_and_its_scratch_directories() {
    let env = TestEnv::busybox();
    let script = "for d in / /tmp /run /var/tmp /d; do touch $d/x 2>/dev/null && echo $d; done; true";
    env.sh("--read-only -v /d", script).ok().prints("/tmp\n/run\n/var/tmp\n/d\n");
    env.sh("--read-only --read-only-tmpfs=false -v /d", script).ok().prints("/d\n");
}

#[test]
fn files_of_images() {
    let env = TestEnv::debian();
    let run = |mount: &str, script: &str| env.sh(&format!("--mount {mount}"), script);
    let debian = if env.is_podman() {
        env.run("images -q --filter reference=*debian*").ok().text().trim().to_owned()
    } else {
        "debian:12".to_owned()
    };
    let image = format!("type=image,src={debian},dst=/img");
    run(&image, "grep -c bookworm /img/etc/os-release; touch /img/x 2>/dev/null || echo ro").ok().stdout_has("ro\n");
    for _ in 0..2 {
        run(&format!("{image},rw=true"), "test -e /img/x || touch /img/x && rm /img/etc/os-release && ls /img/x")
            .ok()
            .prints("/img/x\n");
    }
    if !env.is_podman() {
        run(&format!("{image},subpath=etc/apt"), "ls /img").ok().stdout_has("sources.list.d");
        run("type=image,src=nothing,dst=/img", "true").refused(&["nothing"]);
        env.run("create --name box --mount type=image,src=debian:12,dst=/img busybox test -s /img/etc/passwd").ok();
        let debian = env.run("images -q debian:12").ok().text();
        env.cmd("rmi").arg(debian.trim()).run().ok();
        env.run("start -a box").ok();
    }
}

#[test]
fn a_new_volume_may_be_mounted_twice() {
    let env = TestEnv::busybox();
    env.sh("-v twice:/one -v twice:/two", "echo x >/one/file; cat /two/file").ok().prints("x\n");
    env.sh("-v filled:/data -v filled:/two", "ls /data /two | sort | uniq -c | grep -c ' 2 '").ok();
}
