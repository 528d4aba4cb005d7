//! The images that a build is based on: found in the store, or pulled by a process of its own, since this one must keep to
//! a single thread.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::process::{Command, Stdio};

use crate::cli::BuildArgs;
use crate::commands::Context;
use crate::commands::image::{is_place, transfer_flags};
use crate::error::{Context as _, Error, Result};
use crate::image;
use crate::name::{Digest, Platform};
use crate::store::{Image, Store};

/// When images are pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Policy {
    Always,
    Missing,
    Newer,
    Never,
}

/// Finds images, each once.
pub(super) struct Puller<'a> {
    context: &'a Context,
    policy: Policy,
    flags: Vec<OsString>,
    found: RefCell<HashMap<String, Digest>>,
}

impl<'a> Puller<'a> {
    pub(super) fn new(args: &BuildArgs, context: &'a Context) -> Result<Self> {
        let policy = match args.pull.as_str() {
            _ if args.pull_always => Policy::Always,
            _ if args.pull_never => Policy::Never,
            "always" | "true" => Policy::Always,
            "missing" | "ifmissing" | "false" => Policy::Missing,
            "newer" | "ifnewer" => Policy::Newer,
            "never" => Policy::Never,
            other => {
                let error = Error::new(format!("there is no pull policy {other:?}"));
                return Err(error.hint("it is always, missing, newer or never").into());
            }
        };
        let mut flags = context.global_args();
        flags.push("pull".into());
        flags.extend(transfer_flags(&args.transfer));
        flags.extend(args.quiet.then(|| "--quiet".into()));
        Ok(Puller { context, policy, flags, found: RefCell::default() })
    }

    /// The id of an image, which is in the store then.
    pub(super) fn fetch(&self, name: &str, platform: Option<&Platform>) -> Result<Digest> {
        let key = format!("{name} {}", platform.map(ToString::to_string).unwrap_or_default());
        if let Some(id) = self.found.borrow().get(&key) {
            return Ok(*id);
        }
        let store = self.context.store()?;
        if is_place(name) {
            let said = self.pull(name, platform)?;
            let id = said.lines().last().and_then(Digest::from_hex);
            let id = id.with_context(|| format!("{name} was read and is not there"))?;
            self.found.borrow_mut().insert(key, id);
            return Ok(id);
        }
        let named = image::lookup(store, name)?;
        let here = named.clone().map_or(Ok(None), |image| self.fitting(image, platform))?;
        let image = match (self.policy, here) {
            (Policy::Missing | Policy::Never, Some(image)) => image,
            // What was made here has no registry to be pulled from.
            (Policy::Always | Policy::Newer, Some(image)) if is_local(&image, name) => image,
            (Policy::Never, None) => {
                return Err(Error::new(format!("{name}: image not known"))
                    .hint(format!("fetch it first (`coracle pull {name}`)"))
                    .into());
            }
            _ => {
                self.pull(name, platform)?;
                let pulled = image::lookup(store, name)?;
                let pulled = pulled.with_context(|| format!("{name} was pulled and is not there"))?;
                if let Some(named) = named.filter(|named| self.fits(named, None).unwrap_or(false))
                    && !self.fits(&pulled, None)?
                {
                    keep_names(store, &named)?;
                }
                pulled
            }
        };
        self.found.borrow_mut().insert(key, image.id);
        Ok(image.id)
    }

    /// The image if it is for the platform, or another one that had the same name and is.
    fn fitting(&self, image: Image, platform: Option<&Platform>) -> Result<Option<Image>> {
        let image = image::instance(self.context.store()?, image, platform)?;
        if self.fits(&image, platform)? {
            return Ok(Some(image));
        }
        let is_sibling = |other: &Image| other.history.iter().any(|name| image.names.contains(name));
        let others = self.context.store()?.images()?;
        let mut siblings = others.into_iter().filter(|other| is_sibling(other));
        Ok(siblings.find(|other| self.fits(other, platform).unwrap_or(false)))
    }

    /// Whether the image is for the platform, or for this machine.
    fn fits(&self, image: &Image, platform: Option<&Platform>) -> Result<bool> {
        let wanted = platform.cloned().unwrap_or_else(Platform::host);
        Ok(wanted.matches(&image::config_of(self.context.store()?, image)?.platform()))
    }

    /// What the pull has printed: the id last.
    fn pull(&self, name: &str, platform: Option<&Platform>) -> Result<String> {
        let mut command = Command::new("/proc/self/exe");
        command.args(&self.flags).arg("--policy");
        command.arg(if self.policy == Policy::Newer { "newer" } else { "always" });
        if let Some(platform) = platform {
            command.arg("--platform").arg(platform.to_string());
        }
        let output = command.arg("--").arg(name).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = output.spawn().and_then(std::process::Child::wait_with_output).context("cannot start the pull")?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let said = |what: &str| words.lines().rev().find_map(|line| line.strip_prefix(what));
        let error = Error::new(said("Error: ").unwrap_or("the pull failed"));
        Err(match said("Hint: ") {
            Some(hint) => error.hint(hint),
            None => error,
        }
        .into())
    }
}

/// A pull for another machine does not change what names mean on this one.
fn keep_names(store: &Store, image: &Image) -> Result<()> {
    for name in &image.names {
        if store.name(name)? != Some(image.id) {
            store.tag(name, &image.id)?;
        }
    }
    Ok(())
}

/// Whether the image that `name` means belongs to this machine alone.
fn is_local(image: &Image, name: &str) -> bool {
    name.starts_with("localhost/")
        || image.names.iter().any(|full| full.host == "localhost" && full.to_string().contains(name))
        || Digest::from_hex(name.strip_prefix("sha256:").unwrap_or(name)).is_some()
}
