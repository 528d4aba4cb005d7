//! Volumes: those that are managed by name, those that come and go with a container, and those that images declare.

use crate::harness::tarball::{Header, Tar};
use crate::harness::{TestEnv, cache, eventually};
use std::fs;

/// Imports busybox as `name`, with these further entries and this change of its configuration.
fn image(env: &TestEnv, name: &str, more: Tar, change: &str) {
    let mut bytes = fs::read(cache::images().join("rootfs/busybox.tar")).expect("an archive");
    let end = bytes.iter().rposition(|byte| *byte != 0).expect("not all zero").next_multiple_of(512);
    bytes.truncate(end);
    bytes.extend(more.end());
    env.cmd("import -c").arg(change).arg("-").arg(name).input(bytes).run().ok();
}

fn names(env: &TestEnv) -> Vec<String> {
    env.run("volume ls -q").ok().lines().into_iter().map(str::to_owned).collect()
}

#[test]
fn a_volume_outlives_its_containers() {
    let env = TestEnv::busybox();
    env.run("volume create data").ok().prints("data\n");
    env.sh("-v data:/d", "echo kept >/d/file").ok();
    env.sh("-v data:/elsewhere:ro", "cat /elsewhere/file; echo x >/elsewhere/file").code(1).prints("kept\n");
    env.sh("--mount type=volume,src=data,dst=/d,ro=true", "cat /d/file").ok().prints("kept\n");
    env.sh("-v other:/d", "ls /d").ok().prints("");
    assert_eq!(names(&env), ["data", "other"]);
    env.run("volume rm data other").ok().prints("data\nother\n");
    assert!(names(&env).is_empty());
}

#[test]
fn making_volumes() {
    let env = TestEnv::busybox();
    env.run("volume create --label a=b --label c data").ok();
    env.run("volume create data").refused(&["data", "already exists"]);
    let name = env.run("volume create").ok().text();
    assert_eq!(name.trim().len(), 64);
    env.run("volume create a/b").code(125).stderr_has("[a-zA-Z0-9]");
    env.run("volume create --driver nonsense x").code(125);
    let shown = env.run("volume inspect data").ok().json();
    assert_eq!(shown[0]["Name"], "data");
    assert_eq!(shown[0]["Driver"], "local");
    assert_eq!(shown[0]["Labels"]["a"], "b");
    assert_eq!(shown[0]["Scope"], "local");
    let place = shown[0]["Mountpoint"].as_str().expect("a path").to_owned();
    assert!(fs::metadata(&place).expect("there").is_dir());
    env.run("volume inspect --format '{{.Name}} {{.Labels.a}}' data").ok().prints("data b\n");
    env.run("volume inspect nothing").code(125).stderr_has("nothing");
    for line in ["inspect data", "inspect --type volume data"] {
        env.cmd(line).words("--format {{.Name}}").run().ok().prints("data\n");
    }
    env.run("inspect --type container data").code(125).stderr_has("no such container");
    env.run("inspect --type volume nothing").code(125).stderr_has("no such volume");
    env.run("volume exists data").ok().silent();
    env.run("volume exists nothing").code(1);
}

#[test]
fn listing_volumes() {
    let env = TestEnv::busybox();
    env.run("volume create --label team=a one").ok();
    env.run("volume create --label team=b two").ok();
    env.run("run -d --network none --name user -v one:/d busybox true").ok();
    env.run("volume ls").ok().stdout_has("DRIVER").stdout_has("VOLUME NAME").stdout_has("local");
    let cases = [
        ("name=tw", "two\n"),
        ("label=team", "one\ntwo\n"),
        ("label=team=b", "two\n"),
        ("dangling=true", "two\n"),
        ("dangling=false", "one\n"),
        ("driver=local", "one\ntwo\n"),
        ("until=24h", ""),
    ];
    for (filter, expected) in cases {
        env.run(&format!("volume ls -q --filter {filter}")).ok().prints(expected);
    }
    env.run("volume ls --filter bogus=x").code(125);
    env.run("volume ls --format '{{.Driver}}:{{.Name}}'").ok().prints("local:one\nlocal:two\n");
    assert_eq!(env.run("volume ls --format json").ok().json().as_array().expect("a list").len(), 2);
}

