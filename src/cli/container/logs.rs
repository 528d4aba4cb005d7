//! `coracle logs`.

use clap::Args;

/// Show the output of containers
///
/// Prints what containers wrote to standard output and standard error, each to its own. Of several containers the lines come
/// in the order of their times, each with the ID of its container before it.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle logs web
  coracle logs -f --tail 20 web
  coracle logs --since 10m -t web
  coracle logs -f --names web db")]
pub(crate) struct LogsArgs {
    /// Give each container a color of its own
    #[arg(long)]
    pub(crate) color: bool,
    /// Go on as the container writes
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Put the container's name before each line, instead of its ID
    #[arg(long, short)]
    pub(crate) names: bool,
    /// Show only what was written since a time, such as 10m or 2026-01-31T12:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Show only the last N lines, or all
    #[arg(long, value_name = "N", default_value = "all", value_parser = parse_tail, allow_negative_numbers = true)]
    pub(crate) tail: Tail,
    /// Put the time before each line
    #[arg(long, short)]
    pub(crate) timestamps: bool,
    /// Show only what was written until a time
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Names or IDs of containers
    #[arg(value_name = "CONTAINER", required_unless_present = "latest", conflicts_with = "latest")]
    pub(crate) containers: Vec<String>,
}

/// How much of the end is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tail {
    All,
    Lines(usize),
}

fn parse_tail(text: &str) -> Result<Tail, String> {
    match text {
        "all" | "-1" => Ok(Tail::All),
        _ => text.parse().map(Tail::Lines).map_err(|_| format!("invalid number of lines {text:?}")),
    }
}
