//! The built binary against real parts, by theme.

mod images;
mod lifecycle;
mod malicious;
mod network;
mod pull;
mod registries;
mod run;
mod security;
mod software;
mod tty;
mod union;
mod volumes;
