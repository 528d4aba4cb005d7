//! The merged filesystem as a payload sees it.

use crate::harness::TestEnv;
use crate::harness::registry::plain;

#[test]
fn lower_files_are_changed_only_in_their_container() {
    let env = TestEnv::busybox();
    env.sh("", "echo changed >/etc/motd; rm /data/file; cat /etc/motd").ok().prints("changed\n");
    env.sh("", "cat /etc/motd /data/file").ok().prints("hello from the image\nlower\n");
}

#[test]
fn changes_survive_the_process_not_the_container() {
    let env = TestEnv::busybox();
    env.run("run -d --name one --network none busybox sh -c 'echo x >/tmp/x; sleep 1000'").ok();
    env.run("run --rm --network none busybox ls /tmp").ok().prints("");
}

#[test]
fn open_files_see_a_later_copy_up() {
    let env = TestEnv::busybox();
    let script = "exec 3</data/file; echo upper >>/data/file; cat <&3; cat /data/file";
    env.sh("", script).ok().prints("lower\nupper\nlower\nupper\n");
}

#[test]
fn open_files_outlive_their_names() {
    let env = TestEnv::busybox();
    env.sh("", "exec 3</data/file; rm /data/file /data/link; cat <&3; ls /data").ok().prints("lower\nsub\n");
    env.sh("", "echo new >/tmp/n; exec 3<>/tmp/n; rm /tmp/n; echo more >&3; cat /proc/self/fd/3").ok();
}

#[test]
fn hard_links_stay_linked_across_copy_up() {
    let env = TestEnv::busybox();
    if env.is_overlay() {
        return; // The kernel's overlayfs breaks them, as users may mount it.
    }
    let script = "echo more >>/data/link; cat /data/file; stat -c '%h %i' /data/file /data/link | uniq | wc -l";
    env.sh("", script).ok().prints("lower\nmore\n1\n");
    env.sh("", "ln /data/file /data/third; rm /data/file; stat -c %h /data/third; cat /data/third")
        .ok()
        .prints("2\nlower\n");
}

#[test]
fn whiteouts_and_names_used_again() {
    let env = TestEnv::busybox();
    let script = "rm /etc/motd && [ ! -e /etc/motd ] && mkdir /etc/motd && rmdir /etc/motd && echo again >/etc/motd && cat /etc/motd";
    env.sh("", script).ok().prints("again\n");
    let script = "rm -r /data && mkdir /data && ls -A /data && touch /data/x && ls -A /data";
    env.sh("", script).ok().prints("x\n");
    env.sh("", "rmdir /data").code(1).stderr_has("not empty");
    env.sh("", "ls -A / | grep -c wh").code(1).prints("0\n");
}

#[test]
fn lower_directories_can_be_renamed() {
    let env = TestEnv::busybox();
    let script =
        "mv /data /moved && cat /moved/file /moved/sub/below && [ ! -e /data ] && mv /moved/sub /sub && ls /moved /sub";
    env.sh("", script).ok().prints("lower\nbelow\n/moved:\nfile\nlink\n\n/sub:\nbelow\n");
    if env.is_overlay() {
        return; // The kernel's overlayfs says EXDEV, as users may mount it.
    }
    env.sh("", "mkdir /e && mv -T /data /e && ls /e; mv /e/file /e/sub/ && cat /e/sub/file")
        .ok()
        .prints("file\nlink\nsub\nlower\n");
}

#[test]
fn metadata_changes() {
    let env = TestEnv::busybox();
    let script = "chmod 4711 /data/file; chown 1000:50 /data/file; touch -d @1000000 /data/file; stat -c '%a %u %g %Y' /data/file; \
        chown alice /data; stat -c '%U %a' /data";
    env.sh("", script).ok().prints("711 1000 50 1000000\nalice 755\n");
}

