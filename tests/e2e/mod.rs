//! The built binary against real parts, by theme.

mod attach;
mod cp;
mod exec;
mod faults;
mod flags;
mod images;
mod lifecycle;
mod logs;
mod malicious;
mod network;
mod plans;
mod ps;
mod pull;
mod registries;
mod restart;
mod root;
mod run;
mod secrets;
mod security;
mod software;
mod tty;
mod union;
mod userns;
mod verbs;
mod volume_verbs;
mod volumes;
