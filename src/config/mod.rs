//! What the user and the machine have configured. The only room that reads the environment; it never writes a file, except
//! the auth file for `login` and `logout`, and that it may make the fallback of the runtime directory.

mod auth;
mod certs;
mod containers;
mod dirs;
mod docker;
mod env;
mod file;
mod registries;
pub(crate) mod storage;
mod systemd;
mod trust;

pub(crate) use self::{
    auth::{Auth, AuthFile, Credentials, check_authfile},
    certs::Certificates,
    containers::{Containers, ContainersConf, Engine as EngineConf},
    dirs::Dirs,
    docker::DockerMirrors,
    env::Env,
    registries::{Endpoint, Registries},
    systemd::{Sockets, Systemd},
    trust::{Signed, Trust},
};
