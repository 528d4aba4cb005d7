//! The options of a mount in the specification, as mount(8) spells them. Pure.

use crate::error::{Error, Result};
use crate::sys::mount::{Attributes, Propagation};

/// Options sorted by what they are for.
#[derive(Debug, PartialEq)]
pub(super) struct Options<'a> {
    pub(super) attributes: Attributes,
    pub(super) propagation: Option<Propagation>,
    /// Whether mounts below the source come along.
    pub(super) recursive: bool,
    /// Whether the filesystem starts with what the image has at its place.
    pub(super) copy_up: bool,
    /// The directory of the volume whose files are mounted: one that is new starts with what the image has at its place.
    pub(super) volume: Option<&'a str>,
    /// What is mounted of the source.
    pub(super) subpath: Option<&'a str>,
    /// Whether all of it is given to the container's user.
    pub(super) chown: bool,
    /// What is left: options of the filesystem itself, with their values.
    pub(super) data: Vec<(&'a str, Option<&'a str>)>,
}

/// Sorts `options`.
pub(super) fn parse<'a>(options: impl IntoIterator<Item = &'a str>) -> Options<'a> {
    let mut parsed = Options {
        attributes: Attributes::empty(),
        propagation: None,
        recursive: false,
        copy_up: false,
        volume: None,
        subpath: None,
        chown: false,
        data: Vec::new(),
    };
    for option in options {
        parsed.take(option);
    }
    parsed
}

impl<'a> Options<'a> {
    fn take(&mut self, option: &'a str) {
        if let Some((flag, on)) = attribute(option) {
            self.attributes.set(flag, on);
        } else if let Some(propagation) = propagation(option) {
            self.propagation = Some(propagation);
        } else {
            match option {
                "rbind" => self.recursive = true,
                "tmpcopyup" | "copyup" => self.copy_up = true,
                "U" => self.chown = true,
                // What is the default anyway, or means labels that a user namespace cannot set.
                "bind" | "defaults" | "async" | "notmpcopyup" | "z" | "Z" | "" => {}
                other => {
                    let (key, value) = other.split_once('=').map_or((other, None), |(k, v)| (k, Some(v)));
                    match key {
                        "volume" => self.volume = value,
                        "subpath" => self.subpath = value,
                        _ => self.data.push((key, value)),
                    }
                }
            }
        }
    }

    /// Fails when there is an option that a bind mount has no use for.
    pub(super) fn refuse_data(&self) -> Result<()> {
        match self.data.first() {
            Some((key, _)) => Err(Error::new(format!("unknown option {key:?} of a bind mount")).into()),
            None => Ok(()),
        }
    }
}

fn attribute(option: &str) -> Option<(Attributes, bool)> {
    Some(match option {
        "ro" | "rro" => (Attributes::MOUNT_ATTR_RDONLY, true),
        "rw" => (Attributes::MOUNT_ATTR_RDONLY, false),
        "nosuid" => (Attributes::MOUNT_ATTR_NOSUID, true),
        "suid" => (Attributes::MOUNT_ATTR_NOSUID, false),
        "nodev" => (Attributes::MOUNT_ATTR_NODEV, true),
        "dev" => (Attributes::MOUNT_ATTR_NODEV, false),
        "noexec" => (Attributes::MOUNT_ATTR_NOEXEC, true),
        "exec" => (Attributes::MOUNT_ATTR_NOEXEC, false),
        "noatime" => (Attributes::MOUNT_ATTR_NOATIME, true),
        "strictatime" => (Attributes::MOUNT_ATTR_STRICTATIME, true),
        "nodiratime" => (Attributes::MOUNT_ATTR_NODIRATIME, true),
        "nosymfollow" => (Attributes::MOUNT_ATTR_NOSYMFOLLOW, true),
        "atime" | "diratime" | "relatime" | "symfollow" => (Attributes::empty(), true),
        _ => return None,
    })
}

fn propagation(option: &str) -> Option<Propagation> {
    Some(match option {
        "private" | "rprivate" => Propagation::Private,
        "shared" | "rshared" => Propagation::Shared,
        "slave" | "rslave" => Propagation::Slave,
        "unbindable" | "runbindable" => Propagation::Unbindable,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_sorted_and_the_last_one_wins() {
        let parsed = parse(["rbind", "ro", "nosuid", "suid", "nodev", "rslave", "size=64k", "newinstance"]);
        assert_eq!(parsed.attributes, Attributes::MOUNT_ATTR_RDONLY | Attributes::MOUNT_ATTR_NODEV);
        assert_eq!(parsed.propagation, Some(Propagation::Slave));
        assert!(parsed.recursive && !parsed.copy_up);
        assert_eq!(parsed.data, [("size", Some("64k")), ("newinstance", None)]);
        assert!(parsed.refuse_data().is_err());
        assert!(parse(["rw", "exec", "z", "", "U", "volume=/v", "subpath=a/b"]).refuse_data().is_ok());
    }
}
