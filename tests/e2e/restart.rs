//! Restart policies: what they are, who is started on boot, and that the monitor follows them.

use crate::harness::TestEnv;

#[test]
fn policies_are_kept_shown_and_changed() {
    let env = TestEnv::busybox();
    let policy = |name: &str| {
        let format = "{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}";
        env.cmd("inspect --format").arg(format).arg(name).run().ok().text()
    };
    env.run("create --name plain --network none busybox true").ok();
    env.run("create --name retry --restart on-failure:3 --network none busybox true").ok();
    env.run("create --name always --restart=always --network none busybox true").ok();
    assert_eq!(
        (policy("plain"), policy("retry"), policy("always")),
        ("no 0".into(), "on-failure 3".into(), "always 0".into())
    );
    env.run("ps -a --filter restart-policy=on-failure --format {{.Names}}").ok().prints("retry\n");
    env.run("ps -a --filter restart-policy=sometimes").refused(&["sometimes"]);
    let id = env.run("inspect --format {{.Id}} plain").ok().text();
    env.run("update --restart unless-stopped plain").ok().prints(&format!("{id}\n"));
    assert_eq!(policy("plain"), "unless-stopped 0");
    env.run("container update --restart no plain").ok();
    assert_eq!(policy("plain"), "no 0");
    env.run("update plain").ok();
    env.run("rename plain other").ok();
    env.run("update --restart always other").ok();
    assert_eq!(policy("other"), "always 0");
    env.run("update --restart sometimes other").misused(&["sometimes", "restart"]);
    env.run("update --restart always nosuch").refused(&["nosuch"]);
    env.run("run --restart always:3 busybox true").misused(&["retries"]);
    env.run("run --rm --restart always busybox true").refused(&["--rm", "--restart"]);
    env.run("create --rm --name gone --restart no --network none busybox true").ok();
    env.run("update --restart always gone").refused(&["--rm", "--restart"]);
}

#[test]
fn who_is_started_on_boot() {
    let env = TestEnv::busybox();
    for (name, policy) in [("no", "no"), ("failing", "on-failure"), ("always", "always"), ("unless", "unless-stopped")]
    {
        env.cmd("run -d --network none --name")
            .arg(name)
            .arg("--restart")
            .arg(policy)
            .words("busybox sleep 1000")
            .run()
            .ok();
    }
    let names = |filter: &str| {
        let out = env.cmd("ps -a --format {{.Names}} --sort names --filter").arg(filter).run().ok();
        out.lines().join(" ")
    };
    assert_eq!(names("should-start-on-boot=true"), "always unless");
    assert_eq!(names("should-start-on-boot=false"), "failing no");
    env.run("stop -t 0 --all").ok();
    assert_eq!(names("should-start-on-boot=true"), "always");
    env.run("start unless").ok();
    assert_eq!(names("should-start-on-boot=true"), "always unless");
    env.run("start --all --filter should-start-on-boot=true").ok();
    assert_eq!(names("status=running"), "always unless");
    env.run("stop -t 0 --all").ok();
    env.run("start --all --filter restart-policy=unless-stopped").ok();
    assert_eq!(names("status=running"), "unless");
}
