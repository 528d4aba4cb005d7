//! The flags of `run` and `build` about network.

use clap::Args;

use crate::cli::values::{self, Exposed, HostEntry, HostsBase, NameServer, Network, Publish};

/// How the container reaches others, and others reach it.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Network")]
pub(crate) struct NetworkArgs {
    #[command(flatten)]
    pub(crate) reach: ReachArgs,
    /// Say that programs of the container listen on a port; --publish-all publishes it
    #[arg(long, value_name = "PORT[/udp]", value_parser = values::publish::parse_exposed)]
    pub(crate) expose: Vec<Exposed>,
    /// Begin /etc/hosts with the lines of this file of the host, of the image's (image), or of none [default: /etc/hosts]
    #[arg(long, value_name = "FILE", value_parser = values::hosts::parse_base, conflicts_with = "no_hosts")]
    pub(crate) hosts_file: Option<HostsBase>,
    /// Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges
    #[arg(long, short, value_name = "[HOST:]PORT", value_parser = values::publish::parse)]
    pub(crate) publish: Vec<Publish>,
    /// Publish all ports that the image and --expose name, on free ports of the host
    #[arg(long, short = 'P')]
    pub(crate) publish_all: bool,
    /// Accepted to be refused: the container has no network of its own in which it could have an address
    #[arg(long, value_name = "IP", visible_alias = "ip6", alias = "link-local-ip", hide = true)]
    pub(crate) ip: Option<String>,
    /// Accepted to be refused, as --ip
    #[arg(long, value_name = "ADDRESS", hide = true)]
    pub(crate) mac_address: Option<String>,
    /// Accepted to be refused, as --ip
    #[arg(long, value_name = "NAME", hide = true)]
    pub(crate) network_alias: Vec<String>,
}

/// The network itself and what names mean there, also for the commands of builds.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct ReachArgs {
    /// Add a line to /etc/hosts
    #[arg(long, value_name = "NAME:IP", value_parser = values::hosts::parse)]
    pub(crate) add_host: Vec<HostEntry>,
    /// Use this name server; none leaves /etc/resolv.conf as the image has it
    #[arg(long, value_name = "IP", value_parser = values::hosts::parse_server)]
    pub(crate) dns: Vec<NameServer>,
    /// Set an option of the resolver (resolv.conf(5))
    #[arg(long, visible_alias = "dns-opt", value_name = "OPTION")]
    pub(crate) dns_option: Vec<String>,
    /// Look names up in this domain; . means in none
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) dns_search: Vec<String>,
    /// How to reach the network: none, host, pasta, slirp4netns, container:NAME or ns:PATH
    #[arg(long, visible_alias = "net", value_name = "MODE", value_parser = values::network::parse)]
    pub(crate) network: Option<Network>,
    /// Leave /etc/hostname as the image has it
    #[arg(long)]
    pub(crate) no_hostname: bool,
    /// Leave /etc/hosts as the image has it
    #[arg(long, conflicts_with = "add_host", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) no_hosts: Option<bool>,
}
