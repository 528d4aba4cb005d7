//! Small verbs: `coracle rename`, `coracle port`, `coracle container exists`.

use crate::cli::{ExistsArgs, PortArgs, RenameArgs};
use crate::commands::{Context, outcomes};
use crate::container;
use crate::error::{Error, Kind, Result};
use crate::store::containers::{self, Port, Record};
use crate::ui::out;

/// Gives a container another name.
pub(crate) fn rename(args: RenameArgs, context: &Context) -> Result<u8> {
    let RenameArgs { container: typed, name } = args;
    let store = context.store()?;
    let record = container::find(store, &typed)?;
    crate::name::check_container_name(&name)?;
    containers::rename(store, &record, &name).map(|()| 0)
}

/// Says by the exit code whether a container exists.
pub(crate) fn exists(args: &ExistsArgs, context: &Context) -> Result<u8> {
    let ExistsArgs { external: _, container } = args;
    Ok(match containers::find(context.store()?, container)? {
        Some(_) => 0,
        None => Kind::NotFound.exit_code(),
    })
}

/// Prints the published ports of containers that run.
pub(crate) fn port(args: PortArgs, context: &Context) -> Result<u8> {
    let PortArgs { all, latest, container_and_port: words } = args;
    let store = context.store()?;
    if all {
        if !words.is_empty() || latest {
            return Err(Error::new("--all cannot be used with a container or with --latest").into());
        }
        let records = containers::list(store)?;
        return outcomes(records.iter().flat_map(|record| {
            ports(record).map(|port| out::line(format_args!("{:.12}\t{}", record.id(), shown(port))))
        }));
    }
    let (name, wanted) = match words.as_slice() {
        [wanted] if latest => (None, Some(wanted)),
        [name] => (Some(name.as_str()), None),
        [name, wanted] if !latest => (Some(name.as_str()), Some(wanted)),
        [] => (None, None),
        _ => return Err(Error::new("--latest and a container cannot be used together").into()),
    };
    let record = super::select::one(context, name, latest)?;
    let Some(wanted) = wanted else {
        return outcomes(ports(&record).map(|port| out::line(shown(port))));
    };
    let wanted = if wanted.contains('/') { wanted.clone() } else { format!("{wanted}/tcp") };
    let found: Vec<&Port> = ports(&record).filter(|port| inside(port) == wanted).collect();
    if found.is_empty() && record.state.status.is_up() {
        return Err(Error::new(format!("failed to find published port \"{wanted}\"")).into());
    }
    outcomes(found.into_iter().map(|port| out::line(outside(port))))
}

/// Ports are open only while the container runs.
fn ports(record: &Record) -> impl Iterator<Item = &Port> {
    record.config.network.ports.iter().filter(|_| record.state.status.is_up())
}

fn shown(port: &Port) -> String {
    format!("{} -> {}", inside(port), outside(port))
}

fn inside(port: &Port) -> String {
    format!("{}/{}", port.container, port.protocol.as_str())
}

fn outside(port: &Port) -> String {
    let ip = if port.host_ip.is_empty() { "0.0.0.0" } else { &port.host_ip };
    if ip.contains(':') { format!("[{ip}]:{}", port.host) } else { format!("{ip}:{}", port.host) }
}
