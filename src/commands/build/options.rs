//! From the flags of `build` to its options.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use super::places::Places;
use super::repositories;
use super::ssh::Agents;
use crate::build::dockerfile::{self, Arguments, Dockerfile};
use crate::build::{
    Caching, Contexts, Options, Remote, ResultOptions, Retimed, RunOptions, SavedStages, SecretSource, Squash,
    StepRepository,
};
use crate::cli::values::Label;
use crate::cli::{BuildArgs, BuildCompatArgs, BuildFormat, BuildResultArgs};
use crate::commands::Context;
use crate::commands::container::request;
use crate::commands::image::connection;
use crate::config::Env;
use crate::error::{Context as _, Error, Result};
use crate::image::{self, Dialect};
use crate::name::{Digest, Platform};

/// A time, in seconds since 1970.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

type Fetch<'a> = &'a dyn Fn(&str, Option<&Platform>) -> Result<Digest>;

/// What was typed as plain data.
pub(super) fn options<'a>(
    args: BuildArgs,
    target_platform: Platform,
    context: &'a Context,
    places: &Places,
    agents: &Agents,
    fetch: Fetch<'a>,
) -> Result<Options<'a>> {
    let connect = connection(&args.transfer, &context.conf()?.engine)?;
    let BuildArgs {
        build_arg,
        build_arg_file,
        cache_from,
        cache_to,
        cache_ttl,
        from,
        jobs,
        no_cache,
        no_cache_filter,
        save_stages,
        secret,
        skip_unused_stages,
        stage_labels,
        tag,
        target,
        compat,
        result,
        why,
        run,
        layers,
        ..
    } = args;
    refuse(&compat)?;
    let mut dockerfile = parsed(places, from.as_deref(), &run.mount)?;
    let mut given = build_arguments(&build_arg_file, build_arg, &context.env)?;
    let (timestamp, retimed) = times(&result, &mut given, &context.env)?;
    let (inherit_labels, layer_labels) = (result.inherit_labels, result.layer_label.clone());
    let stdin = run.stdin;
    let is_true = |flag: Option<bool>| flag == Some(true);
    let arguments =
        Arguments { given, target_platform, build_platform: Platform::host(), target_stage: target.clone() };
    dockerfile::resolve_origins(&mut dockerfile, &arguments)?;
    Ok(Options {
        dockerfile,
        arguments,
        target,
        contexts: contexts(places),
        env: &context.env,
        caching: Caching {
            // What may be no older than nothing is done anew.
            read: layers && !no_cache && cache_ttl != Some(Duration::ZERO),
            write: layers,
            why,
            since: cache_ttl.and_then(|age| Timestamp::now().checked_sub(age).ok()),
        },
        redone: no_cache_filter,
        remote: Remote {
            from: repositories_of("--cache-from", &cache_from)?,
            to: repositories_of("--cache-to", &cache_to)?,
            connect,
        },
        run: RunOptions {
            mounts: run.mount.clone(),
            stdin,
            fixed_volumes: is_true(run.compat_volumes),
            secrets: secret.iter().map(|text| secret_source(text, &context.env)).collect::<Result<_>>()?,
            ssh: agents.sockets().clone(),
            request: request::build::request(run, context)?,
        },
        console: None,
        result: result_options(result, &tag, layers, context)?,
        saved: is_true(save_stages).then(|| SavedStages { labels: pairs(layer_labels), named: is_true(stage_labels) }),
        timestamp,
        retimed,
        inherit_labels,
        all_stages: !skip_unused_stages,
        // Only one command at a time can read.
        jobs: if stdin { 1 } else { jobs.unwrap_or_else(processors) },
        fetch,
    })
}

/// The Dockerfile, with the base and the mounts that flags ask for.
pub(super) fn parsed(places: &Places, from: Option<&str>, mounts: &[String]) -> Result<Dockerfile> {
    let mut dockerfile = dockerfile::parse(&places.dockerfile.name, &places.dockerfile.text)?;
    if let Some((stage, image)) = dockerfile.stages.first_mut().zip(from) {
        stage.from.base = image.to_owned();
    }
    for stage in &mut dockerfile.stages {
        stage.instructions.iter_mut().try_for_each(|instruction| instruction.mount(mounts))?;
    }
    Ok(dockerfile)
}

