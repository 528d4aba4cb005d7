//! Real software in real distributions.

use crate::harness::{Output, TestEnv};

/// Runs a script in the Debian image with software; the script stops at its first failure.
#[track_caller]
fn run(env: &TestEnv, flags: &str, script: &str) -> Output {
    let script = format!("set -eu\n{script}");
    env.cmd("run --rm --network none").words(flags).words("software sh -c").arg(script).deadline(180).run().ok()
}

#[test]
fn dpkg_and_apt_install_and_remove() {
    let env = TestEnv::debian();
    let script = "set -eu
        mkdir -p /pkg/DEBIAN /pkg/usr/bin /repo
        printf 'Package: greeter\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: T <t@example.org>\\nDescription: greets\\n' >/pkg/DEBIAN/control
        printf '#!/bin/sh\\necho greetings\\n' >/pkg/usr/bin/greeter; chmod 755 /pkg/usr/bin/greeter
        dpkg-deb --root-owner-group -b /pkg /repo/greeter.deb >/dev/null
        dpkg -i /repo/greeter.deb >/dev/null; greeter; dpkg -r greeter >/dev/null; [ ! -e /usr/bin/greeter ]
        cd /repo; (cat /pkg/DEBIAN/control; echo Filename: ./greeter.deb; echo Size: $(stat -c %s greeter.deb); \
            echo SHA256: $(sha256sum greeter.deb | cut -d' ' -f1); echo) >Packages
        rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*; echo 'deb [trusted=yes] file:/repo ./' >/etc/apt/sources.list
        apt-get update -q >/dev/null; DEBIAN_FRONTEND=noninteractive apt-get install -y -q greeter >/dev/null; greeter
        dpkg --audit; apt-get purge -y -q greeter >/dev/null; [ ! -e /usr/bin/greeter ]";
    let out = env.cmd("run --rm --network none debian:12 sh -c").arg(script).deadline(120).run().ok();
    assert_eq!(out.stdout, "greetings\ngreetings\n", "{out}");
}

#[test]
fn apt_get_works_with_its_own_user() {
    let env = TestEnv::debian();
    let script = "ls -ld /var/lib/apt/lists/partial | cut -c1-10; id _apt; apt-get check; chown _apt /tmp && su -s /bin/sh _apt -c 'touch /tmp/x'";
    env.cmd("run --rm --network none debian:12 sh -ec").arg(script).run().ok();
}

#[test]
fn postgresql_initialises_starts_and_answers() {
    let env = TestEnv::software();
    let script = "cd /tmp; bin=$(echo /usr/lib/postgresql/*/bin); data=/var/lib/postgresql/data
        install -d -o postgres /run/postgresql
        su postgres -c \"$bin/initdb -D $data\" >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
        su postgres -c \"$bin/pg_ctl -D $data -w -l /tmp/server.log start\" >/dev/null || { cat /tmp/server.log; exit 1; }
        su postgres -c \"psql -qAt -c 'create table t as select generate_series(1,10000) n' -c 'select sum(n) from t' -c checkpoint\"
        su postgres -c \"$bin/pg_ctl -D $data -w -m fast stop\" >/dev/null
        su postgres -c \"$bin/pg_ctl -D $data -w -l /tmp/server.log start\" >/dev/null
        su postgres -c \"psql -qAt -c 'select count(*) from t'\"
        su postgres -c \"$bin/pg_ctl -D $data -w -m immediate stop\" >/dev/null";
    assert_eq!(run(&env, "", script).stdout, "50005000\n10000\n");
}

#[test]
fn python_makes_a_virtual_environment() {
    let env = TestEnv::software();
    let script = "python3 -m venv /opt/venv; . /opt/venv/bin/activate; python -c 'import sys; print(sys.prefix)'
        pip --version | cut -d' ' -f1; python - <<'X'
import mmap, sqlite3, tempfile
db = sqlite3.connect('/tmp/db'); db.execute('pragma journal_mode=wal'); db.execute('create table t(a)')
db.executemany('insert into t values(?)', [(i,) for i in range(1000)]); db.commit(); print(db.execute('select sum(a) from t').fetchone()[0])
f = tempfile.TemporaryFile(); f.truncate(8192); m = mmap.mmap(f.fileno(), 8192); m[4096:4099] = b'abc'; m.flush(); f.seek(4096); print(f.read(3))
X";
    assert_eq!(run(&env, "", script).stdout, "/opt/venv\npip\n499500\nb'abc'\n");
}

#[test]
fn git_commits_clones_and_checks() {
    let env = TestEnv::software();
    let script = "export GIT_CONFIG_GLOBAL=/tmp/gitconfig; git config --global user.email t@example.org; git config --global user.name T
        mkdir /src; cd /src; git init -q -b main .; cp -r /usr/lib/python3/. . ; seq 1 1000 | while read n; do echo $n >f$n; done
        git add -A; git commit -qm one; git rm -q f1; git commit -qm two; git gc -q
        git clone -q /src /copy; cd /copy; git fsck --full --strict 2>&1 | grep -v dangling || true; git status --porcelain; git log --format=%s; ls f* | wc -l";
    assert_eq!(run(&env, "", script).stdout, "two\none\n999\n");
}

#[test]
fn gcc_compiles_and_the_program_runs() {
    let env = TestEnv::software();
    let script = r##"cd /root; mkdir inc; echo '#define N 42' >inc/n.h; printf '#include <stdio.h>\n#include "n.h"\nint main(void){printf("%%d\\n",N);return 3;}\n' >a.c
        gcc -O2 -Iinc -c a.c; gcc a.o -o a; ./a || echo code $?"##;
    assert_eq!(run(&env, "", script).stdout, "42\ncode 3\n");
}

