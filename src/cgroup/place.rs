//! Where a container's control group is made.
//!
//! The service manager makes a scope for the container and its monitor, and hands the groups below over to us. Without
//! one, the group is made below the one that we are in, if that is ours. Processes are moved into a group rather than born
//! in it: the root of a new cgroup namespace is the group that its maker is in.

use super::Group;
use crate::error::{Error, Result};
use crate::store::containers::{CgroupMode, Cgroups};
use crate::systemd::{Address, Manager, Scope};

/// What is to be placed.
#[derive(Debug)]
pub(crate) struct Wanted<'a> {
    /// Of the container.
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) cgroups: &'a Cgroups,
    /// Managers that may be asked.
    pub(crate) managers: &'a [Address],
    /// The starter is part of a service, which wants to keep the monitor.
    pub(crate) in_service: bool,
}

/// The groups of one container for as long as it runs. They are removed when this is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    container: Group,
    /// The monitor's.
    monitor: Group,
    /// Emptied when the monitor goes home.
    left_behind: Option<Group>,
}

/// Who would make the groups of a container, in Podman's words: the service manager, or we ourselves; else nobody.
pub(crate) fn manager(managers: &[Address]) -> &'static str {
    match Group::own() {
        None => "none",
        Some(_) if matches!(Manager::connect(managers), Ok(Some(_))) => "systemd",
        Some(own) if own.is_ours() => "cgroupfs",
        Some(_) => "none",
    }
}

impl Place {
    /// Makes the groups; this process may be in another one afterwards. Nothing when none is wanted.
    ///
    /// # Errors
    /// There is no group to be had. The container runs all the same.
    pub(crate) fn find(wanted: &Wanted<'_>) -> Result<Option<Self>> {
        let Cgroups { mode, parent, .. } = wanted.cgroups;
        if *mode == CgroupMode::Disabled {
            return Ok(None);
        }
        let own = Group::own().ok_or_else(|| Error::new("no cgroup version 2 is mounted"))?;
        if *mode == CgroupMode::Split {
            return Self::split(wanted, own).map(Some);
        }
        let slice = parent.as_deref().filter(|parent| parent.ends_with(".slice"));
        if let (Some(path), None) = (parent, slice) {
            let parent = Group::at(path).ok_or_else(|| Error::new("there is no hierarchy of cgroups"))?;
            return Self::below(&parent, wanted, own).map(Some);
        }
        match Manager::connect(wanted.managers) {
            Ok(Some(manager)) => Self::scope(manager, slice, wanted, own).map(Some),
            _ if slice.is_some() => Err(Error::new("a slice needs systemd, which cannot be reached").into()),
            Ok(None) => Self::below(&own.clone(), wanted, own).map(Some),
            Err(error) => {
                log::debug!("systemd: {error:#}");
                Self::below(&own.clone(), wanted, own).map(Some)
            }
        }
    }

    /// A scope of the manager's, with a group for the monitor and one for the container.
    fn scope(mut manager: Manager, slice: Option<&str>, wanted: &Wanted<'_>, home: Group) -> Result<Self> {
        let Wanted { id, name, .. } = wanted;
        let description = format!("container {name}");
        // The last run's scope lasts until the manager has seen that it is empty.
        let mut names =
            (1..10).map(|n| if n == 1 { format!("coracle-{id}.scope") } else { format!("coracle-{id}-{n}.scope") });
        let name = loop {
            let name = names.next().ok_or_else(|| Error::new("the container's last scopes are still there"))?;
            if manager.start_scope(&Scope { name: &name, description: &description, slice })? {
                break name;
            }
        };
        let scope = Group::own().filter(|own| own.name() == name);
        let scope = scope.ok_or_else(|| Error::new(format!("systemd did not move the monitor into {name}")))?;
        let supervisor = scope.child(SUPERVISOR);
        supervisor.make()?;
        supervisor.enter(0)?;
        let goes_home = (wanted.in_service || wanted.cgroups.mode == CgroupMode::NoConmon) && home.is_ours();
        let (monitor, left_behind) = if goes_home { (home, Some(supervisor)) } else { (supervisor, None) };
        Self::make(&scope, scope.child("container"), monitor, left_behind)
    }

