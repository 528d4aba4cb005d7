//! How the container reaches others, and others reach it.

use crate::cli::NetworkArgs;
use crate::cli::values::{Address, HostEntry, NameServer, Network, PortRange, Protocol, Publish};
use crate::container::Request;
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: NetworkArgs, request: &mut Request) -> Result<()> {
    let NetworkArgs { add_host, dns, dns_option, dns_search, network, no_hostname, no_hosts, publish } = args;
    (request.network, request.network_args) = network_mode(network);
    request.ports = ports(&publish)?;
    request.add_host = add_host.into_iter().flat_map(host_lines).collect();
    request.settings.no_hosts = no_hosts;
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

fn network_mode(network: Option<Network>) -> (Option<record::NetworkMode>, Vec<String>) {
    match network {
        None | Some(Network::Default) => (None, Vec::new()),
        Some(Network::None) => (Some(record::NetworkMode::None), Vec::new()),
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
                None => free_port(*ip)?,
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

fn free_port(ip: Option<std::net::IpAddr>) -> Result<u16> {
    let ip = ip.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
    let listener = std::net::TcpListener::bind((ip, 0)).with_context(|| format!("no free port on {ip}"))?;
    Ok(listener.local_addr().context("cannot learn the port's number")?.port())
}
