//! What becomes of the images of a build: a list of them, and a registry.

use crate::cli::BuildArgs;
use crate::commands::Context;
use crate::commands::image::push_options;
use crate::error::{Error, Result};
use crate::image::{self, EntryChanges, Found, ListOptions, Progress, Pusher, Silent};
use crate::name::Reference;
use crate::store::{Image, Store};
use crate::ui::{out, progress};

/// The list that images are added to (`--manifest`), or that several images become.
pub(super) struct Lists {
    /// Is added to.
    added: Option<Reference>,
    /// Names that mean the list of several images and nothing else.
    made: Vec<Reference>,
}

impl Lists {
    /// `names` are those that were typed. A name that cannot be a list's is found before anything is built.
    pub(super) fn of(args: &BuildArgs, names: &[Reference], store: &Store) -> Result<Self> {
        let added = args.manifest.as_deref().map(image::local_name).transpose()?;
        let text = added.as_ref().map(ToString::to_string);
        if let Some(text) = text.filter(|text| image::lookup(store, text).is_ok_and(|found| found.is_some())) {
            image::require_list(store, &text)?;
        }
        let several = args.platform.len() > 1 || args.all_platforms;
        let made = if several { names.to_vec() } else { Vec::new() };
        if several && made.is_empty() && added.is_none() && (args.iidfile.is_some() || args.push) {
            let error = Error::new("a build for several platforms makes several images");
            return Err(error.hint("name the list of them with -t or --manifest").into());
        }
        Ok(Self { added, made })
    }

    /// Puts the images into the lists; the list that stands for them, if there is one.
    pub(super) fn fill(&self, store: &Store, images: &[Image]) -> Result<Option<Image>> {
        let mut list = None;
        if !self.made.is_empty() {
            list = Some(image::make_list(store, images, &self.made)?.image);
        }
        if let Some(name) = &self.added {
            let added = image::create_list(store, &name.to_string(), true)?.image;
            let found = Found::of(store, images)?;
            image::add_to_list(store, &added.id.hex(), found, &EntryChanges::default())?;
            list = Some(added);
        }
        Ok(list)
    }

    /// `names`, and that of the list.
    pub(super) fn all_names(&self, mut names: Vec<Reference>) -> Vec<Reference> {
        names.extend(self.added.clone());
        names
    }
}

/// Says before anything is built that something cannot be pushed.
pub(super) fn check_destinations(names: &[Reference]) -> Result<()> {
    let hint = "give it a name with a registry (`-t registry.example.org/team/app`)";
    match names.iter().find(|name| name.host == "localhost") {
        Some(name) => Err(Error::new(format!("--push: {name} names no registry")).hint(hint).into()),
        None if names.is_empty() => Err(Error::new("--push: the image has no name").hint(hint).into()),
        None => Ok(()),
    }
}

/// Pushes what each name means, an image or a list with its images.
pub(super) fn push(names: &[Reference], args: &BuildArgs, quiet: bool, context: &Context) -> Result<()> {
    let store = context.store()?;
    let options = push_options(&args.transfer, &args.compression, &context.conf()?.engine)?;
    for name in names {
        let progress: Box<dyn Progress> = if quiet { Box::new(Silent) } else { progress::of_pull(&context.env) };
        let pushed = match image::list_of(store, image::require(store, &name.to_string())?)? {
            Ok(list) => {
                let pusher = Pusher::new(store, &context.env, name, &options, progress.as_ref())?;
                image::push_list(store, &pusher, &list, &ListOptions { all: true, ..ListOptions::default() }, name)?
            }
            Err(image) => image::push(store, &context.env, &image, name, &options, progress.as_ref())?,
        };
        drop(progress);
        if !quiet {
            out::line(format_args!("Pushed {name}@{}", pushed.digest))?;
        }
    }
    Ok(())
}
