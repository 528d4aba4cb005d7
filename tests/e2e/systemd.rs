//! Containers where a service manager is: scopes of the user's, and services that are containers, in a booted system.

use crate::harness::booted::Booted;
use crate::harness::eventually;

/// What makes busybox able to run programs of the system that is around it.
const WITH_HOST: &str = "-v /usr:/usr:ro -v /lib:/lib:ro -v /lib64:/lib64:ro";

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_container_gets_a_scope_of_its_own() {
    let system = Booted::new();
    system.user("coracle run -d --name a --network none busybox sleep 1000").ok();
    let shown = system.user("coracle inspect a --format '{{.Id}} {{.State.CgroupPath}}'").ok().text();
    let (id, path) = shown.split_once(' ').expect("two words");
    let scope = format!("coracle-{id}.scope");
    assert!(path.contains("/user@1000.service/") && path.ends_with(&format!("/{scope}/container")), "{path}");
    assert_eq!(system.shown(&scope, "ActiveState,Delegate"), "Delegate=yes ActiveState=active");
    // From another session: only the manager can move the command there.
    system.user("coracle exec -d a sleep 1000").ok();
    system.user(&format!("wc -l </sys/fs/cgroup{path}/cgroup.procs")).ok().prints("2\n");
    system.user("coracle exec a grep 0:: /proc/self/cgroup").ok().prints("0::/\n");
    system.user("coracle exec a touch /sys/fs/cgroup/cgroup.freeze").code(1);
    system.user("coracle pause a && coracle ps --format '{{.Status}}' && coracle unpause a").ok().stdout_has("Paused");
    let stats =
        system.user("coracle stats --no-stream a --format '{{.Name}} {{.PIDS}} {{.MemUsage}} {{.CPUPerc}}'").ok();
    assert!(stats.stdout.starts_with("a 2 ") && !stats.stdout.contains("0B /"), "{}", stats.stdout);
    system.user("coracle info --format '{{.Host.CgroupManager}}'").ok().prints("systemd\n");
    system.user("coracle rm -f -t 0 a").ok();
    eventually(30, "the scope goes", || system.groups().is_empty().then_some(()));
    // Again and again, with the same name of the scope.
    system.user("coracle create --name b --network none busybox true").ok();
    system.user("for i in 1 2 3 4 5; do coracle start -a b || exit 1; done").ok().silent();
    system.user("coracle run -d --name c --network none busybox sleep 1000").ok();
    system.user("kill -9 $(coracle inspect c --format '{{.State.ConmonPid}}')").ok();
    eventually(30, "the scope of a monitor that was killed goes", || system.groups().is_empty().then_some(()));
    system.user("coracle rm c").ok();
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn flags_say_where_the_group_is() {
    let system = Booted::new();
    let own = |flags: &str| {
        let run = format!("coracle run --rm --network none --cgroupns host {flags} busybox grep 0:: /proc/self/cgroup");
        system.user(&run).ok()
    };
    own("--cgroup-parent my.slice").stdout_has("/my.slice/coracle-");
    own("--cgroups=disabled").stdout_lacks("coracle-");
    own("--cgroups=no-conmon").stdout_has(".scope/container");
    // The machines of the tests have the controllers in version 1.
    own("--memory 64m").stderr_has("--memory has no effect: the memory controller is not delegated");
    own("--cgroups=split").stderr_has("is not ours: set Delegate=yes");
    system.user("coracle run --rm --network none --privileged busybox mkdir /sys/fs/cgroup/x").ok();
    system
        .user("coracle run --rm --network none --userns keep-id -u 0 --privileged busybox mkdir /sys/fs/cgroup/x")
        .ok();
    eventually(30, "all scopes go", || system.groups().is_empty().then_some(()));
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_service_in_the_foreground() {
    let system = Booted::new();
    let run = "ExecStart=coracle run --rm --name a --network none --sdnotify conmon busybox sh -c \
               'echo says it; trap \"exit 7\" TERM; sleep 1000 & wait'";
    system.unit("a.service", &format!("[Service]\nType=notify\n{run}\nExecStop=coracle stop -i a\n"));
    system.user("systemctl --user start a").ok();
    let main = system.user("cat /proc/$(systemctl --user show -P MainPID a)/cmdline | tr '\\0' ' '").ok().text();
    assert!(main.starts_with("coracle run") || main.contains("/coracle run"), "{main}");
    eventually(30, "its output is in the journal", || {
        system.user("journalctl --user-unit a -o cat").ok().stdout.contains("says it").then_some(())
    });
    system.user("coracle stop -i a nosuch").ok();
    eventually(30, "it has ended", || (system.shown("a", "ActiveState") == "ActiveState=failed").then_some(()));
    assert_eq!(system.shown("a", "Result,ExecMainStatus"), "Result=exit-code ExecMainStatus=7");
    system.user("systemctl --user stop a; systemctl --user reset-failed a; systemctl --user stop a").ok();
    system.user("coracle ps -aq").ok().prints("");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_service_that_is_stopped_gets_one_signal() {
    let system = Booted::new();
    // The manager signals the attached command, which passes it on, and the monitor.
    let script = "n=0; h() { n=$((n+1)); echo signal $n; }; trap h TERM; echo ready; \
                  while [ $n = 0 ]; do sleep 0.1; done; sleep 1; exit $n";
    let run = format!("ExecStart=coracle run --name a --network none busybox sh -c '{}'", script.replace('$', "$$"));
    system.unit("a.service", &format!("[Service]\nType=exec\nKillMode=control-group\n{run}\n"));
    system.user("systemctl --user start a").ok();
    eventually(30, "it runs", || system.user("coracle logs a").stdout.contains("ready").then_some(()));
    system.user("systemctl --user stop a").ok();
    system.user("coracle logs a").ok().stdout_has("signal 1\n").stdout_lacks("signal 2");
    system.user("coracle inspect a --format {{.State.ExitCode}}").ok().prints("1\n");
    system.user("coracle rm a").ok();
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn a_service_that_says_itself_when_it_is_ready() {
    let system = Booted::new();
    let flags = format!("--cgroups=split --name a --network none {WITH_HOST}");
    let script = "systemd-notify --ready --status=fine; trap \"exit 9\" TERM; sleep 1000 & wait";
    let unit = format!(
        "[Service]\nType=notify\nNotifyAccess=all\nDelegate=yes\nKillMode=mixed\n\
         ExecStart=coracle run --rm -d --replace {flags} busybox sh -c '{script}'\n\
         ExecStop=coracle rm -f -i a\nExecStopPost=coracle rm -f -i a\n"
    );
    system.unit("a.service", &unit);
    system.user("systemctl --user start a").ok();
    assert_eq!(system.shown("a", "ActiveState,StatusText"), "StatusText=fine ActiveState=active");
    let shown = system.user("coracle inspect a --format '{{.State.ConmonPid}} {{.State.CgroupPath}}'").ok().text();
    let (monitor, group) = shown.split_once(' ').expect("two words");
    assert_eq!(system.shown("a", "MainPID"), format!("MainPID={monitor}"));
    let own = system.shown("a", "ControlGroup");
    let own = own.strip_prefix("ControlGroup=").expect("a group");
    assert!(group.starts_with(&format!("{own}/coracle-")), "{group} below {own}");
    system.user(&format!("cat /sys/fs/cgroup{own}/supervisor/cgroup.procs")).ok().prints(&format!("{monitor}\n"));
    // The container's exit status is the service's, though its starter is long gone.
    system.user("coracle kill -s TERM a").ok();
    eventually(30, "it has ended", || (system.shown("a", "ActiveState") == "ActiveState=failed").then_some(()));
    assert_eq!(system.shown("a", "ExecMainStatus"), "ExecMainStatus=9");
    system.user("systemctl --user restart a && systemctl --user stop a && systemctl --user stop a").ok();
    assert!(system.groups().is_empty());
    system.user("coracle ps -aq").ok().prints("");
}

#[test]
#[ignore = "runs as root, by contrib/test"]
fn services_are_restarted_and_activated_by_sockets() {
    let system = Booted::new();
    let script = "echo x >>/m/runs; test $(wc -l </m/runs) -ge 3";
    let run = format!("coracle run --rm --replace --name a --network none -v %h:/m busybox sh -c '{script}'");
    let restart = "Restart=on-failure\nRestartSec=50ms";
    system.unit("a.service", &format!("[Service]\nType=exec\n{restart}\nExecStart={}\n", run.replace("$(", "$$(")));
    system.user("systemctl --user start a").ok();
    eventually(60, "the third run is well", || {
        let lines = system.user("wc -l <runs || echo 0").ok().text();
        (lines == "3" && system.shown("a", "ActiveState,Result") == "Result=success ActiveState=inactive").then_some(())
    });
    let answer = "accept(C,S); print C \"$$$$ $$ENV{LISTEN_PID} $$ENV{LISTEN_FDS} $$ENV{LISTEN_FDNAMES}\\n\"; close C";
    let serve = |name: &str, init: &str| {
        let run = format!("coracle run --rm {init} --name {name} --network none {WITH_HOST} busybox");
        let start = format!("ExecStart={run} perl -e 'open(S, \"+<&=3\"); {answer}'");
        system.unit(&format!("{name}.socket"), &format!("[Socket]\nListenStream=%t/{name}\nFileDescriptorName=web\n"));
        system.unit(&format!("{name}.service"), &format!("[Service]\n{start}\n"));
        system.user(&format!("systemctl --user start {name}.socket")).ok();
        let ask = "use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un(shift)) or die; print <S>";
        system.user(&format!("perl -e '{ask}' /run/user/1000/{name}")).ok().text()
    };
    assert_eq!(serve("b", ""), "1 1 1 web");
    let answer = serve("c", "--init");
    let words: Vec<_> = answer.split(' ').collect();
    assert!(words[0] != "1" && words[0] == words[1] && words[2..] == ["1", "web"], "{answer}");
}
