//! Cases of what a filesystem must do, above all where layers make it hard: every case runs on a plain directory, on the
//! kernel's overlayfs and on each of our plans, over the same content. What the plain directory does, `userspace` does;
//! what the kernel's overlayfs does, every plan does; the exceptions are listed here, and no longer than they are true.

mod content;
mod handles;
mod names;
mod owners;
mod targets;

use std::collections::BTreeMap;
use std::path::Path;

use super::fixture::in_namespace_of_many_ids;
use targets::Target;

/// A case works in a directory of its own that holds what `targets::lower` and `targets::middle` put there.
type Case = (&'static str, fn(&Path) -> anyhow::Result<()>);

/// What a target cannot do, and why.
const EXCEPTIONS: &[(Target, &str, &str)] = &[
    (Target::Userspace, "files_without_a_name_can_be_made", "fuser 0.18 has no FUSE_TMPFILE: EOPNOTSUPP, as on NFS"),
    (Target::Userspace, "the_time_of_birth_is_known", "fuser 0.18 has no FUSE_STATX: the mask says that it is unknown"),
    (Target::Hybrid, "the_time_of_birth_is_known", "the same, for a file that is not copied up"),
    (Target::Direct, "the_time_of_birth_is_known", "the same, for a file that is not copied up"),
    (Target::Userspace, "ranges_are_collapsed_and_inserted", "the kernel's FUSE refuses these modes: EOPNOTSUPP"),
];

/// The cases that fail on a target, with what they say.
fn failures(target: Target, cases: &[Case]) -> BTreeMap<&'static str, String> {
    let mounted = targets::mount(target, cases.iter().map(|(name, _)| *name));
    let run = |(name, case): &Case| {
        let at = mounted.root().join(name);
        match std::panic::catch_unwind(|| case(&at)) {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some((*name, format!("{error:#}"))),
            Err(_) => Some((*name, "panicked".to_owned())),
        }
    };
    cases.iter().filter_map(run).collect()
}

#[test]
fn every_plan_does_what_the_kernel_does() {
    in_namespace_of_many_ids("unionfs::tests::conformance::every_plan_does_what_the_kernel_does", || {
        let only = std::env::var("CONFORMANCE_CASE").unwrap_or_default();
        let groups = [names::CASES, content::CASES, handles::CASES, owners::CASES];
        let cases: Vec<Case> = groups.concat().into_iter().filter(|(name, _)| name.contains(&only)).collect();
        let plain = failures(Target::Plain, &cases);
        let overlay = failures(Target::Overlay, &cases);
        assert!(plain.is_empty(), "a case asks for what no filesystem does: {plain:?}");
        let mut wrong = Vec::new();
        for plan in targets::PLANS {
            let failed = failures(plan, &cases);
            for (name, _) in &cases {
                let bad = failed.contains_key(name) && (plan == Target::Userspace || !overlay.contains_key(name));
                let listed = EXCEPTIONS.iter().any(|(target, case, _)| *target == plan && case == name);
                if bad != listed {
                    let said = failed.get(name).map_or("works, though it is listed as an exception", String::as_str);
                    wrong.push(format!("{plan:?}: {name}: {said}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
