//! The files that a container gets from the engine: /etc/hosts, /etc/hostname, /etc/resolv.conf, /run/.containerenv.
//!
//! They are bound over the image's. Each start writes them anew.

use std::collections::HashSet;
use std::fmt::Write;
use std::net::IpAddr;

use super::base_file::of_base;
use super::start::network_mode;
use crate::error::{Context, Error, Result};
use crate::network;
use crate::store::Store;
use crate::store::containers::{Config, HostsBase, NetworkMode};

/// A file of ours and where the container sees it.
#[derive(Debug)]
pub(crate) struct BoundFile {
    /// Below the container's `files`.
    pub(crate) name: String,
    pub(crate) destination: String,
    pub(crate) content: Vec<u8>,
    /// User and group, as the container numbers them.
    pub(crate) owner: (u32, u32),
    pub(crate) mode: u32,
}

/// The files of a container. Those that it is to have of its image are left out.
pub(crate) fn bound(store: &Store, config: &Config, resolv_conf: String, rootless: bool) -> Result<Vec<BoundFile>> {
    let settings = &config.settings;
    let file = |name: &str, destination: &str, content: Vec<u8>| BoundFile {
        name: name.to_owned(),
        destination: destination.to_owned(),
        content,
        owner: (0, 0),
        mode: 0o644,
    };
    let mut files = vec![file("containerenv", "/run/.containerenv", containerenv(config, rootless).into_bytes())];
    if !settings.no_hosts {
        let base = hosts_base(store, config)?;
        let text = hosts(config, &base, network::host_address(network_mode(config)))?;
        files.push(file("hosts", "/etc/hosts", text.into_bytes()));
    }
    if !settings.no_hostname {
        files.push(file("hostname", "/etc/hostname", format!("{}\n", config.hostname).into_bytes()));
    }
    if !settings.no_resolv_conf {
        files.push(file("resolv.conf", "/etc/resolv.conf", resolv_conf.into_bytes()));
    }
    if let Some(zone) = &settings.time_zone {
        files.push(file("localtime", "/etc/localtime", time_zone(zone)?));
    }
    Ok(files)
}

/// The rules of a time zone, as the host's database has them (tzfile(5)).
pub(super) fn time_zone(zone: &str) -> Result<Vec<u8>> {
    let odd = zone.is_empty() || zone.starts_with('/') || zone.split('/').any(|part| part == "..");
    let path = match zone {
        "local" => "/etc/localtime".to_owned(),
        _ if odd => return Err(Error::new(format!("{zone:?} is no name of a time zone")).into()),
        zone => format!("/usr/share/zoneinfo/{zone}"),
    };
    std::fs::read(&path).map_err(|error| {
        let message = format!("there is no time zone {zone:?} on the host: {path}: {error}");
        Error::new(message).hint("name one such as Europe/Rome; the package `tzdata` has them").into()
    })
}

/// The text of the file whose lines come first.
fn hosts_base(store: &Store, config: &Config) -> Result<String> {
    match &config.settings.hosts_base {
        // A host may have none.
        HostsBase::Host => Ok(std::fs::read_to_string("/etc/hosts").unwrap_or_default()),
        HostsBase::None => Ok(String::new()),
        HostsBase::Image => of_base(store, &config.base, &config.layers, "hosts"),
        HostsBase::File(path) => {
            std::fs::read_to_string(path).with_context(|| format!("--hosts-file: cannot read {}", path.display()))
        }
    }
}

/// What the user asked for, what `base` says, and what every container has, as far as nothing before it has the name.
/// `host` is the address of the host, if the container can reach it at any.
fn hosts(config: &Config, base: &str, host: Option<IpAddr>) -> Result<String> {
    let mut hosts = Hosts::default();
    for (name, address) in &config.add_host {
        let address = if address == "host-gateway" { gateway(config, host)? } else { address.clone() };
        hosts.add(&address, &[name]);
    }
    for line in base.lines().map(|line| line.split('#').next().unwrap_or_default()) {
        if let [address, names @ ..] = line.split_whitespace().collect::<Vec<_>>().as_slice() {
            hosts.add(address, names);
        }
    }
    let known = std::mem::take(&mut hosts.names);
    let mut add = |address: &str, names: &[&str]| {
        let free: Vec<&str> = names.iter().copied().filter(|name| !known.contains(*name)).collect();
        hosts.add(address, &free);
    };
    for address in ["127.0.0.1", "::1"] {
        add(address, &["localhost", "localhost.localdomain"]);
    }
    if let Some(host) = host {
        add(&host.to_string(), &["host.containers.internal", "host.docker.internal"]);
    }
    if config.network.mode != NetworkMode::Host {
        add("127.0.1.1", &[&config.hostname, &config.name]);
    }
    Ok(hosts.text)
}

/// The lines of a hosts(5), and the names in them.
#[derive(Default)]
struct Hosts {
    text: String,
    names: HashSet<String>,
}

impl Hosts {
    fn add(&mut self, address: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        let _ = writeln!(self.text, "{address}\t{}", names.join(" "));
        self.names.extend(names.iter().map(|name| (*name).to_owned()));
    }
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
        config.image_name(),
        config.image_hex(),
        u8::from(rootless),
    )
}
