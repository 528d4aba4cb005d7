//! Contents: reads and writes of every kind, above all of files that were opened before their copy-up.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use anyhow::{Result, ensure};
use rustix::fs::{AtFlags, CWD, FallocateFlags, IFlags, Mode, OFlags, SeekFrom};
use rustix::io::Errno;

use super::Case;
use super::names::{names, same};

pub(super) const CASES: &[Case] = &[
    ("old_handles_see_new_writes", old_handles_see_new_writes),
    ("old_pages_never_come_back", old_pages_never_come_back),
    ("maps_see_later_writes", maps_see_later_writes),
    ("appends_go_to_the_end", appends_go_to_the_end),
    ("files_are_cut_and_grown", files_are_cut_and_grown),
    ("holes_are_found", holes_are_found),
    ("holes_take_no_space", holes_take_no_space),
    ("space_is_allocated", space_is_allocated),
    ("ranges_are_punched_and_zeroed", ranges_are_punched_and_zeroed),
    ("ranges_are_collapsed_and_inserted", ranges_are_collapsed_and_inserted),
    ("ranges_are_copied", ranges_are_copied),
    ("files_without_a_name_can_be_made", files_without_a_name_can_be_made),
    ("unlinked_files_live_on", unlinked_files_live_on),
    ("direct_io_and_cached_io_agree", direct_io_and_cached_io_agree),
    ("everything_can_be_synced", everything_can_be_synced),
    ("flags_can_be_read_and_set", flags_can_be_read_and_set),
];

fn writable(path: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).open(path)
}

fn old_handles_see_new_writes(at: &Path) -> Result<()> {
    let mut old = File::open(at.join("file"))?;
    writable(&at.join("file"))?.write_all_at(b"UPPER", 0)?;
    let mut seen = String::new();
    old.read_to_string(&mut seen)?;
    same(seen, "UPPER content".to_owned())
}

fn old_pages_never_come_back(at: &Path) -> Result<()> {
    let old = File::open(at.join("big"))?;
    let new = writable(&at.join("big"))?;
    new.write_all_at(b"fsynced", 100)?;
    new.sync_all()?;
    rustix::fs::fadvise(&new, 0, None, rustix::fs::Advice::DontNeed)?;
    let mut seen = [0; 7];
    old.read_exact_at(&mut seen, 100)?;
    same(&seen, b"fsynced")?;
    new.write_all_at(b"again", 200)?;
    new.sync_all()?;
    rustix::fs::fadvise(&old, 0, None, rustix::fs::Advice::DontNeed)?;
    let all = fs::read(at.join("big"))?;
    same((&all[100..107], &all[200..205], all.len()), (&b"fsynced"[..], &b"again"[..], 20_000))
}

fn maps_see_later_writes(at: &Path) -> Result<()> {
    let map = crate::sys::mmap::Mapped::open(&at.join("big"))?;
    same(map[5000], 7)?;
    writable(&at.join("big"))?.write_all_at(b"new", 5000)?;
    same(&map[5000..5003], b"new")
}

fn appends_go_to_the_end(at: &Path) -> Result<()> {
    let append = || File::options().append(true).open(at.join("file"));
    let (mut one, mut two) = (append()?, append()?);
    one.write_all(b"1")?;
    two.write_all(b"2")?;
    one.rewind()?;
    one.write_all(b"3")?;
    same(fs::read_to_string(at.join("file"))?, "lower content123".to_owned())
}

fn files_are_cut_and_grown(at: &Path) -> Result<()> {
    let old = File::open(at.join("big"))?;
    writable(&at.join("big"))?.set_len(10)?;
    same(old.metadata()?.len(), 10)?;
    writable(&at.join("big"))?.set_len(30)?;
    same(fs::read(at.join("big"))?, [[7; 10], [0; 10], [0; 10]].concat())?;
    File::create(at.join("file"))?;
    same((fs::metadata(at.join("file"))?.len(), old.metadata()?.len()), (0, 30))
}

