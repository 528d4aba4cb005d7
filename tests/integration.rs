//! All integration and end-to-end tests are one binary.
//!
//! `contrib/test` runs it as an unprivileged user, and the tests of `e2e::root` as root. `CORACLE_UNDER_TEST=/usr/bin/podman`
//! runs the same tests against podman.

mod architecture;
mod e2e;
#[allow(dead_code, unused_imports, reason = "a kit: not every tool is in use at all times")]
mod harness;
