//! Git repositories, by the git program of the host.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Context as _, Error, Result};

/// Taken away from every call: a repository shall run nothing here. Helpers are asked for no passwords, since nobody answers.
/// Files of this machine are fetched where the user names them, and never for a submodule.
const OPTIONS: [&str; 8] = [
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "protocol.file.allow=user",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "advice.detachedHead=false",
];

/// `URL[#[ref][:subdir]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Git {
    pub(crate) url: String,
    /// A branch, a tag or a commit; by itself what the repository has as HEAD.
    pub(crate) reference: Option<String>,
    /// The directory of the repository that is meant.
    pub(crate) subdir: Option<String>,
    /// The agent that ssh asks; by itself the environment's.
    pub(crate) agent: Option<PathBuf>,
}

impl Git {
    /// Reads what may be the URL of a repository; nothing if it is none: `git://…`, `ssh://…`, `git@host:path`,
    /// `github.com/…`, and whatever ends in `.git` as `http`, `https` and `file`.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>> {
        let (url, fragment) = text.split_once('#').unwrap_or((text, ""));
        let named_git =
            ["http://", "https://", "file://"].iter().any(|scheme| url.starts_with(scheme)) && url.ends_with(".git");
        let is_git =
            named_git || ["git://", "ssh://", "git@", "github.com/"].iter().any(|start| url.starts_with(start));
        if !is_git {
            return Ok(None);
        }
        let (reference, subdir) = fragment.split_once(':').unwrap_or((fragment, ""));
        if reference.starts_with('-') {
            return Err(Error::new(format!("{reference} in {text} is no name in a repository")).into());
        }
        let url = if url.starts_with("github.com/") { format!("https://{url}") } else { url.to_owned() };
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(Some(Self { url, reference: some(reference), subdir: some(subdir), agent: None }))
    }

    /// Whether it is reached by ssh.
    pub(crate) fn needs_ssh(&self) -> bool {
        self.url.starts_with("ssh://") || self.url.starts_with("git@")
    }

    /// Makes the directory `tree` with the files of the repository, submodules included, and gives the commit's name.
    /// `.git` stays only if asked for.
    pub(crate) fn check_out(&self, tree: &Path, keep_git: bool) -> Result<String> {
        let agent = self.agent.as_deref();
        let call = |arguments: &[&str]| git(Some(tree), agent, arguments);
        git(None, agent, &["init".as_ref(), "--quiet".as_ref(), "--template=".as_ref(), tree.as_os_str()])?;
        call(&["remote", "add", "origin", "--", &self.url])?;
        let wanted = self.reference.as_deref().unwrap_or("HEAD");
        let shallow = call(&["fetch", "--quiet", "--depth=1", "--no-tags", "--", "origin", wanted]);
        match (shallow, &self.reference) {
            (Ok(_), _) => call(&["checkout", "--quiet", "--detach", "FETCH_HEAD"]),
            // Nor does every server know how to give less than everything.
            (Err(error), None) => call(&["fetch", "--quiet", "--no-tags", "--", "origin", "HEAD"])
                .and_then(|_| call(&["checkout", "--quiet", "--detach", "FETCH_HEAD"]))
                .map_err(|_| error),
            // Not every server gives a commit by its name, and a short name means nothing to any of them.
            (Err(error), Some(reference)) => call(&["fetch", "--quiet", "--tags", "--", "origin"])
                .and_then(|_| call(&["checkout", "--quiet", "--detach", reference, "--"]))
                .map_err(|_| error),
        }
        .with_context(|| format!("cannot get {wanted} of {}", self.url))?;
        let commit = call(&["rev-parse", "HEAD"])?;
        if tree.join(".gitmodules").exists() {
            call(&["submodule", "--quiet", "update", "--init", "--recursive", "--depth=1"])
                .with_context(|| format!("cannot get the submodules of {}", self.url))?;
        }
        if !keep_git {
            std::fs::remove_dir_all(tree.join(".git")).context("cannot remove .git")?;
        }
        Ok(commit.trim().to_owned())
    }
}

/// Runs git, without a shell, and gives what it prints.
fn git<A: AsRef<OsStr>>(tree: Option<&Path>, agent: Option<&Path>, arguments: &[A]) -> Result<String> {
    let mut command = Command::new("git");
    command.args(OPTIONS).args(tree.iter().flat_map(|tree| [OsStr::new("-C"), tree.as_os_str()])).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.envs(agent.map(|agent| ("SSH_AUTH_SOCK", agent)));
    let output = command.env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null()).output().map_err(|error| {
        let cause = Error::new(format!("cannot run git: {error}"));
        if error.kind() == std::io::ErrorKind::NotFound { cause.hint("install git") } else { cause }
    })?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        let line = text.lines().rev().find(|line| line.starts_with("fatal:") || line.starts_with("error:"));
        let line = line.or_else(|| text.lines().last()).unwrap_or("it says nothing");
        return Err(
            Error::new(format!("git: {}", line.trim_start_matches("fatal: ").trim_start_matches("error: "))).into()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