fn holes_are_found(at: &Path) -> Result<()> {
    let file = File::create(at.join("sparse"))?;
    file.set_len(4 << 20)?;
    file.write_all_at(&[1; 4096], 1 << 20)?;
    // Not synced: the kernel may still have all of it to itself.
    let seek = |from| rustix::fs::seek(&file, from);
    same(seek(SeekFrom::Data(0)), Ok(1 << 20))?;
    same(seek(SeekFrom::Hole(1 << 20)), Ok((1 << 20) + 4096))?;
    same(seek(SeekFrom::Data(2 << 20)), Err(Errno::NXIO))?;
    same(seek(SeekFrom::Hole(2 << 20)), Ok(2 << 20))?;
    let lower = writable(&at.join("big"))?;
    same(rustix::fs::seek(&lower, SeekFrom::Data(100)), Ok(100))?;
    lower.set_len(4 << 20)?;
    lower.write_all_at(b"end", 3 << 20)?;
    let hole = rustix::fs::seek(&lower, SeekFrom::Hole(0))?;
    ensure!((20_000..20_481).contains(&hole), "the hole begins at {hole}");
    same(rustix::fs::seek(&lower, SeekFrom::Data(hole)), Ok(3 << 20))?;
    same(rustix::fs::seek(&lower, SeekFrom::Data(5 << 20)), Err(Errno::NXIO))
}

fn holes_take_no_space(at: &Path) -> Result<()> {
    let file = writable(&at.join("big"))?;
    file.set_len(1 << 30)?;
    file.write_all_at(b"end", (1 << 30) - 3)?;
    file.sync_all()?;
    let meta = file.metadata()?;
    ensure!(meta.len() == 1 << 30 && meta.blocks() < 1000, "{} blocks", meta.blocks());
    Ok(())
}

fn space_is_allocated(at: &Path) -> Result<()> {
    let file = writable(&at.join("big"))?;
    rustix::fs::fallocate(&file, FallocateFlags::KEEP_SIZE, 0, 1 << 20)?;
    same(file.metadata()?.len(), 20_000)?;
    ensure!(file.metadata()?.blocks() >= 2048, "{} blocks", file.metadata()?.blocks());
    rustix::fs::fallocate(&file, FallocateFlags::empty(), 0, 1 << 20)?;
    same(file.metadata()?.len(), 1 << 20)
}

fn ranges_are_punched_and_zeroed(at: &Path) -> Result<()> {
    let file = writable(&at.join("big"))?;
    file.write_all_at(&[8; 100], 0)?;
    rustix::fs::fallocate(&file, FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE, 50, 8192)?;
    rustix::fs::fallocate(&file, FallocateFlags::ZERO_RANGE | FallocateFlags::KEEP_SIZE, 10_000, 5000)?;
    let all = fs::read(at.join("big"))?;
    let expected = [&[8; 50][..], &[0; 8192], &[7; 1758], &[0; 5000], &[7; 5000]].concat();
    ensure!(all == expected, "other bytes than expected");
    Ok(())
}

fn ranges_are_collapsed_and_inserted(at: &Path) -> Result<()> {
    let file = writable(&at.join("big"))?;
    rustix::fs::fallocate(&file, FallocateFlags::COLLAPSE_RANGE, 0, 4096)?;
    same(file.metadata()?.len(), 20_000 - 4096)?;
    rustix::fs::fallocate(&file, FallocateFlags::INSERT_RANGE, 4096, 4096)?;
    same(file.metadata()?.len(), 20_000)
}

fn ranges_are_copied(at: &Path) -> Result<()> {
    let (from, to) = (writable(&at.join("big"))?, writable(&at.join("file"))?);
    from.write_all_at(b"just written", 4000)?;
    let (mut source, mut target) = (4000, 6);
    same(rustix::fs::copy_file_range(&from, Some(&mut source), &to, Some(&mut target), 12)?, 12)?;
    same(fs::read(at.join("file"))?, b"lower just written".to_vec())?;
    let (mut source, mut target) = (4005, 10_000);
    same(rustix::fs::copy_file_range(&from, Some(&mut source), &from, Some(&mut target), 7)?, 7)?;
    same(&fs::read(at.join("big"))?[10_000..10_007], b"written")
}

