//! The flags of `run` about network.

use clap::Args;

use crate::cli::values::{self, HostEntry, Network, Publish};

/// How the container reaches others, and others reach it.
#[derive(Args, Debug, Clone)]
#[command(next_help_heading = "Network")]
pub(crate) struct NetworkArgs {
    /// Add a line to /etc/hosts
    #[arg(long, value_name = "NAME:IP", value_parser = values::hosts::parse)]
    pub(crate) add_host: Vec<HostEntry>,
    /// Use this name server
    #[arg(long, value_name = "IP")]
    pub(crate) dns: Vec<std::net::IpAddr>,
    /// How to reach the network: none, host, pasta or slirp4netns
    #[arg(long, visible_alias = "net", value_name = "MODE", value_parser = values::network::parse)]
    pub(crate) network: Option<Network>,
    /// Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges
    #[arg(long, short, value_name = "[HOST:]PORT", value_parser = values::publish::parse)]
    pub(crate) publish: Vec<Publish>,
}
