//! What the cases run on: the same content as a plain directory, under the kernel's overlayfs, and under our plans.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{CWD, FileType, Mode, XattrFlags};

use crate::store::containers::Plan;
use crate::sys::mount::{self, Attributes, Opt};
use crate::unionfs::tests::fixture::Fixture;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Plain,
    Overlay,
    Userspace,
    Hybrid,
    Direct,
}

/// Our own.
pub(super) const PLANS: [Target; 3] = [Target::Userspace, Target::Hybrid, Target::Direct];

/// cap_net_raw+ep, as the kernel stores it (version 2).
pub(super) const CAPABILITY: [u8; 20] = [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/// A mode and an access list of owner rw, user 1000 r, group none, mask r, others none: as setfacl would have made them.
pub(super) const ACL: [u8; 44] = [
    2, 0, 0, 0, // version
    1, 0, 6, 0, 255, 255, 255, 255, // owner: rw
    2, 0, 4, 0, 232, 3, 0, 0, // user 1000: r
    4, 0, 0, 0, 255, 255, 255, 255, // group: none
    16, 0, 4, 0, 255, 255, 255, 255, // mask: r
    32, 0, 0, 0, 255, 255, 255, 255, // others: none
];

/// The bottom layer's part of every case's directory.
fn lower(at: &Path) -> std::io::Result<()> {
    fs::create_dir_all(at.join("dir/sub"))?;
    fs::create_dir(at.join("empty"))?;
    fs::write(at.join("file"), "lower content")?;
    fs::write(at.join("other"), "the other one")?;
    fs::write(at.join("big"), [7; 20_000])?;
    fs::write(at.join("one"), "linked")?;
    fs::hard_link(at.join("one"), at.join("two"))?;
    fs::hard_link(at.join("one"), at.join("dir/three"))?;
    fs::write(at.join("dir/a"), "a")?;
    fs::write(at.join("dir/sub/deep"), "deep")?;
    fs::write(at.join("gone"), "hidden")?;
    symlink("file", at.join("link"))?;
    fs::write(at.join("program"), "program")?;
    fs::set_permissions(at.join("program"), fs::Permissions::from_mode(0o6777))?;
    fs::write(at.join("capable"), "capable")?;
    rustix::fs::setxattr(at.join("capable"), "security.capability", &CAPABILITY, XattrFlags::empty())?;
    fs::write(at.join("listed"), "for user 1000 too")?;
    rustix::fs::setxattr(at.join("listed"), "system.posix_acl_access", &ACL, XattrFlags::empty())?;
    fs::create_dir(at.join("sticky"))?;
    fs::set_permissions(at.join("sticky"), fs::Permissions::from_mode(0o1777))?;
    fs::write(at.join("sticky/roots"), "")?;
    fs::create_dir(at.join("users"))?;
    chown(at.join("users"), Some(1000), Some(1000))?;
    fs::set_permissions(at, fs::Permissions::from_mode(0o755))
}

/// The second layer's.
fn middle(at: &Path) -> std::io::Result<()> {
    fs::create_dir_all(at.join("dir"))?;
    fs::write(at.join("dir/b"), "b")?;
    Ok(rustix::fs::mknodat(CWD, at.join("gone"), FileType::CharacterDevice, Mode::empty(), 0)?)
}

/// A target that is mounted, or just there.
pub(super) struct Mounted {
    fixture: Fixture,
    root: PathBuf,
}

impl Mounted {
    pub(super) fn root(&self) -> &Path {
        &self.root
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = mount::unmount(self.fixture.mnt(), true);
    }
}

/// Makes the target with a directory for each of these cases.
pub(super) fn mount(target: Target, cases: impl Iterator<Item = &'static str>) -> Mounted {
    let mut fixture = Fixture::new();
    fs::set_permissions(&fixture.base, fs::Permissions::from_mode(0o755)).unwrap();
    let layers = ["lower", "middle"].map(|name| fixture.base.join(name));
    for case in cases {
        lower(&layers[0].join(case)).unwrap();
        middle(&layers[1].join(case)).unwrap();
    }
    let mut root = fixture.mnt();
    match target {
        Target::Plain => root = plain(&fixture.base, &layers),
        Target::Overlay => overlay(&fixture, &layers),
        Target::Userspace | Target::Hybrid | Target::Direct => {
            fixture.plan = match target {
                Target::Hybrid => Plan::Hybrid,
                Target::Direct => Plan::Direct,
                _ => Plan::Userspace,
            };
            layers.iter().for_each(|layer| fixture.layer_from(layer));
            fixture.mount();
        }
    }
    Mounted { fixture, root }
}

fn plain(base: &Path, layers: &[PathBuf]) -> PathBuf {
    let root = base.join("plain");
    fs::create_dir(&root).unwrap();
    for layer in layers {
        let status = Command::new("cp").arg("-a").arg(layer.join(".")).arg(&root).status().unwrap();
        assert!(status.success());
    }
    for case in fs::read_dir(&root).unwrap() {
        fs::remove_file(case.unwrap().path().join("gone")).unwrap();
    }
    root
}

fn overlay(fixture: &Fixture, layers: &[PathBuf]) {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let lower: Vec<String> = layers.iter().rev().map(|layer| text(layer)).collect();
    let (lower, upper, work) = (lower.join(":"), text(&fixture.upper), text(&fixture.work));
    let options = [
        Opt::Flag("userxattr"),
        Opt::Text("lowerdir", &lower),
        Opt::Text("upperdir", &upper),
        Opt::Text("workdir", &work),
    ];
    let tree = mount::new_filesystem("overlay", &options, Attributes::empty()).unwrap();
    mount::attach_at(std::os::fd::AsFd::as_fd(&tree), &fixture.mnt()).unwrap();
}
