//! Names: what is found, listed, made, moved and removed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::mem::MaybeUninit;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use anyhow::{Result, ensure};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RawDir, RenameFlags, SeekFrom};
use rustix::io::Errno;

use super::Case;

pub(super) const CASES: &[Case] = &[
    ("layers_are_merged", layers_are_merged),
    ("names_are_as_long_as_the_kernel_has_them", names_are_as_long_as_the_kernel_has_them),
    ("names_of_archives_whiteouts_are_ordinary", names_of_archives_whiteouts_are_ordinary),
    ("paths_may_be_longer_than_path_max", paths_may_be_longer_than_path_max),
    ("removed_names_can_be_used_again", removed_names_can_be_used_again),
    ("a_directory_made_again_is_empty", a_directory_made_again_is_empty),
    ("only_empty_directories_are_removed", only_empty_directories_are_removed),
    ("lower_directories_can_be_moved", lower_directories_can_be_moved),
    ("lower_directories_replace_empty_ones", lower_directories_replace_empty_ones),
    ("files_replace_files", files_replace_files),
    ("names_are_exchanged", names_are_exchanged),
    ("directories_are_exchanged_with_files", directories_are_exchanged_with_files),
    ("no_replace_is_heeded", no_replace_is_heeded),
    ("whiteouts_of_the_containers_own", whiteouts_of_the_containers_own),
    ("a_rename_can_leave_a_whiteout", a_rename_can_leave_a_whiteout),
    ("links_of_one_file_are_not_renamed_over_each_other", links_of_one_file_are_not_renamed_over_each_other),
    ("lower_links_stay_linked", lower_links_stay_linked),
    ("symlinks_can_be_linked_and_moved", symlinks_can_be_linked_and_moved),
    ("listings_say_what_stat_says", listings_say_what_stat_says),
    ("a_reader_keeps_its_place", a_reader_keeps_its_place),
];

pub(super) fn names(dir: impl AsRef<Path>) -> Result<Vec<String>> {
    let names: std::io::Result<Vec<String>> =
        fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect();
    let mut names = names?;
    names.sort();
    Ok(names)
}

pub(super) fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<()> {
    ensure!(found == expected, "found {found:?}, expected {expected:?}");
    Ok(())
}

fn layers_are_merged(at: &Path) -> Result<()> {
    same(names(at.join("dir"))?, ["a", "b", "sub", "three"].map(String::from).to_vec())?;
    same(fs::symlink_metadata(at.join("gone")).is_err(), true)?;
    same(fs::read_to_string(at.join("link"))?, "lower content".to_owned())
}

fn names_are_as_long_as_the_kernel_has_them(at: &Path) -> Result<()> {
    let long = at.join("n".repeat(255));
    fs::write(&long, "long")?;
    fs::rename(&long, at.join("m".repeat(255)))?;
    fs::remove_file(at.join("m".repeat(255)))?;
    let refused = fs::write(at.join("n".repeat(256)), "");
    same(refused.map_err(|e| e.raw_os_error()), Err(Some(Errno::NAMETOOLONG.raw_os_error())))
}

fn names_of_archives_whiteouts_are_ordinary(at: &Path) -> Result<()> {
    for name in [".wh.file", ".wh..wh..opq", ".wh."] {
        fs::write(at.join("dir").join(name), name)?;
        same(fs::read_to_string(at.join("dir").join(name))?, name.to_owned())?;
        ensure!(names(at.join("dir"))?.contains(&name.to_owned()));
    }
    same(fs::read_to_string(at.join("file"))?, "lower content".to_owned())
}

fn paths_may_be_longer_than_path_max(at: &Path) -> Result<()> {
    let name = "d".repeat(200);
    let open = |dir: &File| rustix::fs::openat(dir, &name, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty());
    let mut chain = vec![File::open(at.join("dir"))?];
    while chain.len() < 30 {
        let deepest = &chain[chain.len() - 1];
        rustix::fs::mkdirat(deepest, &name, Mode::RWXU)?;
        chain.push(open(deepest)?.into());
    }
    rustix::fs::openat(&chain[29], "file", OFlags::CREATE | OFlags::WRONLY, Mode::RWXU)?;
    rustix::fs::renameat(&chain[29], "file", &chain[3], "file")?;
    rustix::fs::unlinkat(&chain[3], "file", AtFlags::empty())?;
    for dir in chain.iter().rev().skip(1) {
        rustix::fs::unlinkat(dir, &name, AtFlags::REMOVEDIR)?;
    }
    Ok(())
}

