//! Which plan a container gets.
//!
//! What the host can do is probed once and kept in the cache directory, under a name that stands for everything that the
//! answer depends on: another kernel or another filesystem below the store is another name.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::probe::Abilities;
use crate::error::{Error, Result};
use crate::name::Digest;
use crate::rootless::{self, Mode};
use crate::store::Store;
use crate::store::containers::{Plan, Userns};
use crate::store::files::{self, Durability};

/// The inode number of the first user namespace on every Linux (PROC_USER_INIT_INO of linux/proc_ns.h).
const FIRST_USER_NAMESPACE: u64 = 0xEFFF_FFFD;

/// How long it is believed that something is missing.
const LACKS_ARE_KEPT: Duration = Duration::from_secs(24 * 3600);

const ASKED_FOR: &str = "it was asked for";
const JOINED: &str = "overlayfs works with the rights of the container's root, who in a user namespace that was joined may \
                      have none over the writable layer";
const NO_CONTENTS: &str = "overlayfs works with the rights of the container's root, who may not read the store where your \
                           own id is not mapped";

/// What the container's root, with whose rights overlayfs works, can have of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Everything.
    Store,
    /// The writable layer, which is given to it.
    Upper,
    Nothing,
}

impl Reach {
    /// What a container with this user namespace has.
    pub(crate) fn of(userns: &Userns) -> Self {
        match userns {
            Userns::Shared => Reach::Store,
            Userns::Own(maps) | Userns::Auto(maps) if maps.has_caller() => Reach::Store,
            Userns::Own(_) | Userns::Auto(_) => Reach::Upper,
            Userns::Container(_) | Userns::Path(_) => Reach::Nothing,
        }
    }

    fn why_not(self, plan: Plan) -> Option<&'static str> {
        match (self, plan) {
            (_, Plan::Userspace) | (Reach::Store, _) | (Reach::Upper, Plan::Hybrid) => None,
            (Reach::Upper, Plan::Direct) => Some(NO_CONTENTS),
            (Reach::Nothing, _) => Some(JOINED),
        }
    }
}

/// A plan, and why it is this one, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) plan: Plan,
    pub(crate) reason: String,
}

/// What is said about the plan of a new container.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Wanted {
    #[default]
    Fastest,
    /// Wherever it can be; for containers with a user namespace of their own it cannot.
    Preferred(Plan),
    Required(Plan),
}

/// What the host of a store can do, found out at most once.
pub(crate) struct Host<'a> {
    store: &'a Store,
    cache: &'a Path,
}

impl<'a> Host<'a> {
    /// `cache` is the user's cache directory.
    pub(crate) fn new(store: &'a Store, cache: &'a Path) -> Self {
        Host { store, cache }
    }

    /// What plans can be had: one small file is read where that is known. Else this process must have one thread.
    pub(crate) fn abilities(&self) -> Result<Abilities> {
        let path = self.cached();
        if let Ok(Some(known)) = files::read_json::<Abilities>(&path)
            && (known.are_complete() || is_fresh(&path))
        {
            return Ok(known);
        }
        let staging = self.store.staging()?;
        let found = Abilities::probe(staging.path())?;
        let kept = path.parent().map(std::fs::create_dir_all).transpose().map_err(anyhow::Error::from);
        if let Err(error) = kept.and_then(|_| files::replace_json(&path, &found, Durability::None)) {
            log::debug!("what the kernel can do is not kept: {error:#}");
        }
        Ok(found)
    }

    /// Forgets what is known, because a mount failed: it may not be true any more.
    pub(crate) fn forget(&self) {
        let _ = std::fs::remove_file(self.cached());
    }

    /// The plan for a new container.
    ///
    /// # Errors
    /// When the plan that was asked for cannot be had.
    pub(crate) fn choose(&self, wanted: Wanted, reach: Reach) -> Result<Choice> {
        let userspace = |reason| Ok(Choice { plan: Plan::Userspace, reason });
        match wanted {
            Wanted::Preferred(Plan::Userspace) | Wanted::Required(Plan::Userspace) => userspace(ASKED_FOR.to_owned()),
            Wanted::Required(plan) | Wanted::Preferred(plan) => match (reach.why_not(plan), wanted) {
                (Some(why), Wanted::Required(_)) => Err(Error::new(format!("the union plan \"{plan}\": {why}"))
                    .hint("leave out --userns, --uidmap and --gidmap, or use union.plan=userspace")
                    .into()),
                (Some(why), _) => userspace(why.to_owned()),
                (None, _) => {
                    self.require(plan)?;
                    Ok(Choice { plan, reason: ASKED_FOR.to_owned() })
                }
            },
            Wanted::Fastest => match rootless::id_maps()?.1 {
                Mode::Single(reason) => userspace(format!("overlayfs needs ids for other users' files: {reason}")),
                _ => match self.abilities() {
                    Ok(abilities) => Ok(fastest(&abilities, reach)),
                    Err(error) => userspace(format!("the kernel cannot be probed: {error:#}")),
                },
            },
        }
    }

