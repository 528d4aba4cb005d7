//! Owners, modes, access lists, attributes and times.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown, lchown};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use rustix::fs::{AtFlags, CWD, Gid, Statx, StatxFlags, Timespec, Timestamps, Uid, XattrFlags};
use rustix::io::Errno;

use super::Case;
use super::names::same;
use super::targets::{ACL, CAPABILITY};

pub(super) const CASES: &[Case] = &[
    ("owners_are_kept_over_copy_up", owners_are_kept_over_copy_up),
    ("modes_are_enforced", modes_are_enforced),
    ("groups_are_handed_down", groups_are_handed_down),
    ("sticky_directories_protect", sticky_directories_protect),
    ("set_id_bits_go_with_a_write", set_id_bits_go_with_a_write),
    ("set_id_bits_go_with_a_new_size", set_id_bits_go_with_a_new_size),
    ("set_id_bits_go_with_a_new_owner", set_id_bits_go_with_a_new_owner),
    ("capabilities_go_with_a_change", capabilities_go_with_a_change),
    ("capabilities_outlive_a_copy_up", capabilities_outlive_a_copy_up),
    ("attributes_are_kept", attributes_are_kept),
    ("trusted_attributes_are_refused", trusted_attributes_are_refused),
    ("attributes_of_other_overlays_are_ordinary", attributes_of_other_overlays_are_ordinary),
    ("lower_access_lists_are_heeded", lower_access_lists_are_heeded),
    ("access_lists_are_heeded", access_lists_are_heeded),
    ("modes_and_access_lists_agree", modes_and_access_lists_agree),
    ("access_lists_are_inherited", access_lists_are_inherited),
    ("the_umask_counts_without_a_list", the_umask_counts_without_a_list),
    ("times_are_set_and_kept", times_are_set_and_kept),
    ("the_time_of_birth_is_known", the_time_of_birth_is_known),
];

const ACCESS: &str = "system.posix_acl_access";
const DEFAULT: &str = "system.posix_acl_default";

/// Does something on a thread that is this user, who is in no group but the one with the same number.
fn as_user<T: Send>(id: u32, work: impl FnOnce() -> T + Send) -> Result<T> {
    let work = || -> Result<T> {
        rustix::thread::set_thread_groups(&[])?;
        let (uid, gid) = (Uid::from_raw(id), Gid::from_raw(id));
        rustix::thread::set_thread_res_gid(gid, gid, gid)?;
        rustix::thread::set_thread_res_uid(uid, uid, uid)?;
        Ok(work())
    };
    match std::thread::scope(|scope| scope.spawn(work).join()) {
        Ok(done) => done.context("cannot be another user"),
        Err(_) => bail!("panicked as another user"),
    }
}

fn xattr(path: &Path, name: &str) -> Result<Vec<u8>, Errno> {
    let mut value = [0; 200];
    rustix::fs::lgetxattr(path, name, &mut value[..]).map(|len| value[..len].to_vec())
}

fn set_xattr(path: &Path, name: &str, value: &[u8]) -> Result<(), Errno> {
    rustix::fs::setxattr(path, name, value, XattrFlags::empty())
}

fn mode(path: impl AsRef<Path>) -> Result<u32> {
    Ok(fs::symlink_metadata(path)?.mode() & 0o7777)
}

fn append(path: &Path) -> std::io::Result<()> {
    File::options().append(true).open(path)?.write_all(b"more")
}

fn owners_are_kept_over_copy_up(at: &Path) -> Result<()> {
    fs::set_permissions(at.join("users"), Permissions::from_mode(0o750))?;
    let meta = fs::metadata(at.join("users"))?;
    same((meta.uid(), meta.gid()), (1000, 1000))?;
    lchown(at.join("link"), Some(7), Some(8))?;
    let meta = fs::symlink_metadata(at.join("link"))?;
    same((meta.uid(), meta.gid()), (7, 8))?;
    as_user(1000, || fs::write(at.join("users/own"), ""))??;
    let meta = fs::metadata(at.join("users/own"))?;
    same((meta.uid(), meta.gid()), (1000, 1000))
}

