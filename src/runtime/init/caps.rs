//! Giving up privileges: bounding set, groups, ids, capabilities.

use oci_spec::runtime::Process;
use rustix::io::Errno;
use rustix::thread::{CapabilitySet as Bits, CapabilitySets, Gid, Uid};

use super::Warnings;
use super::identity::Identity;
use crate::error::{Context, Error, Result};
use crate::runtime::spec::CapabilitySet;
use crate::runtime::spec::set_of;

/// What is still to be given up after the seccomp filter has been loaded, which needs CAP_SYS_ADMIN.
pub(super) struct Privileges {
    last: CapabilitySets,
    ambient: Bits,
}

/// Drops everything but what the specification grants to this user, and CAP_SYS_ADMIN until [`Privileges::give_up`].
pub(super) fn reduce(
    process: &Process,
    identity: &Identity,
    keep_groups: bool,
    warnings: &mut Warnings,
) -> Result<Privileges> {
    let set = |list| bits(set_of(list));
    let granted = process.capabilities().as_ref();
    let bounding = granted.map_or(Bits::empty(), |g| set(g.bounding().as_ref()));
    let permitted = granted.map_or(Bits::empty(), |g| set(g.permitted().as_ref()));
    let effective = granted.map_or(Bits::empty(), |g| set(g.effective().as_ref()));
    let inheritable = granted.map_or(Bits::empty(), |g| set(g.inheritable().as_ref()));
    let ambient = granted.map_or(Bits::empty(), |g| set(g.ambient().as_ref()));

    drop_bounding(bounding)?;
    if process.no_new_privileges() == Some(true) {
        rustix::thread::set_no_new_privs(true).context("prctl(PR_SET_NO_NEW_PRIVS)")?;
    }
    rustix::thread::set_keep_capabilities(true).context("prctl(PR_SET_KEEPCAPS)")?;
    if !keep_groups {
        set_groups(identity, warnings)?;
    }
    become_user(identity)?;
    rustix::thread::set_keep_capabilities(false).context("prctl(PR_SET_KEEPCAPS)")?;

    let kernel = rustix::thread::capabilities(None).context("capget")?.permitted;
    // Root gets the sets as they are; another user only what is ambient, which is what survives its execve.
    let (permitted, effective) = if identity.uid == 0 { (permitted, effective) } else { (ambient, ambient) };
    let last = CapabilitySets {
        permitted: (permitted | ambient) & kernel,
        effective: (effective | ambient) & kernel,
        inheritable: (inheritable | ambient) & kernel,
    };
    let bridge = Bits::SYS_ADMIN & kernel;
    let now = CapabilitySets { permitted: last.permitted | bridge, effective: last.effective | bridge, ..last };
    rustix::thread::set_capabilities(None, now).context("capset")?;
    Ok(Privileges { last, ambient: ambient & kernel })
}

fn bits(set: CapabilitySet) -> Bits {
    Bits::from_bits_retain(set.bits())
}

fn drop_bounding(keep: Bits) -> Result<()> {
    for number in 0..64 {
        let one = Bits::from_bits_retain(1 << number);
        if keep.contains(one) {
            continue;
        }
        match rustix::thread::remove_capability_from_bounding_set(one) {
            // Beyond the last capability of this kernel.
            Err(Errno::INVAL) => break,
            result => result.with_context(|| format!("drop capability {number} from the bounding set"))?,
        }
    }
    Ok(())
}

/// The user's own group is among them: who gives it up for another one (setgid programs) must not escape what a file
/// denies to that group (CVE-2022-2989, CVE-2022-36109).
fn set_groups(identity: &Identity, warnings: &mut Warnings) -> Result<()> {
    let own = Some(identity.gid).filter(|gid| !identity.groups.contains(gid));
    let groups: Vec<Gid> = own.iter().chain(&identity.groups).map(|gid| Gid::from_raw(*gid)).collect();
    match rustix::thread::set_thread_groups(&groups) {
        // With a single id there are no other groups, and the kernel forbids the call.
        Err(Errno::PERM) if identity.groups.is_empty() || !identity.groups_asked_for => {}
        Err(Errno::PERM) => warnings.push("supplementary groups are not available with a single user id".to_owned()),
        result => result.map_err(|e| unmapped(e, "group", &identity.groups))?,
    }
    Ok(())
}

fn become_user(identity: &Identity) -> Result<()> {
    let (uid, gid) = (Uid::from_raw(identity.uid), Gid::from_raw(identity.gid));
    rustix::thread::set_thread_res_gid(gid, gid, gid).map_err(|e| unmapped(e, "group", &[identity.gid]))?;
    rustix::thread::set_thread_res_uid(uid, uid, uid).map_err(|e| unmapped(e, "user", &[identity.uid]))
}

fn unmapped(errno: Errno, what: &str, ids: &[u32]) -> anyhow::Error {
    if errno != Errno::INVAL {
        return anyhow::Error::from(errno).context(format!("become {what} {ids:?}"));
    }
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    Error::new(format!("{what} id {} is not in the user namespace", ids.join(", ")))
        .hint("give your user more subordinate ids: run `sudo usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER`")
        .into()
}

impl Privileges {
    /// The last step before the command: capabilities as the specification has them.
    pub(super) fn give_up(&self) -> Result<()> {
        rustix::thread::set_capabilities(None, self.last).context("capset")?;
        for one in self.ambient.iter() {
            rustix::thread::configure_capability_in_ambient_set(one, true)
                .with_context(|| format!("raise the ambient capability {one:?}"))?;
        }
        Ok(())
    }
}
