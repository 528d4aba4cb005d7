//! The files that a container gets from the engine: /etc/hosts, /etc/hostname, /etc/resolv.conf, /run/.containerenv.
//!
//! They lie in the container's directory and are bound over the image's. Each start writes them anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::error::{Context, Result};
use crate::store::containers::{Config, NetworkMode, Record};

/// A file of ours and where the container sees it.
#[derive(Debug)]
pub(crate) struct BoundFile {
    pub(crate) source: PathBuf,
    pub(crate) destination: &'static str,
}

/// Writes the files and says where they go.
pub(crate) fn write(record: &Record, resolv_conf: &str, rootless: bool) -> Result<Vec<BoundFile>> {
    let config = &record.config;
    let dir = record.dir().join("files");
    match std::fs::create_dir(&dir) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            return Err(error).with_context(|| format!("cannot make {}", dir.display()));
        }
        _ => {}
    }
    let files = [
        ("hosts", "/etc/hosts", hosts(config)),
        ("hostname", "/etc/hostname", format!("{}\n", config.hostname)),
        ("resolv.conf", "/etc/resolv.conf", resolv_conf.to_owned()),
        ("containerenv", "/run/.containerenv", containerenv(config, rootless)),
    ];
    files.into_iter().map(|(name, destination, content)| write_one(&dir, name, destination, &content)).collect()
}

fn write_one(dir: &Path, name: &str, destination: &'static str, content: &str) -> Result<BoundFile> {
    let source = dir.join(name);
    std::fs::write(&source, content).with_context(|| format!("cannot write {}", source.display()))?;
    Ok(BoundFile { source, destination })
}

fn hosts(config: &Config) -> String {
    let mut text = String::new();
    for (name, address) in &config.add_host {
        let _ = writeln!(text, "{address}\t{name}");
    }
    text.push_str("127.0.0.1\tlocalhost localhost.localdomain\n::1\tlocalhost localhost.localdomain\n");
    if config.network.mode != NetworkMode::Host {
        let _ = writeln!(text, "127.0.1.1\t{} {}", config.hostname, config.name);
    }
    text
}

/// podman(1) describes the file: always there, with content only for privileged containers.
fn containerenv(config: &Config, rootless: bool) -> String {
    if !config.security.privileged {
        return String::new();
    }
    format!(
        "engine=\"coracle-{}\"\nname=\"{}\"\nid=\"{}\"\nimage=\"{}\"\nimageid=\"{}\"\nrootless={}\n",
        env!("CARGO_PKG_VERSION"),
        config.name,
        config.id,
        config.image.name,
        config.image.id.hex(),
        u8::from(rootless),
    )
}
