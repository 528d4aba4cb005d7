//! SIGKILL at any moment: what was being done is done or not, the next mount shows nothing half made, and what lay in the work
//! directory or the staging area is gone. The victims are this test program, started again.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::fixture::{Fixture, in_namespace};
use super::sealing::check_stream;
use crate::store::{Contents, Store};
use crate::sys::mount::{self, Attributes, Opt};

const BASE: &str = "CORACLE_TEST_BASE";
/// How often a server is killed, and how often a sealer, unless the variable says otherwise.
const KILLS: u32 = 40;
const VARIABLE: &str = "CORACLE_KILLS";

/// Files of each sort, and their length.
const FILES: usize = 12;
const LEN: usize = 150_000;

/// The content of a file: its letter, over and over.
fn content(letter: u8) -> Vec<u8> {
    vec![letter; LEN]
}

/// Files that are written, renamed, renamed over others, and replaced by directories, and directories that are renamed.
fn image(fixture: &mut Fixture) {
    fixture.layer(|l| {
        for n in 0..FILES {
            let xattrs = [(b"user.kept".to_vec(), b"yes".to_vec())];
            l.file_with(&format!("write/{n}"), &content(b'w'), 0o640, &xattrs);
            l.file(&format!("rename/{n}"), &content(b'r'));
            l.file(&format!("source/{n}"), &content(b's'));
            l.file(&format!("target/{n}"), &content(b't'));
            l.file(&format!("remove/{n}"), &content(b'd'));
            l.file(&format!("dir-{n}/sub/file"), &content(b'f'));
        }
    });
}

/// What is done with number `n`.
fn work(root: &Path, n: usize) -> std::io::Result<()> {
    let path = |name: &str| root.join(format!("{name}{n}"));
    let file = File::options().write(true).open(path("write/"))?;
    file.write_all_at(b"!", 0)?;
    file.sync_all()?;
    fs::rename(path("rename/"), path("rename/new-"))?;
    fs::rename(path("source/"), path("target/"))?;
    fs::remove_file(path("remove/"))?;
    fs::create_dir(path("remove/"))?;
    fs::write(path("remove/").join("inside"), "inside")?;
    fs::rename(path("dir-"), path("renamed-"))?;
    fs::rename(path("renamed-").join("sub"), path("sub-"))
}

/// Whether `path` is there; then it is whole.
fn whole(path: &Path, letter: u8) -> bool {
    match fs::read(path) {
        Err(_) => false,
        Ok(found) => {
            assert!(found == content(letter), "{} has {} bytes", path.display(), found.len());
            true
        }
    }
}

fn check(root: &Path, n: usize) {
    let path = |name: &str| root.join(format!("{name}{n}"));
    let written = fs::read(path("write/")).unwrap();
    assert!(matches!(written.first(), Some(b'w' | b'!')) && written[1..] == content(b'w')[1..], "write/{n}");
    let meta = fs::metadata(path("write/")).unwrap();
    assert_eq!((meta.mode(), meta.nlink()), (0o100640, 1));
    assert_eq!(rustix::fs::getxattr(path("write/"), "user.kept", &mut [0; 8][..]), Ok(3));

    let (old, new) = (whole(&path("rename/"), b'r'), whole(&path("rename/new-"), b'r'));
    assert!(old != new, "rename/{n}: {old} {new}");
    let target = fs::read(path("target/")).unwrap();
    let letter = if whole(&path("source/"), b's') { b't' } else { b's' };
    assert!(target == content(letter), "target/{n}");

    if path("remove/").is_dir() {
        let inside = fs::read(path("remove/").join("inside")).unwrap_or_default();
        assert!(inside.is_empty() || inside == b"inside");
    } else {
        whole(&path("remove/"), b'd');
    }
    let places = [path("dir-").join("sub"), path("renamed-").join("sub"), path("sub-")];
    let found: Vec<bool> = places.iter().map(|dir| whole(&dir.join("file"), b'f')).collect();
    assert_eq!(found.iter().filter(|found| **found).count(), 1, "dir-{n}: {found:?}");
}

