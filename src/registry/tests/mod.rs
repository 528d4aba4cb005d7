//! Tests of the protocol against a server that misbehaves on purpose.

mod blobs;
mod manifests;
pub(crate) mod server;
mod uploads;

use std::{path::Path, sync::Arc, time::Duration};

use self::server::Server;
use super::{Access, Repository, Retry, Timeouts};
use crate::config::{Auth, Credentials, Endpoint, Env};

/// Access without anybody's configuration, and impatient.
pub(crate) fn access() -> Access {
    let env = Env::fake(Path::new("/nonexistent"), &[]);
    let auth = Auth::new(&env, None, &[]);
    Access {
        retry: Retry { attempts: 3, delay: Duration::from_millis(1), longest: Duration::from_millis(20) },
        timeouts: Timeouts {
            connect: Duration::from_secs(5),
            stall: Duration::from_millis(300),
            answer: Duration::from_millis(300),
        },
        ..Access::new(env, auth)
    }
}

fn repository(server: &Server, access: Access) -> Arc<Repository> {
    let reference = format!("{}/a/b:1", server.address()).parse().unwrap();
    Arc::new(Repository::new(Endpoint { reference, insecure: false, mirror: false }, access))
}

fn login(text: &str) -> Access {
    Access { credentials: Some(Credentials::parse(text)), ..access() }
}
