//! `coracle build`.

mod base_platforms;
mod check;
mod cpp;
mod display;
mod limit;
mod lines;
mod metadata;
mod options;
mod output;
mod places;
mod prune;
mod publish;
mod pull;
mod repositories;
mod shown;
mod ssh;

pub(crate) use prune::{prune, until};

use std::fs::File;
use std::path::{Path, PathBuf};

use output::Output;
use places::Places;
use publish::Lists;
use shown::{How, Shown, Terminal};
use ssh::Agents;

use crate::build::{self, Options};
use crate::cli::{BuildArgs, BuildCall};
use crate::commands::image::{Place, platform_of};
use crate::commands::{self, Context};
use crate::config;
use crate::container::Engine;
use crate::error::{Context as _, Error, Result};
use crate::image;
use crate::name::{Platform, Reference};
use crate::store::Image;
use crate::ui::out;

/// What is to become of the images of a build.
struct Wanted {
    outputs: Vec<Output>,
    /// An output has standard output for itself.
    to_stdout: bool,
    how: How,
    log: Option<Log>,
    terminal: Option<Terminal>,
    lists: Lists,
    /// All names that something gets.
    names: Vec<Reference>,
    /// Where the image is written as well, since it was typed in place of a name (`-t oci:DIR`).
    places: Vec<Place>,
    pushes: bool,
}

/// Builds an image, for each platform that was typed, and prints its id, or the id of the list of them.
pub(crate) fn build(mut args: BuildArgs, context: &Context) -> Result<u8> {
    let limit = limit::limit(context)?;
    let (places, names) = args.tag.into_iter().partition(|typed| Place::parse(typed).is_some());
    args.tag = names;
    let built = build_and_publish(&args, places, context);
    limit::keep(limit, context);
    built
}

fn build_and_publish(args: &BuildArgs, places: Vec<String>, context: &Context) -> Result<u8> {
    config::check_authfile(args.transfer.registry.authfile.as_deref())?;
    let store = context.store()?;
    let wanted = Wanted::of(args, &places, context)?;
    let places = places::Places::open(args, context)?;
    let _share = store.share()?;
    match images(args, &wanted, &places, context)? {
        Ok(images) => publish(args, &wanted, images, context).map(|()| 0),
        Err(exit_code) => Ok(exit_code),
    }
}

impl Wanted {
    /// Finds what cannot be had before anything is built.
    fn of(args: &BuildArgs, places: &[String], context: &Context) -> Result<Self> {
        if args.result.squash && args.result.squash_all {
            return Err(Error::new("cannot specify --squash-all with --squash").into());
        }
        let outputs = args.output.iter().map(|text| Output::parse(text)).collect::<Result<Vec<_>>>()?;
        let is_several = args.platform.len() > 1 || args.all_platforms;
        if is_several && outputs.iter().any(Output::is_one_image) {
            let error = Error::new("--output writes one image, and several platforms were given");
            return Err(error.hint("build for each of them").into());
        }
        if let Some(place) = places.first().filter(|_| is_several) {
            let error = Error::new(format!("{place} is a place for one image, and several platforms were given"));
            return Err(error.hint("build for each of them").into());
        }
        let places = places.iter().filter_map(|typed| Place::parse(typed)).collect();
        let names = args.tag.iter().map(|name| image::local_name(name)).collect::<Result<Vec<_>>>()?;
        let lists = Lists::of(args, &names, context.store()?)?;
        let names = lists.all_names(names);
        let pushes = args.push || outputs.contains(&Output::Registry);
        if pushes {
            publish::check_destinations(&names)?;
        }
        let to_stdout = outputs.iter().any(Output::is_stdout);
        let log =
            args.logfile.as_ref().map(|path| Log::of(path, is_several && args.logsplit == Some(true))).transpose()?;
        let how = How::of(args.progress, args.quiet || to_stdout, log.is_some(), context)?;
        let terminal = if args.shell_on_failure { Terminal::open()? } else { None };
        Ok(Self { outputs, to_stdout, how, log, terminal, lists, names, places, pushes })
    }
}

/// Where the lines of a build go in place of standard output and standard error.
enum Log {
    One(File),
    /// A file for each platform; they are called after this one.
    Split(PathBuf),
}

impl Log {
    fn of(path: &Path, split: bool) -> Result<Self> {
        if split { Ok(Log::Split(path.to_owned())) } else { create(path).map(Log::One) }
    }

    /// The file for a platform.
    fn file(&self, platform: &Platform) -> Result<File> {
        match self {
            Log::One(file) => Ok(file.try_clone()?),
            Log::Split(path) => {
                let mut path = path.clone().into_os_string();
                path.push(format!("_{}_{}", platform.os, platform.arch));
                create(Path::new(&path))
            }
        }
    }
}

