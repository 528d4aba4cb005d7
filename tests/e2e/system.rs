//! The store as a whole: how much space it takes, and giving it back; verifying and mending it.

use crate::harness::image::Image;
use crate::harness::tarball::Tar;
use crate::harness::{Cmd, TestEnv, cache, registry};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What du(1) counts, in bytes.
fn du(paths: &[PathBuf]) -> u64 {
    let mut cmd = Cmd::new("du").words("-s -B1 -c");
    for path in paths {
        cmd = cmd.arg(path);
    }
    let out = cmd.run().ok();
    let total = out.lines().last().and_then(|line| line.split_whitespace().next()).expect("a total");
    total.parse().expect("a number")
}

fn raw(env: &TestEnv, kind: &str, field: &str) -> u64 {
    let out = env.run(&format!("system df --format '{{{{.Type}}}}={{{{.{field}}}}}'")).ok();
    let line = out.lines().into_iter().find_map(|line| line.strip_prefix(&format!("{kind}="))).expect("a line");
    line.parse().expect("a number")
}

fn import(env: &TestEnv, name: &str, tar: Vec<u8>) {
    env.cmd("import -").arg(name).input(tar).run().ok();
}

/// All objects, the largest first.
fn objects(env: &TestEnv) -> Vec<PathBuf> {
    let out = Cmd::new("find").arg(env.store().join("objects")).words("-type f -printf '%s %p\\n'").run().ok();
    let mut all: Vec<(u64, PathBuf)> = out
        .lines()
        .iter()
        .filter_map(|line| line.split_once(' '))
        .map(|(size, path)| (size.parse().expect("a size"), path.into()))
        .collect();
    all.sort();
    all.into_iter().rev().map(|(_, path)| path).collect()
}

fn layer(env: &TestEnv) -> PathBuf {
    let mut layers = std::fs::read_dir(env.store().join("layers")).expect("layers").flatten();
    layers.next().expect("a layer").path()
}

/// Overwrites a file in place; objects and layers share inodes with other tests' stores until then.
fn spoil(path: &Path) {
    let mut bytes = std::fs::read(path).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::remove_file(path).expect("unlink");
    std::fs::write(path, bytes).expect("write");
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o444)).expect("chmod");
}

#[test]
fn df_is_what_du_finds() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name up -v data:/data busybox sh -c 'dd if=/dev/zero of=/f bs=1M count=2; dd if=/dev/urandom of=/data/g bs=1M count=3; sleep 1000'").ok();
    env.run("create --name down busybox true").ok();
    env.run("volume create unused").ok();
    let data = env.store().join("volumes/data/_data/g");
    crate::harness::eventually(30, "the volume is full", || data.metadata().ok().filter(|data| data.len() == 3 << 20));
    let store = |names: &[&str]| du(&names.iter().map(|name| env.store().join(name)).collect::<Vec<_>>());
    assert_eq!(raw(&env, "Images", "RawSize"), store(&["objects", "layers", "images", "names"]));
    let volumes = store(&["volumes/data/_data", "volumes/unused/_data"]);
    assert_eq!(raw(&env, "Local Volumes", "RawSize"), volumes);
    assert_eq!(raw(&env, "Local Volumes", "RawReclaimable"), store(&["volumes/unused/_data"]));
    let containers = raw(&env, "Containers", "RawSize");
    assert!(containers >= 2 << 20, "{containers}");
    // An image that a container uses gives nothing back.
    assert_eq!(raw(&env, "Images", "RawReclaimable"), 0);
    let out = env.run("system df").ok();
    let lines = out.lines();
    assert!(lines[0].starts_with("TYPE") && lines[0].ends_with("RECLAIMABLE"), "{out}");
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(lines[1])[1..3], ["1", "1"], "{out}");
    assert_eq!(words(lines[2])[1..3], ["2", "1"], "{out}");
    assert_eq!(words(lines[3])[2..4], ["2", "1"], "{out}");
    let out = env.run("system df -v").ok();
    for text in ["UNIQUE SIZE", "CONTAINER ID", "VOLUME NAME", "docker.io/library/busybox", "down", "unused"] {
        assert!(out.stdout.contains(text), "{text}: {out}");
    }
    assert_eq!(env.run("system df --format json").ok().json()[0]["Type"], "Images");
    env.run("rm -f -t 0 up down").ok();
}