#[test]
fn truncate_append_and_sparse() {
    let env = TestEnv::busybox();
    let script = "truncate -s 3 /data/file; cat /data/file; echo; truncate -s 1G /tmp/big; stat -c %s /tmp/big; \
        [ $(stat -c %b /tmp/big) -lt 100 ] && echo sparse; echo end >>/tmp/big; tail -c 4 /tmp/big";
    env.sh("", script).ok().prints("low\n1073741824\nsparse\nend\n");
}

#[test]
fn special_files_can_be_made() {
    let env = TestEnv::busybox();
    let script =
        "mkfifo /tmp/f; (echo through >/tmp/f &); cat /tmp/f; ln -s /etc/motd /tmp/l; cat /tmp/l; readlink /tmp/l";
    env.sh("", script).ok().prints("through\nhello from the image\n/etc/motd\n");
}

#[test]
fn permissions_are_enforced() {
    let env = TestEnv::busybox();
    env.sh("-u alice", "echo x >/etc/motd").code(1).stderr_has("Permission denied");
    env.sh("-u alice", "ls /root").code(1).stderr_has("Permission denied");
    env.sh("-u alice", "echo mine >/tmp/x && stat -c '%u %g' /tmp/x && rm /tmp/x").ok().prints("1000 1000\n");
    env.sh("", "touch /tmp/r && su alice -c 'rm /tmp/r'").code(1);
}

#[test]
fn many_files_and_deep_paths() {
    let env = TestEnv::busybox();
    let script = "mkdir /tmp/m; cd /tmp/m; i=0; while [ $i -lt 3000 ]; do : >f$i; i=$((i+1)); done; ls | wc -l; rm f1*; ls | wc -l; \
        p=/tmp/deep; for i in $(seq 100); do p=$p/level$i; done; mkdir -p $p; echo x >$p/file; cat $p/file; rm -r /tmp/deep /tmp/m";
    env.sh("", script).ok().prints("3000\n1889\nx\n");
}

#[test]
fn times_and_inode_numbers_are_stable() {
    let env = TestEnv::busybox();
    let script = "a=$(stat -c %i /data/file); echo x >>/data/file; [ $a = $(stat -c %i /data/file) ] && echo same; \
        b=$(stat -c %Y /data/sub/below); cat /data/sub/below >/dev/null; chmod 600 /data/sub/below; [ $b = $(stat -c %Y /data/sub/below) ] && echo kept; \
        stat -c %Y /bin/busybox";
    let same = if env.is_overlay() { "" } else { "same\n" };
    env.sh("", script).ok().prints(&format!("{same}kept\n1700000000\n"));
}

#[test]
fn tools_find_their_way_in_whiteouts() {
    let env = TestEnv::new();
    env.cmd("pull -q --tls-verify=false").arg(format!("{}/whiteouts", plain())).run().ok();
    let script = "cd /tree; echo b >keep/b; echo o >opaque/old; rm -r gone; mkdir gone; ls -A gone; find . -type f | sort | xargs cat";
    env.cmd("run --rm --network none whiteouts sh -c").arg(script).run().ok().prints("one\nb\ntwo\no\n");
}

#[test]
fn large_files_are_exact() {
    let env = TestEnv::busybox();
    let script =
        "seq 1 3000000 >/tmp/a; cp /tmp/a /tmp/b; cmp /tmp/a /tmp/b && md5sum </tmp/b; rm /tmp/a; md5sum </tmp/b";
    let out = env.sh("", script).ok();
    assert_eq!(out.lines()[0], out.lines()[1]);
    assert_eq!(out.lines().len(), 2);
}

#[test]
fn sync_and_space() {
    let env = TestEnv::busybox();
    env.sh("", "echo x >/tmp/x; sync; sync -d /tmp/x 2>/dev/null; fsync /tmp/x 2>/dev/null; df -k / | tail -1 | awk '$4 > 0 {print \"space\"}'")
        .ok()
        .prints("space\n");
}
