//! Not tests: they mount a union for suites and measurements from outside.
//!
//! | variable | meaning |
//! |---|---|
//! | `UNION_BASE` | where contents and the writable layer lie; a temporary directory |
//! | `UNION_LAYERS` | directories, the lowest first, divided by colons; one with a work directory `w` beside it is the upper directory of an earlier mount |
//! | `UNION_PLAN` | `userspace`, `hybrid` or `direct`; the last two need more ids than one: see `UNION_IDS` |
//! | `UNION_IDS` | `many`: subordinate ids too, or as root 65536 of its own; else there is one id |
//! | `UNION_RUN` | the command that `union_for_a_command` runs with the mount as its working directory |
//! | `UNION_UPPER`, `UNION_WORK`, `UNION_MOUNTPOINT` | what `union_until_unmounted` mounts, and where |

use std::path::{Path, PathBuf};
use std::process::Command;

use super::fixture::{Fixture, in_namespace, in_namespace_of_many_ids};
use crate::store::Contents;

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn in_chosen_namespace(name: &str, body: impl FnOnce()) {
    match variable("UNION_IDS").as_str() {
        "many" => in_namespace_of_many_ids(name, body),
        _ => in_namespace(name, body),
    }
}

fn fixture() -> Fixture {
    let mut fixture = match variable("UNION_BASE").as_str() {
        "" => Fixture::new(),
        base => Fixture::at(Path::new(base)),
    };
    if let Ok(plan) = variable("UNION_PLAN").parse() {
        fixture.plan = plan;
    }
    let layers = variable("UNION_LAYERS");
    let layers: Vec<&Path> = layers.split(':').filter(|layer| !layer.is_empty()).map(Path::new).collect();
    for layer in layers {
        match layer.with_file_name("w") {
            work if work.is_dir() => add_upper(&mut fixture, layer, &work),
            _ => fixture.layer_from(layer),
        }
    }
    fixture
}

/// Puts what an upper directory changes on top of the layers, as a layer.
fn add_upper(fixture: &mut Fixture, upper: &Path, work: &Path) {
    let own = (std::mem::replace(&mut fixture.upper, upper.into()), std::mem::replace(&mut fixture.work, work.into()));
    let info = fixture.store().seal_layer(&fixture.changes(), Contents::Keep).unwrap();
    fixture.push_sealed(&info);
    (fixture.upper, fixture.work) = own;
}

#[test]
#[ignore = "runs a command of the caller's"]
fn union_for_a_command() {
    in_chosen_namespace("unionfs::tests::outside::union_for_a_command", || {
        let mut fixture = fixture();
        fixture.mount();
        let status = Command::new("sh")
            .args(["-c", &variable("UNION_RUN")])
            .env("UNION_PID", std::process::id().to_string())
            .current_dir(fixture.mnt())
            .status()
            .unwrap();
        fixture.unmount();
        assert!(status.success());
    });
}

#[test]
#[ignore = "serves what the caller mounts"]
fn union_until_unmounted() {
    in_chosen_namespace("unionfs::tests::outside::union_until_unmounted", || {
        let mut fixture = fixture();
        fixture.upper = PathBuf::from(variable("UNION_UPPER"));
        fixture.work = PathBuf::from(variable("UNION_WORK"));
        fixture.mountpoint = PathBuf::from(variable("UNION_MOUNTPOINT"));
        fixture.mount();
        fixture.hide_lower();
        fixture.serve();
    });
}
