//! `coracle load`.

use std::io::{self, IsTerminal};

use crate::cli::LoadArgs;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::image::{self, Source};
use crate::ui::out;

/// Loads the images of an archive and prints their names.
pub(crate) fn load(args: &LoadArgs, context: &Context) -> Result<u8> {
    // Names are the result and are printed with --quiet too; there is no progress to be left out.
    let LoadArgs { input, quiet: _ } = args;
    let source = match input {
        Some(path) => path.to_str().map_or_else(|| Source::Path(path.clone()), Source::of),
        None => standard_input("the --input flag")?,
    };
    for loaded in image::load(context.store()?, &context.env, source, None)? {
        if loaded.names.is_empty() {
            out::line(format_args!("Loaded image: {}", loaded.image.id))?;
        }
        for name in &loaded.names {
            out::line(format_args!("Loaded image: {name}"))?;
        }
    }
    Ok(0)
}

/// Standard input as a source, unless it is a terminal; then the user is told what to do `instead`.
pub(super) fn standard_input(instead: &str) -> Result<Source<'static>> {
    let input = io::stdin();
    if input.is_terminal() {
        let message = format!("cannot read from terminal, use command-line redirection or {instead}");
        return Err(Error::new(message).into());
    }
    Ok(Source::Reader(Box::new(input), "standard input"))
}