#[test]
fn a_volume_in_use_stays() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name user -v data:/d busybox sleep 60").ok();
    env.run("volume rm data").code(2).stderr_has("used");
    assert_eq!(names(&env), ["data"]);
    env.run("volume rm nothing").code(1).stderr_has("nothing");
    env.run("volume rm -f nothing").ok();
    env.run("volume prune -fa").ok().prints("");
    env.run("volume prune").ok().stdout_has("No dangling anonymous volumes found\n");
    env.run("volume create spare").ok();
    env.run("volume prune --dry-run").ok().prints("Volumes that would be pruned:\n");
    env.run("volume prune -a --dry-run").ok().prints("Volumes that would be pruned:\nspare\n");
    env.run("volume prune --force --dry-run").misused(&["--force", "--dry-run"]);
    env.run("volume rm spare").ok();
    env.run("volume prune -a").ok().stdout_has("No dangling volumes found\n");
    env.run("volume rm -f -t 0 data").ok().prints("data\n");
    assert!(names(&env).is_empty());
    env.run("ps -aq").ok().prints("");
}

#[test]
fn pruning_asks_first() {
    let env = TestEnv::busybox();
    env.run("volume create --label keep=yes one").ok();
    env.run("volume create two").ok();
    env.run("run -d --network none --name user -v used:/d busybox true").ok();
    env.cmd("volume prune --all").input("n\n").run().ok();
    assert_eq!(names(&env).len(), 3);
    if !env.is_podman() {
        env.run("volume prune -fa --filter label!=keep").ok().prints("two\n");
    }
    env.cmd("volume prune -a").input("y\n").run().ok().stdout_has("one\n");
    assert_eq!(names(&env), ["used"]);
}

#[test]
fn only_volumes_without_a_name_of_their_own_are_pruned() {
    let env = TestEnv::busybox();
    let named = || env.run("volume create named").ok();
    named();
    env.run("create --network none --name user -v /d busybox").ok();
    let anonymous = names(&env).into_iter().find(|name| name != "named").expect("an anonymous volume");
    env.run("volume prune -f").ok().prints("");
    env.run("rm user").ok();
    env.run("volume prune -f").ok().prints(&format!("{anonymous}\n"));
    assert_eq!(names(&env), ["named"]);
    env.run("volume prune -f --filter anonymous=false").ok().prints("named\n");
    named();
    env.run("volume prune -f --filter all=true").ok().prints("named\n");
    assert!(names(&env).is_empty());
}

#[test]
fn anonymous_volumes_go_with_their_container() {
    let env = TestEnv::busybox();
    env.sh("-v /d", "echo x >/d/file; cat /d/file").ok().prints("x\n");
    assert!(names(&env).is_empty());
    env.run("run --network none --name kept -v /d -v named:/n busybox touch /d/file /n/file").ok();
    let anonymous = names(&env).into_iter().find(|name| name != "named").expect("an anonymous volume");
    assert_eq!(anonymous.len(), 64);
    env.run("run --network none --name other --volumes-from kept:ro busybox ls /d /n")
        .ok()
        .prints("/d:\nfile\n\n/n:\nfile\n");
    env.run("rm -v kept").ok();
    assert_eq!(names(&env).len(), 2, "another container has them");
    env.run("rm other").ok();
    assert_eq!(names(&env).len(), 2, "they stay without -v");
    env.run("run --network none --name third -v /d busybox true").ok();
    env.run("rm -v third").ok();
    assert_eq!(names(&env).len(), 2);
}

#[test]
fn files_of_the_containers_users_are_removed() {
    let env = TestEnv::busybox();
    let script = "mkdir -m 700 /d/dir && touch /d/dir/file && chown -R 1000:1000 /d/dir && chmod 500 /d/dir";
    env.sh("-v data:/d", script).ok();
    env.sh("-v data:/d -u 1000", "ls -ln /d/dir | grep -c '1000 *1000'; stat -c %u /d").ok().prints("1\n0\n");
    env.sh("-v /d", script).ok();
    env.run("volume rm data").ok();
    assert!(names(&env).is_empty());
    if !env.is_podman() {
        // The monitor of a container deletes its files after it has told of the end.
        let left = || fs::read_dir(env.store().join("trash")).expect("the trash").count();
        eventually(10, "nothing is left in the trash", || (left() == 0).then_some(()));
    }
}

