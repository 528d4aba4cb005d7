//! `--network`.

use std::path::PathBuf;

/// How the container reaches the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Network {
    /// Whatever works here: pasta, else slirp4netns.
    Default,
    /// Only its own loopback device.
    None,
    /// The host's network, not separated.
    Host,
    /// pasta(1), with these extra arguments.
    Pasta(Vec<String>),
    /// slirp4netns(1), with these options as Podman spells them.
    Slirp(Vec<String>),
    /// That of the container with this name or id.
    Container(String),
    /// The network namespace that this is a file of.
    Path(PathBuf),
}

/// Parses `none`, `host`, `pasta[:args]`, `slirp4netns[:options]`, `container:NAME`, `ns:PATH`, `private` or `default`.
pub(crate) fn parse(text: &str) -> Result<Network, String> {
    let (mode, options) = text.split_once(':').unwrap_or((text, ""));
    let list = || options.split(',').filter(|o| !o.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    match mode {
        "pasta" => Ok(Network::Pasta(list())),
        "slirp4netns" => Ok(Network::Slirp(list())),
        "container" if !options.is_empty() => Ok(Network::Container(options.to_owned())),
        "ns" if !options.is_empty() => Ok(Network::Path(options.into())),
        _ if text.contains(':') => Err(unknown(text)),
        "" | "default" | "private" => Ok(Network::Default),
        "none" => Ok(Network::None),
        "host" => Ok(Network::Host),
        _ => Err(unknown(text)),
    }
}

fn unknown(text: &str) -> String {
    format!("unknown network mode {text:?}; there are none, host, pasta, slirp4netns, container:NAME and ns:PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        assert_eq!(parse("none"), Ok(Network::None));
        assert_eq!(parse("host"), Ok(Network::Host));
        assert_eq!(parse(""), Ok(Network::Default));
        assert_eq!(parse("pasta"), Ok(Network::Pasta(vec![])));
        assert_eq!(parse("pasta:-T,5000"), Ok(Network::Pasta(vec!["-T".into(), "5000".into()])));
        assert_eq!(parse("slirp4netns:mtu=1500"), Ok(Network::Slirp(vec!["mtu=1500".into()])));
        assert_eq!(parse("container:x"), Ok(Network::Container("x".into())));
        assert_eq!(parse("ns:/run/netns/x"), Ok(Network::Path("/run/netns/x".into())));
        for text in ["bridge", "container", "container:", "ns:", "none:x", "hots"] {
            assert!(parse(text).unwrap_err().contains("unknown network mode"), "{text}");
        }
    }
}