#[test]
fn df_tells_shared_and_reclaimable_apart() {
    let env = TestEnv::new();
    let (shared, own) = (vec![1; 1 << 20], vec![2; 2 << 20]);
    import(&env, "one", Tar::new().file("shared", &shared).end());
    import(&env, "two", Tar::new().file("shared", &shared).file("own", &own).end());
    let out = env.run("system df -v").ok();
    let line = |name: &str| {
        let line = out.lines().into_iter().find(|line| line.contains(name)).expect("a line").to_owned();
        line.split("  ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, two) = (line("localhost/one"), line("localhost/two"));
    assert!(one[5].starts_with("1.04") && one[6].ends_with("kB"), "{one:?}");
    assert!(two[5].starts_with("1.04") && two[6].starts_with("2.1"), "{two:?}");
    // What is said to go is what goes.
    let (before, promised) = (raw(&env, "Images", "RawSize"), raw(&env, "Images", "RawReclaimable"));
    env.run("image prune -af").ok();
    let after = raw(&env, "Images", "RawSize");
    // The directories of objects stay.
    assert!(before - after >= promised && before - after - promised < 64 << 10, "{before} {after} {promised}");
}

#[test]
fn prune_removes_what_is_not_in_use() {
    let env = TestEnv::busybox();
    import(&env, "lost", Tar::new().file("x", vec![3; 1 << 20]).end());
    env.run("untag lost").ok();
    env.run("run --name done --network none busybox true").ok();
    env.run("run -d --network none --name up busybox sleep 1000").ok();
    env.run("volume create unused").ok();
    let out = env.cmd("system prune -a --volumes").input("n\n").run().ok();
    out.stdout_has("- all stopped containers").stdout_has("- all volumes").stdout_has("[y/N]").stdout_lacks("Deleted");
    env.run("system prune -f --filter label=none").ok().prints("Total reclaimed space: 0B\n");
    env.run("system prune -f --volumes --filter until=1h").refused(&["until"]);
    env.run("system prune -f --filter bogus=1").refused(&["bogus"]);
    let done = env.run("inspect --format {{.Id}} done").ok().text();
    let out = env.run("system prune -f").ok();
    out.stdout_has(&format!("Deleted Containers\n{done}\n"))
        .stdout_has("Deleted Images\n")
        .stdout_has("Total reclaimed space: 1.");
    env.run("volume exists unused").ok();
    env.run("system prune -f --volumes").ok().stdout_has("Deleted Volumes\nunused\n");
    // What is in use stays.
    env.run("system prune -af --volumes").ok();
    env.run("exec up true").ok();
    env.run("rm -f -t 0 up").ok();
    env.run("system prune -af").ok().stdout_has("Deleted Images");
    env.run("images -q").ok().prints("");
}

#[test]
fn check_finds_every_kind_of_damage() {
    let env = TestEnv::busybox();
    env.run("system check").ok().stdout_has("checked 1 images, 1 layers and ");
    env.run("system fsck --quick").ok();
    let object = objects(&env).remove(0);
    // As long as it was, so only a look inside tells.
    spoil(&object);
    env.run("system check --quick").ok();
    env.run("system check")
        .code(125)
        .stdout_has("object sha256:")
        .stdout_has("its content is not what its name says")
        .one_error(&["--repair"]);
    std::fs::remove_file(&object).expect("unlink");
    env.run("system check --quick").code(125).stdout_has("it is missing");
    let env = TestEnv::busybox();
    spoil(&layer(&env).join("recipe"));
    env.run("system check").code(125).stdout_has("recipe is damaged");
    let env = TestEnv::busybox();
    let image = std::fs::read_dir(env.store().join("images")).expect("images").flatten().next().expect("one").path();
    spoil(&image.join("config"));
    env.run("system check --quick").code(125).stdout_has("its configuration is not what its id says");
    let env = TestEnv::busybox();
    std::os::unix::fs::symlink("0".repeat(64), env.store().join("names/example.org%2Flost:1")).expect("symlink");
    env.run("system check --quick").code(125).stdout_has("name example.org/lost:1");
    env.run("system check --repair").ok();
    env.run("system check").ok();
}

#[test]
fn repair_builds_trees_from_recipes() {
    let env = TestEnv::busybox();
    let index = layer(&env).join("index");
    let before = std::fs::read(&index).expect("read");
    for damage in [true, false] {
        if damage {
            std::fs::remove_file(&index).expect("unlink");
            std::fs::write(&index, &before[..before.len() / 2]).expect("write");
        } else {
            std::fs::remove_dir_all(layer(&env).join("index"))
                .or_else(|_| std::fs::remove_file(&index))
                .expect("unlink");
        }
        env.run("system check").code(125).stdout_has("the tree of layer");
        env.run("system check --repair").ok().stdout_has("everything is mended");
        assert!(std::fs::read(&index).expect("read") == before);
    }
    std::fs::remove_file(layer(&env).join("layer.json")).expect("unlink");
    env.run("system check --repair --quick").ok();
    env.run("run --rm --network none busybox cat /etc/motd").ok().prints("hello from the image\n");
}

#[test]
fn repair_fetches_what_is_lost() {
    let env = TestEnv::new();
    let name = format!("{}/whiteouts", registry::plain());
    let id = env.cmd("pull -q").arg(&name).run().ok().text();
    let names = env.run("images --format {{.Repository}}:{{.Tag}}@{{.Digest}}").ok().stdout;
    let all = objects(&env);
    spoil(&all[0]);
    std::fs::remove_file(&all[1]).expect("unlink");
    spoil(&layer(&env).join("recipe"));
    env.run("system check").code(125);
    env.run("system check --repair").ok().stdout_has("everything is mended");
    env.run("system check").ok();
    env.run("images --format {{.Repository}}:{{.Tag}}@{{.Digest}}").ok().prints(&names);
    let image = env.store().join("images").join(&id);
    spoil(&image.join("config"));
    env.run("system check --repair").ok();
    env.cmd("run --rm --network none").arg(&name).words("cat /tree/keep/a").run().ok().prints("one\n");
}

#[test]
fn what_cannot_be_fetched_stays_until_force() {
    let env = TestEnv::busybox();
    import(&env, "whole", Tar::new().file("x", "y").end());
    env.run("create --name user busybox true").ok();
    let id = env.run("image inspect --format {{.Id}} busybox").ok().text();
    env.run("untag busybox").ok();
    spoil(&objects(&env)[0]);
    env.run("system check --repair").code(125).stdout_has("what is left:").stderr_has("no registry is known");
    env.run("run --rm --network none whole nosuch").code(127);
    env.cmd("image exists").arg(&id).run().ok();
    env.run("system check --repair --force").ok().stdout_has("everything is mended");
    env.cmd("image exists").arg(&id).run().code(1).silent();
    env.run("container exists user").code(1);
    env.run("image exists whole").ok();
}

#[test]
fn check_finds_layers_of_no_use() {
    let env = TestEnv::busybox();
    std::fs::remove_dir_all(env.store().join("images")).expect("remove");
    std::fs::create_dir(env.store().join("images")).expect("mkdir");
    std::fs::remove_file(env.store().join("names/docker.io%2Flibrary%2Fbusybox:latest")).expect("unlink");
    env.run("system check").ok();
    env.run("system check --max 0s").code(125).stdout_has("nothing refers to it");
    env.run("system check --max 0s --repair").ok();
    assert!(objects(&env).is_empty());
}

#[test]
fn reset_takes_only_what_is_ours() {
    let env = TestEnv::busybox();
    env.run("run -d --network none --name up -v data:/data busybox sleep 1000").ok();
    std::fs::write(env.store().join("foreign"), "kept").expect("write");
    env.cmd("system reset").input("n\n").run().ok().stdout_has("WARNING!");
    env.run("exec up true").ok();
    env.run("system reset -f").ok();
    let left: Vec<_> =
        std::fs::read_dir(env.store()).expect("store").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["foreign"]);
    std::fs::remove_file(env.store().join("foreign")).expect("unlink");
    env.run("images -q").ok().prints("");
    env.run("volume ls -q").ok().prints("");
    env.cmd("load -q -i").arg(cache::images().join("archives/docker.tar")).run().ok();
    env.run("system reset --force").ok();
    assert!(!env.store().exists());
}

#[test]
fn an_image_is_known_to_be_whole_when_it_was_loaded() {
    let env = TestEnv::new();
    env.cmd("load -q").input(Image::small().oci_archive("example.org/a:1")).run().ok();
    env.run("system check").ok().stdout_has("checked 1 images, 1 layers and 1 contents\n");
}

#[test]
fn what_builds_keep_is_counted_apart() {
    let env = TestEnv::busybox();
    env.file("context/Dockerfile", "FROM busybox\nRUN dd if=/dev/urandom of=/kept bs=1M count=4\n");
    env.cmd("build --network none context -t built").deadline(120).run().ok();
    env.run("rmi built").ok();
    let store = |names: &[&str]| du(&names.iter().map(|name| env.store().join(name)).collect::<Vec<_>>());
    let (images, builds) = (raw(&env, "Images", "RawSize"), raw(&env, "Build Cache", "RawSize"));
    assert!(builds >= 4 << 20, "{builds}");
    assert_eq!(images + builds, store(&["objects", "layers", "images", "names", "builds"]));
    env.run("system check --max 0s").ok();
    // A step whose layer is lost is forgotten.
    spoil(&objects(&env)[0]);
    env.run("system check").code(125);
    env.run("system check --repair").ok();
    env.run("system check").ok();
}

#[test]
fn one_unreadable_record_hides_no_other_image() {
    let env = TestEnv::busybox();
    import(&env, "other", Tar::new().file("f", "x").end());
    let id = env.run("images -q --no-trunc busybox").ok().text();
    let record = env.store().join("images").join(&id[7..]).join("image.json");
    let whole = env.run("images --format '{{.Repository}} {{.ID}} {{.Size}} {{.CreatedAt}}'").ok().stdout;
    // Tests share the files of this image.
    std::fs::remove_file(&record).expect("unlink");
    std::fs::write(&record, "{\"size\":").expect("write");
    let out = env.run("images --format {{.Repository}}").ok();
    assert_eq!(out.lines(), ["localhost/other"], "{out}");
    for text in [&id[7..19], "system check --repair"] {
        assert!(out.stderr.contains(text), "{out}");
    }
    // What nobody can read the layers of must not lose them.
    let _ = env.run("image prune -af");
    env.run("system check").refused(&["--repair"]);
    env.run("system check --repair").ok();
    env.run("run --rm --network none busybox cat /etc/motd").ok().prints("hello from the image\n");
    let mended = env.run("images --format '{{.Repository}} {{.ID}} {{.Size}} {{.CreatedAt}}' busybox").ok().stdout;
    assert!(whole.contains(&mended) && !mended.is_empty(), "{whole} {mended}");
    env.check_whole();
}