fn modes_are_enforced(at: &Path) -> Result<()> {
    let denied = Err(std::io::ErrorKind::PermissionDenied);
    as_user(1000, || {
        same(append(&at.join("file")).map_err(|e| e.kind()), denied)?;
        same(fs::write(at.join("new"), "").map_err(|e| e.kind()), denied)?;
        same(fs::set_permissions(at.join("file"), Permissions::from_mode(0o777)).map_err(|e| e.kind()), denied)?;
        same(chown(at.join("users"), Some(0), None).map_err(|e| e.kind()), denied)
    })?
}

fn groups_are_handed_down(at: &Path) -> Result<()> {
    chown(at.join("dir"), None, Some(50))?;
    fs::set_permissions(at.join("dir"), Permissions::from_mode(0o2777))?;
    fs::create_dir(at.join("dir/below"))?;
    fs::write(at.join("dir/new"), "")?;
    same((fs::metadata(at.join("dir/below"))?.gid(), mode(at.join("dir/below"))? & 0o2000), (50, 0o2000))?;
    same(fs::metadata(at.join("dir/new"))?.gid(), 50)?;
    // Who is not in the group cannot make a file that runs as it.
    let path = at.join("dir/runs");
    as_user(1000, || File::options().write(true).create_new(true).mode(0o2775).open(&path))??;
    same(mode(&path)? & 0o2000, 0)
}

fn sticky_directories_protect(at: &Path) -> Result<()> {
    fs::write(at.join("sticky/new"), "")?;
    let refused = Err(std::io::ErrorKind::PermissionDenied);
    as_user(1000, || {
        same(fs::remove_file(at.join("sticky/roots")).map_err(|e| e.kind()), refused)?;
        same(fs::remove_file(at.join("sticky/new")).map_err(|e| e.kind()), refused)?;
        fs::write(at.join("sticky/own"), "")?;
        same(fs::rename(at.join("sticky/own"), at.join("sticky/roots")).map_err(|e| e.kind()), refused)?;
        Ok(fs::remove_file(at.join("sticky/own"))?)
    })?
}

fn set_id_bits_go_with_a_write(at: &Path) -> Result<()> {
    let path = at.join("program");
    same(mode(&path)?, 0o6777)?;
    as_user(1000, || append(&path))??;
    same(mode(&path)?, 0o777)?;
    fs::set_permissions(&path, Permissions::from_mode(0o6777))?;
    as_user(1000, || append(&path))??;
    same(mode(&path)?, 0o777)
}

fn set_id_bits_go_with_a_new_size(at: &Path) -> Result<()> {
    let path = at.join("program");
    as_user(1000, || File::options().write(true).open(&path)?.set_len(3))??;
    same(mode(&path)?, 0o777)?;
    fs::set_permissions(&path, Permissions::from_mode(0o6777))?;
    as_user(1000, || File::create(&path))??;
    same(mode(&path)?, 0o777)
}

fn set_id_bits_go_with_a_new_owner(at: &Path) -> Result<()> {
    chown(at.join("program"), Some(1000), None)?;
    same(mode(at.join("program"))?, 0o777)?;
    fs::set_permissions(at.join("dir"), Permissions::from_mode(0o6755))?;
    chown(at.join("dir"), Some(1000), Some(1000))?;
    same(mode(at.join("dir"))?, 0o6755)
}

fn capabilities_go_with_a_change(at: &Path) -> Result<()> {
    let path = at.join("capable");
    let change: [fn(&Path) -> std::io::Result<()>; 3] =
        [append, |path| chown(path, Some(0), Some(5)), |path| File::options().write(true).open(path)?.set_len(3)];
    for change in change {
        set_xattr(&path, "security.capability", &CAPABILITY)?;
        change(&path)?;
        same(xattr(&path, "security.capability"), Err(Errno::NODATA))?;
    }
    Ok(())
}

