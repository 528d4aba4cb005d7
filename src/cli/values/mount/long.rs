//! `--mount key=value,…`: Podman's keys, and Docker's where they differ.

use super::short::check_name;
use super::{Mount, MountType, check_destination, words};

/// Parses `type=bind,src=/a,dst=/b,ro`. Without a type it is a volume.
pub(crate) fn parse(text: &str) -> Result<Mount, String> {
    let fields = fields(text)?;
    let kind = match fields.iter().find(|(key, _)| key == "type") {
        Some((_, value)) => kind(value.as_deref().unwrap_or_default())?,
        None => MountType::Volume,
    };
    let mut mount = Mount { kind, source: String::new(), destination: String::new(), options: Vec::new() };
    for (key, value) in fields.iter().filter(|(key, _)| key != "type") {
        set(&mut mount, key, value.as_deref())?;
    }
    finish(mount)
}

fn kind(text: &str) -> Result<MountType, String> {
    Ok(match text {
        "bind" => MountType::Bind,
        "glob" => MountType::Glob,
        "volume" => MountType::Volume,
        "tmpfs" => MountType::Tmpfs,
        "ramfs" => MountType::Ramfs,
        "devpts" => MountType::Devpts,
        "image" => MountType::Image,
        other => {
            let known = "bind, devpts, glob, image, ramfs, tmpfs and volume";
            return Err(format!("invalid filesystem type {other:?}; there are {known}"));
        }
    })
}

/// Comma-separated values; one with a comma in it stands in double quotes, as a whole field (RFC 4180).
fn fields(text: &str) -> Result<Vec<(String, Option<String>)>, String> {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (field, after) =
                    quoted.split_once('"').ok_or_else(|| format!("a double quote is missing in {text:?}"))?;
                (field, after.strip_prefix(',').or(after.is_empty().then_some("")))
            }
            None => rest.split_once(',').map_or((rest, None), |(field, after)| (field, Some(after))),
        };
        if !field.is_empty() {
            let (key, value) = field.split_once('=').map_or((field, None), |(key, value)| (key, Some(value)));
            fields.push((key.to_owned(), value.map(str::to_owned)));
        }
        match after {
            Some(after) if !after.is_empty() => rest = after,
            _ => return Ok(fields),
        }
    }
}

fn set(mount: &mut Mount, key: &str, value: Option<&str>) -> Result<(), String> {
    use MountType::{Bind, Devpts, Glob, Image, Ramfs, Tmpfs, Volume};
    let on = || switch(key, value);
    let text = || value.filter(|v| !v.is_empty()).ok_or_else(|| format!("{key} needs a value"));
    let kind = mount.kind;
    let word = match (key, kind) {
        ("src" | "source", Bind | Glob | Volume | Image) => {
            mount.source = text()?.to_owned();
            None
        }
        ("dst" | "dest" | "destination" | "target", _) => {
            mount.destination = check_destination(text()?)?;
            None
        }
        ("ro" | "readonly", Bind | Glob | Volume | Tmpfs | Ramfs | Image) => {
            Some(if on()? { "ro" } else { "rw" }.to_owned())
        }
        ("rw" | "readwrite", Bind | Glob | Volume | Tmpfs | Ramfs | Image) => {
            Some(if on()? { "rw" } else { "ro" }.to_owned())
        }
        ("U" | "chown", Bind | Glob | Volume | Tmpfs | Ramfs) => on()?.then(|| "U".to_owned()),
        ("idmap", Bind | Glob | Volume) => match value {
            None | Some("true" | "1") => Some("idmap".to_owned()),
            Some("false" | "0") => None,
            Some(map) => Some(format!("idmap={map}")),
        },
        ("subpath" | "volume-subpath", Volume | Image) => Some(format!("subpath={}", text()?)),
        ("relabel", Bind | Glob | Volume) => Some(relabel(text()?)?.to_owned()),
        ("bind-propagation", Bind | Glob) => Some(propagation(text()?)?),
        ("bind-nonrecursive", Bind | Glob) => Some(if on()? { "bind" } else { "rbind" }.to_owned()),
        ("bind-recursive", Bind) => recursion(text()?)?.map(str::to_owned),
        ("volume-nocopy", Volume) => on()?.then(|| "nocopy".to_owned()),
        ("tmpfs-size" | "size", Tmpfs) => Some(format!("size={}", crate::cli::values::size::parse(text()?)?)),
        ("tmpfs-mode" | "mode", Tmpfs | Ramfs) => Some(format!("mode={}", octal(text()?)?)),
        ("tmpcopyup" | "notmpcopyup", Tmpfs | Ramfs) => Some(key.to_owned()),
        ("uid" | "gid" | "max", Devpts) => Some(format!("{key}={}", number(key, text()?)?)),
        ("mode", Devpts) => Some(format!("mode={}", octal(text()?)?)),
        // What Docker Desktop makes of it has no meaning on Linux.
        ("consistency", Bind | Volume) => None,
        (word, Bind | Glob | Volume) if value.is_none() => Some(word.to_owned()),
        (word, Tmpfs | Ramfs) if value.is_none() && words::is_tmpfs_option(word) => Some(word.to_owned()),
        _ => return Err(format!("{key}: invalid mount option for this type of mount")),
    };
    mount.options.extend(word);
    Ok(())
}

fn switch(key: &str, value: Option<&str>) -> Result<bool, String> {
    match value {
        None | Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        Some(other) => Err(format!("{key}: {other:?} is neither true nor false")),
    }
}

