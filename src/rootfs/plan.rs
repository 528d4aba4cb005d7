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
use crate::store::containers::Plan;
use crate::store::files::{self, Durability};

/// The inode number of the first user namespace on every Linux (PROC_USER_INIT_INO of linux/proc_ns.h).
const FIRST_USER_NAMESPACE: u64 = 0xEFFF_FFFD;

/// How long it is believed that something is missing.
const LACKS_ARE_KEPT: Duration = Duration::from_secs(24 * 3600);

const ASKED_FOR: &str = "it was asked for";
const OTHER_ROOT: &str = "overlayfs works with the powers of the container's root, and that of a container with a user \
                          namespace of its own has none over the store";

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

    /// The plan for a new container, in the user's own user namespace (`is_shared`) or in another one.
    ///
    /// # Errors
    /// When the plan that was asked for cannot be had.
    pub(crate) fn choose(&self, wanted: Wanted, is_shared: bool) -> Result<Choice> {
        let userspace = |reason| Ok(Choice { plan: Plan::Userspace, reason });
        match wanted {
            Wanted::Preferred(Plan::Userspace) | Wanted::Required(Plan::Userspace) => userspace(ASKED_FOR.to_owned()),
            Wanted::Required(plan) if !is_shared => Err(Error::new(format!("the union plan \"{plan}\": {OTHER_ROOT}"))
                .hint("leave out --userns, --uidmap and --gidmap, or use union.plan=userspace")
                .into()),
            _ if !is_shared => userspace(OTHER_ROOT.to_owned()),
            Wanted::Preferred(plan) | Wanted::Required(plan) => {
                self.require(plan)?;
                Ok(Choice { plan, reason: ASKED_FOR.to_owned() })
            }
            Wanted::Fastest => match rootless::id_maps()?.1 {
                Mode::Single(reason) => userspace(format!("overlayfs needs ids for other users' files: {reason}")),
                _ => match self.abilities() {
                    Ok(abilities) => Ok(fastest(&abilities)),
                    Err(error) => userspace(format!("the kernel cannot be probed: {error:#}")),
                },
            },
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

fn fastest(abilities: &Abilities) -> Choice {
    let (direct, hybrid) = (abilities.why_not(Plan::Direct), abilities.why_not(Plan::Hybrid));
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
            let choice = fastest(&Abilities::fake(hybrid, direct));
            assert_eq!(choice.plan, plan);
            assert!(choice.reason.contains(reason), "{choice:?}");
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
            assert_eq!(host.choose(Wanted::Required(Plan::Userspace), true).unwrap().plan, Plan::Userspace);
            host.forget();
            assert_eq!(host.abilities().unwrap(), found);
        });
    }
}
