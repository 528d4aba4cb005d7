//! Steps that are done once.

use super::{Context, count};
use crate::harness::TestEnv;

const FILE: &str = "FROM busybox\nARG N=1\nRUN echo $N > /n\nLABEL l=1\nCOPY file /file\nRUN cat /file > /seen\n";

#[test]
fn the_same_build_is_done_once() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    context.file("file", "1");
    let first = context.build("").ok();
    assert_eq!(count(&first.stdout, "Using cache"), 0);
    let again = context.build("").ok();
    assert_eq!(count(&again.stdout, "Using cache"), 3);
    assert_eq!(first.stdout.lines().last(), again.stdout.lines().last());
    assert_eq!(count(&context.build("--no-cache").ok().stdout, "Using cache"), 0);
}

#[test]
fn what_changes_is_done_again() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    let file = context.file("file", "1");
    context.build("").ok();
    let reused = || count(&context.build("-t built").ok().stdout, "Using cache");
    // Times are no content.
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(100);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    assert_eq!(reused(), 3);
    context.file("file", "2");
    assert_eq!(reused(), 1);
    env.run("run --rm --network none built cat /seen").ok().prints("2");
    // What RUN cannot see does not matter to it.
    context.file("Dockerfile", FILE.replace("l=1", "l=2"));
    assert_eq!(reused(), 3);
    context.file("Dockerfile", FILE.replace("N=1", "N=2"));
    assert_eq!(reused(), 0);
}

#[test]
fn why_says_why() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    context.file("file", "1");
    context.build("--why").ok().stdout_has("this step was not built before");
    context.build("--why").ok().stdout_has("reused: the same inputs as on ");
    context.file("file", "2");
    context.build("--why").ok().stdout_has("the files that are copied").stdout_has("the files below");
    context.build("--why --no-cache").ok().stdout_has("the cache is not used");
}

#[test]
fn layers_of_steps_are_kept_and_images_can_go() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, FILE);
    context.file("file", "1");
    context.build("-t built").ok();
    env.run("rmi built").ok();
    assert_eq!(count(&context.build("-t built").ok().stdout, "Using cache"), 3);
    env.run("run --rm --network none built cat /seen").ok().prints("1");
}

#[test]
fn limits_do_not_make_another_step() {
    let env = TestEnv::busybox();
    let context = Context::new(&env, "FROM busybox\nRUN ulimit -n > /files; df /dev/shm > /shm\n");
    context.build("-t built --ulimit nofile=100 --memory 100m --shm-size 1m").ok();
    env.run("run --rm --network none built cat /files").ok().prints("100\n");
    let again = context.build("--ulimit nofile=200 --memory 200m --shm-size 2m").ok();
    assert_eq!(count(&again.stdout, "Using cache"), 1);
    assert_eq!(count(&context.build("--add-host x:1.2.3.4").ok().stdout, "Using cache"), 0);
}