fn removed_names_can_be_used_again(at: &Path) -> Result<()> {
    for name in ["file", "gone"] {
        let path = at.join(name);
        if name == "file" {
            fs::remove_file(&path)?;
        }
        same(fs::remove_file(&path).is_err(), true)?;
        fs::create_dir(&path)?;
        fs::write(path.join("in"), "")?;
        fs::remove_file(path.join("in"))?;
        fs::remove_dir(&path)?;
        std::os::unix::fs::symlink("nowhere", &path)?;
        fs::remove_file(&path)?;
        fs::write(&path, "again")?;
        same(fs::read_to_string(&path)?, "again".to_owned())?;
    }
    Ok(())
}

fn a_directory_made_again_is_empty(at: &Path) -> Result<()> {
    fs::remove_dir_all(at.join("dir"))?;
    fs::create_dir(at.join("dir"))?;
    same(names(at.join("dir"))?, vec![])?;
    same(fs::metadata(at.join("dir/sub")).is_err(), true)?;
    fs::create_dir(at.join("dir/sub"))?;
    same(names(at.join("dir/sub"))?, vec![])
}

fn only_empty_directories_are_removed(at: &Path) -> Result<()> {
    let not_empty = Err(Some(Errno::NOTEMPTY.raw_os_error()));
    same(fs::remove_dir(at.join("dir")).map_err(|e| e.raw_os_error()), not_empty)?;
    fs::remove_file(at.join("dir/sub/deep"))?;
    fs::remove_dir(at.join("dir/sub"))?;
    fs::rename(at.join("dir/a"), at.join("a"))?;
    same(fs::remove_dir(at.join("dir")).map_err(|e| e.raw_os_error()), not_empty)?;
    ["b", "three"].iter().try_for_each(|name| fs::remove_file(at.join("dir").join(name)))?;
    Ok(fs::remove_dir(at.join("dir"))?)
}

fn lower_directories_can_be_moved(at: &Path) -> Result<()> {
    let number = fs::metadata(at.join("dir"))?.ino();
    fs::rename(at.join("dir"), at.join("empty/moved"))?;
    same(fs::metadata(at.join("empty/moved"))?.ino(), number)?;
    same(names(at.join("empty/moved"))?, ["a", "b", "sub", "three"].map(String::from).to_vec())?;
    fs::rename(at.join("empty/moved/sub"), at.join("sub"))?;
    same(fs::read_to_string(at.join("sub/deep"))?, "deep".to_owned())?;
    fs::create_dir(at.join("dir"))?;
    same(names(at.join("dir"))?, vec![])
}

fn lower_directories_replace_empty_ones(at: &Path) -> Result<()> {
    same(fs::rename(at.join("empty"), at.join("dir")).is_err(), true)?;
    fs::rename(at.join("dir/sub"), at.join("empty"))?;
    same(names(at.join("empty"))?, vec!["deep".to_owned()])
}

fn files_replace_files(at: &Path) -> Result<()> {
    let replaced = File::open(at.join("other"))?;
    let moved = fs::metadata(at.join("file"))?.ino();
    fs::rename(at.join("file"), at.join("other"))?;
    same(fs::metadata(at.join("other"))?.ino(), moved)?;
    same(replaced.metadata()?.nlink(), 0)?;
    same(std::io::read_to_string(replaced)?, "the other one".to_owned())?;
    same(fs::read_to_string(at.join("other"))?, "lower content".to_owned())
}

fn names_are_exchanged(at: &Path) -> Result<()> {
    rustix::fs::renameat_with(CWD, at.join("file"), CWD, at.join("dir/a"), RenameFlags::EXCHANGE)?;
    same(fs::read_to_string(at.join("file"))?, "a".to_owned())?;
    same(fs::read_to_string(at.join("dir/a"))?, "lower content".to_owned())
}

fn directories_are_exchanged_with_files(at: &Path) -> Result<()> {
    rustix::fs::renameat_with(CWD, at.join("file"), CWD, at.join("dir"), RenameFlags::EXCHANGE)?;
    same(names(at.join("file"))?.len(), 4)?;
    same(fs::read_to_string(at.join("dir"))?, "lower content".to_owned())
}

fn no_replace_is_heeded(at: &Path) -> Result<()> {
    let rename = |to| rustix::fs::renameat_with(CWD, at.join("file"), CWD, at.join(to), RenameFlags::NOREPLACE);
    same(rename("other"), Err(Errno::EXIST))?;
    same(rename("gone"), Ok(()))
}

fn whiteouts_of_the_containers_own(at: &Path) -> Result<()> {
    let path = at.join("whiteout");
    rustix::fs::mknodat(CWD, &path, FileType::CharacterDevice, Mode::empty(), 0)?;
    let meta = fs::symlink_metadata(&path)?;
    same((meta.file_type().is_char_device(), meta.rdev()), (true, 0))?;
    ensure!(names(at)?.contains(&"whiteout".to_owned()), "not listed");
    Ok(fs::remove_file(path)?)
}

