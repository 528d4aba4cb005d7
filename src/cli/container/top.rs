//! `coracle top`.

use clap::Args;

/// Show the processes of a container
///
/// Descriptors choose the columns: args, capamb, capbnd, capeff, capinh, capprm, comm, etime, group, groups, hgroup, hgroups,
/// hpid, huid, huser, label, nice, pcpu, pgid, pid, ppid, rgroup, rss, ruser, seccomp, state, stime, time, tty, uid, user, vsz, or the
/// codes of ps(1) such as %C. Those that begin with h show what the host sees. Anything else is given to the host's ps(1), which
/// then sees the container's processes.
#[derive(Args, Debug, Clone)]
#[command(
    override_usage = "coracle top [OPTIONS] CONTAINER [DESCRIPTOR]...",
    after_help = "\
Examples:
  coracle top web
  coracle top web pid hpid huser args
  coracle top web -eo pid,comm"
)]
pub(crate) struct TopArgs {
    /// Use the container that was made last
    #[arg(long, short)]
    pub(crate) latest: bool,
    /// Name or ID of a container, followed by descriptors or by arguments of ps
    #[arg(
        value_name = "CONTAINER",
        required_unless_present = "latest",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    pub(crate) container_and_descriptors: Vec<String>,
}