#[test]
fn new_volumes_start_with_what_the_image_has() {
    let env = TestEnv::new();
    if env.is_podman() {
        // It does not import what follows an archive of busybox.
        return;
    }
    let more = Tar::new()
        .entry(&Header::new(b'5', "data").mode(0o750).owner(33, 44), b"")
        .entry(&Header::new(b'0', "data/file").mode(0o640).owner(33, 55), b"content\n")
        .symlink("data/link", "file")
        .entry(&Header::new(b'5', "data/sub").mode(0o1777).owner(0, 7), b"")
        .entry(&Header::new(b'5', "empty"), b"");
    image(&env, "declares", more, "VOLUME /data");
    let look = "stat -c '%n %a %u %g' /data /data/file /data/sub; cat /data/link";
    let expected = "/data 750 33 44\n/data/file 640 33 55\n/data/sub 1777 0 7\ncontent\n";
    let run = |flags: &str| env.cmd("run --rm --network none").words(flags).words("declares sh -c").arg(look).run();
    run("").ok().prints(expected);
    assert!(names(&env).is_empty());
    run("-v named:/data").ok().prints(expected);
    run("-v named2:/data:ro").ok().prints(expected);
    run("--mount type=volume,src=named3,dst=/data").ok().prints(expected);
    run("-v named4:/data:nocopy").code(1).prints("/data 750 33 44\n");
    assert_eq!(names(&env).len(), 4);
    // Where the image has nothing, a volume is still to be filled.
    env.run("run --rm --network none -v named5:/data:nocopy declares true").ok();
    env.run("run --rm --network none -v named6:/empty declares true").ok();
    env.run("run --rm --network none -v named7:/nosuch declares true").ok();
    env.run("volume inspect --format {{.NeedsCopyUp}} named5 named6 named7").ok().prints("false\ntrue\ntrue\n");
    for named in ["named6", "named7"] {
        run(&format!("-v {named}:/data")).ok().prints(expected);
    }
    env.run("volume rm named5 named6 named7").ok();
    // Once used, a volume is left as it is.
    env.run("run --rm --network none -v named:/data declares rm /data/file").ok();
    run("-v named:/data").code(1).stdout_lacks("/data/file");
    run("--image-volume ignore").ok().prints(expected);
    env.run("run --rm --network none --image-volume tmpfs declares grep -c 'tmpfs /data ' /proc/mounts")
        .ok()
        .prints("1\n");
    env.run("run --rm --network none --image-volume ignore declares grep -c ' /data ' /proc/mounts").code(1);
}

#[test]
fn a_new_volume_at_a_new_place_belongs_to_the_user() {
    let env = TestEnv::busybox();
    env.sh("-v data:/new/place -u 1234:567", "stat -c '%u %g' /new/place; touch /new/place/x")
        .ok()
        .prints("1234 567\n");
    env.sh("-v data:/new/place", "stat -c '%u %g' /new/place").ok().prints("1234 567\n");
}

#[test]
fn what_is_given_to_the_user() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/sub/file", "x\n").parent().and_then(|sub| sub.parent()).expect("a directory").to_owned();
    env.sh("-v data:/d", "touch /d/file").ok();
    let script = "stat -c '%u %g' /d; find /d -type f -exec stat -c '%u %g' {} ';'";
    env.sh("-v data:/d:U -u 33:44", script).ok().prints("33 44\n33 44\n");
    env.sh(&format!("-v {}:/d:U -u 33:44", dir.display()), script).ok().prints("33 44\n33 44\n");
    env.sh(&format!("-v {}:/d:U", dir.display()), script).ok().prints("0 0\n0 0\n");
    // What is the user's already is left as it is, and so is what is in it.
    env.sh(&format!("-v {}:/d", dir.display()), "chown 5:6 /d/sub/file").ok();
    env.sh(&format!("-v {}:/d:U", dir.display()), script).ok().prints("0 0\n5 6\n");
    env.sh(&format!("-v {}:/d", dir.display()), "chown 0:0 /d/sub/file").ok();
    assert_eq!(fs::read_to_string(dir.join("sub/file")).expect("mine again"), "x\n");
}