fn relabel(value: &str) -> Result<&'static str, String> {
    match value {
        "shared" => Ok("z"),
        "private" => Ok("Z"),
        other => Err(format!("relabel: {other:?} is neither shared nor private")),
    }
}

fn propagation(value: &str) -> Result<String, String> {
    match words::PROPAGATIONS.contains(&value) {
        true => Ok(value.to_owned()),
        false => Err(format!("bind-propagation: {value:?} is none of {}", words::PROPAGATIONS.join(", "))),
    }
}

/// Docker's way to say how mounts below the source are dealt with.
fn recursion(value: &str) -> Result<Option<&'static str>, String> {
    match value {
        "enabled" | "readonly" => Ok(Some("rbind")),
        "writable" => Ok(None),
        "disabled" => Ok(Some("bind")),
        other => Err(format!("bind-recursive: {other:?} is none of enabled, disabled, writable, readonly")),
    }
}

fn octal(value: &str) -> Result<String, String> {
    crate::cli::values::octal::parse(value).map(|mode| format!("{mode:04o}"))
}

fn number(key: &str, value: &str) -> Result<u32, String> {
    value.parse().map_err(|_| format!("{key}: {value:?} is no number"))
}

fn finish(mount: Mount) -> Result<Mount, String> {
    if mount.destination.is_empty() && mount.kind == MountType::Glob {
        // Each file appears where it is on the host.
        return finish_source(mount);
    }
    if mount.destination.is_empty() {
        return Err("must set volume destination".to_owned());
    }
    if matches!(mount.kind, MountType::Bind | MountType::Glob | MountType::Volume) {
        let common: Vec<String> = mount.options.iter().filter(|o| !o.starts_with("subpath=")).cloned().collect();
        words::check(&common)?;
    }
    finish_source(mount)
}

fn finish_source(mount: Mount) -> Result<Mount, String> {
    match mount.kind {
        MountType::Bind | MountType::Glob if !mount.source.starts_with(['/', '.']) => match mount.source.as_str() {
            "" => Err("must set volume source".to_owned()),
            source => Err(format!("a path of the host begins with / or .: try ./{source}")),
        },
        MountType::Image if mount.source.is_empty() => Err("must set image source".to_owned()),
        MountType::Volume if !mount.source.is_empty() => check_name(&mount.source).map(|()| mount),
        _ => Ok(mount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type() {
        use MountType::{Bind, Devpts, Glob, Image, Tmpfs, Volume};
        let cases = [
            ("type=bind,src=/a,dst=/b,ro", Bind, "/a", "/b", "ro"),
            (
                "type=bind,source=./a,target=/b,bind-propagation=rslave,relabel=shared,U=true",
                Bind,
                "./a",
                "/b",
                "rslave,z,U",
            ),
            ("type=bind,src=/a,destination=/b,readonly=false,bind-nonrecursive", Bind, "/a", "/b", "rw,bind"),
            ("\"type=bind\",\"src=/a,b\",dst=/c", Bind, "/a,b", "/c", ""),
            ("src=data,dst=/b,subpath=x,volume-nocopy", Volume, "data", "/b", "subpath=x,nocopy"),
            ("type=volume,dst=/b", Volume, "", "/b", ""),
            (
                "type=tmpfs,dst=/b,tmpfs-size=1k,tmpfs-mode=700,notmpcopyup,ro=true",
                Tmpfs,
                "",
                "/b",
                "size=1024,mode=0700,notmpcopyup,ro",
            ),
            ("type=image,src=debian:12,dst=/b,rw=true", Image, "debian:12", "/b", "rw"),
            (
                "type=devpts,dst=/dev/pts,uid=1,gid=5,mode=600,max=10",
                Devpts,
                "",
                "/dev/pts",
                "uid=1,gid=5,mode=0600,max=10",
            ),
            ("type=glob,src=/usr/lib/libm*,dst=/l,ro", Glob, "/usr/lib/libm*", "/l", "ro"),
        ];
        for (text, kind, source, destination, options) in cases {
            let mount = parse(text).unwrap();
            assert_eq!((mount.kind, mount.source.as_str(), mount.destination.as_str()), (kind, source, destination));
            assert_eq!(mount.options.join(","), options, "{text}");
        }
    }

    #[test]
    fn bad_ones() {
        let cases = [
            ("", "must set volume destination"),
            ("type=bind,dst=/b", "must set volume source"),
            ("type=bind,src=a,dst=/b", "try ./a"),
            ("type=bind,src=/a", "must set volume destination"),
            ("type=bind,src=/a,dst=b", "absolute"),
            ("type=nfs,src=/a,dst=/b", "invalid filesystem type"),
            ("type=bind,src=/a,dst=/b,tmpfs-size=1", "tmpfs-size: invalid mount option"),
            ("type=bind,src=/a,dst=/b,ro=x", "neither true nor false"),
            ("type=bind,src=/a,dst=/b,ro,rw", "cannot be used together"),
            ("type=tmpfs,src=/a,dst=/b", "src: invalid mount option"),
            ("type=tmpfs,dst=/b,tmpfs-mode=9", "no file mode"),
            ("type=image,dst=/b", "must set image source"),
            ("\"src=a", "double quote"),
        ];
        for (text, cause) in cases {
            let error = parse(text).unwrap_err();
            assert!(error.contains(cause), "{text}: {error}");
        }
    }
}
