//! `coracle system check`.

use crate::cli::CheckArgs;
use crate::commands::Context;
use crate::container;
use crate::error::{Error, Result};
use crate::image;
use crate::name::Digest;
use crate::store::{Damage, Depth, Part, Report, Store, containers};
use crate::ui::out;

/// Verifies the store, and mends it if asked to.
pub(crate) fn check(args: &CheckArgs, context: &Context) -> Result<u8> {
    let CheckArgs { force, max, quick, repair, .. } = args;
    let (force, max_age) = (*force, *max);
    let store = context.store()?;
    let depth = Depth { quick: *quick, max_age };
    let mut report = store.check(depth)?;
    show(&report)?;
    if *repair && !report.damages.is_empty() {
        // Nothing is mended while it is not known what is needed.
        if force {
            remove_unreadable(store, &report.damages)?;
        }
        containers::list_whole(store)?;
        image::repair(store, &context.env, &report.damages, &|text| out::warn(text))?;
        let _ = store.try_collect()?;
        report = store.check(depth)?;
        if force && !report.damages.is_empty() {
            remove(store, &report.damages)?;
            let _ = store.try_collect()?;
            report = store.check(depth)?;
        }
        out::line(if report.damages.is_empty() { "everything is mended" } else { "what is left:" })?;
        show(&report)?;
    }
    match report.damages.len() {
        0 => Ok(0),
        count => {
            let error = Error::new(format!("the store has {count} damaged parts"));
            Err(if *repair { error.hint("--force removes them") } else { error.hint("mend them with --repair") }.into())
        }
    }
}

fn show(report: &Report) -> Result<()> {
    for Damage { part, why } in &report.damages {
        let part = match part {
            Part::Object(object, layer) => format!("object {object} of layer {layer}"),
            Part::Index(layer) => format!("the tree of layer {layer}"),
            Part::Layer(layer) | Part::Unused(layer) => format!("layer {layer}"),
            Part::Image(id) => format!("image {id}"),
            Part::Name(name) => format!("name {name}"),
            Part::Container(id) => format!("container {id}"),
        };
        out::line(format_args!("{part}: {why}"))?;
    }
    let Report { images, layers, objects, damages: _ } = report;
    out::line(format_args!("checked {images} images, {layers} layers and {objects} contents"))
}

/// Removes the containers of which not even the record can be read.
fn remove_unreadable(store: &Store, damages: &[Damage]) -> Result<()> {
    for damage in damages {
        if let Part::Container(id) = &damage.part
            && !matches!(containers::load(store, id), Ok(Some(_)))
        {
            containers::discard_unreadable(store, id)?;
        }
    }
    Ok(())
}

/// Removes what nobody could mend: images, and the containers made from them.
fn remove(store: &Store, damages: &[Damage]) -> Result<()> {
    for record in containers::list(store)? {
        let is_damaged = |damage: &Damage| match &damage.part {
            Part::Container(id) => record.id() == id,
            part => record.config.image().is_some_and(|image| concerns(store, part, &image.id, &record.config.layers)),
        };
        if damages.iter().any(is_damaged) {
            container::remove(store, &record, true, None)?;
        }
    }
    for id in store.image_ids()? {
        let layers = store.image(&id).ok().flatten().map(|image| image.layers).unwrap_or_default();
        if damages.iter().any(|damage| concerns(store, &damage.part, &id, &layers)) {
            store.forget_image(&id)?;
        }
    }
    Ok(())
}

/// Whether a damage is one of this image.
fn concerns(store: &Store, part: &Part, id: &Digest, layers: &[Digest]) -> bool {
    match part {
        Part::Object(object, _) => layers.iter().any(|layer| store.has_object(layer, object)),
        Part::Index(layer) | Part::Layer(layer) => layers.contains(layer),
        Part::Image(damaged) => damaged == id,
        Part::Name(_) | Part::Container(_) | Part::Unused(_) => false,
    }
}
