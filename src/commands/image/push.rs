//! `coracle push`.

use std::fs;

use clap::ValueEnum;

use crate::archive::Packing;
use crate::cli::values::duration;
use crate::cli::{CompressionArgs, CompressionFormat, ManifestFormat, PushArgs, RegistryArgs, TransferArgs};
use crate::commands::Context;
use crate::config::{self, Credentials, EngineConf};
use crate::error::{Context as _, Error, Result};
use crate::image::{self, Connect, Dialect, Progress, PushOptions, Pushed, Silent};
use crate::name::{ImageName, Reference};
use crate::store::{Action, Event, Image, Store};
use crate::ui::progress;

use super::place::Place;

/// Pushes an image.
pub(crate) fn push(args: &PushArgs, context: &Context) -> Result<u8> {
    let store = context.store()?;
    let image = image::require(store, &args.image)?;
    push_with(args, context, &image, |destination, options, progress| {
        image::push(store, &context.env, &image, destination, options, progress)
    })
}

/// Has `send` push what the flags say to where they say.
pub(crate) fn push_with(
    args: &PushArgs,
    context: &Context,
    image: &Image,
    send: impl FnOnce(&Reference, &PushOptions, &dyn Progress) -> Result<Pushed>,
) -> Result<u8> {
    let PushArgs { transfer, compression, digestfile, .. } = args;
    let conf = &context.conf()?.engine;
    let store = context.store()?;
    let note = |destination: &str| store.note(&Event::image(Action::Push, Some(&image.id), destination));
    if let Some((typed, place)) = args.destination.as_deref().and_then(|typed| Some((typed, Place::parse(typed)?))) {
        to_place(args, &place, store)?;
        note(typed);
        return Ok(0);
    }
    let destination = destination(args, image)?;
    let options = PushOptions {
        format: args.format.map(|format| match format {
            ManifestFormat::Oci => Dialect::Oci,
            ManifestFormat::V2s2 => Dialect::Docker,
        }),
        ..push_options(transfer, compression, conf)?
    };
    let progress: Box<dyn Progress> = if args.quiet { Box::new(Silent) } else { progress::of_pull(&context.env) };
    let pushed = send(&destination, &options, progress.as_ref())?;
    drop(progress);
    note(&destination.to_string());
    if let Some(path) = digestfile {
        fs::write(path, pushed.digest.to_string()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(0)
}

/// Writes the image to a file or a directory, in the form that the place has.
fn to_place(args: &PushArgs, place: &Place, store: &Store) -> Result<()> {
    let given = [
        ("--digestfile", args.digestfile.is_some()),
        ("--format", args.format.is_some()),
        ("--compression-format", args.compression.compression_format.is_some()),
        ("--compression-level", args.compression.compression_level.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Error::new(format!("{flag} is for registries only")).hint("leave it out").into()),
        None => place.save(store, &args.image),
    }
}

/// How the flags and the configuration say that something is pushed.
pub(in crate::commands) fn push_options(
    transfer: &TransferArgs,
    typed: &CompressionArgs,
    conf: &EngineConf,
) -> Result<PushOptions> {
    let (format, level) = compression(typed, conf)?;
    Ok(PushOptions {
        connect: connect(transfer, conf)?,
        packing: format.map(packing),
        level,
        force_compression: typed.force_compression.unwrap_or(typed.compression_format.is_some()),
        ..PushOptions::default()
    })
}

/// What the flag means to the rooms below.
pub(in crate::commands) fn packing(format: CompressionFormat) -> Packing {
    match format {
        CompressionFormat::Gzip => Packing::Gzip,
        CompressionFormat::Zstd => Packing::Zstd,
        CompressionFormat::Chunked => Packing::Chunked,
    }
}

/// What the flags say about the registry.
///
/// # Errors
/// A file of credentials that is not there, or a wait that is configured and none.
pub(in crate::commands) fn connect(args: &TransferArgs, conf: &EngineConf) -> Result<Connect> {
    let TransferArgs { registry, creds, disable_content_trust: _, retry, retry_delay } = args;
    config::check_authfile(registry.authfile.as_deref())?;
    let credentials = creds.as_deref().map(Credentials::parse);
    let delay = match (retry_delay, &conf.retry_delay) {
        (None, Some(text)) if !text.is_empty() => {
            Some(duration::parse(text).map_err(|cause| wrong("retry_delay", &cause))?)
        }
        (typed, _) => *typed,
    };
    Ok(Connect { retry: retry.or(conf.retry), retry_delay: delay, ..of_registry(registry, credentials.as_ref()) })
}

/// The compression that was typed, else the one that is configured. What the registry has already is not compressed anew
/// for the sake of the latter.
fn compression(args: &CompressionArgs, conf: &EngineConf) -> Result<(Option<CompressionFormat>, Option<i32>)> {
    let format = match (args.compression_format, conf.compression_format.as_deref().unwrap_or_default()) {
        (None, text) if !text.is_empty() => {
            Some(CompressionFormat::from_str(text, true).map_err(|cause| wrong("compression_format", &cause))?)
        }
        (typed, _) => typed,
    };
    let level = args.compression_level.or(conf.compression_level.filter(|_| args.compression_format.is_none()));
    Ok((format, level))
}

fn wrong(key: &str, cause: &str) -> Error {
    Error::new(format!("containers.conf: {key}: {cause}"))
}

/// The same for verbs that transfer nothing.
pub(in crate::commands) fn of_registry(args: &RegistryArgs, credentials: Option<&Credentials>) -> Connect {
    let RegistryArgs { authfile, cert_dir, tls_verify } = args.clone();
    Connect { tls_verify, authfile, cert_dir, credentials: credentials.cloned(), ..Connect::default() }
}

/// The destination that was typed, or the image's own name: the one that was typed if it has several.
fn destination(args: &PushArgs, image: &Image) -> Result<Reference> {
    let Some(typed) = &args.destination else { return own_name(&args.image, image) };
    if let Some((transport, _)) = typed.split_once(':').filter(|(word, _)| TRANSPORTS.contains(word)) {
        return Err(Error::new(format!("cannot push to {transport}"))
            .hint("there are docker, oci, oci-archive, docker-archive and dir")
            .into());
    }
    match ImageName::parse(typed)? {
        ImageName::Full(reference) => Ok(reference),
        // Nothing is searched for when something is written.
        ImageName::Short(short) => Ok(short.at("docker.io")?),
    }
}

/// Places that nothing is pushed to (containers-transports(5)).
const TRANSPORTS: [&str; 4] = ["containers-storage", "docker-daemon", "ostree", "sif"];

fn own_name(typed: &str, image: &Image) -> Result<Reference> {
    let names = &image.names;
    let is_typed = |name: &&Reference| {
        let name = name.to_string();
        let ends = |text: &str| name == text || name.ends_with(&format!("/{text}"));
        ends(typed) || ends(&format!("{typed}:latest"))
    };
    let found = names.iter().find(is_typed).or_else(|| names.first().filter(|_| names.len() == 1));
    found.cloned().ok_or_else(|| {
        Error::new(format!("{typed} does not say where to push the image"))
            .hint("give a destination, as in `coracle push IMAGE registry.example.com/name:tag`")
            .into()
    })
}
