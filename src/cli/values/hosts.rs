//! `--add-host name:address`.

use std::net::IpAddr;
use std::path::PathBuf;

/// Where an extra line of `/etc/hosts` points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Address {
    /// A literal address.
    Ip(IpAddr),
    /// `host-gateway`: the address at which the container reaches the host.
    HostGateway,
}

/// One `--add-host`: every name gets the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostEntry {
    pub(crate) names: Vec<String>,
    pub(crate) address: Address,
}

/// Where the lines of `/etc/hosts` come from that are not the engine's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HostsBase {
    /// The host's own file.
    Host,
    None,
    Image,
    File(PathBuf),
}

/// Parses a value of `--hosts-file`; nothing means the default.
pub(crate) fn parse_base(text: &str) -> Result<HostsBase, String> {
    match text {
        "" => Ok(HostsBase::Host),
        "none" => Ok(HostsBase::None),
        "image" => Ok(HostsBase::Image),
        path if path.starts_with('/') => Ok(HostsBase::File(path.into())),
        other => Err(format!("{other:?} is neither an absolute path nor image or none")),
    }
}

/// Parses `name[;name…]:address`; the address may be IPv6, in brackets or not.
pub(crate) fn parse(text: &str) -> Result<HostEntry, String> {
    let invalid = || format!("invalid host entry {text:?}, it must be in the form of NAME:ADDRESS");
    let (names, address) = text.split_once([':', '=']).ok_or_else(invalid)?;
    let names: Vec<String> = names.split(';').map(str::to_owned).collect();
    if names.iter().any(|name| name.is_empty() || name.contains(char::is_whitespace)) {
        return Err(invalid());
    }
    Ok(HostEntry { names, address: parse_address(address)? })
}

fn parse_address(text: &str) -> Result<Address, String> {
    if text == "host-gateway" {
        return Ok(Address::HostGateway);
    }
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    bare.parse().map(Address::Ip).map_err(|_| format!("invalid IP address {text:?}"))
}

/// One `--dns`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameServer {
    /// The image's own file stays.
    None,
    At(std::net::IpAddr),
}

/// Parses an address, or `none`.
pub(crate) fn parse_server(text: &str) -> Result<NameServer, String> {
    match text {
        "none" => Ok(NameServer::None),
        ip => ip.parse().map(NameServer::At).map_err(|_| format!("{ip:?} is no IP address")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let entry = parse("a;b:10.0.0.1").unwrap();
        assert_eq!(entry.names, ["a", "b"]);
        assert_eq!(entry.address, Address::Ip("10.0.0.1".parse().unwrap()));
        assert_eq!(parse("a:::1").unwrap().address, Address::Ip("::1".parse().unwrap()));
        assert_eq!(parse("a:[::1]").unwrap().address, Address::Ip("::1".parse().unwrap()));
        assert_eq!(parse("a:host-gateway").unwrap().address, Address::HostGateway);
        for text in ["", "a", ":1.2.3.4", "a:", "a:1.2.3", "a b:1.2.3.4"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
