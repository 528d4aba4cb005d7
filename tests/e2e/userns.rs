//! The ids of containers: `--userns`, `--uidmap`, `--gidmap`, and the lines that users get.

use crate::harness::{Output, TestEnv};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

/// The ids of this test's user.
fn me() -> (u32, u32) {
    (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw())
}

/// The first subordinate id of this test's user.
fn first_subordinate() -> u32 {
    let text = fs::read_to_string("/etc/subuid").expect("/etc/subuid");
    let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let entry = passwd.lines().find(|line| line.split(':').nth(2) == Some(&me().0.to_string())).expect("a name");
    let name = entry.split(':').next().expect("a name");
    let line = text.lines().find(|line| line.split(':').next() == Some(name)).expect("subordinate ids");
    line.split(':').nth(1).and_then(|id| id.parse().ok()).expect("a number")
}

/// A directory for a container: everybody may look into it, and into what is above it.
fn shared(env: &TestEnv) -> std::path::PathBuf {
    let dir = env.home().join("shared");
    fs::create_dir(&dir).expect("mkdir");
    let mut above = dir.as_path();
    while above.metadata().is_ok_and(|data| data.uid() == me().0) {
        fs::set_permissions(above, fs::Permissions::from_mode(0o755)).expect("chmod");
        above = above.parent().expect("a directory");
    }
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o777)).expect("chmod");
    dir
}

fn owner(path: impl AsRef<std::path::Path>) -> (u32, u32) {
    let data = fs::symlink_metadata(path.as_ref()).expect("made");
    (data.uid(), data.gid())
}

/// The map of user ids that the container sees, its fields parted by one blank.
#[track_caller]
fn map(env: &TestEnv, flags: &str, file: &str) -> String {
    let map = env.sh(flags, &format!("cat /proc/self/{file}")).ok();
    map.lines().iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(",")
}

#[test]
fn keep_id_is_the_caller() {
    let env = TestEnv::busybox();
    let (uid, gid) = me();
    let script = "id -u; id -g; stat -c %u:%g / /bin/busybox /etc/passwd /data/file";
    env.sh("--userns keep-id", script).ok().prints(&format!("{uid}\n{gid}\n0:0\n0:0\n0:0\n0:0\n"));
    assert!(map(&env, "--userns=keep-id", "uid_map").starts_with(&format!("0 1 {uid},{uid} 0 1,")));
    env.sh("--userns=keep-id:uid=200,gid=210", "id -u; id -g").ok().prints("200\n210\n");
    assert!(map(&env, "--userns=keep-id:uid=200,gid=210", "gid_map").starts_with("0 1 210,210 0 1,211 211 "));
    env.sh("--userns=keep-id --user 0", "id -u; touch /x; stat -c %u /x").ok().prints("0\n0\n");
    env.sh("--userns=keep-id -u alice", "id -un").ok().prints("alice\n");
}

#[test]
fn keep_id_with_a_size_has_so_many_ids() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return; // Debian's is older than the option.
    }
    let sum = |map: String| map.split(',').filter_map(|r| r.rsplit(' ').next()?.parse::<u32>().ok()).sum::<u32>();
    assert_eq!(sum(map(&env, "--userns=keep-id:size=5000", "uid_map")), 5000);
}

#[test]
fn files_of_the_host_are_the_callers_under_keep_id() {
    let env = TestEnv::busybox();
    let dir = shared(&env);
    fs::write(dir.join("mine"), "x").expect("write");
    let (uid, gid) = me();
    let flags = format!("--userns=keep-id -v {}:/m", dir.display());
    env.sh(&flags, "stat -c %u:%g /m/mine; touch /m/made").ok().prints(&format!("{uid}:{gid}\n"));
    assert_eq!(owner(dir.join("made")), (uid, gid));
    env.sh(&format!("{flags} --user 0"), "touch /m/root /m/ten; chown 10:11 /m/ten").ok();
    let first = first_subordinate();
    assert_eq!(owner(dir.join("root")), (first, first));
    assert_eq!(owner(dir.join("ten")), (first + 10, first + 11));
    env.sh(&format!("{flags} --user 0"), "rm /m/root /m/ten").ok();
}

