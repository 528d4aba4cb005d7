//! `coracle import`.

use crate::cli::ImportArgs;
use crate::commands::Context;
use crate::error::Result;
use crate::image::{self, ImportOptions, Source};
use crate::ui::out;

/// Makes an image of a root file system and prints its id.
pub(crate) fn import(args: &ImportArgs, context: &Context) -> Result<u8> {
    // There is no progress to be left out.
    let ImportArgs { change, message, platform, quiet: _, file, name } = args;
    let name = name.as_deref().map(image::local_name).transpose()?;
    let source = match file.as_str() {
        "-" => super::load::standard_input("the name of a file")?,
        file => Source::of(file),
    };
    let options = ImportOptions { changes: change.clone(), message: message.clone(), platform: platform.clone() };
    let image = image::import(context.store()?, &context.env, source, &options, name.as_ref())?;
    out::line(image.id).map(|()| 0)
}