/// Serves the union that the variable names.
#[test]
#[ignore = "the victim of `a_killed_server_leaves_nothing_half_made`"]
fn server() {
    let base = std::env::var_os(BASE).unwrap();
    let mut fixture = Fixture::at(Path::new(&base));
    image(&mut fixture);
    fixture.mount();
    writeln!(std::io::stdout(), "\nREADY").unwrap();
    loop {
        std::thread::park();
    }
}

/// Starts a test as a victim, and kills it some time after it said that it is ready and `meanwhile` began.
fn kill(test: &str, base: &Path, after: Duration, meanwhile: impl FnOnce() + Send) {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "--exact", &format!("unionfs::tests::killed::{test}")])
        .env(BASE, base)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "READY"), "the victim did not start");
    std::thread::scope(|scope| {
        scope.spawn(meanwhile);
        std::thread::sleep(after);
        victim.kill().unwrap();
        victim.wait().unwrap();
    });
}

/// Calls `body` with a directory in memory as often as the variable says, and with a time to wait that grows up to `longest`.
fn again_and_again(longest: Duration, body: impl Fn(&Path, Duration)) {
    let kills = std::env::var(VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    for kill in 0..kills {
        let dir = tempfile::tempdir().unwrap();
        let tmpfs = mount::new_filesystem("tmpfs", &[Opt::Text("mode", "755")], Attributes::empty()).unwrap();
        mount::attach_at(std::os::fd::AsFd::as_fd(&tmpfs), dir.path()).unwrap();
        drop(tmpfs);
        body(dir.path(), longest * kill / kills);
        mount::unmount(dir.path(), true).unwrap();
    }
}

#[test]
fn a_killed_server_leaves_nothing_half_made() {
    in_namespace("unionfs::tests::killed::a_killed_server_leaves_nothing_half_made", || {
        again_and_again(Duration::from_millis(120), |base, after| {
            // A process that works in its own mount could not die.
            kill("server", base, after, || {
                let _ = (0..FILES).try_for_each(|n| work(&base.join("mnt"), n));
            });
            let _ = mount::unmount(base.join("mnt"), true);
            let mut fixture = Fixture::at(base);
            image(&mut fixture);
            fixture.mount();
            assert_eq!(fs::read_dir(base.join("work/tmp")).unwrap().count(), 0);
            (0..FILES).for_each(|n| check(&fixture.mnt(), n));
            // It can be gone on with.
            fs::write(fixture.path("write/0"), "again").unwrap();
            fs::set_permissions(fixture.path("target/0"), fs::Permissions::from_mode(0o600)).unwrap();
            let info = fixture.commit(Contents::Take);
            check_stream(&fixture.store(), &info);
            fixture.unmount();
        });
    });
}

/// Seals the writable layer that the variable names, ever anew.
#[test]
#[ignore = "the victim of `a_killed_sealer_leaves_the_store_whole`"]
fn sealer() {
    let base = std::env::var_os(BASE).unwrap();
    let mut fixture = Fixture::at(Path::new(&base));
    image(&mut fixture);
    writeln!(std::io::stdout(), "\nREADY").unwrap();
    for n in 0.. {
        fs::write(fixture.upper.join(format!("{n}")), n.to_string().repeat(20_000)).unwrap();
        fixture.store().seal_layer(&fixture.changes(), Contents::Keep).unwrap();
    }
}

#[test]
fn a_killed_sealer_leaves_the_store_whole() {
    in_namespace("unionfs::tests::killed::a_killed_sealer_leaves_the_store_whole", || {
        again_and_again(Duration::from_millis(60), |base, after| {
            let mut fixture = Fixture::at(base);
            image(&mut fixture);
            fixture.mount();
            (0..FILES / 2).for_each(|n| work(&fixture.mnt(), n).unwrap());
            fixture.unmount();
            kill("sealer", base, after, || {});
            let store = Store::open(base).unwrap();
            for layer in fs::read_dir(base.join("layers")).unwrap() {
                let name = layer.unwrap().file_name().into_string().unwrap();
                let id = crate::name::Digest::from_hex(&name).unwrap();
                check_stream(&store, &store.layer(&id).unwrap().unwrap());
            }
            let info = store.seal_layer(&fixture.changes(), Contents::Keep).unwrap();
            check_stream(&store, &info);
            store.collect().unwrap();
            assert_eq!(fs::read_dir(base.join("staging")).unwrap().count(), 0);
        });
    });
}
