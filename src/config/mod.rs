//! What the user and the machine have configured. The only room that reads the environment; it never writes a file, except
//! that it may make the fallback of the runtime directory.

mod auth;
mod certs;
mod containers;
mod dirs;
mod env;
mod file;
mod registries;
pub(crate) mod storage;
mod systemd;

pub(crate) use self::{
    auth::{Auth, Credentials},
    certs::Certificates,
    containers::{Containers, ContainersConf},
    dirs::Dirs,
    env::Env,
    registries::{Endpoint, Registries},
    systemd::{Sockets, Systemd},
};
