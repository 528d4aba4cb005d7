//! An SSH agent for a build, which has the keys of files that the user names.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::store::{Staging, Store};
use crate::sys::process;

const DIRECTORIES: [&str; 4] = ["/usr/bin", "/bin", "/usr/local/bin", "/run/current-system/sw/bin"];

/// Its name in the agent's directory. Paths of sockets are short, and the directory's may be long.
const SOCKET: &str = "agent";

/// An agent. It ends when this is dropped, and when this process is killed.
pub(crate) struct Agent {
    process: Child,
    dir: Staging,
}

impl Agent {
    /// Starts ssh-agent(1) and gives it the keys. A key with a passphrase asks for it at the terminal, if there is one.
    pub(crate) fn start(store: &Store, keys: &[PathBuf]) -> Result<Self> {
        let dir = store.staging()?;
        let mut command = process::unprivileged_helper_command(&program("ssh-agent")?);
        command.current_dir(dir.path()).args(["-D", "-a", SOCKET]);
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let process = command.spawn().context("cannot start ssh-agent")?;
        let mut agent = Self { process, dir };
        let mut line = String::new();
        let stdout = agent.process.stdout.take().context("ssh-agent has no output")?;
        BufReader::new(stdout).read_line(&mut line).context("cannot hear ssh-agent")?;
        anyhow::ensure!(!line.is_empty(), "ssh-agent has ended");
        keys.iter().try_for_each(|key| agent.add(key))?;
        Ok(agent)
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.dir.path().join(SOCKET)
    }

    fn add(&self, key: &Path) -> Result<()> {
        let mut command = Command::new(program("ssh-add")?);
        command.env("SSH_AUTH_SOCK", SOCKET).current_dir(self.dir.path()).args(["-q", "--"]).arg(key);
        let added = command.stdin(Stdio::null()).output().context("cannot start ssh-add")?;
        if added.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&added.stderr);
        let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
        Err(Error::new(format!("the agent does not take the key {}: {}", key.display(), last.trim())).into())
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program(name: &str) -> Result<PathBuf> {
    let found = DIRECTORIES.iter().map(|dir| Path::new(dir).join(name)).find(|path| path.exists());
    found.ok_or_else(|| {
        Error::new(format!("{name} is not installed, which keys in files need"))
            .hint("install openssh-client, or name the socket of an agent")
            .into()
    })
}