#[test]
fn a_private_directory_of_the_caller_can_be_mounted() {
    let env = TestEnv::busybox();
    let dir = env.file("private/x", "secret\n").parent().expect("a directory").to_owned();
    fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).expect("chmod");
    env.sh(&format!("--userns=keep-id -v {}:/m", dir.display()), "cat /m/x").ok().prints("secret\n");
    // Whose ids are not mapped is nobody, and may not look in.
    env.sh(&format!("--userns=nomap -v {}:/m", dir.display()), "stat -c %u /m; cat /m/x").code(1).prints("65534\n");
}

#[test]
fn nomap_lacks_the_caller() {
    let env = TestEnv::busybox();
    let dir = shared(&env);
    assert!(map(&env, "--userns=nomap", "uid_map").starts_with("0 1 "));
    let script = "id -u; stat -c %u / /bin/busybox /m; touch /m/made; stat -c %u /m/made";
    let flags = format!("--userns=nomap -v {}:/m", dir.display());
    env.sh(&flags, script).ok().prints("0\n0\n0\n65534\n0\n");
    assert_eq!(owner(dir.join("made")), (first_subordinate(), first_subordinate()));
    env.sh(&flags, "rm /m/made").ok();
}

#[test]
fn auto_gives_every_container_ids_of_its_own() {
    let env = TestEnv::busybox();
    for name in ["a", "b"] {
        env.run(&format!("run -d --name {name} --userns=auto --network none busybox sleep 1000")).ok();
    }
    let outer = |name: &str| {
        let format = "{{json .HostConfig.IDMappings}}";
        env.cmd(&format!("inspect {name} --format")).arg(format).run().ok().text()
    };
    let (a, b) = (outer("a"), outer("b"));
    assert_ne!(a, b);
    // The same ids after another start.
    env.run("stop -t 0 a").ok();
    env.run("start a").ok();
    assert_eq!(outer("a"), a);
    // They are free again when the container is removed.
    env.run("rm -f -t 0 a").ok();
    env.run("run -d --name c --userns=auto --network none busybox sleep 1000").ok();
    assert_eq!(outer("c"), a);
}

#[test]
fn auto_takes_volumes_that_are_new() {
    let env = TestEnv::busybox();
    env.sh("--userns=auto -v new:/new", "touch /new/x; stat -c %u:%g /new /new/x").ok().prints("0:0\n0:0\n");
    env.sh("--userns=auto -v filled:/data", "stat -c %u:%g /data /data/file").ok().prints("0:0\n0:0\n");
    assert!(owner(env.store().join("volumes/new/_data")).0 >= first_subordinate());
    // What the first one made is there for the next one, and is not filled again.
    env.sh("-v filled:/data", "rm /data/file").ok();
    env.sh("--userns=auto -v filled:/data -v new:/new", "ls /data/file || ls /new").ok().prints("x\n");
    env.run("volume inspect --format {{.NeedsCopyUp}} filled").ok().prints("false\n");
    env.run("volume rm new filled").ok();
}

#[test]
fn auto_with_options() {
    let env = TestEnv::busybox();
    assert!(map(&env, "--userns=auto:size=3000", "uid_map").ends_with(" 3000"));
    // What the image needs: more than the fewest.
    env.sh("--userns=auto --user 2000:2001", "id -u; id -g").ok().prints("2000\n2001\n");
    let flags = "--userns=auto:size=100000000";
    if !env.is_podman() {
        env.sh(flags, "true").refused(&["100000000", "free", "auto:size=N"]);
        assert_eq!(map(&env, "--userns=auto:size=50,uidmapping=7:0:1", "uid_map"), "0 1 7,7 0 1,8 8 42");
    }
}