fn capabilities_outlive_a_copy_up(at: &Path) -> Result<()> {
    let path = at.join("capable");
    fs::set_permissions(&path, Permissions::from_mode(0o755))?;
    fs::rename(&path, at.join("dir/capable"))?;
    same(xattr(&at.join("dir/capable"), "security.capability"), Ok(CAPABILITY.to_vec()))
}

fn attributes_are_kept(at: &Path) -> Result<()> {
    for name in ["file", "dir", "one"] {
        let path = at.join(name);
        rustix::fs::setxattr(&path, "user.note", b"first", XattrFlags::CREATE)?;
        same(rustix::fs::setxattr(&path, "user.note", b"", XattrFlags::CREATE), Err(Errno::EXIST))?;
        same(rustix::fs::setxattr(&path, "user.other", b"", XattrFlags::REPLACE), Err(Errno::NODATA))?;
        set_xattr(&path, "user.empty", b"")?;
        same((xattr(&path, "user.note"), xattr(&path, "user.empty")), (Ok(b"first".to_vec()), Ok(vec![])))?;
        rustix::fs::removexattr(&path, "user.note")?;
        same(rustix::fs::removexattr(&path, "user.note"), Err(Errno::NODATA))?;
    }
    same(xattr(&at.join("two"), "user.empty"), Ok(vec![]))
}

fn trusted_attributes_are_refused(at: &Path) -> Result<()> {
    same(set_xattr(&at.join("file"), "trusted.note", b""), Err(Errno::PERM))
}

fn attributes_of_other_overlays_are_ordinary(at: &Path) -> Result<()> {
    for name in ["user.overlay.opaque", "user.overlay.origin", "user.coracle.stat", "user.coracle.whiteout"] {
        set_xattr(&at.join("dir"), name, b"y")?;
        same(xattr(&at.join("dir"), name), Ok(b"y".to_vec()))?;
    }
    same(super::names::names(at.join("dir"))?.len(), 4)
}

/// Whether a user can read a file.
fn can_read(id: u32, path: &Path) -> Result<bool> {
    as_user(id, || fs::read(path).is_ok())
}

fn lower_access_lists_are_heeded(at: &Path) -> Result<()> {
    let path = at.join("listed");
    same(xattr(&path, ACCESS), Ok(ACL.to_vec()))?;
    same((mode(&path)?, can_read(1000, &path)?, can_read(1001, &path)?), (0o640, true, false))?;
    fs::rename(&path, at.join("dir/listed"))?;
    let path = at.join("dir/listed");
    append(&path)?;
    same(xattr(&path, ACCESS), Ok(ACL.to_vec()))?;
    same((mode(&path)?, can_read(1000, &path)?, can_read(1001, &path)?), (0o640, true, false))
}

fn access_lists_are_heeded(at: &Path) -> Result<()> {
    let path = at.join("file");
    fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    same(can_read(1000, &path)?, false)?;
    set_xattr(&path, ACCESS, &ACL)?;
    same((mode(&path)?, can_read(1000, &path)?, can_read(1001, &path)?), (0o640, true, false))?;
    rustix::fs::removexattr(&path, ACCESS)?;
    same((xattr(&path, ACCESS), can_read(1000, &path)?), (Err(Errno::NODATA), false))
}

fn modes_and_access_lists_agree(at: &Path) -> Result<()> {
    let path = at.join("file");
    set_xattr(&path, ACCESS, &ACL)?;
    // The bits of the group are the list's mask.
    fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    same(can_read(1000, &path)?, false)?;
    let list = xattr(&path, ACCESS)?;
    same((list[30], list[38]), (0, 0))?;
    // A list that says no more than the mode is none.
    let minimal =
        [&ACL[..4], &[1, 0, 6, 0], &ACL[8..12], &[4, 0, 4, 0], &ACL[8..12], &[32, 0, 4, 0], &ACL[8..12]].concat();
    set_xattr(&path, ACCESS, &minimal)?;
    same((mode(&path)?, xattr(&path, ACCESS)), (0o644, Err(Errno::NODATA)))?;
    same(set_xattr(&path, ACCESS, &ACL[..20]), Err(Errno::INVAL))?;
    same(set_xattr(&path, DEFAULT, &ACL), Err(Errno::ACCESS))
}

