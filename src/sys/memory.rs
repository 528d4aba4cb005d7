//! Giving memory back.

use std::ffi::c_void;

/// Gives back what this process needed to get started: free pages of the heap, and its own code, which is in the page
/// cache for when some of it is needed again.
pub(crate) fn release() {
    // SAFETY: malloc_trim(3) takes any number and only touches memory that is free.
    unsafe { libc::malloc_trim(0) };
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    for (start, length) in maps.lines().filter_map(code) {
        let address = std::ptr::without_provenance_mut::<c_void>(start);
        // SAFETY: the range is a private mapping of a file that is executable and was never writable, so that its pages
        // are as the file has them: dropped ones come back from there at the next use (madvise(2), MADV_DONTNEED).
        unsafe { libc::madvise(address, length, libc::MADV_DONTNEED) };
    }
}

/// Has each large block mapped by itself, always, so that it goes back to the kernel when it is freed: otherwise glibc puts
/// the next ones into its heaps, once one was freed, and keeps them (mallopt(3), M_MMAP_THRESHOLD).
pub(crate) fn map_large_blocks() {
    // SAFETY: mallopt(3) sets a number of the allocator and nothing else.
    unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

/// glibc's own threshold at the start, in bytes.
const LARGE: i32 = 128 * 1024;

/// The range of a line of proc_pid_maps(5) if it is code of a file: `start-end r-xp offset device inode path`.
fn code(line: &str) -> Option<(usize, usize)> {
    let mut fields = line.split_ascii_whitespace();
    let (start, end) = fields.next()?.split_once('-')?;
    let permissions = fields.next()?;
    let path = fields.nth(3)?;
    if permissions != "r-xp" || !path.starts_with('/') {
        return None;
    }
    let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
    Some((start, end.checked_sub(start)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_of_files_is_given_back() {
        let table = [
            ("1000-3000 r-xp 00000000 fe:00 12 /usr/bin/x", Some((0x1000, 0x2000))),
            ("1000-3000 r--p 00000000 fe:00 12 /usr/bin/x", None),
            ("1000-3000 rwxp 00000000 fe:00 12 /usr/bin/x", None),
            ("1000-3000 r-xp 00000000 00:00 0 [vdso]", None),
            ("1000-3000 r-xp 00000000 00:00 0", None),
            ("", None),
        ];
        for (line, expected) in table {
            assert_eq!(code(line), expected, "{line}");
        }
    }

    #[test]
    fn the_process_goes_on() {
        release();
        assert_eq!(format!("{:x}", 255), "ff");
    }
}