#[test]
fn posix_details_that_software_relies_on() {
    let env = TestEnv::software();
    let script = "python3 - <<'X'
import errno, fcntl, os, socket, stat
os.chdir('/data' if os.path.isdir('/data') else '/opt')
def fails(code, call, *args):
    try: call(*args)
    except OSError as e: assert e.errno == code, (call, args, e)
    else: raise AssertionError((call, args))
open('a', 'w').write('a'); fd = os.open('a', os.O_RDWR | os.O_APPEND); os.write(fd, b'b'); assert open('a').read() == 'ab'
fcntl.lockf(fd, fcntl.LOCK_EX); fcntl.flock(fd, fcntl.LOCK_EX)
fails(errno.EEXIST, os.open, 'a', os.O_CREAT | os.O_EXCL); fails(errno.ENOTDIR, os.listdir, 'a'); fails(errno.ENOENT, os.unlink, 'no')
fails(errno.ENAMETOOLONG, os.mkdir, 'n' * 256); os.mkdir('n' * 255); os.rmdir('n' * 255)
os.mkdir('d'); open('d/x', 'w'); fails(errno.ENOTEMPTY, os.rmdir, 'd'); fails(errno.EINVAL, os.rename, 'd', 'd/y'); fails(errno.EISDIR, os.rename, 'a', 'd')
os.rename('a', 'd/x'); assert open('d/x').read() == 'ab'
os.setxattr('d/x', 'user.k', b'v'); assert os.getxattr('d/x', 'user.k') == b'v' and 'user.k' in os.listxattr('d/x'); fails(errno.ENODATA, os.getxattr, 'd/x', 'user.n')
os.removexattr('d/x', 'user.k'); assert os.listxattr('d/x') == []
s = socket.socket(socket.AF_UNIX); s.bind('sock'); s.listen(); c = socket.socket(socket.AF_UNIX); c.connect('sock'); assert stat.S_ISSOCK(os.stat('sock').st_mode)
os.link('d/x', 'h'); assert os.stat('h').st_ino == os.stat('d/x').st_ino and os.stat('h').st_nlink == 2
os.utime('h', ns=(1, 123456789)); assert os.stat('d/x').st_mtime_ns == 123456789
os.symlink('h', 's'); assert os.readlink('s') == 'h' and os.lstat('s').st_size == 1; fails(errno.ELOOP, os.open, 's', os.O_NOFOLLOW)
names = set(); [open('d/%d' % i, 'w').close() for i in range(500)]
for e in os.scandir('d'): names.add(e.name); os.unlink(e.path)
assert len(names) == 501 and os.listdir('d') == [], len(names)
fd = os.open('/etc/debian_version', os.O_RDONLY); os.fchmod(fd, 0o600); assert os.fstat(fd).st_mode & 0o777 == 0o600 == os.stat('/etc/debian_version').st_mode & 0o777
d = os.open('/etc', os.O_RDONLY); overlay = 'OVERLAY' in os.environ
if not overlay: os.rename('/etc', '/ect'); assert os.stat('debian_version', dir_fd=d).st_mode & 0o777 == 0o600; os.rename('/ect', '/etc')
import tempfile; f = tempfile.TemporaryFile(); f.write(b'x'); f.flush(); assert os.fstat(f.fileno()).st_nlink == 0
os.posix_fallocate(fd2 := os.open('big', os.O_CREAT | os.O_RDWR), 0, 1 << 20); assert os.fstat(fd2).st_size == 1 << 20
git = os.open('/usr/bin/git', os.O_RDONLY); fresh = os.open('fresh', os.O_CREAT | os.O_RDWR); os.write(fresh, b'x' * 4096)
os.copy_file_range(fresh if overlay else git, fd2, 4096, 0); os.sendfile(fd2, os.open('/usr/bin/git', os.O_RDONLY), 0, 4096)
print('all hold')
X";
    // The kernel's overlayfs, as users may mount it, does not rename lower directories, and where they lie in another
    // filesystem than the writable layer it copies no ranges of lower files (EXDEV; programs then read and write).
    let flags = if env.is_overlay() { "-e OVERLAY=1" } else { "" };
    assert_eq!(run(&env, flags, script).stdout, "all hold\n");
}

#[test]
fn memory_maps_and_copy_up() {
    let env = TestEnv::software();
    let script = "python3 - <<'X'
import mmap, os
path = '/usr/share/common-licenses/GPL-3'
old = open(path, 'rb'); view = mmap.mmap(old.fileno(), 0, prot=mmap.PROT_READ); head = view[:10]
new = open(path, 'r+b'); shared = mmap.mmap(new.fileno(), 0); shared[:4] = b'COPY'; shared.flush()
assert open(path, 'rb').read(4) == b'COPY' and old.read(4) == b'COPY'
new.truncate(2); assert os.stat(path).st_size == 2
print('holds')
X";
    assert_eq!(run(&env, "", script).stdout, "holds\n");
}

#[test]
fn whole_tree_is_readable_and_complete() {
    let env = TestEnv::debian();
    let script = "set -e; dpkg --verify | grep -v '/usr/share/\\(doc\\|man\\|locale\\)' || true; find / -xdev | wc -l; tar -C / --one-file-system -cf - . | wc -c";
    let out = env.cmd("run --rm --network none debian:12 bash -c").arg(script).deadline(120).run().ok();
    let numbers: Vec<u64> = out.lines().iter().filter_map(|line| line.parse().ok()).collect();
    assert!(numbers.len() == 2 && out.lines().len() == 2, "dpkg found differences: {out}");
    assert!(numbers[0] > 5000 && numbers[1] > 100_000_000, "{out}");
}
