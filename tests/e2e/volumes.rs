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