#[test]
fn volumes_of_other_kinds() {
    let env = TestEnv::busybox();
    let dir = env.file("dir/file", "from the host\n").parent().expect("a directory").to_owned();
    env.run(&format!("volume create -o type=none -o o=bind -o device={} bound", dir.display())).ok();
    env.sh("-v bound:/d", "cat /d/file").ok().prints("from the host\n");
    if env.is_podman() {
        return;
    }
    env.run("volume create -o type=tmpfs -o device=tmpfs -o o=size=1m,nodev memory").ok();
    env.sh("-v memory:/d", "grep -c '^tmpfs /d tmpfs .*size=1024k' /proc/mounts").ok().prints("1\n");
}

#[test]
fn inspect_tells_where_a_volume_is() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name user -v data:/d:ro,z busybox true").ok();
    let container = &env.run("inspect user").ok().json()[0];
    let mount = &container["Mounts"][0];
    assert_eq!((&mount["Type"], &mount["Name"]), (&"volume".into(), &"data".into()));
    assert_eq!((&mount["Driver"], &mount["Mode"], &mount["RW"]), (&"local".into(), &"z".into(), &false.into()));
    assert_eq!(mount["Source"].as_str(), Some(env.run("volume inspect -f '{{.Mountpoint}}' data").ok().text().trim()));
    assert_eq!(container["HostConfig"]["Binds"][0].as_str().and_then(|bind| bind.split(':').next()), Some("data"));
}

#[test]
fn many_at_once_make_one_volume() {
    let env = TestEnv::new();
    if env.is_podman() {
        // It does not import what follows an archive of busybox.
        return;
    }
    image(&env, "declares", Tar::new().file("data/file", "content\n"), "VOLUME /data");
    let running: Vec<_> =
        (0..6).map(|_| env.spawn("run --rm --network none -v data:/data declares cat /data/file")).collect();
    for one in running {
        one.wait().ok().prints("content\n");
    }
    assert_eq!(names(&env), ["data"]);
}

#[test]
fn removing_and_using_at_once() {
    let env = TestEnv::busybox();
    for _ in 0..5 {
        let users: Vec<_> =
            (0..2).map(|_| env.spawn("run --rm --network none -v data:/d busybox touch /d/x")).collect();
        let removers: Vec<_> = (0..3).map(|_| env.spawn("volume rm data")).collect();
        users.into_iter().for_each(|one| drop(one.wait().ok()));
        for one in removers {
            let code = one.wait().exit();
            assert!([0, 1, 2].contains(&code), "{code}");
        }
    }
}

#[test]
fn a_container_that_cannot_be_made_leaves_no_volume() {
    let env = TestEnv::busybox();
    env.run("run --rm --network none --name taken -d busybox sleep 60").ok();
    env.run("run --network none --name taken -v data:/d -v /e busybox true").code(125);
    if !env.is_podman() {
        assert!(names(&env).is_empty(), "{:?}", names(&env));
    }
    env.run("rm -f -t 0 taken").ok();
}