#[test]
fn auto_takes_no_id_twice_when_many_are_made_at_once() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let makers: Vec<_> =
        (0..8).map(|n| env.spawn(&format!("create --name c{n} --userns=auto --network none busybox true"))).collect();
    for maker in makers {
        maker.wait().ok();
    }
    let mut starts: Vec<String> = (0..8)
        .map(|n| env.run(&format!("inspect --format {{{{.HostConfig.IDMappings.UidMap}}}} c{n}")).ok().text())
        .collect();
    starts.sort();
    starts.dedup();
    assert_eq!(starts.len(), 8, "{starts:?}");
}

#[test]
fn maps_as_they_are_typed() {
    let env = TestEnv::busybox();
    let uid = me().0;
    assert_eq!(map(&env, "--uidmap 0:1:100 --uidmap 1000:0:1", "uid_map"), "0 1 100,1000 0 1");
    assert_eq!(map(&env, "--uidmap 0:1:100", "gid_map"), "0 1 100");
    assert_eq!(map(&env, "--uidmap 0:1:100 --gidmap 0:5:50", "gid_map"), "0 5 50");
    let flags = "--uidmap 0:1:100 --uidmap 1000:0:1 --user 1000";
    env.sh(flags, "id -u; stat -c %u /data/file").ok().prints("1000\n0\n");
    if env.is_podman() {
        return; // Debian's is older than what follows.
    }
    assert!(map(&env, "--uidmap +33:0", "uid_map").starts_with("0 1 33,33 0 1,34 34 "));
    assert!(map(&env, &format!("--uidmap +33:@{uid}"), "gid_map").starts_with("0 1 33,33 0 1,34 34 "));
    assert!(map(&env, "--uidmap +u33:0", "gid_map").starts_with("0 0 1,1 1 "));
    assert_eq!(map(&env, "--uidmap 0:0:10 --uidmap +100:5:1", "uid_map"), "0 0 1,1 1 4,6 6 4,100 5 1");
    // One id, which all files have then.
    let flags = "--uidmap 1000:0:1 --user 1000:1000";
    env.sh(flags, "id -u; stat -c %u /data/file; touch /x; stat -c %u /x").ok().prints("1000\n1000\n1000\n");
}

#[test]
fn what_cannot_be_mapped_is_named() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let cases: [(&str, &[&str]); 7] = [
        ("--uidmap 5:1:10", &["without root", "0:1:1"]),
        ("--uidmap 0:99999:100", &["99999", "do not have", "usermod"]),
        ("--uidmap 0:1:100 --uidmap 50:200:1", &["twice"]),
        ("--uidmap 0:@7:1", &["host's id 7"]),
        ("--subuidname nosuchname", &["nosuchname", "/etc/subuid"]),
        ("--userns=container:nosuch", &["nosuch"]),
        ("--userns=ns:/proc/1/ns/user", &["/proc/1/ns/user", "Permission denied"]),
    ];
    for (flags, words) in cases {
        env.sh(flags, "true").refused(words);
    }
    for flags in ["--userns=keep", "--userns=keep-id:x=1", "--uidmap 0", "--userns=keep-id --uidmap 0:1:1", "--pid=x"] {
        env.sh(flags, "true").misused(&[]);
    }
}

#[test]
fn ids_by_the_name_of_a_range() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return; // Without root, it takes the host's ids for ids of the user's namespace.
    }
    let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(&me().0.to_string())).expect("a name");
    let name = line.split(':').next().expect("a name");
    assert!(map(&env, &format!("--subuidname {name}"), "gid_map").starts_with("0 1 "));
    assert!(map(&env, &format!("--subgidname {name}"), "uid_map").starts_with("0 1 "));
}

#[test]
fn another_containers_user_namespace() {
    let env = TestEnv::busybox();
    env.run("run -d --name first --userns=keep-id --network none busybox sleep 1000").ok();
    let uid = me().0;
    let flags = "--userns=container:first --pid=container:first";
    assert!(map(&env, flags, "uid_map").starts_with(&format!("0 1 {uid},{uid} 0 1,")));
    env.sh(flags, "id -u; kill -0 1 && echo seen; stat -c %u /data/file").ok().prints("0\nseen\n0\n");
    let pid = env.run("inspect --format {{.State.Pid}} first").ok().text();
    assert!(map(&env, &format!("--userns=ns:/proc/{pid}/ns/user"), "uid_map").starts_with(&format!("0 1 {uid},")));
    env.run("stop -t 0 first").ok();
    if !env.is_podman() {
        env.sh(flags, "true").refused(&["first", "does not run", "start"]);
    }
}

