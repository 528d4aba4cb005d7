//! Containers whose root is a directory of the user's: `--rootfs`.

use crate::harness::{Cmd, TestEnv};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

/// An environment with the files of `busybox` in the directory `root` of its home.
fn with_root() -> (TestEnv, PathBuf) {
    let env = TestEnv::busybox();
    let root = env.home().join("root");
    fs::create_dir(&root).expect("mkdir");
    env.run("create --name base --network none busybox true").ok();
    env.run("export -o base.tar base").ok();
    env.run("rm base").ok();
    Cmd::new("tar").words("--no-same-owner --exclude=dev/* -xf").arg(env.home().join("base.tar")).dir(&root).run().ok();
    (env, root)
}

#[test]
fn a_directory_is_the_root() {
    let (env, root) = with_root();
    env.run("run --rm --network none --rootfs root cat /etc/motd").ok().prints("hello from the image\n");
    env.run("run --name c --network none --rootfs=true ./root sh -c 'echo new > /new; chown 7:8 /new; id -u'")
        .ok()
        .prints("0\n");
    assert_eq!(fs::read_to_string(root.join("new")).expect("written"), "new\n");
    let mine = fs::metadata(&root).expect("metadata").uid();
    let own = env.run("run --rm --network none --rootfs root sh -c 'echo x > /mine; stat -c %u:%g /new /mine'").ok();
    own.prints("7:8\n0:0\n");
    assert_eq!(fs::metadata(root.join("mine")).expect("written").uid(), mine);
    // What has no image shows none.
    env.run("ps -a --format '{{.Image}}|{{.ImageID}}|{{.Names}}'").ok().prints("||c\n");
    let all = env.run("inspect c").ok().json()[0].clone();
    assert_eq!(all["Rootfs"], root.to_str().expect("text"));
    for field in ["Image", "ImageName", "ImageDigest"] {
        assert_eq!(all[field], "", "{field}");
    }
    assert_eq!(env.run("ps -a --format json").ok().json()[0]["Image"], "");
    env.run("ps -a --filter ancestor=busybox -q").ok().prints("");
    env.run("images --format {{.Containers}}").ok().prints("0\n");
    env.run("system df").ok();
    env.run("rmi busybox").ok();
    env.run("start -a c").ok().prints("0\n");
    env.run("rm c").ok();
    assert!(root.join("new").exists());
}

#[test]
fn verbs_work_in_a_root_directory() {
    let (env, root) = with_root();
    env.file("given", "given\n");
    env.run("run -d --name c --network none --rootfs root sleep 1000").ok();
    env.run("exec c cat /etc/motd").ok().prints("hello from the image\n");
    env.run("cp given c:/etc/given").ok();
    env.run("restart -t 0 c").ok();
    env.run("exec c cat /etc/given").ok().prints("given\n");
    env.run("commit c made").refused(&["exploded rootfs", "export"]);
    env.run("diff c").refused(&["no image to differ from"]);
    env.run("stop -t 0 c").ok();
    env.run("diff c").refused(&["no image to differ from"]);
    env.run("cp given c:/etc/more").ok();
    assert_eq!(fs::read_to_string(root.join("etc/more")).expect("copied"), "given\n");
    env.run("cp c:/etc/motd out").ok();
    assert_eq!(fs::read_to_string(env.home().join("out")).expect("copied"), "hello from the image\n");
    env.run("export -o c.tar c").ok();
    let list = Cmd::new("tar").words("-tf").arg(env.home().join("c.tar")).run().ok();
    assert!(list.lines().contains(&"etc/given"), "{list}");
    let size = env.run("ps -a -s --format {{.Size}}").ok().text();
    assert!(size.starts_with("0B (virtual ") && !size.contains("virtual 0B"), "{size}");
    env.run("rm c").ok();
}

#[test]
fn an_overlay_leaves_the_directory_alone() {
    let (env, root) = with_root();
    fs::set_permissions(&root, std::os::unix::fs::PermissionsExt::from_mode(0o751)).expect("chmod");
    let before = Cmd::new("find").arg(&root).words("-printf '%P %m %T@\\n'").run().ok().text();
    let script = "stat -c %a /; cat /etc/motd /kept; echo changed > /etc/motd; echo kept > /kept; rm -rf /bin/ls";
    let out = env.cmd("run --name c --network none --rootfs root:O sh -c").arg(script).run().ok();
    assert_eq!(out.stdout, "751\nhello from the image\n", "{out}");
    assert_eq!(Cmd::new("find").arg(&root).words("-printf '%P %m %T@\\n'").run().ok().text(), before);
    // What was written stays with the container.
    env.run("start -a c").ok().stdout_has("changed\nkept\n");
    env.run("cp c:/kept out").ok();
    env.file("given", "given\n");
    env.run("cp given c:/given").ok();
    env.run("export -o c.tar c").ok();
    let list = Cmd::new("tar").words("-tf").arg(env.home().join("c.tar")).run().ok();
    assert!(list.lines().contains(&"given") && !list.lines().contains(&"bin/ls"), "{list}");
    assert!(!root.join("given").exists());
    env.run("commit c made").refused(&["exploded rootfs"]);
    env.run("rm c").ok();
    env.run("run --rm --network none --rootfs root:O cat /etc/motd").ok().prints("hello from the image\n");
}

#[test]
fn root_directories_go_with_user_namespaces_and_mounts() {
    let (env, root) = with_root();
    env.run("run --rm --network none --userns keep-id --rootfs root sh -c 'touch /mine; id -u'").ok();
    let uid = fs::metadata(&root).expect("metadata").uid();
    assert_eq!(fs::metadata(root.join("mine")).expect("written").uid(), uid);
    env.run("run --rm --network none --read-only --rootfs root touch /no").code(1);
    assert!(!root.join("no").exists());
    env.file("host/a", "a\n");
    env.run("run --rm --network none -v ./host:/at/host --rootfs root cat /at/host/a").ok().prints("a\n");
    env.run("run --rm --network none -v data:/data --rootfs root sh -c 'echo x > /data/x'").ok();
    assert!(env.store().join("volumes/data/_data/x").exists());
}

#[test]
fn what_cannot_be_a_root_is_refused() {
    let (env, _) = with_root();
    env.file("file", "");
    env.run("run --rm --rootfs missing true").refused(&["missing", "no such file", "images are named"]);
    env.run("create --rootfs file true").refused(&["not a directory"]);
    env.run("run --rm --rootfs root:idmap true").refused(&["map the ids", "--uidmap"]);
    env.run("run --rm --rootfs root").code(127).one_error(&["no command"]);
    for flag in ["--pull always", "--platform linux/arm64", "--arch arm64", "--creds a:b", "--retry 1", "--rmi"] {
        let name = flag.split(' ').next().expect("a name");
        env.run(&format!("run {flag} --rootfs root true")).misused(&["--rootfs", name]);
    }
    env.run("run --rm --rootfs").code(125);
    env.run("ps -aq").ok().prints("");
    // A directory that has gone meanwhile.
    env.run("create --name c --network none --rootfs root true").ok();
    fs::remove_dir_all(env.home().join("root")).expect("remove");
    env.run("start c").code(125).one_error(&["root"]);
    env.run("rm c").ok();
}
