//! What the user and the machine have configured. The only room that reads the environment; it never writes a file, except
//! that it may make the fallback of the runtime directory.
#![allow(dead_code)]

mod auth;
mod certs;
mod dirs;
mod env;
mod registries;

#[allow(unused_imports)]
pub(crate) use self::{
    auth::{Auth, Credentials},
    certs::{Certificates, ClientPair},
    dirs::Dirs,
    env::Env,
    registries::{Endpoint, Registries},
};