#[test]
fn software_that_changes_users_works() {
    let env = TestEnv::debian();
    let script = "set -e; id -u; cp /usr/bin/id /tmp/id; chown daemon /tmp/id; chmod 4755 /tmp/id; su -s /bin/sh mail -c '/tmp/id -u; id -u'
        useradd -m someone; su someone -c 'touch ~/f; stat -c %U ~/f'; stat -c %u:%g:%a /usr/bin/passwd /etc/shadow
        dpkg --audit; apt-get check >/dev/null; echo out >OUT";
    // Not even root may open the output of a container anew that Debian's podman gives ids of its own.
    let script = script.replace("OUT", if env.is_podman() { "&1" } else { "/dev/stdout" });
    let expected = "0\n1\n8\nsomeone\n0:0:4755\n0:42:640\n";
    for mode in ["keep-id", "nomap", "auto:size=65535"] {
        let flags = format!("run --rm --network none --user 0 --userns={mode} debian:12 sh -c");
        let out = env.cmd(&flags).arg(&script).deadline(120).run().ok().text();
        assert_eq!(out, format!("{expected}out"), "{mode}");
    }
}

#[test]
fn what_a_container_has_works_under_every_map() {
    let env = TestEnv::busybox();
    let script = "stat -c %u /dev /dev/pts /dev/shm /etc/hosts /etc/resolv.conf /etc/hostname | sort -u; \
        touch /dev/shm/x; mkdir /new; echo x >/dev/stdout; cat /proc/sys/net/ipv4/ip_unprivileged_port_start; \
        grep -c . /proc/self/mountinfo >/dev/null; ls /sys/class >/dev/null; readlink /proc/1/ns/pid >/dev/null; echo $$";
    for mode in [
        "keep-id --user 0",
        "nomap",
        "auto",
        "keep-id --user 0 --privileged",
        "keep-id --user 0 --read-only --tmpfs /new",
    ] {
        let out = env.sh(&format!("--userns={mode}"), script).text();
        let expected = ["0", "x", "0", "1"].join("\n");
        assert!(out == expected || env.is_podman() && out.ends_with("1"), "{mode}: {out}");
    }
    let out = env.cmd("run --rm -t --network none --userns=keep-id busybox sh -c").arg("stat -c %u $(tty)").run();
    assert_eq!(out.text().trim(), me().0.to_string());
    env.run("run --rm --network host --userns=nomap busybox id -u").ok().prints("0\n");
}

#[test]
fn exec_is_in_the_same_namespace() {
    let env = TestEnv::busybox();
    env.run("run -d --name box --userns=keep-id --network none busybox sleep 1000").ok();
    let (uid, _) = me();
    env.run("exec box id -u").ok().prints(&format!("{uid}\n"));
    env.cmd("exec -u 0 box sh -c").arg("id -u; touch /made; stat -c %u /made").run().ok().prints("0\n0\n");
}

#[test]
fn inspect_shows_the_maps() {
    let env = TestEnv::busybox();
    let (uid, gid) = me();
    env.run("create --name box --userns=keep-id --network none busybox true").ok();
    let shown = |field: &str| env.cmd("inspect box --format").arg(format!("{{{{{field}}}}}")).run().ok().text();
    assert_eq!(shown(".HostConfig.UsernsMode"), "private");
    assert_eq!(shown(".Config.User"), format!("{uid}:{gid}"));
    let maps = shown("json .HostConfig.IDMappings");
    assert!(maps.contains(&format!("\"UidMap\":[\"0:1:{uid}\",\"{uid}:0:1\",")), "{maps}");
    env.run("create --name plain --network none busybox true").ok();
    env.cmd("inspect plain --format").arg("{{.HostConfig.UsernsMode}}").run().ok().prints("\n");
}

