//! What ADD fetches: files by HTTP, and repositories.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Sha256, Sha384, Sha512};

use super::context::{self, Git, Ignore};
use super::copy::Origin;
use super::dockerfile::{Add, Source};
use super::stage::{Worker, file_time};
use crate::error::{Context, Error, Result};
use crate::layer::index::Time;

/// What became of one source.
pub(super) enum Fetched {
    /// It is not to be fetched.
    Nothing,
    File {
        name: Vec<u8>,
        path: PathBuf,
        mtime: Time,
    },
    Tree(PathBuf),
}

impl Fetched {
    /// The tree, when it is one.
    pub(super) fn origin<'a>(&self, nothing: &'a Ignore) -> Result<Option<Origin<'a>>> {
        match self {
            Fetched::Tree(path) => Origin::host(path, nothing).map(Some),
            Fetched::Nothing | Fetched::File { .. } => Ok(None),
        }
    }
}

/// Fetches those of `sources` that are URLs, for an ADD.
pub(super) fn fetch(worker: &Worker<'_>, add: Option<&Add>, sources: &[Source]) -> Result<Vec<Fetched>> {
    let Some(add) = add else { return Ok(sources.iter().map(|_| Fetched::Nothing).collect()) };
    let fetched = sources.iter().map(|source| match source {
        Source::Path(text) => one(worker, add, text),
        Source::Heredoc(_) => Ok(Fetched::Nothing),
    });
    let fetched = fetched.collect::<Result<Vec<_>>>()?;
    if add.checksum.is_some() && !fetched.iter().any(|one| !matches!(one, Fetched::Nothing)) {
        return Err(Error::new("--checksum is for sources that are URLs").into());
    }
    Ok(fetched)
}

fn one(worker: &Worker<'_>, add: &Add, text: &str) -> Result<Fetched> {
    let place = worker.shop.scratch.join(format!("add-{}", crate::name::random_id()?));
    if let Some(git) = Git::parse(text)? {
        let git = reachable(worker, git, text)?;
        let commit = git.check_out(&place, add.keep_git_dir)?;
        let wanted = add.checksum.as_deref().map(|sum| sum.strip_prefix("sha1:").unwrap_or(sum));
        if let Some(wanted) = wanted.filter(|wanted| wanted.is_empty() || !commit.starts_with(wanted)) {
            return Err(Error::new(format!("{text} is at the commit {commit} instead of {wanted}")).into());
        }
        // A repository can have links to anywhere.
        let found = git.subdir.as_ref().map(|subdir| {
            context::inside(&place, subdir).with_context(|| format!("{} has no directory {subdir}", git.url))
        });
        return Ok(Fetched::Tree(found.transpose()?.unwrap_or(place)));
    }
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return Ok(Fetched::Nothing);
    }
    let options = worker.shop.options;
    context::download(text, options.env, &options.remote.connect, &place)?;
    if let Some(wanted) = &add.checksum {
        check(&place, wanted).with_context(|| text.to_owned())?;
    }
    let name = text.split(['?', '#']).next().unwrap_or(text).rsplit('/').next().unwrap_or_default();
    let is_directory = add.transfer.destination.ends_with('/');
    if is_directory && (name.is_empty() || text.matches('/').count() < 3) {
        return Err(Error::new(format!("{text} has no name for a file in {}", add.transfer.destination))
            .hint("write the file's name in the destination")
            .into());
    }
    // What a server says of its files' times would make each build another one.
    Ok(Fetched::File { name: name.as_bytes().to_vec(), path: place, mtime: file_time(jiff::Timestamp::UNIX_EPOCH) })
}

/// A Dockerfile may name what is in the network, and nothing of this machine: no files, and of the keys only those of an
/// agent that the build was given.
fn reachable(worker: &Worker<'_>, git: Git, text: &str) -> Result<Git> {
    if git.url.starts_with("file://") {
        return Err(Error::new(format!("{text} is outside the context")).hint("give it with --build-context").into());
    }
    if !git.needs_ssh() {
        return Ok(git);
    }
    let agent = worker.shop.options.run.ssh.get("default").ok_or_else(|| {
        Error::new(format!("{text} is reached by ssh, for which the build has no agent")).hint("add --ssh default")
    })?;
    Ok(Git { agent: Some(agent.clone()), ..git })
}

/// Holds a file to the digest that an instruction wants, in one of the algorithms that BuildKit knows.
fn check(path: &Path, wanted: &str) -> Result<()> {
    let file = File::open(path).context("cannot open what was fetched")?;
    let algorithm = wanted.split_once(':').map_or("", |(algorithm, _)| algorithm);
    let found = match algorithm {
        "sha256" => sum::<Sha256>(file)?,
        "sha384" => sum::<Sha384>(file)?,
        "sha512" => sum::<Sha512>(file)?,
        _ => String::new(),
    };
    let found = format!("{algorithm}:{found}");
    if found == wanted {
        return Ok(());
    }
    if found.len() != wanted.len() {
        return Err(Error::new(format!("--checksum={wanted}: write sha256:…, sha384:… or sha512:…")).into());
    }
    Err(Error::new(format!("its digest is {found} instead of {wanted}")).into())
}

/// The digits of a file's digest.
fn sum<H: sha2::Digest>(mut file: File) -> Result<String> {
    let mut hasher = H::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer).context("cannot read what was fetched")? {
            0 => return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}
