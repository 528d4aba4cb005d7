//! Not a test: mounts a union for suites and measurements from outside.
//!
//! `UNION_RUN='command' UNION_LAYERS=dir:dir UNION_BASE=dir cargo test --lib union_for_a_command -- --ignored`
//! runs the command with the mount as its working directory; the layers are directories, the lowest first.

use std::path::Path;
use std::process::Command;

use super::fixture::{Fixture, in_namespace};

#[test]
#[ignore = "runs a command of the caller's"]
fn union_for_a_command() {
    in_namespace("unionfs::tests::outside::union_for_a_command", || {
        let variable = |name| std::env::var(name).unwrap_or_default();
        let mut fixture = match variable("UNION_BASE").as_str() {
            "" => Fixture::new(),
            base => Fixture::at(Path::new(base)),
        };
        for layer in variable("UNION_LAYERS").split(':').filter(|layer| !layer.is_empty()) {
            fixture.layer_from(Path::new(layer));
        }
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
