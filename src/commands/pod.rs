//! `coracle pod` and `coracle network`, of which there are none yet.

use super::{Context, each};
use crate::cli::{ListNothingArgs, NetworkCommand, PodCommand, RmNothingArgs};
use crate::error::{Error, Kind, Result};
use crate::ui::{Format, Table, out};

/// What there is none of.
#[derive(Debug, Clone, Copy)]
struct Nothing {
    name: &'static str,
    /// The columns of their list.
    heading: &'static [&'static str],
}

const POD: Nothing =
    Nothing { name: "pod", heading: &["POD ID", "NAME", "STATUS", "CREATED", "INFRA ID", "# OF CONTAINERS"] };
const NETWORK: Nothing = Nothing { name: "network", heading: &["NETWORK ID", "NAME", "DRIVER"] };

/// A verb of `pod`.
pub(crate) fn pod(command: &PodCommand, context: &Context) -> Result<u8> {
    // A directory that is no store is refused here as everywhere.
    context.store()?;
    match command {
        PodCommand::Create(_) => POD.refuse("create"),
        PodCommand::Exists(_) => Ok(Kind::NotFound.exit_code()),
        PodCommand::Prune(_) => Ok(0),
        PodCommand::Ps(args) => POD.list(args),
        PodCommand::Rm(args) | PodCommand::Stop(args) => POD.act_on(args),
    }
}

/// A verb of `network`.
pub(crate) fn network(command: &NetworkCommand, context: &Context) -> Result<u8> {
    context.store()?;
    match command {
        NetworkCommand::Connect(_) => NETWORK.refuse("connect"),
        NetworkCommand::Create(_) => NETWORK.refuse("create"),
        NetworkCommand::Disconnect(_) => NETWORK.refuse("disconnect"),
        NetworkCommand::Exists(_) => Ok(Kind::NotFound.exit_code()),
        NetworkCommand::Ls(args) => NETWORK.list(args),
        NetworkCommand::Prune(_) => Ok(0),
        NetworkCommand::Rm(args) => NETWORK.act_on(args),
    }
}

impl Nothing {
    /// Whoever makes one wants several containers to reach each other.
    fn refuse(self, verb: &str) -> Result<u8> {
        let name = self.name;
        Err(Error::new(format!("`{name} {verb}` is not supported: there are no {name}s of several containers yet"))
            .hint("containers that have `--network container:NAME` share the network of another, and reach it at localhost")
            .into())
    }

    fn list(self, args: &ListNothingArgs) -> Result<u8> {
        let format = Format::parse(args.format.as_deref())?;
        if format.print(&[], &[], !args.noheading)?.is_none() && !args.quiet && !args.noheading {
            out::text(&Table::new(Some(self.heading)).render())?;
        }
        Ok(0)
    }

    fn act_on(self, args: &RmNothingArgs) -> Result<u8> {
        each(&args.names, |name| match args.ignore {
            true => Ok(()),
            false => {
                let message = format!("no {} with name or ID \"{name}\" found", self.name);
                Err(Error::with_kind(Kind::NotFound, message).into())
            }
        })
    }
}
