//! `build --check`: what in a Dockerfile is allowed and probably not meant.

use super::places::Places;
use crate::build::Options;
use crate::build::dockerfile::{self, Findings, Known};
use crate::commands::Context;
use crate::error::Result;
use crate::image;
use crate::ui::out;

/// Looks, and builds nothing. The exit code says whether something was found.
pub(super) fn check(options: &Options<'_>, places: &Places, context: &Context) -> Result<u8> {
    let store = context.store()?;
    let env_of = |name: &str| {
        let image = image::lookup(store, name).ok().flatten()?;
        Some(image::config_of(store, &image).ok()?.config.env)
    };
    let known = Known {
        arguments: &options.arguments,
        ignore: &places.ignore,
        env_of: &env_of,
        is_context: &|name| options.contexts.named.contains_key(name),
    };
    let Findings { warnings, is_error: _ } = dockerfile::lint(&options.dockerfile, &known)?;
    let name = &options.dockerfile.name;
    for warning in &warnings {
        out::line(format_args!("WARNING: {} - {name}:{}: {}", warning.rule.name(), warning.line, warning.message))?;
    }
    match warnings.len() {
        0 => out::line("Check complete, no warnings found.").map(|()| 0),
        count => out::line(format_args!("Check complete, {count} warnings have been found!")).map(|()| 1),
    }
}
