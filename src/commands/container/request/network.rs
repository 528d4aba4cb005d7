//! How the container reaches others, and others reach it.

use crate::cli::values::{Address, Exposed, HostEntry, HostsBase, NameServer, Network, PortRange, Protocol, Publish};
use crate::cli::{NetworkArgs, ReachArgs};
use crate::container::{self, Request};
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: NetworkArgs, request: &mut Request) -> Result<()> {
    refuse_addresses(&args)?;
    let NetworkArgs { reach, expose, hosts_file, publish, publish_all, ip: _, mac_address: _, network_alias: _ } = args;
    let ReachArgs { add_host, dns, dns_option, dns_search, network, no_hostname, no_hosts } = reach;
    request.namespaces.network = joined(network.as_ref());
    (request.network, request.network_args) = network_mode(network);
    request.ports = ports(&publish)?;
    request.settings.exposed = expose.into_iter().flat_map(exposed).collect();
    request.settings.publish_all = publish_all;
    request.add_host = add_host.into_iter().flat_map(host_lines).collect();
    request.settings.no_hosts = no_hosts.unwrap_or(false);
    request.settings.hosts_base = hosts_base(hosts_file)?;
    request.settings.no_hostname = no_hostname;
    request.settings.dns_search = dns_search;
    request.settings.dns_options = dns_option;
    for server in dns {
        match server {
            NameServer::None => request.settings.no_resolv_conf = true,
            NameServer::At(address) => request.dns.push(address.to_string()),
        }
    }
    let settings = &request.settings;
    let others = !request.dns.is_empty() || !settings.dns_search.is_empty() || !settings.dns_options.is_empty();
    if settings.no_resolv_conf && others {
        return Err(Error::new("--dns none does not go with other settings of name servers").into());
    }
    Ok(())
}

/// Addresses and names are a bridge's to give.
fn refuse_addresses(args: &NetworkArgs) -> Result<()> {
    let given = [
        ("--ip", args.ip.is_some()),
        ("--mac-address", args.mac_address.is_some()),
        ("--network-alias", !args.network_alias.is_empty()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((flag, _)) => {
            let message =
                format!("{flag} needs a bridge network, and there are only pasta, slirp4netns, host and none");
            Err(Error::new(message).hint("leave it out; --publish makes ports reachable").into())
        }
    }
}

fn hosts_base(typed: Option<HostsBase>) -> Result<record::HostsBase> {
    Ok(match typed {
        None | Some(HostsBase::Host) => record::HostsBase::Host,
        Some(HostsBase::None) => record::HostsBase::None,
        Some(HostsBase::Image) => record::HostsBase::Image,
        Some(HostsBase::File(path)) => {
            std::fs::read_to_string(&path).with_context(|| format!("--hosts-file: cannot read {}", path.display()))?;
            record::HostsBase::File(path)
        }
    })
}

fn exposed(exposed: Exposed) -> impl Iterator<Item = String> {
    let Exposed { ports: PortRange { first, count }, protocol } = exposed;
    let protocol = match protocol {
        Protocol::Tcp => "tcp",
        Protocol::Udp => "udp",
    };
    (0..count).map(move |offset| format!("{}/{protocol}", first + offset))
}

/// The network of others that the container is to be in.
fn joined(network: Option<&Network>) -> record::Namespace {
    match network {
        Some(Network::Container(name)) => record::Namespace::Container(name.clone()),
        Some(Network::Path(path)) => record::Namespace::Path(path.clone()),
        _ => record::Namespace::Private,
    }
}

fn network_mode(network: Option<Network>) -> (Option<record::NetworkMode>, Vec<String>) {
    match network {
        None | Some(Network::Default) => (None, Vec::new()),
        Some(Network::None | Network::Container(_) | Network::Path(_)) => (Some(record::NetworkMode::None), Vec::new()),
        Some(Network::Host) => (Some(record::NetworkMode::Host), Vec::new()),
        Some(Network::Pasta(args)) => (Some(record::NetworkMode::Pasta), args),
        Some(Network::Slirp(args)) => (Some(record::NetworkMode::Slirp4netns), args),
    }
}

fn host_lines(entry: HostEntry) -> Vec<(String, String)> {
    let address = match entry.address {
        Address::Ip(address) => address.to_string(),
        Address::HostGateway => "host-gateway".to_owned(),
    };
    entry.names.into_iter().map(|name| (name, address.clone())).collect()
}

/// One record for each port; host ports that were not named are chosen by the kernel.
fn ports(published: &[Publish]) -> Result<Vec<record::Port>> {
    let mut ports = Vec::new();
    for publish in published {
        let Publish { ip, host, container, protocol } = publish;
        for offset in 0..container.count {
            let host = match host {
                Some(PortRange { first, .. }) => first + offset,
                None => container::free_port(*ip)?,
            };
            ports.push(record::Port {
                host_ip: ip.map(|ip| ip.to_string()).unwrap_or_default(),
                host,
                container: container.first + offset,
                protocol: match protocol {
                    Protocol::Tcp => record::Protocol::Tcp,
                    Protocol::Udp => record::Protocol::Udp,
                },
            });
        }
    }
    Ok(ports)
}
