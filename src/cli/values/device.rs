//! `--device host[:container][:permissions]`.

/// A device, or a directory of devices, of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    /// Absolute paths.
    pub(crate) host: String,
    pub(crate) container: String,
    /// Some of `rwm`.
    pub(crate) permissions: String,
}

/// Parses `host[:container][:permissions]`.
pub(crate) fn parse(text: &str) -> Result<Device, String> {
    let is_permissions = |part: &str| !part.is_empty() && part.chars().all(|c| "rwm".contains(c));
    let parts: Vec<&str> = text.split(':').collect();
    let (host, container, permissions) = match parts.as_slice() {
        [host] => (*host, *host, "rwm"),
        [host, permissions] if is_permissions(permissions) => (*host, *host, *permissions),
        [host, container] => (*host, *container, "rwm"),
        [host, container, permissions] if is_permissions(permissions) => (*host, *container, *permissions),
        _ => return Err(format!("invalid device {text:?}, it must be in the form of HOST[:CONTAINER][:PERMISSIONS]")),
    };
    if !host.starts_with('/') && host.contains('=') {
        return Err(format!("{host}: devices of the Container Device Interface are not supported"));
    }
    if !host.starts_with('/') || !container.starts_with('/') {
        return Err(format!("a device of {text:?} is not an absolute path"));
    }
    Ok(Device { host: host.to_owned(), container: container.to_owned(), permissions: permissions.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases = [
            ("/dev/fuse", "/dev/fuse", "/dev/fuse", "rwm"),
            ("/dev/fuse:r", "/dev/fuse", "/dev/fuse", "r"),
            ("/dev/fuse:/dev/x", "/dev/fuse", "/dev/x", "rwm"),
            ("/dev/fuse:/dev/x:rw", "/dev/fuse", "/dev/x", "rw"),
        ];
        for (text, host, container, permissions) in cases {
            let device = parse(text).unwrap();
            assert_eq!((&*device.host, &*device.container, &*device.permissions), (host, container, permissions));
        }
        for text in ["", "fuse", "/dev/x:y", "/dev/x:/dev/y:q", "/a:/b:r:w", "nvidia.com/gpu=all"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
