//! The first test of all: a file that was opened before its copy-up never brings old data back into the page cache, and what
//! was synced is there after the next mount. Where I/O goes through the descriptor that a handle was opened with, one page
//! read through an old handle is enough for the kernel to write old data over new: the control loses data in this way.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

use super::fixture::{Fixture, in_namespace};
use crate::store::containers::Plan;
use crate::sys::mount::{self, Attributes, Opt};

const LEN: usize = 20_000;

/// Writes in two places of one page of `big`, between them reads the page through the old handle, and mounts anew. What was
/// seen through the old handle, and what is there in the end.
fn write_under_an_old_handle(mnt: &Path, remount: impl FnOnce()) -> ([u8; 7], Vec<u8>) {
    let path = mnt.join("big");
    let old = File::open(&path).unwrap();
    let new = File::options().read(true).write(true).open(&path).unwrap();
    new.write_all_at(b"fsynced", 100).unwrap();
    new.sync_all().unwrap();
    rustix::fs::fadvise(&new, 0, None, rustix::fs::Advice::DontNeed).unwrap();
    let mut seen = [0; 7];
    old.read_exact_at(&mut seen, 100).unwrap();
    new.write_all_at(b"again", 200).unwrap();
    new.sync_all().unwrap();
    drop((old, new));
    remount();
    (seen, fs::read(&path).unwrap())
}

fn expected() -> ([u8; 7], Vec<u8>) {
    let mut content = vec![7; LEN];
    content[100..107].copy_from_slice(b"fsynced");
    content[200..205].copy_from_slice(b"again");
    (*b"fsynced", content)
}

fn image() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.layer(|l| l.file("big", &[7; LEN]));
    fixture
}

/// The same image as a plain directory.
fn lower(fixture: &Fixture) -> String {
    fs::create_dir(fixture.base.join("lower")).unwrap();
    fs::write(fixture.base.join("lower/big"), [7; LEN]).unwrap();
    let base = fixture.base.display();
    format!("lowerdir={base}/lower,upperdir={base}/upper,workdir={base}/work")
}

#[test]
fn synced_data_stays() {
    in_namespace("unionfs::tests::stale::synced_data_stays", || {
        for plan in [Plan::Userspace, Plan::Hybrid, Plan::Direct] {
            let mut fixture = image();
            fixture.plan = plan;
            fixture.mount();
            let mnt = fixture.mnt();
            assert_eq!(write_under_an_old_handle(&mnt, || fixture.remount()), expected(), "{plan:?}");
            fixture.unmount();
        }
    });
}

#[test]
fn as_it_does_with_the_kernels_overlayfs() {
    in_namespace("unionfs::tests::stale::as_it_does_with_the_kernels_overlayfs", || {
        let fixture = image();
        lower(&fixture);
        let text = |name: &str| fixture.base.join(name).to_str().unwrap().to_owned();
        let (lower, upper, work) = (text("lower"), text("upper"), text("work"));
        let attach = || {
            let directories =
                [Opt::Text("lowerdir", &lower), Opt::Text("upperdir", &upper), Opt::Text("workdir", &work)];
            let options = [&[Opt::Flag("userxattr")][..], &directories].concat();
            let tree = mount::new_filesystem("overlay", &options, Attributes::empty()).unwrap();
            mount::attach_at(std::os::fd::AsFd::as_fd(&tree), &fixture.mnt()).unwrap();
        };
        attach();
        let remount = || {
            mount::unmount(fixture.mnt(), false).unwrap();
            attach();
        };
        assert_eq!(write_under_an_old_handle(&fixture.mnt(), remount), expected());
        mount::unmount(fixture.mnt(), true).unwrap();
    });
}

/// Shows that the test finds what it looks for, on a program that is known to lose data.
#[test]
fn the_control_loses_it() {
    let version = Command::new("fuse-overlayfs").arg("--version").output();
    if !version.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("version 1.10")) {
        return;
    }
    in_namespace("unionfs::tests::stale::the_control_loses_it", || {
        let fixture = image();
        let options = lower(&fixture);
        let attach = || {
            let status = Command::new("fuse-overlayfs").args(["-o", &options]).arg(fixture.mnt()).status().unwrap();
            assert!(status.success());
        };
        attach();
        let remount = || {
            mount::unmount(fixture.mnt(), false).unwrap();
            attach();
        };
        let (seen, content) = write_under_an_old_handle(&fixture.mnt(), remount);
        mount::unmount(fixture.mnt(), true).unwrap();
        assert_eq!(seen, [7; 7]);
        assert_eq!((&content[100..107], &content[200..205]), (&[7; 7][..], &b"again"[..]));
    });
}
