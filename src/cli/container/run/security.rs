//! The flags of `run` and `build` about security.

use clap::Args;

use crate::cli::values::{self, Capability, SecurityOpt};

/// What the container's processes may do.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Security")]
pub(crate) struct SecurityArgs {
    #[command(flatten)]
    pub(crate) rights: RightArgs,
    /// Accepted to be refused: rules for devices need a cgroup of the system's
    #[arg(long, value_name = "RULE", hide = true)]
    pub(crate) device_cgroup_rule: Vec<String>,
    /// Give all capabilities and devices that the user has, and lift seccomp and masked paths
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) privileged: Option<bool>,
}

/// Capabilities and what else is given or taken, also for the commands of builds.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct RightArgs {
    /// Add a capability, or ALL
    #[arg(long, value_name = "CAP", value_delimiter = ',', value_parser = values::capability::parse)]
    pub(crate) cap_add: Vec<Capability>,
    /// Drop a capability, or ALL
    #[arg(long, value_name = "CAP", value_delimiter = ',', value_parser = values::capability::parse)]
    pub(crate) cap_drop: Vec<Capability>,
    /// Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE
    #[arg(long, value_name = "OPTION", value_parser = values::security::parse)]
    pub(crate) security_opt: Vec<SecurityOpt>,
}
