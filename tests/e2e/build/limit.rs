//! What builds keep, and how it gets less by itself and by commands.

use std::time::{Duration, SystemTime};

use super::{Context, count};
use crate::harness::TestEnv;

fn limit(env: &TestEnv, size: &str) {
    env.file(".config/coracle/storage.conf", format!("[storage.options.build]\ncache_size = \"{size}\"\n"));
}

/// Builds a step of 3 MB of this name and removes the image; whether the step was there.
fn build_step(env: &TestEnv, name: &str) -> bool {
    let context = Context::new(env, &format!("FROM busybox\nRUN head -c 3000000 /dev/urandom > /{name}\n"));
    let built = context.build("-t built").ok();
    env.run("rmi built").ok();
    count(&built.stdout, "Using cache") == 1
}

/// The same with 3 MB in a cache mount.
fn build_mount(env: &TestEnv, name: &str) {
    let mount = format!("--mount=type=cache,target=/c,id={name},uid=7,mode=0700");
    let context = Context::new(env, &format!("FROM busybox\nRUN {mount} head -c 3000000 /dev/urandom > /c/{name}\n"));
    context.build("-t built --no-cache").ok();
    env.run("rmi built").ok();
}

fn entries(env: &TestEnv, dir: &str) -> usize {
    std::fs::read_dir(env.store().join(dir)).map_or(0, Iterator::count)
}

#[test]
fn what_was_used_longest_ago_goes_by_itself() {
    let env = TestEnv::busybox();
    let layers = entries(&env, "layers");
    limit(&env, "5m");
    // What an image has is not counted: the step that is built last.
    assert!(!build_step(&env, "a") && !build_step(&env, "b"));
    assert!(build_step(&env, "a"), "there is room for it");
    assert!(!build_step(&env, "c"));
    assert_eq!(entries(&env, "layers"), layers + 2, "the space is given back");
    assert!(build_step(&env, "a") && build_step(&env, "c"));
    assert!(!build_step(&env, "b"), "b was used before a");
    env.check_whole();
    limit(&env, "none");
    assert!(!build_step(&env, "d") && build_step(&env, "b"));
    limit(&env, "much");
    let context = Context::new(&env, "FROM busybox\n");
    context.build("").code(125).stderr_has("cache_size");
}

#[test]
fn cache_mounts_and_notes_count_and_go() {
    let env = TestEnv::busybox();
    limit(&env, "5m");
    build_mount(&env, "a");
    let note = env.file("note", "{}");
    let old = SystemTime::now() - Duration::from_secs(40 * 24 * 3600);
    std::fs::File::options().write(true).open(&note).unwrap().set_modified(old).unwrap();
    let stale = env.store().join("builds/last").join("0".repeat(64));
    std::fs::rename(note, &stale).unwrap();
    assert_eq!(entries(&env, "builds/mounts"), 1);
    build_mount(&env, "b");
    assert_eq!(entries(&env, "builds/mounts"), 1, "the first one goes");
    assert!(!stale.exists());
    env.check_whole();
}

#[test]
fn system_prune_takes_what_builds_keep() {
    let env = TestEnv::busybox();
    assert!(!build_step(&env, "a"));
    build_mount(&env, "m");
    assert!(env.run("system df").ok().stdout_has("Build Cache").stdout.contains("MB"));
    let listed = env.run("system df -v").ok();
    let line = |word: &str| listed.stdout.lines().find(|line| line.contains(word)).expect("a line").to_owned();
    assert!(line("> /a").contains(" step ") && line("> /a").contains("3MB"), "{listed}");
    assert!(line("mount ").contains("3.0") && line("mount ").ends_with("  m"), "{listed}");
    env.cmd("system prune").input("n\n").run().ok().stdout_has("the steps that builds keep");
    env.run("system prune -f --filter until=1h").ok();
    assert!(build_step(&env, "a"));
    env.run("system prune -f").ok().stdout_has("Total reclaimed space: 3");
    assert!(!build_step(&env, "a"));
    assert_eq!(entries(&env, "builds/mounts"), 1);
    env.run("tag busybox keep").ok();
    env.run("system prune -af").ok();
    assert_eq!((entries(&env, "builds/mounts"), entries(&env, "builds/steps")), (0, 0));
}

#[test]
fn builder_prune_keeps_what_was_used_last() {
    let env = TestEnv::busybox();
    assert!(!build_step(&env, "a") && !build_step(&env, "b") && build_step(&env, "a"));
    env.run("builder prune --force --keep-storage 4m").ok().stdout_has("Total reclaimed space: 3");
    assert!(build_step(&env, "a") && !build_step(&env, "b"));
    env.run("builder prune --force --filter until=1h").ok().stdout_has("Total reclaimed space: 0");
    env.run("builder prune --force --filter label=x").refused(&["label"]);
}
