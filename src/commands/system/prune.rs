//! `coracle system prune`.

use crate::cli::SystemPruneArgs;
use crate::cli::values::Filter;
use crate::commands::{Context, build, container, image, volume};
use crate::container::disk_usage;
use crate::error::{Error, Result};
use crate::store::{Pruning, containers};
use crate::ui::{ask, human, out};

/// Removes what is not in use, and says what it was and how much space it took.
pub(crate) fn prune(args: &SystemPruneArgs, context: &Context) -> Result<u8> {
    let SystemPruneArgs { all, filter, force, volumes } = args;
    image::check_filters(filter)?;
    if *volumes && filter.iter().any(|filter| filter.key == "until") {
        return Err(Error::new("the until filter cannot be used with --volumes: volumes have no such time").into());
    }
    if !force && !ask::confirm(&warning(*all, *volumes))? {
        return Ok(0);
    }
    let store = context.store()?;
    if *volumes {
        containers::list_whole(store)?;
    }
    let mut reclaimed = 0;
    let containers = container::remove_stopped(store, filter, |record| {
        reclaimed += disk_usage(record.dir()).unwrap_or_default();
    })?;
    show("Containers", &containers)?;
    let before = store.image_space()?;
    // Builds have no labels that could be asked for.
    if filter.iter().all(|filter| filter.key == "until") {
        let pruning = Pruning { until: build::until(filter)?, keep: 0, mounts: *all };
        let before = disk_usage(&store.builds_dir())?;
        store.prune_builds(&pruning, &disk_usage)?;
        reclaimed += before.saturating_sub(disk_usage(&store.builds_dir())?);
    }
    let images: Vec<String> = image::unneeded(store, *all, filter)?.iter().map(|id| id.hex()).collect();
    let _ = store.try_collect()?;
    reclaimed += before.saturating_sub(store.image_space()?);
    show("Images", &images)?;
    if *volumes {
        let labels: Vec<Filter> = filter.clone();
        let removed = volume::remove_unused(store, &labels, |volume| {
            reclaimed += disk_usage(volume.dir()).unwrap_or_default();
        })?;
        show("Volumes", &removed)?;
    }
    out::line(format_args!("Total reclaimed space: {}", human::size(reclaimed))).map(|()| 0)
}

fn warning(all: bool, volumes: bool) -> String {
    let volumes = if volumes { "\t- all volumes not used by at least one container\n" } else { "" };
    let images = match all {
        true => "all images without at least one container associated with them",
        false => "all dangling images",
    };
    let builds = if all { "all that builds keep" } else { "the steps that builds keep" };
    format!("WARNING! This command removes:\n\t- all stopped containers\n{volumes}\t- {images}\n\t- {builds}\n\n")
}

fn show(what: &str, names: &[String]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    out::text(&format!("Deleted {what}\n{lines}"))
}
