//! Small verbs: `coracle image exists`, `coracle image tree`, `coracle image diff`.

use serde_json::json;

use crate::cli::{ImageDiffArgs, ImageExistsArgs, TreeArgs};
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::image::{self, tree};
use crate::layer::change::Difference;
use crate::name::Reference;
use crate::ui::{Format, format, human, out};

/// Says by the exit code whether an image is in the store.
pub(crate) fn exists(args: &ImageExistsArgs, context: &Context) -> Result<u8> {
    let ImageExistsArgs { image } = args;
    Ok(match image::lookup(context.store()?, image)? {
        Some(_) => 0,
        None => Kind::NotFound.exit_code(),
    })
}

/// Shows layers as a tree.
pub(crate) fn tree(args: &TreeArgs, context: &Context) -> Result<u8> {
    let TreeArgs { whatrequires, image } = args;
    let store = context.store()?;
    let image = image::require(store, image)?;
    let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
    let mut text = format!(
        "Image ID: {:.12}\nTags:     [{}]\nSize:     {}\n{}\n",
        image.id.hex(),
        names.join(" "),
        human::size(image.size),
        if image.layers.is_empty() { "No Image Layers" } else { "Image Layers" }
    );
    if *whatrequires {
        branch(&tree::what_requires(store, &image)?.into_iter().collect::<Vec<_>>(), "", &mut text);
    } else {
        branch(&tree::layers(store, &image)?, "", &mut text);
    }
    out::text(&text).map(|()| 0)
}

/// Layers side by side, each with what lies on top of it; where only one does, it goes on without a new branch.
fn branch(layers: &[tree::Layer], prefix: &str, text: &mut String) {
    let mut flat: Vec<(&tree::Layer, &[tree::Layer])> = Vec::new();
    for layer in layers {
        let mut at = layer;
        // A line of layers stays on one level.
        while let ([next], true) = (at.above.as_slice(), layers.len() == 1) {
            flat.push((at, &[]));
            at = next;
        }
        flat.push((at, &at.above));
    }
    let last = flat.len().saturating_sub(1);
    for (at, (layer, above)) in flat.into_iter().enumerate() {
        let (fork, trunk) = if at == last { ("└── ", "    ") } else { ("├── ", "│   ") };
        let names: Vec<String> = layer.top_of.iter().map(Reference::to_string).collect();
        let top = if names.is_empty() { String::new() } else { format!(" Top Layer of: [{}]", names.join(" ")) };
        let (id, size) = (layer.id.hex(), human::size(layer.size));
        text.push_str(&format!("{prefix}{fork}ID: {id:.12} Size: {size:>7}{top}\n"));
        branch(above, &format!("{prefix}{trunk}"), text);
    }
}

/// Shows what an image changes.
pub(crate) fn diff(args: &ImageDiffArgs, context: &Context) -> Result<u8> {
    let ImageDiffArgs { format, image, base } = args;
    let store = context.store()?;
    let format = Format::parse(format.as_deref())?;
    let base = base.as_deref().map(|base| image::require(store, base)).transpose()?;
    let changes = image::diff(store, &image::require(store, image)?, base.as_ref())?;
    let shown = |path: &[u8]| format!("/{}", String::from_utf8_lossy(path));
    match format {
        Format::Default => {
            let line =
                |(path, difference): &(Vec<u8>, Difference)| format!("{} {}\n", letter(*difference), shown(path));
            out::text(&changes.iter().map(line).collect::<String>())?;
        }
        Format::Json => {
            let mut document = serde_json::Map::new();
            let kinds =
                [("changed", Difference::Changed), ("added", Difference::Added), ("deleted", Difference::Deleted)];
            for (key, kind) in kinds {
                let paths: Vec<String> =
                    changes.iter().filter(|(_, difference)| *difference == kind).map(|(path, _)| shown(path)).collect();
                if !paths.is_empty() {
                    document.insert(key.to_owned(), json!(paths));
                }
            }
            out::text(&format::json(&document.into())?)?;
        }
        Format::Table(_) | Format::Rows(_) => {
            return Err(Error::new("only json is a format of diff").into());
        }
    }
    Ok(0)
}

fn letter(difference: Difference) -> char {
    match difference {
        Difference::Added => 'A',
        Difference::Changed => 'C',
        Difference::Deleted => 'D',
    }
}
