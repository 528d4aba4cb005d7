//! `mount` and `image mount`, in `unshare` and out of it.

use crate::harness::{Output, TestEnv, eventually};

/// Runs a shell script in the user's namespace, where `c` is the engine.
fn unshared(env: &TestEnv, script: &str) -> Output {
    env.cmd("unshare sh -c").arg(script.replace("c:", &format!("{} ", env.program().display()))).run()
}

/// The servers of mounts.
fn servers(env: &TestEnv) -> Vec<u32> {
    let places = std::fs::read_dir(env.store().join("mounts")).into_iter().flatten().flatten();
    let pid = |path: std::path::PathBuf| std::fs::read_to_string(path).ok()?.parse().ok();
    let alive = |pid: &u32| std::path::Path::new(&format!("/proc/{pid}/exe")).read_link().is_ok();
    places.filter_map(|place| pid(place.path().join("server"))).filter(alive).collect()
}

fn wait_for_servers_to_end(env: &TestEnv) {
    eventually(15, "the servers have ended", || servers(env).is_empty().then_some(()));
}

#[test]
fn a_container_is_mounted_and_what_is_written_is_its() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox cat /new /etc/motd").ok();
    let script = "at=$(c:mount c) && cat $at/etc/motd && stat -c %u:%g $at/bin && echo new > $at/new && \
                  [ \"$(c:mount c)\" = $at ] && c:mount && c:mount --no-trunc && c:mount --format json && \
                  c:umount c && ls $at 2>&1 | wc -l";
    let out = unshared(&env, script).ok().silent();
    let id = env.run("inspect --format {{.Id}} c").ok().text();
    let at = env.store().join("mounts").join(&id).join("root");
    let at = at.display();
    let (head, rest) = out.stdout.split_once('[').expect("a list");
    let words: Vec<&str> = head.split_whitespace().collect();
    let path = at.to_string();
    assert_eq!(words, ["hello", "from", "the", "image", "0:0", &id[..12], &path, &id, &path], "{out}");
    let (list, tail) = rest.rsplit_once(']').expect("the end of the list");
    let list: serde_json::Value = serde_json::from_str(&format!("[{list}]")).expect("json");
    assert_eq!(list, serde_json::json!([{"id": id, "Names": ["c"], "mountpoint": path}]));
    assert_eq!(tail, format!("\n{id}\n1\n"), "{out}");
    wait_for_servers_to_end(&env);
    env.run("start -a c").ok().prints("new\nhello from the image\n");
    env.run("diff c").ok().stdout_has("A /new");
    unshared(&env, "c:umount c").refused(&["not mounted"]);
    unshared(&env, "c:umount --all").ok().prints("");
    unshared(&env, "c:mount nosuch").refused(&["nosuch"]);
}

#[test]
fn a_mount_ends_with_its_namespace() {
    let env = TestEnv::busybox();
    env.run("create --name a --network none busybox true").ok();
    env.run("create --name b --network none busybox true").ok();
    let out = unshared(&env, "c:mount --all && c:image mount busybox && cat /proc/self/mounts | grep -c /mounts/").ok();
    assert_eq!(out.lines().len(), 4, "{out}");
    assert_eq!(out.lines()[3], "3", "{out}");
    wait_for_servers_to_end(&env);
    env.run("start a b").ok();
    env.run("wait a b").ok().prints("0\n0\n");
    // A server that was killed leaves nothing that is in the way.
    let script = "at=$(c:mount a) && kill -9 $(cat $at/../server) && sleep 0.1 && ! ls $at && c:mount | wc -l && \
                  c:mount a && ls $at/etc/motd && c:umount a";
    let out = unshared(&env, script).ok();
    assert_eq!(out.lines()[0], "0", "{out}");
    wait_for_servers_to_end(&env);
    env.run("rm a b").ok();
}