fn files_without_a_name_can_be_made(at: &Path) -> Result<()> {
    let mut file = File::options().read(true).write(true).custom_flags(OFlags::TMPFILE.bits() as i32).open(at)?;
    file.write_all(b"nameless")?;
    same(file.metadata()?.nlink(), 0)?;
    let by_number = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    rustix::fs::linkat(CWD, by_number, CWD, at.join("named"), AtFlags::SYMLINK_FOLLOW)?;
    same(fs::read_to_string(at.join("named"))?, "nameless".to_owned())
}

fn unlinked_files_live_on(at: &Path) -> Result<()> {
    let (lower, new) = (writable(&at.join("file"))?, File::create_new(at.join("new"))?);
    let read_only = File::open(at.join("other"))?;
    ["file", "new", "other"].iter().try_for_each(|name| fs::remove_file(at.join(name)))?;
    for file in [&lower, &new] {
        file.write_all_at(b"LOWER", 0)?;
        file.sync_all()?;
        rustix::fs::fchmod(file, Mode::RUSR)?;
        rustix::fs::fsetxattr(file, "user.note", b"x", rustix::fs::XattrFlags::empty())?;
        same((file.metadata()?.nlink(), file.metadata()?.mode()), (0, 0o100_400))?;
    }
    rustix::fs::fchmod(&read_only, Mode::RUSR)?;
    same(std::io::read_to_string(&read_only)?, "the other one".to_owned())?;
    same(std::io::read_to_string(&lower)?, "LOWER content".to_owned())?;
    lower.set_len(5)?;
    same(lower.metadata()?.len(), 5)?;
    let by_number = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&lower));
    let linked = rustix::fs::linkat(CWD, by_number, CWD, at.join("named"), AtFlags::SYMLINK_FOLLOW);
    same(linked, Err(Errno::NOENT))?;
    ensure!(!names(at)?.contains(&"file".to_owned()));
    Ok(())
}

fn direct_io_and_cached_io_agree(at: &Path) -> Result<()> {
    let flags = OFlags::DIRECT.bits() as i32;
    let file = File::options().read(true).write(true).custom_flags(flags).open(at.join("big"))?;
    let mut memory = vec![0; 8192];
    let start = memory.as_ptr().align_offset(4096);
    let block = &mut memory[start..start + 4096];
    block.fill(9);
    writable(&at.join("big"))?.write_all_at(b"cached", 0)?;
    file.write_all_at(block, 4096)?;
    file.read_exact_at(block, 0)?;
    same(&block[..6], b"cached")?;
    same(fs::read(at.join("big"))?[4096..8192].iter().all(|byte| *byte == 9), true)
}

fn everything_can_be_synced(at: &Path) -> Result<()> {
    let file = writable(&at.join("file"))?;
    file.write_all_at(b"x", 0)?;
    file.sync_data()?;
    for name in ["file", "big", "dir", "empty"] {
        File::open(at.join(name))?.sync_all()?;
    }
    Ok(rustix::fs::syncfs(&file)?)
}

fn flags_can_be_read_and_set(at: &Path) -> Result<()> {
    for name in ["file", "dir", "new"] {
        if name == "new" {
            fs::write(at.join(name), "")?;
        }
        let file = File::open(at.join(name))?;
        let before = rustix::fs::ioctl_getflags(&file)?;
        rustix::fs::ioctl_setflags(&file, before | IFlags::NODUMP)?;
        ensure!(rustix::fs::ioctl_getflags(&file)?.contains(IFlags::NODUMP));
        let refused = rustix::fs::ioctl_setflags(&file, before | IFlags::IMMUTABLE);
        same(refused, Err(Errno::PERM))?;
    }
    Ok(())
}