#[test]
fn ids_are_the_images_in_every_plan() {
    let env = TestEnv::busybox();
    if env.is_podman() {
        return;
    }
    let script = "stat -c %u / /bin/busybox /data/file; touch /new; chown 5:6 /new; stat -c %u:%g /new; \
        chown 7 /data/file; stat -c %u /data/file; rm /data/file; mkdir /data/made; rmdir /data/made";
    for plan in ["userspace", "hybrid", "direct"] {
        for mode in ["host", "private", "keep-id", "nomap", "auto"] {
            let flags = format!("--storage-opt union.plan={plan} run --rm --network none --user 0 --userns={mode}");
            let out = env.cmd(&flags).words("busybox sh -c").arg(script).run();
            if plan == "direct" && matches!(mode, "nomap" | "auto") {
                out.refused(&["direct", "your own id is not mapped", "userspace"]);
            } else if out.exit() == 0 || plan == "userspace" {
                out.ok().prints("0\n0\n0\n5:6\n7\n");
            } else {
                out.refused(&["does not have the union plan"]);
            }
        }
    }
}

#[track_caller]
fn lines_of(env: &TestEnv, flags: &str) -> Output {
    env.sh(flags, "tail -n 1 /etc/passwd; tail -n 1 /etc/group; echo $HOME").ok()
}

#[test]
fn users_that_the_image_does_not_know_get_lines() {
    let env = TestEnv::busybox();
    let (uid, gid) = me();
    let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(&uid.to_string())).expect("a name");
    let fields: Vec<&str> = line.split(':').collect();
    let (name, comment) = (fields[0], fields[4]);
    let out = lines_of(&env, "--userns=keep-id").text();
    assert_eq!(out, format!("{name}:*:{uid}:{gid}:{comment}:/:/bin/sh\n{name}:x:{gid}:{name}\n/"));
    let out = lines_of(&env, "--userns=keep-id -w /data").text();
    assert!(out.contains(":/data:/bin/sh") && out.ends_with("/data"), "{out}");
    let out = lines_of(&env, "-u 4242:4343").text();
    assert_eq!(out, "4242:*:4242:4343:container user:/:/bin/sh\n4343:x:4343:4242\n/");
    let out = lines_of(&env, "-u alice:4343").text();
    assert!(out.ends_with("\n4343:x:4343:alice\n/home/alice"), "{out}");
    let out = lines_of(&env, "--hostuser daemon").text();
    assert!(out.starts_with("daemon:*:1:1:daemon:/:/bin/sh\n"), "{out}");
    let out = lines_of(&env, "--userns=keep-id --passwd-entry $USERNAME:x:$UID:$GID:hello:$HOME:/bin/ash").text();
    assert!(out.starts_with(&format!("{name}:x:{uid}:{gid}:hello:/:/bin/ash\n")), "{out}");
    let out = lines_of(&env, "--userns=keep-id --passwd=false").text();
    assert!(!out.contains(name), "{out}");
    if !env.is_podman() {
        let out = lines_of(&env, "-u 4242:4343 --group-entry $GROUPNAME:y:$GID:$USERLIST,x").text();
        assert!(out.contains("\n4343:y:4343:4242,x\n"), "{out}");
        env.sh("--hostuser nosuchuser", "true").refused(&["nosuchuser"]);
    }
    // A container that is started again gets them once.
    env.run("create --name box --userns=keep-id --network none busybox grep -c : /etc/passwd").ok();
    let first = env.run("start -a box").ok().text();
    assert_eq!(env.run("start -a box").ok().text(), first);
}

#[test]
fn the_home_is_the_hosts_where_it_is_mounted() {
    let env = TestEnv::busybox();
    let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(&me().0.to_string())).expect("a name");
    let home = line.split(':').nth(5).expect("a home");
    let dir = shared(&env);
    let out = env.sh(&format!("--userns=keep-id -v {}:{home}", dir.display()), "echo $HOME").ok();
    assert_eq!(out.text(), home);
}

