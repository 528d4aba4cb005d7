//! The files that a container gets from the engine: /etc/hosts, /etc/hostname, /etc/resolv.conf, /run/.containerenv.
//!
//! They lie in the container's directory and are bound over the image's. Each start writes them anew.

use std::fmt::Write;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use super::start::network_mode;
use crate::error::{Context, Error, Result};
use crate::network;
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
        ("hosts", "/etc/hosts", hosts(config, network::host_address(network_mode(config)))?),
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

/// `host` is the address of the host, if the container can reach it at any.
fn hosts(config: &Config, host: Option<IpAddr>) -> Result<String> {
    let mut text = String::new();
    for (name, address) in &config.add_host {
        let address = if address == "host-gateway" { gateway(config, host)? } else { address.clone() };
        let _ = writeln!(text, "{address}\t{name}");
    }
    text.push_str("127.0.0.1\tlocalhost localhost.localdomain\n::1\tlocalhost localhost.localdomain\n");
    if let Some(host) = host {
        let _ = writeln!(text, "{host}\thost.containers.internal host.docker.internal");
    }
    if config.network.mode != NetworkMode::Host {
        let _ = writeln!(text, "127.0.1.1\t{} {}", config.hostname, config.name);
    }
    Ok(text)
}

fn gateway(config: &Config, host: Option<IpAddr>) -> Result<String> {
    host.map(|ip| ip.to_string()).ok_or_else(|| {
        let mode = config.network.mode.as_str();
        Error::new(format!("--add-host: with the network {mode} here, a container reaches the host at no address"))
            .hint("for pasta, a passt of August 2024 or later is needed; or use `--network slirp4netns`")
            .into()
    })
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
