//! COPY, ADD and WORKDIR: what they say becomes a plan, and the plan a layer.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::cache::Recipe;
use super::config;
use super::context::Ignore;
use super::copy::known::Known;
use super::copy::{Copier, Origin, Rules, Source, owner, user};
use super::dockerfile::{self, Add, Copy, Instruction, Mode, Transfer};
use super::fetch::{self, Fetched};
use super::options::{Contexts, NamedContext};
use super::stage::{Doing, Worker, file_time, written};
use crate::error::{Context, Error, Result};
use crate::name::{Digest, Hasher};
use crate::unionfs::View;

/// COPY.
pub(super) fn copy(worker: &mut Worker<'_>, meant: &Instruction, copy: &Copy) -> Result<()> {
    let origins = worker.origins(meant)?;
    let from = From::of(worker, origins.first())?;
    let how = How { parents: copy.parents, unpack: Some(false), fetching: None };
    transfer(worker, meant, &copy.transfer, &from, how)
}

/// ADD.
pub(super) fn add(worker: &mut Worker<'_>, meant: &Instruction, add: &Add) -> Result<()> {
    let how = How { parents: false, unpack: add.unpack, fetching: Some(add) };
    transfer(worker, meant, &add.transfer, &From::Context, how)
}

/// Where COPY and ADD differ.
#[derive(Clone, Copy)]
struct How<'a> {
    parents: bool,
    unpack: Option<bool>,
    /// Sources may be URLs.
    fetching: Option<&'a Add>,
}

/// Where the files of an instruction come from.
pub(super) enum From {
    Context,
    Directory { root: PathBuf, ignore: Ignore },
    Image { view: View, layers: Vec<Digest> },
}

impl From {
    /// The context when nothing else is named.
    pub(super) fn of(worker: &Worker<'_>, origin: Option<&dockerfile::Origin>) -> Result<Self> {
        let shop = worker.shop;
        let Some(origin) = origin else { return Ok(From::Context) };
        match origin {
            dockerfile::Origin::Scratch => Self::layers(worker, &[]),
            dockerfile::Origin::Stage(number) => {
                let stage = worker.built.get(number).context("a stage was not built that this one needs")?;
                Self::layers(worker, stage.layers())
            }
            dockerfile::Origin::Context(name) => match shop.options.contexts.named.get(name) {
                Some(NamedContext::Directory { root, ignore }) => {
                    Ok(From::Directory { root: root.clone(), ignore: ignore.clone() })
                }
                Some(NamedContext::Image(image)) => Self::image(worker, image),
                None => Err(Error::new(format!("there is no context {name}")).into()),
            },
            dockerfile::Origin::Image(name) => Self::image(worker, name),
        }
    }

    fn image(worker: &Worker<'_>, name: &str) -> Result<Self> {
        let (_, config) = worker.shop.image(name, Some(&worker.shop.options.arguments.target_platform))?;
        Self::layers(worker, &config.rootfs.diff_ids)
    }

    fn layers(worker: &Worker<'_>, layers: &[Digest]) -> Result<Self> {
        Ok(From::Image { view: worker.shop.view(layers)?, layers: layers.to_vec() })
    }

    /// The tree itself.
    pub(super) fn origin<'a>(&'a self, contexts: &'a Contexts) -> Result<Origin<'a>> {
        match self {
            From::Context => Origin::host(&contexts.main, &contexts.ignore),
            From::Directory { root, ignore } => Origin::host(root, ignore),
            From::Image { view, .. } => Ok(Origin::Image(view)),
        }
    }
}

