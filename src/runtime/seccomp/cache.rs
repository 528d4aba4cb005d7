//! Compiled filters, kept by a hash of what went into them. Anything in a file that is not a program of the right shape is
//! a miss.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::runtime::spec::CapabilitySet;
use crate::sys::seccomp::Filter;

/// No compiled filter is larger (BPF_MAXINSNS instructions).
const LIMIT: u64 = (4096 * 8 + SUM) as u64;

/// The program's SHA-256 comes after it.
const SUM: usize = 32;

/// The file for a profile: `profile` is its text, or nothing for the default one.
pub(super) fn entry(cache: &Path, profile: Option<&[u8]>, capabilities: CapabilitySet) -> PathBuf {
    let mut hash = Sha256::new();
    // The version stands for the table and the compiler in this binary.
    hash.update(concat!(env!("CARGO_PKG_VERSION"), " table 1 ").as_bytes());
    hash.update(std::env::consts::ARCH.as_bytes());
    if let Ok(version) = libseccomp::ScmpVersion::current() {
        hash.update(format!(" {}.{}.{} ", version.major, version.minor, version.micro).as_bytes());
    }
    hash.update(capabilities.bits().to_le_bytes());
    hash.update(profile.unwrap_or(b"default"));
    let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    cache.join("seccomp").join(name)
}

/// The filter in a cache file. Only this user's own file counts: it decides what a container may do.
pub(super) fn read(entry: &Path) -> Option<Filter> {
    use std::io::Read;
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::File::open(entry).ok()?;
    let metadata = file.metadata().ok()?;
    let trusted =
        metadata.is_file() && metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o022 == 0;
    if !trusted || metadata.len() > LIMIT {
        return None;
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(LIMIT).read_to_end(&mut bytes).ok()?;
    // A power cut can leave a part of it.
    let (program, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
    (Sha256::digest(program).as_slice() == sum).then(|| Filter::from_bytes(program))?
}

/// Keeps a compiled filter; failing to is no error.
pub(super) fn write(entry: &Path, bytes: &[u8]) {
    use std::os::unix::fs::OpenOptionsExt;
    let Some(dir) = entry.parent() else { return };
    let _ = std::fs::create_dir_all(dir);
    let staged = entry.with_extension(format!("{}", std::process::id()));
    let whole = [bytes, Sha256::digest(bytes).as_slice()].concat();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let written = options.open(&staged).and_then(|mut file| std::io::Write::write_all(&mut file, &whole));
    if written.is_err() || std::fs::rename(&staged, entry).is_err() {
        log::debug!("cannot keep the compiled seccomp filter in {}", entry.display());
        let _ = std::fs::remove_file(&staged);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Profile, filter};
    use super::*;

    #[test]
    fn filters_are_kept_and_damaged_ones_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let compiled =
            || format!("{:?}", filter(Profile::Default, CapabilitySet::default(), Some(dir.path())).unwrap().unwrap());
        let first = compiled();
        let file = entry(dir.path(), None, CapabilitySet::default());
        assert_eq!(format!("{:?}", read(&file).unwrap()), first);
        std::fs::write(&file, "damaged").unwrap();
        assert_eq!(compiled(), first);
        assert!(read(&file).is_some());
        assert_ne!(file, entry(dir.path(), None, CapabilitySet::SYS_ADMIN));
        assert_ne!(file, entry(dir.path(), Some(b"{}"), CapabilitySet::default()));
    }

    #[test]
    fn files_that_others_can_write_do_not_count() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x");
        write(&file, &[0; 8]);
        assert!(read(&file).is_some());
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o666)).unwrap();
        assert!(read(&file).is_none());
    }
}