#[test]
fn volumes_travel_as_archives() {
    let env = TestEnv::busybox();
    let script = "mkdir -m 700 /d/dir; echo x >/d/dir/file; ln -s file /d/dir/link; ln /d/dir/file /d/hard; chown -R 33:44 /d/dir";
    env.sh("-v data:/d", script).ok();
    let archive = env.home().join("data.tar");
    env.cmd("volume export data -o").arg(&archive).run().ok().silent();
    let look = "stat -c '%n %a %u %g %h' /d/dir /d/dir/file; readlink /d/dir/link";
    let expected = env.sh("-v data:/d", look).ok().text();
    env.run("volume create other").ok();
    env.cmd("volume import other").arg(&archive).run().ok().silent();
    assert_eq!(env.sh("-v other:/d", look).ok().text(), expected);
    env.run("volume create third").ok();
    env.cmd("volume import third -").input(fs::read(&archive).expect("an archive")).run().ok();
    assert_eq!(env.sh("-v third:/d", look).ok().text(), expected);
    env.run("volume export nothing").code(if env.is_podman() { 125 } else { 1 }).stderr_has("nothing");
    env.cmd("volume import third").arg(env.file("no.tar", "not an archive at all")).run().code(125);
}

#[test]
fn volumes_stay_while_a_containers_record_is_damaged() {
    let env = TestEnv::busybox();
    env.run("volume create spare").ok();
    let id = env.run("create --name lost -v data:/d -v /anonymous busybox true").ok().text().trim().to_owned();
    env.run("create --name other -v /anonymous busybox true").ok();
    let all = names(&env);
    assert_eq!(all.len(), 4);
    let config = env.store().join("containers").join(&id).join("config.json");
    let whole = fs::read(&config).expect("a record");
    for damage in [true, false] {
        if damage {
            fs::write(&config, "{").expect("write");
        } else {
            fs::remove_file(&config).expect("unlink");
        }
        for line in ["volume prune -af", "volume rm data", "volume rm -f data", "system prune -f --volumes"] {
            env.run(line).code(125).stderr_has(&id[..12]).stderr_has("system check --repair --force");
        }
        env.run("volume create more").ok();
        env.run("rm -v other").ok();
        env.run("create --name other -v /anonymous busybox true").ok();
        env.run("volume rm more").code(125);
        assert!(all.iter().all(|name| names(&env).contains(name)), "{:?}", names(&env));
        fs::write(&config, &whole).expect("write");
        env.run("volume rm more").ok();
    }
    fs::write(&config, "{").expect("write");
    env.run("system check").code(125).stdout_has(&format!("container {id}: "));
    env.run("system check --repair").code(125).stderr_has("--force");
    env.run("system check --repair --force").ok();
    env.run("volume rm data").ok();
    env.run("create --name lost busybox true").ok();
}

#[test]
fn volumes_are_mounted_where_one_may_mount() {
    let env = TestEnv::busybox();
    env.run("volume create data").ok();
    env.sh("-v data:/d", "echo text >/d/file; chown 7:8 /d/file").ok();
    env.run("volume mount data").refused(&["volume mount", "rootless mode", "coracle unshare"]);
    env.run("volume unmount data").refused(&["volume umount", "coracle unshare"]);
    let unshared = |script: &str| {
        let script = script.replace("c:", &format!("{} ", env.program().display()));
        env.cmd("unshare sh -c").arg(script).run()
    };
    let data = env.store().join("volumes/data/_data");
    let out = unshared("at=$(c:volume mount data) && echo $at && stat -c %u:%g $at/file && c:volume umount data").ok();
    assert_eq!(out.lines(), [data.to_str().expect("text"), "7:8", "data"]);
    env.run("volume create -o type=tmpfs -o device=tmpfs -o o=size=64k,mode=700 memory").ok();
    let other = env.home().join("other");
    fs::create_dir(&other).expect("mkdir");
    fs::write(other.join("file"), "bound").expect("write");
    env.cmd("volume create -o type=none -o o=bind -o")
        .arg(format!("device={}", other.display()))
        .arg("bound")
        .run()
        .ok();
    let script = "set -e; at=$(c:volume mount memory); [ $at = $(c:volume mount memory) ]; echo x > $at/x; \
                  stat -c %a $at; grep -c memory/_data /proc/self/mounts; \
                  cat $(c:volume mount bound)/file; cd $at; ! c:volume umount memory; cd /; \
                  c:volume umount memory bound; ls $at; c:volume mount nosuch";
    let out = unshared(script).code(125).stderr_has("somebody uses its files").stderr_has("nosuch");
    assert_eq!(out.stdout, "700\n1\nboundmemory\nbound\n", "{out}");
}