fn contexts(places: &Places) -> Contexts {
    Contexts {
        main: places.main.root().to_owned(),
        ignore: places.ignore.clone(),
        is_temporary: places.main.is_temporary(),
        named: places.named.iter().map(|(name, place)| (name.clone(), place.context())).collect(),
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn repositories_of(flag: &str, texts: &[String]) -> Result<Vec<StepRepository>> {
    texts.iter().map(|text| repositories::parse(flag, text)).collect()
}

fn pairs(labels: Vec<Label>) -> Vec<(String, String)> {
    labels.into_iter().map(|label| (label.key, label.value)).collect()
}

/// The time that the image gets, if it does not depend on the clock.
pub(super) fn image_time(args: &BuildArgs, env: &Env) -> Result<Option<Timestamp>> {
    let mut given = build_arguments(&args.build_arg_file, args.build_arg.clone(), env)?;
    Ok(times(&args.result, &mut given, env)?.0)
}

/// The time that the image gets, and the files that do. What `--source-date-epoch` says, instructions see as a build
/// argument, and the other way round.
fn times(
    args: &BuildResultArgs,
    given: &mut BTreeMap<String, String>,
    env: &Env,
) -> Result<(Option<Timestamp>, Retimed)> {
    let time = |flag: &str, seconds: i64| Timestamp::from_second(seconds).with_context(|| format!("{flag} {seconds}"));
    if let Some(seconds) = args.timestamp {
        return Ok((Some(time("--timestamp", seconds)?), Retimed::All));
    }
    let argument = given.get(EPOCH).and_then(|text| text.parse().ok());
    let Some(seconds) = args.source_date_epoch.or(argument).or_else(|| epoch(env)) else {
        return Ok((None, Retimed::None));
    };
    given.entry(EPOCH.to_owned()).or_insert_with(|| seconds.to_string());
    let retimed = if args.rewrite_timestamp == Some(true) { Retimed::Later } else { Retimed::None };
    Ok((Some(time("--source-date-epoch", seconds)?), retimed))
}

/// What becomes of the image.
fn result_options(args: BuildResultArgs, tag: &[String], layers: bool, context: &Context) -> Result<ResultOptions> {
    let BuildResultArgs {
        annotation,
        created_annotation,
        env,
        format,
        inherit_annotations,
        inherit_labels: _,
        label,
        layer_label: _,
        omit_history,
        os_feature,
        os_version,
        rewrite_timestamp: _,
        source_date_epoch: _,
        squash,
        squash_all,
        timestamp: _,
        unsetannotation,
        unsetenv,
        unsetlabel,
    } = args;
    Ok(ResultOptions {
        names: tag.iter().map(|name| image::local_name(name)).collect::<Result<_>>()?,
        labels: pairs(label),
        unset_labels: unsetlabel,
        env: env.into_iter().map(|item| from_environment(item, &context.env)).collect(),
        unset_env: unsetenv,
        annotations: annotation.into_iter().map(|item| (item.key, item.value)).collect(),
        unset_annotations: unsetannotation,
        inherit_annotations,
        created_annotation,
        platform: None,
        os_version,
        os_features: os_feature,
        omit_history,
        dialect: if format == BuildFormat::Docker { Dialect::Docker } else { Dialect::Oci },
        squash: match (squash_all, squash || !layers) {
            (true, _) => Squash::All,
            (false, true) => Squash::New,
            (false, false) => Squash::No,
        },
    })
}

/// Refuses what scripts must not believe to be done.
fn refuse(args: &BuildCompatArgs) -> Result<()> {
    // The others ask for what is so anyway.
    let BuildCompatArgs { attest, cw, decryption_key, provenance, sbom, sbom_output, sign_by, .. } = args;
    if sign_by.is_some() {
        return Err(Error::new("--sign-by is not supported: coracle signs no images")
            .hint("sign what was pushed with another program")
            .into());
    }
    if !decryption_key.is_empty() {
        return Err(Error::new("--decryption-key is not supported: coracle knows no encrypted images").into());
    }
    if cw.is_some() {
        return Err(Error::new("--cw is not supported: coracle makes no images for confidential computing").into());
    }
    if !sbom_output.is_empty() {
        return Err(Error::new("--sbom-… is not supported: coracle makes no lists of an image's parts")
            .hint("leave it out, and scan the image with another program")
            .into());
    }
    refuse_attestations(attest, provenance.as_deref(), sbom.as_deref())
}

/// Nothing is attested, which is what scripts ask for with `false`.
fn refuse_attestations(attest: &[String], provenance: Option<&str>, sbom: Option<&str>) -> Result<()> {
    let is_off = |text: &&String| text.split(',').any(|field| field == "disabled=true");
    let asked = attest.iter().find(|text| !is_off(text)).map(|text| format!("--attest {text}"));
    let asked = asked.or_else(|| provenance.filter(|mode| *mode != "false").map(|mode| format!("--provenance={mode}")));
    match asked.or_else(|| sbom.filter(|preset| *preset != "false").map(|preset| format!("--sbom={preset}"))) {
        Some(flag) => Err(Error::new(format!("{flag} is not supported: images get no attestations"))
            .hint("leave it out, and attest what was pushed with another program")
            .into()),
        None => Ok(()),
    }
}

/// Reproducible builds' own variable, and build argument (https://reproducible-builds.org/docs/source-date-epoch).
fn epoch(env: &Env) -> Option<i64> {
    env.get(EPOCH)?.to_str()?.parse().ok()
}

/// Those of files, then those that were typed; one without a value has that of the environment, if there is one.
pub(super) fn build_arguments(files: &[PathBuf], typed: Vec<String>, env: &Env) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    let mut items = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        items.extend(lines.map(str::to_owned));
    }
    items.extend(typed);
    for item in items {
        match item.split_once('=') {
            Some((name, value)) => _ = all.insert(name.to_owned(), value.to_owned()),
            None => {
                if let Some(value) = env.get(&item).and_then(|value| value.to_str().map(str::to_owned)) {
                    all.insert(item, value);
                }
            }
        }
    }
    Ok(all)
}