#[test]
fn what_is_mounted_is_left_alone_by_others() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox true").ok();
    env.file("given", "");
    let script = "at=$(c:mount c) && echo mounted && read line && ls $at/etc/motd";
    let script = script.replace("c:", &format!("{} ", env.program().display()));
    let mut shell = env.cmd("unshare sh -c").arg(&script).spawn();
    shell.wait_for("mounted");
    for verb in ["start c", "cp given c:/given", "export -o x c", "commit c made", "diff c"] {
        env.run(verb).refused(&["c is mounted", "umount"]);
    }
    unshared(&env, "c:mount c").refused(&["another mount namespace"]);
    unshared(&env, "c:umount c").refused(&["another mount namespace", "--force"]);
    env.run("ps -a --format {{.State}}").ok().prints("created\n");
    shell.write(b"\n");
    shell.wait().ok().stdout_has("/etc/motd");
    wait_for_servers_to_end(&env);
    let mut shell = env.cmd("unshare sh -c").arg(&script).spawn();
    shell.wait_for("mounted");
    unshared(&env, "c:umount --force c").ok();
    assert!(servers(&env).is_empty());
    env.run("start -a c").ok();
    shell.write(b"\n");
    shell.wait().code(2);
    // A removal takes the mount along.
    let mut shell = env.cmd("unshare sh -c").arg(&script).spawn();
    shell.wait_for("mounted");
    env.run("rm c").ok();
    assert!(servers(&env).is_empty());
    shell.write(b"\n");
    shell.wait().code(2);
}

#[test]
fn a_server_that_does_not_listen_is_killed() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox true").ok();
    let script = "at=$(c:mount c) && kill -STOP $(cat $at/../server) && echo mounted && read line; ls $at";
    let mut shell =
        env.cmd("unshare sh -c").arg(script.replace("c:", &format!("{} ", env.program().display()))).spawn();
    shell.wait_for("mounted");
    unshared(&env, "c:umount --force c").ok();
    assert!(servers(&env).is_empty());
    shell.write(b"\n");
    shell.wait().code(2);
    env.run("start -a c").ok();
}

#[test]
fn files_in_use_keep_a_mount_unless_it_is_forced() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox true").ok();
    let script = "cd $(c:mount c)/etc && ! c:umount c 2>&1 && c:umount --force c > /dev/null; cd /; c:mount";
    let out = unshared(&env, script).ok();
    assert!(out.stdout.starts_with("Error: ") && out.stdout.contains("--force"), "{out}");
    assert_eq!(out.lines().len(), 2, "{out}");
    wait_for_servers_to_end(&env);
    env.run("start -a c").ok();
}

#[test]
fn containers_that_run_are_where_they_run() {
    let env = TestEnv::busybox();
    env.run("run -d --name c --network none busybox sh -c 'echo live > /live; sleep 1000'").ok();
    eventually(10, "it runs", || (env.run("exec c cat /live").stdout == "live\n").then_some(()));
    let script = "at=$(c:mount c) && cat $at/live && echo x > $at/x && c:mount | grep -c $at && c:umount c";
    unshared(&env, script).ok().prints("live\n1\n");
    env.run("exec c cat /x").ok().prints("x\n");
    env.run("rm -f -t 0 c").ok();
    assert!(servers(&env).is_empty());
}

#[test]
fn own_user_namespaces_and_all_plans_can_be_mounted() {
    let env = TestEnv::busybox();
    env.run("create --name own --network none --userns keep-id busybox true").ok();
    env.run("create --name auto --network none --userns auto busybox true").ok();
    env.run("create --name rw --network none --storage-opt union.plan=userspace busybox cat /new").ok();
    env.run("create --name dir --network none --rootfs . true").ok();
    for (name, write) in [("own", "echo x > $at/new"), ("auto", "true"), ("rw", "echo x > $at/new")] {
        let script = format!("at=$(c:mount {name}) && cat $at/etc/motd && {write} && c:umount {name} > /dev/null");
        unshared(&env, &script).ok().prints("hello from the image\n");
    }
    env.run("start -a rw").ok().prints("x\n");
    unshared(&env, "c:mount dir").ok().prints(&format!("{}\n", env.home().display()));
    env.run("rm -a").ok();
}

