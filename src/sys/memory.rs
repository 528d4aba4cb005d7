//! Giving memory back.

use std::ffi::c_void;

/// Gives back what this process needed to get started: free pages of the heap, and of its program and libraries all that is
/// in the page cache for when some of it is needed again.
pub(crate) fn release() {
    // SAFETY: malloc_trim(3) takes any number and only touches memory that is free.
    unsafe { libc::malloc_trim(0) };
    let maps = std::fs::read_to_string("/proc/self/smaps").unwrap_or_default();
    for (start, length) in unchanged_files(&maps) {
        let address = std::ptr::without_provenance_mut::<c_void>(start);
        // SAFETY: the range is a private mapping of a file that cannot be written to and no page of which is this process's
        // own, so that all are as the file has them: dropped ones come back from there at the next use (madvise(2),
        // MADV_DONTNEED). It is still that mapping, whatever other threads do meanwhile: only the loader maps files
        // privately, and nothing unloads a library (ours, `mmap`, are shared).
        unsafe { libc::madvise(address, length, libc::MADV_DONTNEED) };
    }
}

/// Has each large block mapped by itself, always, so that it goes back to the kernel when it is freed: otherwise glibc puts
/// the next ones into its heaps, once one was freed, and keeps them (mallopt(3), M_MMAP_THRESHOLD).
pub(crate) fn map_large_blocks() {
    // SAFETY: mallopt(3) sets a number of the allocator and nothing else.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

/// The same, and no more than two heaps: with one for each thread, as glibc makes them, what each has freed adds up
/// (mallopt(3), M_ARENA_MAX). Threads that begin later share them.
pub(crate) fn share_heaps() {
    map_large_blocks();
    // SAFETY: as above.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, 2) };
}

/// glibc's own threshold at the start, in bytes.
const LARGE: i32 = 128 * 1024;

/// The ranges that are privately mapped files without a page of the process's own, in what proc_pid_smaps(5) has: for each a
/// line `start-end rw-p offset device inode path`, followed by lines such as `Anonymous: 0 kB`.
fn unchanged_files(smaps: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut lines = smaps.lines().peekable();
    std::iter::from_fn(move || {
        let found = file(lines.next()?);
        let mut own = 0;
        while let Some(field) = lines.next_if(|line| !is_mapping(line)) {
            own += own_kilobytes(field);
        }
        Some(found.filter(|_| own == 0))
    })
    .flatten()
}

fn is_mapping(line: &str) -> bool {
    line.split_ascii_whitespace().next().is_some_and(|word| !word.ends_with(':'))
}

/// The range of a line that begins a mapping, if it is a private one of a file and cannot be written to.
fn file(line: &str) -> Option<(usize, usize)> {
    let mut fields = line.split_ascii_whitespace();
    let (start, end) = fields.next()?.split_once('-')?;
    let permissions = fields.next()?;
    let path = fields.nth(3)?;
    if permissions.contains('w') || !permissions.ends_with('p') || !path.starts_with('/') {
        return None;
    }
    let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
    Some((start, end.checked_sub(start)?))
}

/// How much of a mapping is no longer the file's, by one line of it.
fn own_kilobytes(line: &str) -> u64 {
    let mut fields = line.split_ascii_whitespace();
    match fields.next() {
        Some("Anonymous:" | "Swap:") => fields.next().and_then(|number| number.parse().ok()).unwrap_or(u64::MAX),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_files_have_is_given_back() {
        let smaps = "\
1000-3000 r-xp 00000000 fe:00 12 /usr/bin/x
Rss:                 512 kB
Anonymous:             0 kB
Swap:                  0 kB
3000-5000 r--p 00002000 fe:00 12 /usr/bin/x
Anonymous:             4 kB
Swap:                  0 kB
5000-6000 r--p 00002000 fe:00 12 /usr/bin/x
Anonymous:             0 kB
Swap:                  4 kB
6000-7000 rw-p 00000000 fe:00 12 /usr/bin/x
Anonymous:             0 kB
7000-9000 r--p 00000000 fe:00 13 /home/u/lib with blanks.so
Anonymous:             0 kB
b000-c000 r--s 00000000 fe:00 14 /home/u/object
Anonymous:             0 kB
9000-a000 r-xp 00000000 00:00 0 [vdso]
Anonymous:             0 kB
a000-b000 r--p 00000000 00:00 0
Anonymous:             0 kB
";
        let ranges: Vec<_> = unchanged_files(smaps).collect();
        assert_eq!(ranges, [(0x1000, 0x2000), (0x7000, 0x2000)]);
        assert_eq!(unchanged_files("").count(), 0);
    }

    #[test]
    fn the_process_goes_on() {
        release();
        assert_eq!(format!("{:x}", 255), "ff");
    }
}