fn from_environment(item: String, env: &Env) -> String {
    match item.contains('=') {
        true => item,
        false => {
            let value = env.get(&item).map(|value| value.to_string_lossy().into_owned()).unwrap_or_default();
            format!("{item}={value}")
        }
    }
}

/// `id=ID,src=FILE` or `id=ID,env=NAME`; without either, the environment's variable of that name, else the file.
fn secret_source(text: &str, env: &Env) -> Result<(String, SecretSource)> {
    let wrong = |cause: String| Error::new(format!("--secret {text}: {cause}")).hint("write id=ID,src=FILE");
    let (mut id, mut file, mut variable, mut kind) = (None, None, None, None);
    for field in text.split(',') {
        match field.split_once('=') {
            Some(("id", value)) => id = Some(value),
            Some(("src" | "source", value)) => file = Some(value),
            Some(("env", value)) => variable = Some(value),
            Some(("type", value @ ("file" | "env"))) => kind = Some(value),
            _ => return Err(wrong(format!("{field} means nothing")).into()),
        }
    }
    let id = id.ok_or_else(|| wrong("it has no id".to_owned()))?;
    let name = variable.or(if kind == Some("env") { file.or(Some(id)) } else { None });
    let name = name.or(if file.is_none() && kind.is_none() { env.get(id).map(|_| id) } else { None });
    let source = match name {
        Some(name) => {
            let value = env.get(name).ok_or_else(|| wrong(format!("there is no variable {name}")))?;
            SecretSource::Text(value.to_string_lossy().into_owned())
        }
        None => {
            let path = std::path::absolute(file.unwrap_or(id))?;
            if !path.is_file() {
                return Err(wrong(format!("there is no file {}", path.display())).into());
            }
            SecretSource::File(path)
        }
    };
    Ok((id.to_owned(), source))
}