#[test]
fn images_are_mounted_read_only() {
    let env = TestEnv::busybox();
    let id = env.run("images -q --no-trunc").ok().text().replace("sha256:", "");
    let script = "at=$(c:image mount busybox) && cat $at/etc/motd && ! touch $at/no 2>&1 && c:image mount && \
                  c:image mount -a && c:image mount --format json | head -n1 && c:image umount busybox && \
                  c:image umount busybox && c:image mount && c:image mount -a > /dev/null && c:image umount -a";
    let out = unshared(&env, script).ok();
    let lines = out.lines();
    assert_eq!(lines[0], "hello from the image");
    assert!(lines[1].contains("Read-only file system"), "{out}");
    for line in &lines[2..4] {
        assert!(line.starts_with("docker.io/library/busybox:latest  /") && line.ends_with("/root"), "{out}");
    }
    assert_eq!((lines[4], lines[5], lines[6]), ("[", id.as_str(), id.as_str()), "{out}");
    assert_eq!(lines.len(), 7, "{out}");
    let script = "c:image mount busybox > /dev/null && ! c:rmi busybox 2>&1; c:image prune -af; \
                  ls $(c:image mount busybox)/etc/motd && c:rmi -f busybox > /dev/null && c:images -q";
    let out = unshared(&env, script).ok();
    assert!(out.lines()[0].contains("is mounted") && out.lines()[1].contains("--force"), "{out}");
    assert!(out.lines()[2].ends_with("/etc/motd") && out.lines().len() == 3, "{out}");
    unshared(&env, "c:image umount nosuch").refused(&["nosuch: image not known"]);
    unshared(&env, "c:image mount nosuch").refused(&["nosuch"]);
    wait_for_servers_to_end(&env);
}

#[test]
fn nothing_is_mounted_outside_of_unshare() {
    let env = TestEnv::busybox();
    for line in ["mount", "mount c", "umount c", "container mount -a", "unmount -a", "image mount", "image unmount -a"]
    {
        env.run(line).refused(&["must execute `coracle unshare` first"]);
    }
    assert!(servers(&env).is_empty());
}

#[test]
fn a_mount_that_is_killed_leaves_nothing() {
    let env = TestEnv::busybox();
    env.run("create --name c --network none busybox true").ok();
    let script = "for i in 0 1 2 3 4 5 6 7 8 9; do \
                      timeout -s KILL 0.00$i c:mount c; timeout -s KILL 0.01$i c:mount c; c:umount c; \
                      timeout -s KILL 0.00$i c:umount c; \
                  done > /dev/null 2>&1; \
                  until at=$(c:mount c 2> /dev/null); do sleep 0.1; done; cat $at/etc/motd; \
                  c:umount c > /dev/null; grep -c /mounts/ /proc/self/mounts";
    unshared(&env, script).code(1).prints("hello from the image\n0\n");
    wait_for_servers_to_end(&env);
    let left = std::fs::read_dir(env.store().join("mounts")).expect("mounts").count();
    assert_eq!(left, 0);
    env.run("start -a c").ok();
}

#[test]
fn a_reset_takes_what_is_mounted_and_what_is_required() {
    let env = TestEnv::busybox();
    env.run("create --name a --network none busybox true").ok();
    env.run("create --name b --network none --requires a busybox true").ok();
    let script = "c:mount a && c:image mount busybox && echo mounted && read line";
    let mut shell =
        env.cmd("unshare sh -c").arg(script.replace("c:", &format!("{} ", env.program().display()))).spawn();
    shell.wait_for("mounted");
    env.run("system reset -f").ok();
    assert!(servers(&env).is_empty() && !env.store().exists());
    shell.write(b"\n");
    shell.wait().ok();
}