    /// Below a group that is ours.
    fn below(parent: &Group, wanted: &Wanted<'_>, monitor: Group) -> Result<Self> {
        let there = std::iter::successors(Some(parent.clone()), Group::parent).find(Group::exists);
        if !there.is_some_and(|above| above.is_ours()) {
            let message = format!("the control group {} is not ours, and no systemd can be reached", parent.path());
            return Err(Error::new(message).into());
        }
        Self::make(parent, parent.child(&format!("coracle-{}", wanted.id)), monitor, None)
    }

    /// Below the unit's own group, whose processes go into one below it: groups with processes cannot hand controllers down.
    fn split(wanted: &Wanted<'_>, own: Group) -> Result<Self> {
        let unit = if own.name() == SUPERVISOR { own.parent().unwrap_or(own) } else { own };
        if !unit.is_ours() {
            let message = format!("the unit's control group {} is not ours: set Delegate=yes in it", unit.path());
            return Err(Error::new(message).into());
        }
        let supervisor = unit.child(SUPERVISOR);
        supervisor.make()?;
        // Whoever has just ended cannot be moved, and need not be.
        unit.processes().into_iter().for_each(|pid| drop(supervisor.enter(pid)));
        supervisor.enter(0)?;
        Self::make(&unit, unit.child(&format!("coracle-{}", wanted.id)), supervisor, None)
    }

    fn make(parent: &Group, container: Group, monitor: Group, left_behind: Option<Group>) -> Result<Self> {
        container.make()?;
        let place = Self { container, monitor, left_behind };
        let mut above: Vec<_> = std::iter::successors(Some(parent.clone()), Group::parent).collect();
        while let Some(group) = above.pop() {
            // What cannot be had is told of by the limits that need it.
            if let Err(error) = group.enable_controllers() {
                log::debug!("{error:#}");
            }
        }
        Ok(place)
    }

    /// The container's.
    pub(crate) fn container(&self) -> &Group {
        &self.container
    }

    /// Makes the container's group once more.
    pub(crate) fn make_again(&self) -> Result<()> {
        self.container.make()
    }

    /// Gives the container's group to the user that is its root.
    pub(crate) fn give_to(&self, uid: u32, gid: u32) -> Result<()> {
        self.container.give_to(uid, gid)
    }

    /// Moves this process into the container's group, so that its next children are born there.
    pub(crate) fn enter(&self) -> Result<()> {
        self.container.enter(0)
    }

    /// Moves it out again.
    pub(crate) fn leave(&self) -> Result<()> {
        self.monitor.enter(0)?;
        self.left_behind.iter().for_each(|group| drop(group.remove()));
        Ok(())
    }

    /// Whether the kernel has ended a process of the container because of its memory.
    pub(crate) fn was_out_of_memory(&self) -> bool {
        self.container.read_key("memory.events", "oom_kill").is_some_and(|count| count > 0)
    }

    /// Ends what is in the container's group, and takes it away.
    pub(crate) fn clear(&self) -> Result<()> {
        clear(&self.container)
    }
}

const SUPERVISOR: &str = "supervisor";

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = self.clear() {
            log::warn!("{error:#}");
        }
    }
}

fn clear(container: &Group) -> Result<()> {
    container.kill()?;
    container.remove()
}

/// Ends and removes what a monitor that was killed has left of the container's group `path`. The manager takes a scope
/// away when nothing is in it any more.
pub(crate) fn sweep(path: &str) -> Result<()> {
    Group::at(path).filter(Group::exists).map_or(Ok(()), |container| clear(&container))
}