fn transfer(
    worker: &mut Worker<'_>,
    meant: &Instruction,
    transfer: &Transfer,
    from: &From,
    how: How<'_>,
) -> Result<()> {
    let How { parents, unpack, fetching } = how;
    let shop = worker.shop;
    let view = shop.view(worker.state.layers())?;
    // What is linked is a layer by itself, whatever is below it.
    let target = if transfer.link { shop.view(&[])? } else { shop.view(worker.state.layers())? };
    let contexts = &shop.options.contexts;
    let nothing = Ignore::default();
    let origin = from.origin(contexts)?;
    let fetched = fetch::fetch(worker, fetching, &transfer.sources)?;
    let trees = fetched.iter().map(|one| one.origin(&nothing)).collect::<Result<Vec<_>>>()?;
    let mut sources = Vec::new();
    for ((source, fetched), tree) in transfer.sources.iter().zip(&fetched).zip(&trees) {
        sources.push(match (source, fetched, tree) {
            (dockerfile::Source::Heredoc(heredoc), ..) => {
                Source::Text { name: heredoc.name.clone().into_bytes(), content: heredoc.content.clone().into_bytes() }
            }
            (_, _, Some(origin)) => Source::Files { origin, path: b".".to_vec(), unpack: false },
            (_, Fetched::File { name, path, mtime }, _) => {
                let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
                Source::Fetched { name: name.clone(), file, mtime: *mtime, unpack: unpack == Some(true) }
            }
            (dockerfile::Source::Path(path), ..) => {
                Source::Files { origin: &origin, path: path.clone().into_bytes(), unpack: unpack.unwrap_or(true) }
            }
        });
    }
    let rules = Rules {
        owner: transfer.chown.as_deref().map(|text| owner(&view, text)).transpose()?,
        chmod: transfer.chmod.as_deref().map(Mode::parse).transpose()?,
        now: file_time(worker.now()),
        excluded: Ignore::parse("--exclude", transfer.exclude.join("\n").as_bytes())?,
        parents,
        link: transfer.link,
    };
    let mut known = known(worker, from)?;
    let destination = destination(&worker.state.config.config.working_dir, &transfer.destination);
    let mut copier = Copier::new(&target, Some(shop.engine.store.draft()?), &mut known, rules);
    copier.copy(sources, &destination)?;
    let files = described(&copier);
    let created_by =
        format!("/bin/sh -c #(nop) {} {} in {destination} ", meant.kind.keyword(), named(transfer, &files));
    let below = (!transfer.link).then(|| worker.state.files());
    seal(worker, meant, created_by, below, files, copier)?;
    known.save()
}

/// What is known of the files that an instruction reads.
fn known(worker: &Worker<'_>, from: &From) -> Result<Known> {
    let (shop, contexts) = (worker.shop, &worker.shop.options.contexts);
    match from {
        From::Context if !contexts.is_temporary => Ok(Known::load(&shop.engine.store.known_dir()?, &contexts.main)),
        From::Directory { root, .. } => Ok(Known::load(&shop.engine.store.known_dir()?, root)),
        _ => Ok(Known::default()),
    }
}

/// Where `source` is in a directory of the host, and what is there.
pub(super) fn directory_digest(worker: &Worker<'_>, from: &From, source: &str) -> Result<(PathBuf, Digest)> {
    let view = worker.shop.view(&[])?;
    let origin = from.origin(&worker.shop.options.contexts)?;
    let path = super::copy::find(&origin, source)?;
    let mut known = known(worker, from)?;
    let rules = Rules {
        owner: None,
        chmod: None,
        now: file_time(worker.now()),
        excluded: Ignore::default(),
        parents: false,
        link: false,
    };
    let mut copier = Copier::new(&view, None, &mut known, rules);
    let sources =
        vec![Source::Files { origin: &origin, path: path.clone().into_os_string().into_vec(), unpack: false }];
    copier.copy(sources, "/files")?;
    let digest = described(&copier);
    known.save()?;
    Ok((path, digest))
}

/// What a plan is, whenever it was made.
fn described(copier: &Copier<'_>) -> Digest {
    let mut hasher = Hasher::new();
    copier.plan().describe(&mut hasher);
    hasher.finish()
}

/// The sources as a history names them: by what they hold.
fn named(transfer: &Transfer, files: &Digest) -> String {
    let kind = if transfer.sources.len() > 1 { "multi" } else { "file" };
    format!("{kind}:{}", files.hex())
}

