//! `--storage-opt`.

/// One option of the storage driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StorageOpt {
    /// `union.plan`: how root filesystems are put together.
    Plan(String),
    /// An option of the overlay driver of other engines, whole: it means nothing here.
    Overlay(String),
}

const PLANS: [&str; 3] = ["userspace", "hybrid", "direct"];

/// Parses `union.plan=PLAN`, or any `overlay.KEY=VALUE`.
pub(crate) fn parse(text: &str) -> Result<StorageOpt, String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("{text:?} is not KEY=VALUE"))?;
    match key {
        "union.plan" if PLANS.contains(&value) => Ok(StorageOpt::Plan(value.to_owned())),
        "union.plan" => Err(format!("there is no union plan {value:?}: it is userspace, hybrid or direct")),
        key if key.starts_with("overlay.") || key.starts_with("overlay2.") => Ok(StorageOpt::Overlay(text.to_owned())),
        key => Err(format!("unknown storage option {key:?}; there is union.plan")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        assert_eq!(parse("union.plan=direct"), Ok(StorageOpt::Plan("direct".into())));
        let overlay = "overlay.mount_program=/usr/bin/fuse-overlayfs";
        assert_eq!(parse(overlay), Ok(StorageOpt::Overlay(overlay.into())));
        for (text, part) in [
            ("union.plan=fast", "userspace, hybrid or direct"),
            ("union.plan=", "userspace, hybrid or direct"),
            ("union.plan", "KEY=VALUE"),
            ("vfs.x=1", "unknown storage option \"vfs.x\""),
        ] {
            assert!(parse(text).unwrap_err().contains(part), "{text}");
        }
    }
}