    /// This plan and no other, for a container whose root can reach so much.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub(crate) fn need(&self, plan: Plan, reach: Reach) -> Result<Plan> {
        match reach.why_not(plan).map(str::to_owned) {
            None => self.require(plan).map(|()| plan),
            Some(why) => Err(Error::new(why).into()),
        }
    }

    /// Fails unless the plan can be had, with the reason.
    pub(crate) fn require(&self, plan: Plan) -> Result<()> {
        if plan == Plan::Userspace {
            return Ok(());
        }
        match self.abilities()?.why_not(plan) {
            None => Ok(()),
            Some(why) => Err(Error::new(format!("this host does not have the union plan \"{plan}\": {why}"))
                .hint("leave the choice to coracle, or use union.plan=userspace")
                .into()),
        }
    }

    fn cached(&self) -> PathBuf {
        let facts = facts(self.store.path());
        let name: String = Digest::of(facts.as_bytes()).hex().chars().take(32).collect();
        self.cache.join("plans").join(name)
    }
}

/// All that the answer depends on.
fn facts(store: &Path) -> String {
    let kernel = rustix::system::uname();
    let filesystem = rustix::fs::statfs(store).map_or(0, |stat| stat.f_type);
    let first = rustix::fs::stat("/proc/self/ns/user").is_ok_and(|stat| stat.st_ino == FIRST_USER_NAMESPACE);
    format!(
        "{} probe 1\n{:?}\n{:?}\n{}\n{filesystem:x}\n{first}",
        env!("CARGO_PKG_VERSION"),
        kernel.release(),
        kernel.version(),
        store.display()
    )
}

/// What was missing may have been missing for a moment: room on the disk, memory.
fn is_fresh(path: &Path) -> bool {
    let age = std::fs::metadata(path).and_then(|data| data.modified()).map(|then| then.elapsed());
    age.is_ok_and(|age| age.is_ok_and(|age| age < LACKS_ARE_KEPT))
}

fn fastest(abilities: &Abilities, reach: Reach) -> Choice {
    let why_not =
        |plan| reach.why_not(plan).map(str::to_owned).or_else(|| abilities.why_not(plan).map(|why| why.to_string()));
    let (direct, hybrid) = (why_not(Plan::Direct), why_not(Plan::Hybrid));
    let (plan, reason) = match (direct, hybrid) {
        (None, _) => (Plan::Direct, "the fastest; this kernel has all that it needs".to_owned()),
        (Some(why), None) => (Plan::Hybrid, format!("direct: {why}")),
        (Some(_), Some(why)) => (Plan::Userspace, format!("hybrid: {why}")),
    };
    Choice { plan, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::testing;

    #[test]
    fn the_fastest_that_works_is_chosen() {
        let cases = [
            (None, None, Plan::Direct, "fastest"),
            (None, Some("old kernel"), Plan::Hybrid, "direct: old kernel"),
            (Some("no overlay"), Some("old kernel"), Plan::Userspace, "hybrid: no overlay"),
        ];
        for (hybrid, direct, plan, reason) in cases {
            let choice = fastest(&Abilities::fake(hybrid, direct), Reach::Store);
            assert_eq!(choice.plan, plan);
            assert!(choice.reason.contains(reason), "{choice:?}");
        }
    }

    #[test]
    fn containers_get_what_their_root_can_reach() {
        let able = Abilities::fake(None, None);
        for (reach, plan) in
            [(Reach::Store, Plan::Direct), (Reach::Upper, Plan::Hybrid), (Reach::Nothing, Plan::Userspace)]
        {
            assert_eq!(fastest(&able, reach).plan, plan, "{reach:?}");
        }
    }

    #[test]
    fn what_is_known_is_believed_and_what_is_damaged_is_found_out_again() {
        let name = "rootfs::plan::tests::what_is_known_is_believed_and_what_is_damaged_is_found_out_again";
        testing::in_own_process(name, || {
            let dir = tempfile::tempdir_in("/var/tmp").unwrap();
            let store = Store::open(&dir.path().join("store")).unwrap();
            let cache = dir.path().join("cache");
            let host = Host::new(&store, &cache);
            let found = host.abilities().unwrap();
            let kept: Option<Abilities> = files::read_json(&host.cached()).unwrap();
            assert_eq!(kept.as_ref(), Some(&found));
            std::fs::write(host.cached(), "damaged").unwrap();
            assert_eq!(host.abilities().unwrap(), found);
            files::replace_json(&host.cached(), &Abilities::fake(Some("x"), Some("y")), Durability::None).unwrap();
            assert!(host.require(Plan::Direct).unwrap_err().to_string().contains("y"));
            assert!(host.require(Plan::Userspace).is_ok());
            assert_eq!(host.choose(Wanted::Required(Plan::Userspace), Reach::Store).unwrap().plan, Plan::Userspace);
            host.forget();
            assert_eq!(host.abilities().unwrap(), found);
        });
    }
}
