//! `--ssh`: agents that RUN may ask, the user's own or one for this build.

use std::collections::BTreeMap;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;

use crate::build::Agent;
use crate::config::Env;
use crate::error::{Context as _, Error, Result};
use crate::store::Store;

/// Agents by their ids, there for as long as this is.
#[derive(Default)]
pub(super) struct Agents {
    sockets: BTreeMap<String, PathBuf>,
    own: Vec<Agent>,
}

impl Agents {
    /// Reads `default` or an id, which mean the agent of the environment, `ID=SOCKET`, and `ID=KEY[,KEY…]`.
    pub(super) fn of(texts: &[String], env: &Env, store: &Store) -> Result<Self> {
        let mut agents = Self::default();
        for text in texts {
            agents.add(text, env, store).with_context(|| format!("--ssh {text}"))?;
        }
        Ok(agents)
    }

    pub(super) fn sockets(&self) -> &BTreeMap<String, PathBuf> {
        &self.sockets
    }

    fn add(&mut self, text: &str, env: &Env, store: &Store) -> Result<()> {
        let (id, value) = text.split_once('=').unwrap_or((text, ""));
        if self.sockets.contains_key(id) {
            return Err(Error::new(format!("there is an agent {id} already")).into());
        }
        let paths = match value {
            "" => {
                let socket = env.get("SSH_AUTH_SOCK").ok_or_else(|| {
                    Error::new("no agent runs: SSH_AUTH_SOCK is not set")
                        .hint("start one (`eval $(ssh-agent)`), or name its socket or files of keys")
                })?;
                vec![PathBuf::from(socket)]
            }
            paths => paths.split(',').map(PathBuf::from).collect(),
        };
        let paths = paths.iter().map(|path| Ok(std::path::absolute(path)?)).collect::<Result<Vec<_>>>()?;
        let mut sockets = Vec::new();
        for path in &paths {
            let data = std::fs::metadata(path).with_context(|| format!("cannot find {}", path.display()))?;
            sockets.extend(data.file_type().is_socket().then_some(path));
        }
        let socket = match (sockets.as_slice(), paths.as_slice()) {
            ([socket], [_]) => (*socket).clone(),
            ([], keys) => {
                let agent = Agent::start(store, keys)?;
                let socket = agent.socket();
                self.own.push(agent);
                socket
            }
            _ => return Err(Error::new("a socket stands alone").hint("give it an id of its own").into()),
        };
        self.sockets.insert(id.to_owned(), socket);
        Ok(())
    }
}