fn seal(
    worker: &mut Worker<'_>,
    meant: &Instruction,
    created_by: String,
    below: Option<String>,
    files: Digest,
    copier: Copier<'_>,
) -> Result<()> {
    let mut recipe = Recipe::default();
    if let Some(below) = below {
        recipe.add("the files below", below);
    }
    recipe.add("the files that are copied", files.hex());
    let time = worker.file_time();
    if let Some(time) = time {
        recipe.add("the timestamp", format!("{time:?}"));
    }
    let (shop, contents): (_, BTreeMap<_, _>) = (worker.shop, copier.plan().contents().collect());
    let changed = |last: &Digest| changed(&shop.view(&[*last]).ok()?, &contents);
    let doing = Doing { recipe: &recipe, created_by, files: true, changed: Some(&changed) };
    worker.finish(meant, doing, |_| {
        let layer = copier.seal(time)?;
        Ok(Some(layer.diff_id))
    })
}

/// The first file that is not what it was in the layer of the last time.
fn changed(last: &View, contents: &BTreeMap<Vec<u8>, Digest>) -> Option<String> {
    let before = super::copy::contents(last).ok()?;
    let shown = |path: &[u8]| String::from_utf8_lossy(path).into_owned();
    let other = contents.iter().find(|(path, digest)| before.get(*path) != Some(digest));
    let gone = || before.keys().find(|path| !contents.contains_key(*path)).map(|path| (path, "is gone"));
    let (path, what) = match other {
        Some((path, _)) if before.contains_key(path) => (path, "has changed"),
        Some((path, _)) => (path, "is new"),
        None => gone()?,
    };
    Some(format!("/{} {what}", shown(path)))
}

/// A destination as an absolute path that ends in a slash when it must be a directory.
fn destination(workdir: &str, path: &str) -> String {
    let whole = config::workdir(workdir, path);
    let means_directory = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end)) || matches!(path, "" | "." | "..");
    if means_directory && whole != "/" { whole + "/" } else { whole }
}

/// WORKDIR: the directory is made, unless it is there, for the user that the image has.
pub(super) fn workdir(worker: &mut Worker<'_>, meant: &Instruction) -> Result<()> {
    let shop = worker.shop;
    let path = worker.state.config.config.working_dir.clone();
    let who = worker.state.config.config.user.clone();
    let view = shop.view(worker.state.layers())?;
    let owner = if who.is_empty() { None } else { Some(user(&view, &who)?) };
    let now = file_time(worker.now());
    let rules = Rules { owner, chmod: None, now, excluded: Ignore::default(), parents: false, link: false };
    let mut known = Known::default();
    let mut copier = Copier::new(&view, Some(shop.engine.store.draft()?), &mut known, rules);
    copier.make_directory(&path)?;
    if copier.plan().is_empty() {
        return worker.note(meant);
    }
    let files = described(&copier);
    let created_by = format!("/bin/sh -c #(nop) {}", written(meant));
    let below = Some(worker.state.files());
    seal(worker, meant, created_by, below, files, copier)
}

/// FROM a directory of the host.
pub(super) fn whole_directory(worker: &mut Worker<'_>, path: &Path, ignore: &Ignore) -> Result<()> {
    let shop = worker.shop;
    let view = shop.view(&[])?;
    let origin = Origin::host(path, ignore)?;
    let now = file_time(worker.now());
    let rules = Rules { owner: None, chmod: None, now, excluded: Ignore::default(), parents: false, link: false };
    let mut known = Known::default();
    let mut copier = Copier::new(&view, Some(shop.engine.store.draft()?), &mut known, rules);
    let source = Source::Files { origin: &origin, path: b".".to_vec(), unpack: false };
    copier.copy(vec![source], "/")?;
    let time = worker.file_time();
    let layer = copier.seal(time)?;
    worker.state.chain = layer.diff_id;
    worker.state.config.rootfs.diff_ids.push(layer.diff_id);
    worker.state.base_layers = 1;
    Ok(())
}