fn access_lists_are_inherited(at: &Path) -> Result<()> {
    let dir = at.join("dir");
    set_xattr(&dir, DEFAULT, &ACL)?;
    fs::write(dir.join("new"), "")?;
    fs::create_dir(dir.join("below"))?;
    fs::write(dir.join("below/new"), "")?;
    std::os::unix::fs::symlink("new", dir.join("symlink"))?;
    for (name, expected) in [("new", 0o640), ("below", 0o740), ("below/new", 0o640)] {
        let path = dir.join(name);
        ensure!(mode(&path)? == expected & 0o666 || name == "below", "{name}: {:o}", mode(&path)?);
        same(xattr(&path, ACCESS)?[12..20].to_vec(), ACL[12..20].to_vec())?;
    }
    same(xattr(&dir.join("below"), DEFAULT), Ok(ACL.to_vec()))?;
    same(xattr(&dir.join("new"), DEFAULT), Err(Errno::NODATA))?;
    same(can_read(1000, &dir.join("new"))?, true)
}

fn the_umask_counts_without_a_list(at: &Path) -> Result<()> {
    // The umask of a process that cases may share: only read.
    let umask = std::process::Command::new("sh").args(["-c", "umask"]).output()?.stdout;
    let umask = u32::from_str_radix(String::from_utf8(umask)?.trim(), 8)?;
    let path = at.join("dir/new");
    File::options().write(true).create_new(true).mode(0o666).open(&path)?;
    same(mode(&path)?, 0o666 & !umask)?;
    fs::create_dir(at.join("dir/below"))?;
    same(mode(at.join("dir/below"))?, 0o777 & !umask)?;
    rustix::fs::mknodat(CWD, at.join("fifo"), rustix::fs::FileType::Fifo, rustix::fs::Mode::from_raw_mode(0o666), 0)?;
    same(mode(at.join("fifo"))?, 0o666 & !umask)
}

fn times_are_set_and_kept(at: &Path) -> Result<()> {
    let spec = |tv_sec, tv_nsec| Timespec { tv_sec, tv_nsec };
    let times = Timestamps { last_access: spec(1_000_000, 5), last_modification: spec(-5, 999_999_999) };
    for name in ["file", "dir", "link"] {
        rustix::fs::utimensat(CWD, at.join(name), &times, AtFlags::SYMLINK_NOFOLLOW)?;
        let meta = fs::symlink_metadata(at.join(name))?;
        same((meta.atime(), meta.mtime(), meta.mtime_nsec()), (1_000_000, -5, 999_999_999))?;
    }
    let (before, parent) = (fs::metadata(at.join("other"))?, fs::metadata(at)?);
    fs::set_permissions(at.join("other"), Permissions::from_mode(0o600))?;
    let (after, parent_after) = (fs::metadata(at.join("other"))?, fs::metadata(at)?);
    same((after.mtime(), after.mtime_nsec()), (before.mtime(), before.mtime_nsec()))?;
    same((parent_after.mtime(), parent_after.mtime_nsec()), (parent.mtime(), parent.mtime_nsec()))?;
    ensure!(after.ctime() > 1_000_000_000, "the change left no trace");
    Ok(())
}

fn the_time_of_birth_is_known(at: &Path) -> Result<()> {
    let birth = |name: &str| -> Result<Statx> {
        Ok(rustix::fs::statx(CWD, at.join(name), AtFlags::empty(), StatxFlags::BTIME | StatxFlags::BASIC_STATS)?)
    };
    let before = birth("file")?;
    ensure!(before.stx_mask & StatxFlags::BTIME.bits() != 0, "no time of birth");
    append(&at.join("file"))?;
    ensure!(birth("file")?.stx_btime.tv_sec > 1_000_000_000);
    Ok(())
}
