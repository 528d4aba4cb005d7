//! `--all-platforms`: what all images are there for that a build is based on.

use std::process::{Command, Stdio};

use serde_json::Value;

use super::options::{build_arguments, parsed};
use super::places::Places;
use crate::build::NamedContext;
use crate::build::dockerfile::{self, Arguments, Globals, Graph, Origin};
use crate::cli::BuildArgs;
use crate::commands::Context;
use crate::commands::image::transfer_flags;
use crate::error::{Context as _, Error, Result};
use crate::name::Platform;

/// The platforms that every base image has, in the order of the first one's.
pub(super) fn common(args: &BuildArgs, places: &Places, context: &Context) -> Result<Vec<Platform>> {
    let mut common: Option<Vec<Platform>> = None;
    for name in bases(args, places, context)? {
        let its = platforms(&name, args, context).with_context(|| format!("--all-platforms: {name}"))?;
        let known = common.get_or_insert_with(|| its.clone());
        known.retain(|platform| its.contains(platform));
    }
    let wrong = |cause: &str| Error::new(format!("--all-platforms: {cause}")).hint("name them with --platform");
    let common = common.ok_or_else(|| wrong("no stage is based on an image"))?;
    if common.is_empty() {
        Err(wrong("the images that stages are based on have none in common").into())
    } else {
        Ok(common)
    }
}

/// The names of the images that the stages are based on which the build needs.
fn bases(args: &BuildArgs, places: &Places, context: &Context) -> Result<Vec<String>> {
    let mut dockerfile = parsed(places, args.from.as_deref(), &args.run.mount)?;
    let host = Platform::host();
    let arguments = Arguments {
        given: build_arguments(&args.build_arg_file, args.build_arg.clone(), &context.env)?,
        build_platform: host.clone(),
        target_platform: host,
        target_stage: args.target.clone(),
    };
    dockerfile::resolve_origins(&mut dockerfile, &arguments)?;
    let named = |name: &str| places.named.iter().find(|(own, _)| own == name).map(|(_, place)| place.context());
    let globals = Globals::new(&dockerfile, &arguments)?;
    let graph = Graph::new(&dockerfile, &globals, args.target.as_deref(), &|name| named(name).is_some())?;
    let needed = graph.nodes.into_iter().filter(|node| node.is_needed && node.platform.is_none());
    let mut names: Vec<String> = needed
        .filter_map(|node| match node.base {
            Origin::Image(name) => Some(name),
            Origin::Context(name) => match named(&name)? {
                NamedContext::Image(image) => Some(image),
                NamedContext::Directory { .. } => None,
            },
            Origin::Scratch | Origin::Stage(_) => None,
        })
        .collect();
    names.dedup();
    Ok(names)
}

/// What an image is there for: the entries of its list. Who asks a registry starts threads, so that it is another process.
fn platforms(name: &str, args: &BuildArgs, context: &Context) -> Result<Vec<Platform>> {
    let mut command = Command::new("/proc/self/exe");
    command.args(context.global_args()).args(["manifest", "inspect"]).args(transfer_flags(&args.transfer));
    let output = command.arg("--").arg(name).stdin(Stdio::null()).output().context("cannot start the inspection")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let cause = said.lines().find_map(|line| line.strip_prefix("Error: ")).unwrap_or("it is no list of images");
        return Err(Error::new(cause).into());
    }
    let list: Value = serde_json::from_slice(&output.stdout).context("cannot read its list of images")?;
    let entries = list["manifests"].as_array().cloned().unwrap_or_default();
    let platform = |entry: &Value| {
        let word = |key: &str| entry["platform"][key].as_str().unwrap_or_default();
        let whole = format!("{}/{}/{}", word("os"), word("architecture"), word("variant"));
        whole.trim_end_matches('/').parse::<Platform>().ok().filter(|platform| platform.os != "unknown")
    };
    Ok(entries.iter().filter_map(platform).collect())
}
