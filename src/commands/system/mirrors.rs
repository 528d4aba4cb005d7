//! `coracle system import-docker-mirrors`.

use std::fs;

use crate::cli::MirrorsArgs;
use crate::commands::Context;
use crate::config::DockerMirrors;
use crate::error::{Context as _, Error, Result};
use crate::ui::out;

/// Writes docker's mirrors into a drop-in of registries.conf, and prints which file that is.
pub(crate) fn mirrors(args: &MirrorsArgs, context: &Context) -> Result<u8> {
    let from = args.file.clone().unwrap_or_else(|| DockerMirrors::usual_file(&context.env));
    let mirrors = DockerMirrors::read(&from)?;
    if mirrors.is_empty() {
        return Err(
            Error::new(format!("{} has neither registry-mirrors nor insecure-registries", from.display())).into()
        );
    }
    for network in mirrors.networks() {
        out::warn(format_args!(
            "registries.conf has no way to say that {network} is insecure; name its registries there"
        ));
    }
    let (text, target) = (mirrors.to_conf()?, DockerMirrors::target(&context.env)?);
    let write = || {
        fs::create_dir_all(target.parent().unwrap_or(&target))?;
        fs::write(&target, text)
    };
    write().with_context(|| format!("cannot write {}", target.display()))?;
    if context.env.get("CONTAINERS_REGISTRIES_CONF").is_some() {
        out::warn("CONTAINERS_REGISTRIES_CONF is set: drop-in files are not read while it is");
    }
    out::line(target.display()).map(|()| 0)
}