#[test]
fn groups_are_added_or_kept() {
    let env = TestEnv::busybox();
    let has = |flags: &str, group: &str| env.sh(flags, "id -G").ok().text().split(' ').any(|known| known == group);
    assert!(has("--group-add 55 --group-add 56", "55"));
    assert!(has("--group-add 55,56", "56"));
    assert!(has("--userns=keep-id --group-add 55", "55"));
    assert!(has("--group-add root -u alice", "0"));
    assert!(!has("", "55"));
    // Who changes the group cannot get rid of what a file denies to the user's own one.
    env.sh("-u 4242:4343", "grep Groups /proc/self/status").ok().prints("Groups:\t4343 \n");
    env.sh("-u alice:50", "grep Groups /proc/self/status").ok().prints("Groups:\t50 \n");
    if !env.is_podman() {
        env.sh("--group-add nosuchgroup", "true").code(125).one_error(&["nosuchgroup"]);
        let refused = "the '--group-add keep-groups' option is not allowed with any other --group-add options";
        env.sh("--group-add keep-groups --group-add 55", "true").refused(&[refused]);
        // The caller's own group, which is the container's root's, is the only one that is sure to be there.
        let groups = |flags: &str| env.sh(flags, "grep Groups /proc/self/status").ok().text();
        let own = groups("--group-add keep-groups --userns=keep-id -u 0:0");
        let none = groups("--userns=keep-id -u 0:0");
        assert_ne!(own, none, "the caller has groups");
    }
}

#[test]
fn namespaces_of_the_host_and_of_others() {
    let env = TestEnv::busybox();
    let link = |kind: &str| fs::read_link(format!("/proc/self/ns/{kind}")).expect("a link").display().to_string();
    for (flag, kind) in [("pid", "pid"), ("uts", "uts"), ("cgroupns", "cgroup"), ("ipc", "ipc")] {
        if env.is_podman() && flag == "ipc" {
            continue; // It wants a /dev/mqueue of the host.
        }
        if env.is_podman() && flag == "cgroupns" {
            continue; // It cannot join one, and here has none of its own.
        }
        let script = format!("readlink /proc/self/ns/{kind}");
        env.sh(&format!("--{flag}=host"), &script).ok().prints(&format!("{}\n", link(kind)));
        assert_ne!(env.sh(&format!("--{flag}=private"), &script).ok().text(), link(kind));
        env.run(&format!("run -d --name {kind} --network none busybox sleep 1000")).ok();
        let other = env.run(&format!("exec {kind} readlink /proc/self/ns/{kind}")).ok().text();
        env.sh(&format!("--{flag}=container:{kind}"), &script).ok().prints(&format!("{other}\n"));
        let pid = env.run(&format!("inspect --format {{{{.State.Pid}}}} {kind}")).ok().text();
        env.sh(&format!("--{flag}=ns:/proc/{pid}/ns/{kind}"), &script).ok().prints(&format!("{other}\n"));
    }
    let host = fs::read_to_string("/proc/sys/kernel/hostname").expect("a name");
    env.sh("--uts=host", "hostname").ok().prints(&host);
    env.sh("--pid=container:pid", "ps | grep -c sleep\\ 1000").ok();
    if !env.is_podman() {
        env.sh("--uts=host --hostname x", "true").refused(&["--hostname"]);
        env.sh("--pid=container:pid --userns=nomap", "true").code(125).one_error(&["user namespace", "--userns"]);
    }
}

#[test]
fn root_has_the_groups_that_the_image_gives_it() {
    let env = TestEnv::busybox();
    env.file("group", "root:x:0:\nwheel:x:10:other,root\n");
    env.run("run -d --name up --network none busybox sleep 1000").ok();
    env.run("cp ./group up:/etc/group").ok();
    env.run("exec up id -G").ok().prints("0 10\n");
    env.run("exec -u 0:0 up id -G").ok().prints("0\n");
}
