//! The container's control group, as the monitor has it made, enters it for the clone, and takes it away.

use super::Task;
use crate::cgroup::{self, Place, Wanted};
use crate::config::Systemd;
use crate::error::{self, Result};
use crate::store::containers::{self, CgroupMode, Record};

/// The control group of a container, or none.
pub(super) struct OwnGroup(Option<Place>);

impl OwnGroup {
    /// Makes it and sets its limits. What could not be had comes as lines for the user.
    ///
    /// # Errors
    /// A limit has a value that the kernel refuses.
    pub(super) fn make(record: &Record, systemd: &Systemd) -> Result<(Self, Vec<String>)> {
        let (id, name, cgroups) = (record.id(), record.config.name.as_str(), &record.config.cgroups);
        let Systemd { managers, in_service, .. } = systemd;
        match Place::find(&Wanted { id, name, cgroups, managers, in_service: *in_service }) {
            Ok(None) => Ok((Self(None), Vec::new())),
            Ok(Some(place)) => {
                let warnings = cgroup::apply(place.container(), &cgroups.limits)?;
                Ok((Self(Some(place)), warnings))
            }
            Err(error) => Ok((Self(None), without(record, &error))),
        }
    }

    /// The group's path below the hierarchy's root.
    pub(super) fn path(&self) -> Option<String> {
        self.0.as_ref().map(|place| place.container().path().to_owned())
    }

    /// Does `clone` from inside the group, so that what it makes is born there. The group belongs to the container's root.
    pub(super) fn around<T>(&self, task: &Task<'_>, clone: impl FnOnce() -> Result<T>) -> Result<T> {
        let Some(place) = &self.0 else { return clone() };
        if !place.container().exists() {
            // It went with the last life. What could not be had then was said then.
            place.make_again()?;
            let now = containers::load(task.store, task.record.id())?;
            let config = now.as_ref().map_or(&task.record.config, |now| &now.config);
            cgroup::apply(place.container(), &config.cgroups.limits)?;
        }
        if let Some((uid, gid)) = task.record.config.namespaces.user.maps().and_then(|maps| maps.outside((0, 0))) {
            place.give_to(uid, gid)?;
        }
        place.enter()?;
        let cloned = clone();
        place.leave()?;
        cloned
    }

    /// Ends what is left of the container, and takes the group away. Whether it had too little memory.
    pub(super) fn end(&self) -> bool {
        let Some(place) = &self.0 else { return false };
        let was_short = place.was_out_of_memory();
        if let Err(error) = place.clear() {
            log::warn!("{error:#}");
        }
        was_short
    }
}

/// What the user has asked for and does not get, one line for each flag.
fn without(record: &Record, error: &anyhow::Error) -> Vec<String> {
    let cgroups = &record.config.cgroups;
    let mut flags = cgroup::flags(&cgroups.limits);
    flags.extend(cgroups.parent.is_some().then_some("--cgroup-parent"));
    flags.extend((cgroups.mode == CgroupMode::Split).then_some("--cgroups=split"));
    let cause = match cgroup::is_unified() {
        true => error::one_line(error),
        false => "cgroup version 1 is mounted, and limits need version 2".to_owned(),
    };
    flags.into_iter().map(|flag| format!("{flag} has no effect: {cause}")).collect()
}
