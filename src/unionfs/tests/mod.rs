//! Tests on a mounted union. Each runs in a process and a user namespace of its own, as the user who runs the tests.

mod attributes;
mod basics;
mod conformance;
mod copyup;
mod faults;
mod fixture;
mod killed;
mod model;
mod outside;
mod races;
mod sealing;
mod snapshot;
mod stale;
