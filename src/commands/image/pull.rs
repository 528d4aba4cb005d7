//! `coracle pull`.

use super::push;
use crate::cli::{PullArgs, PullPolicy};
use crate::commands::{Context, each};
use crate::error::Result;
use crate::image::{self, Policy, Progress, PullOptions, Silent};
use crate::name::Platform;
use crate::ui::{out, progress, told};

/// Pulls images and prints their ids.
pub(crate) fn pull(args: &PullArgs, context: &Context) -> Result<u8> {
    let PullArgs { transfer, arch, platform, policy, quiet, images } = args;
    let options = PullOptions {
        policy: policy_of(*policy),
        platform: platform.clone().or_else(|| arch.as_deref().map(|arch| Platform::normalised("linux", arch, ""))),
        connect: push::connect(transfer),
    };
    let store = context.store()?;
    each(images, |name| {
        let progress: Box<dyn Progress> = if *quiet { Box::new(Silent) } else { progress::of_pull(&context.env) };
        let progress = match context.dirs.systemd.notify.clone() {
            Some(to) => told::telling(progress, to, name),
            None => progress,
        };
        let image = image::pull(store, &context.env, name, &options, progress.as_ref())?;
        drop(progress);
        out::line(image.id.hex())
    })
}

/// What the flag means to the image room.
pub(crate) fn policy_of(policy: PullPolicy) -> Policy {
    match policy {
        PullPolicy::Always => Policy::Always,
        PullPolicy::Missing => Policy::Missing,
        PullPolicy::Never => Policy::Never,
        PullPolicy::Newer => Policy::Newer,
    }
}