fn a_rename_can_leave_a_whiteout(at: &Path) -> Result<()> {
    for (from, to) in [("file", "moved"), ("other", "dir/a")] {
        rustix::fs::renameat_with(CWD, at.join(from), CWD, at.join(to), RenameFlags::WHITEOUT)?;
        let meta = fs::symlink_metadata(at.join(from))?;
        same((meta.file_type().is_char_device(), meta.rdev()), (true, 0))?;
        ensure!(names(at)?.contains(&from.to_owned()), "not listed");
    }
    same(fs::read_to_string(at.join("dir/a"))?, "the other one".to_owned())
}

fn links_of_one_file_are_not_renamed_over_each_other(at: &Path) -> Result<()> {
    fs::hard_link(at.join("file"), at.join("second"))?;
    fs::rename(at.join("file"), at.join("second"))?;
    same(fs::metadata(at.join("file"))?.nlink(), 2)
}

fn lower_links_stay_linked(at: &Path) -> Result<()> {
    let number = fs::metadata(at.join("one"))?.ino();
    fs::write(at.join("two"), "written through two")?;
    for name in ["one", "two", "dir/three"] {
        let meta = fs::metadata(at.join(name))?;
        same((meta.ino(), meta.nlink()), (number, 3))?;
        same(fs::read_to_string(at.join(name))?, "written through two".to_owned())?;
    }
    fs::remove_file(at.join("one"))?;
    fs::hard_link(at.join("dir/three"), at.join("four"))?;
    fs::rename(at.join("two"), at.join("five"))?;
    same(fs::metadata(at.join("five"))?.nlink(), 3)
}

fn symlinks_can_be_linked_and_moved(at: &Path) -> Result<()> {
    rustix::fs::linkat(CWD, at.join("link"), CWD, at.join("link2"), AtFlags::empty())?;
    same(fs::symlink_metadata(at.join("link2"))?.nlink(), 2)?;
    fs::rename(at.join("link2"), at.join("dir/link3"))?;
    same(fs::read_link(at.join("dir/link3"))?, "file".into())
}

/// Every entry as getdents64 gives it: name, number, type, position after it.
fn entries(dir: &File) -> Result<Vec<(String, u64, FileType, u64)>> {
    let mut buffer = [MaybeUninit::uninit(); 1024];
    let mut raw = RawDir::new(dir, &mut buffer);
    let mut entries = Vec::new();
    while let Some(entry) = raw.next() {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push((name, entry.ino(), entry.file_type(), entry.next_entry_cookie()));
    }
    Ok(entries)
}

fn listings_say_what_stat_says(at: &Path) -> Result<()> {
    File::options().append(true).open(at.join("file"))?;
    fs::write(at.join("new"), "")?;
    fs::write(at.join("one"), "copied up")?;
    fs::remove_file(at.join("other"))?;
    for entry in entries(&File::open(at)?)?.iter().filter(|entry| entry.0 != "..") {
        let stat = rustix::fs::statat(CWD, at.join(&entry.0), AtFlags::SYMLINK_NOFOLLOW)?;
        same((&*entry.0, entry.1, entry.2), (&*entry.0, stat.st_ino, FileType::from_raw_mode(stat.st_mode)))?;
    }
    Ok(())
}

fn a_reader_keeps_its_place(at: &Path) -> Result<()> {
    let many = at.join("dir/many");
    fs::create_dir(&many)?;
    (0..400).try_for_each(|n| fs::write(many.join(format!("file-{n}")), ""))?;
    let dir = File::open(&many)?;
    let all = entries(&dir)?;
    let places: BTreeMap<&str, u64> = all.iter().map(|(name, _, _, place)| (&**name, *place)).collect();
    // What was read is removed, and something else comes: the rest stays where it was.
    let (read, rest) = all.split_at(200);
    for (name, ..) in read.iter().filter(|entry| !entry.0.starts_with('.')) {
        fs::remove_file(many.join(name))?;
        fs::write(many.join(format!("new-{name}")), "")?;
    }
    rustix::fs::seek(&dir, SeekFrom::Start(read[199].3))?;
    let after = entries(&dir)?;
    let old: Vec<&str> = after.iter().map(|entry| &*entry.0).filter(|name| !name.starts_with("new")).collect();
    let expected: Vec<&str> = rest.iter().map(|entry| &*entry.0).collect();
    same(old, expected)?;
    // And seekdir to any of them finds what comes after it.
    rustix::fs::seek(&dir, SeekFrom::Start(places[&*rest[50].0]))?;
    let next = entries(&dir)?.into_iter().find(|entry| !entry.0.starts_with("new")).map(|entry| entry.0);
    same(next, Some(rest[51].0.clone()))
}
