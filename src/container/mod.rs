//! The container as users see it: made from a request and an image, started, attached to, stopped, removed, looked at.

mod accounts;
mod attach;
mod base_file;
mod bundle;
mod changes;
mod commit;
mod copy;
mod dependencies;
mod env;
mod exec;
mod files;
mod group;
mod health;
mod inside;
mod look;
mod mounted;
mod mounts;
mod namespaces;
mod pause;
mod ports;
mod relay;
mod request;
pub(crate) mod secrets;
mod service;
mod settings;
mod start;
mod step;
mod stop;
mod streams;
pub(crate) mod transfer;
mod unshare;
mod update;
mod userns;
pub(crate) mod volumes;
mod workplace;

pub(crate) use accounts::Wanted as WantedAccounts;
pub(crate) use attach::Session;
pub(crate) use changes::changes;
pub(crate) use commit::{CommitOptions, commit};
pub(crate) use copy::{CopyOptions, Side, copy, export};
pub(crate) use dependencies::dependents;
pub(crate) use env::PATH as DEFAULT_PATH;
pub(crate) use env::Unset;
pub(crate) use exec::{ExecOutcome, ExecRequest, exec};
pub(crate) use group::sweep_all as sweep_groups;
pub(crate) use health::{
    WantedHealth, WantedStartup, is_none as is_no_check, run_check, with_defaults as default_check,
};
pub(crate) use look::{
    Compared, Condition, EventQuery, Process, Processes, Size, Usage, diff, disk_usage, events, id_names, inspect,
    listing, logs, ports_line, processes, ps, shown_exit_code, size, status_line, summary, unix_seconds, usage, wait,
    wait_first,
};
pub(crate) use mounted::{
    check_may_mount, end as end_mount, mount_container, mount_image, unmount, where_image_is_mounted,
    where_it_is as where_mounted,
};
pub(crate) use namespaces::Wanted as WantedNamespaces;
pub(crate) use pause::{pause, unpause};
pub(crate) use ports::free_port;
pub(crate) use request::{Defaults, Request};
pub(crate) use service::run_heard;
pub(crate) use settings::WantsSystemd;
pub(crate) use start::{Purpose, start, start_with};
pub(crate) use step::{StepSecret, make_step, run_shell, run_step};
pub(crate) use stop::{kill, remove, remove_with_volumes, restart, stop};
pub(crate) use streams::{Ending, Streams};
pub(crate) use unshare::unshare;
pub(crate) use update::{Change, update};
pub(crate) use userns::{Mapping, Mappings, Wanted as WantedUserns};
pub(crate) use volumes::{ImageVolumes, MountsOf};
pub(crate) use workplace::Workplace;

use crate::config::Dirs;
use crate::error::{Error, Kind, Result};
use crate::rootfs::{self, Host, Reach};
use crate::store::Store;
use crate::store::containers::{self, Config, NetworkMode, Plan, Record};

/// What every verb works with.
pub(crate) struct Engine<'a> {
    pub(crate) store: &'a Store,
    pub(crate) dirs: &'a Dirs,
    /// Told what the user should know and need not act upon.
    pub(crate) warn: &'a dyn Fn(&str),
}

impl<'a> Engine<'a> {
    /// What can be had on this host.
    pub(crate) fn host(&self) -> Host<'a> {
        Host::new(self.store, &self.dirs.cache)
    }
}

/// Makes a container. It exists whole when this returns, and not at all when it fails.
pub(crate) fn create(engine: &Engine<'_>, mut request: Request, image: Defaults) -> Result<Record> {
    namespaces::follow_network(engine.store, &mut request)?;
    let host_name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let default = if request.network.is_none() { start::default_network()? } else { NetworkMode::None };
    let mode = request.network.unwrap_or(default);
    let has_ports = !request.ports.is_empty() || request.settings.publish_all;
    if has_ports && !request::has_ports(mode) {
        (engine.warn)(&format!(
            "Port mappings have been discarded because \"{}\" network namespace mode does not support them",
            namespaces::network_name(mode, &request.namespaces.network).split(':').next().unwrap_or_default()
        ));
        request.ports.clear();
        request.settings.publish_all = false;
    }
    // Until the record is there, nobody else may take ids that it takes.
    let _ids = match request.namespaces.user {
        WantedUserns::Auto { .. } => Some(engine.store.lock_ids()?),
        _ => None,
    };
    let plan = request.plan;
    let wanted = request.secrets.clone();
    let mut config = request::resolve(engine.store, request, image, default, &host_name)?;
    config.plan = plan_for(engine, &config, plan)?;
    volumes::find_images(engine.store, &mut config.mounts)?;
    let volumes = volumes::make(engine.store, &mut config.mounts)?;
    let (secrets, data) = secrets::look_up(engine.store, wanted)?;
    dependencies::note(engine.store, &config)?;
    config.secrets = secrets;
    let record = containers::create(engine.store, config, &data)?;
    volumes.keep();
    Ok(record)
}

/// How the root filesystem is put together. Over a directory there is overlayfs or nothing.
fn plan_for(engine: &Engine<'_>, config: &Config, wanted: rootfs::Wanted) -> Result<Plan> {
    let reach = Reach::of(&config.namespaces.user);
    match config.root_directory() {
        None => Ok(engine.host().choose(wanted, reach)?.plan),
        Some(directory) if directory.overlay => engine.host().need(Plan::Hybrid, reach).map_err(|error| {
            let message = format!("an overlay over {} cannot be had: {error:#}", directory.path.display());
            Error::new(message).hint("leave `:O` out, or copy the directory").into()
        }),
        Some(_) => Ok(Plan::Userspace),
    }
}

/// Removes a container that has just been made and could not be started, so that its name is free again.
pub(crate) fn abandon(engine: &Engine<'_>, record: &Record, cause: &anyhow::Error) {
    if crate::error::kind(cause) == Kind::Engine {
        // It may have been the plan, which then cannot be had any more.
        engine.host().forget();
    }
    // Its monitor may still be on its way out. If it takes too long, `ps -a` shows what is left.
    if let Err(error) = remove_with_volumes(engine.store, record, true, Some(std::time::Duration::ZERO)) {
        (engine.warn)(&format!(
            "the container {} is left behind: {}",
            record.config.name,
            crate::error::one_line(&error)
        ));
    }
}

/// Removes the container of this name, running or not, if there is one.
pub(crate) fn remove_by_name(engine: &Engine<'_>, name: &str) -> Result<()> {
    match containers::find(engine.store, name)? {
        Some(record) if record.config.name == name => remove_with_volumes(engine.store, &record, true, None),
        _ => Ok(()),
    }
}

/// The container that was named, which must be there.
pub(crate) fn find(store: &Store, typed: &str) -> Result<Record> {
    containers::find(store, typed)?.ok_or_else(|| missing(typed, Kind::Engine))
}

/// The container that was made last.
pub(crate) fn latest(store: &Store) -> Result<Record> {
    containers::list(store)?.pop().ok_or_else(|| Error::new("there are no containers").into())
}

/// The error for a container that is not there.
pub(crate) fn missing(typed: &str, kind: Kind) -> anyhow::Error {
    Error::with_kind(kind, format!("no container with name or ID \"{typed}\" found: no such container")).into()
}
