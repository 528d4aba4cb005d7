//! The flags of `run` and `build` about namespaces, ids and users.

use clap::Args;

use crate::cli::values::{self, Mapping, Namespace, Userns};

/// What the container shares, and what its ids are.
#[derive(Args, Debug, Clone, Default)]
#[command(next_help_heading = "Namespaces and users")]
pub(crate) struct NamespaceArgs {
    #[command(flatten)]
    pub(crate) shared: SharedArgs,
    /// Map group ids: [+g]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you
    #[arg(long, value_name = "MAP", value_delimiter = ',', value_parser = values::userns::parse_mapping)]
    pub(crate) gidmap: Vec<Mapping>,
    /// Line for /etc/group; $GROUPNAME, $GID and $USERLIST are replaced
    #[arg(long, value_name = "LINE")]
    pub(crate) group_entry: Option<String>,
    /// Add a user of the host to /etc/passwd
    #[arg(long, value_name = "USER")]
    pub(crate) hostuser: Vec<String>,
    /// Add lines for users that the image does not know to /etc/passwd and /etc/group
    #[arg(
        long, value_name = "BOOL", default_value_t = true, num_args = 0..=1, require_equals = true,
        default_missing_value = "true", action = clap::ArgAction::Set
    )]
    pub(crate) passwd: bool,
    /// Line for /etc/passwd; $USERNAME, $UID, $GID, $NAME and $HOME are replaced
    #[arg(long, value_name = "LINE")]
    pub(crate) passwd_entry: Option<String>,
    /// Map the ids that /etc/subgid has under this name
    #[arg(long, value_name = "NAME", conflicts_with = "gidmap")]
    pub(crate) subgidname: Option<String>,
    /// Map the ids that /etc/subuid has under this name
    #[arg(long, value_name = "NAME", conflicts_with = "uidmap")]
    pub(crate) subuidname: Option<String>,
    /// Map user ids: [+u]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you
    #[arg(long, value_name = "MAP", value_delimiter = ',', value_parser = values::userns::parse_mapping)]
    pub(crate) uidmap: Vec<Mapping>,
    /// User namespace: host, private, keep-id[:uid=N,gid=N,size=N], auto[:size=N], nomap, container:NAME or ns:PATH
    #[arg(
        long, value_name = "MODE", value_parser = values::userns::parse,
        conflicts_with_all = ["uidmap", "gidmap", "subuidname", "subgidname"]
    )]
    pub(crate) userns: Option<Userns>,
}

/// Namespaces without maps of ids, and groups, also for the commands of builds.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct SharedArgs {
    /// Control group namespace: host, private, container:NAME or ns:PATH
    #[arg(long, value_name = "MODE", value_parser = values::userns::parse_namespace)]
    pub(crate) cgroupns: Option<Namespace>,
    /// Add a group, by name or number; keep-groups keeps your own ones instead
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    pub(crate) group_add: Vec<String>,
    /// IPC namespace: host, private, container:NAME or ns:PATH
    #[arg(long, value_name = "MODE", value_parser = values::userns::parse_namespace)]
    pub(crate) ipc: Option<Namespace>,
    /// PID namespace: host, private, container:NAME or ns:PATH
    #[arg(long, value_name = "MODE", value_parser = values::userns::parse_namespace)]
    pub(crate) pid: Option<Namespace>,
    /// UTS namespace: host, private, container:NAME or ns:PATH
    #[arg(long, value_name = "MODE", value_parser = values::userns::parse_namespace)]
    pub(crate) uts: Option<Namespace>,
}