fn create(path: &Path) -> Result<File> {
    File::create(path).with_context(|| format!("cannot write {}", path.display()))
}

/// Builds for all platforms; or gives the exit code of what went wrong.
fn images(
    args: &BuildArgs,
    wanted: &Wanted,
    places: &Places,
    context: &Context,
) -> Result<std::result::Result<Vec<Image>, u8>> {
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let puller = pull::Puller::new(args, context)?;
    let agents = Agents::of(&args.ssh, &context.env, engine.store)?;
    let fetch = |name: &str, platform: Option<&Platform>| puller.fetch(name, platform);
    let platforms = platforms(args, places, context)?;
    let several = platforms.len() > 1;
    let is_typed = several || !args.platform.is_empty() || args.arch.is_some() || args.os.is_some();
    let mut images = Vec::new();
    for platform in platforms {
        let title = format!("Building for {platform}");
        let log = wanted.log.as_ref().map(|log| log.file(&platform)).transpose()?;
        let mut options: Options<'_> = options::options(args.clone(), platform, context, places, &agents, &fetch)?;
        if args.check || args.call == BuildCall::Check {
            return check::check(&options, places, context).map(Err);
        }
        if images.is_empty() {
            let unused: Vec<&str> = options.arguments.unused(&options.dockerfile).collect();
            if !unused.is_empty() {
                out::warn(format_args!("one or more build args were not consumed: [{}]", unused.join(" ")));
            }
        }
        if several {
            options.result.names.clear();
        }
        options.result.platform = is_typed.then(|| options.arguments.target_platform.clone());
        options.console = wanted.terminal.as_ref().map(Terminal::console);
        if several && wanted.how != How::Quiet {
            out::line(title)?;
        }
        let name = args.tag.first().map(String::as_str).filter(|_| !several);
        match build_one(&engine, &options, name, wanted.how, log, context)? {
            Ok(image) => images.push(image),
            Err(exit_code) => return Ok(Err(exit_code)),
        }
    }
    Ok(Ok(images))
}

/// Those to build for.
fn platforms(args: &BuildArgs, places: &Places, context: &Context) -> Result<Vec<Platform>> {
    let BuildArgs { all_platforms, arch, os, variant, platform, .. } = args;
    if *all_platforms {
        return base_platforms::common(args, places, context);
    }
    let of_parts = platform_of(os.as_deref(), arch.as_deref(), variant.as_deref());
    Ok(if platform.is_empty() { vec![of_parts.unwrap_or_else(Platform::host)] } else { platform.clone() })
}

/// Builds one image; or tells why not, and gives the exit code.
fn build_one(
    engine: &Engine<'_>,
    options: &Options<'_>,
    name: Option<&str>,
    how: How,
    log: Option<File>,
    context: &Context,
) -> Result<std::result::Result<Image, u8>> {
    let mut shown = Shown::new(how, options, name, log, context);
    let built = shown.during(|report| build::build(engine, options, report))?;
    Ok(built.map_err(|failed| {
        let build::Failed { exit_code, message, hint } = failed;
        commands::show_cause(&message, hint.as_deref());
        exit_code
    }))
}

/// Does with the images what was asked for, and prints the id of what came of it.
fn publish(args: &BuildArgs, wanted: &Wanted, images: Vec<Image>, context: &Context) -> Result<()> {
    let store = context.store()?;
    let list = wanted.lists.fill(store, &images)?;
    if wanted.how != How::Quiet {
        wanted.names.iter().try_for_each(|name| out::line(format_args!("Successfully tagged {name}")))?;
    }
    let time = options::image_time(args, &context.env)?;
    for image in &images {
        wanted.outputs.iter().try_for_each(|output| output.write(store, image, time))?;
        wanted.places.iter().try_for_each(|place| place.save(store, &image.id.hex()))?;
    }
    if wanted.pushes {
        publish::push(&wanted.names, args, wanted.how == How::Quiet, context)?;
    }
    let results = list.map_or(images, |list| vec![list]);
    if let (Some(path), [image]) = (&args.iidfile, results.as_slice()) {
        write_file(path, &image.id.to_string())?;
    }
    if let (Some(path), [image]) = (&args.iidfile_raw, results.as_slice()) {
        write_file(path, &image.id.hex())?;
    }
    if let (Some(path), [image]) = (&args.metadata_file, results.as_slice()) {
        write_file(path, &metadata::of(store, image)?)?;
    }
    if wanted.to_stdout {
        return Ok(());
    }
    results.iter().try_for_each(|image| out::line(image.id.hex()))
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
