//! `coracle build`.

mod check;
mod lines;
mod options;
mod output;
mod places;
mod prune;
mod pull;

pub(crate) use prune::prune;

use output::Output;

use crate::build::{self, Options};
use crate::cli::BuildArgs;
use crate::commands::Context;
use crate::container::Engine;
use crate::error::{Context as _, Result};
use crate::ui::out;

/// Builds an image and prints its id.
pub(crate) fn build(args: BuildArgs, context: &Context) -> Result<u8> {
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let outputs = args.output.iter().map(|text| Output::parse(text)).collect::<Result<Vec<_>>>()?;
    let to_stdout = outputs.iter().any(Output::is_stdout);
    let (quiet, iidfile, check) = (args.quiet || to_stdout, args.iidfile.clone(), args.check);
    let puller = pull::Puller::new(&args, context)?;
    let fetch = |name: &str, platform: Option<&crate::name::Platform>| puller.fetch(name, platform);
    let places = places::Places::open(&args, context)?;
    let options: Options<'_> = options::options(args, context, &places, &fetch)?;
    if check {
        return check::check(&options, &places, context);
    }
    options.arguments.unused(&options.dockerfile).for_each(|name| {
        out::warn(format_args!("no ARG declares the build argument {name}"));
    });
    let mut report = lines::Lines::new(&options, quiet);
    let _share = engine.store.share()?;
    let image = match build::build(&engine, &options, &mut report)? {
        Ok(image) => image,
        Err(failed) => {
            report.end();
            let build::Failed { exit_code, message, hint } = failed;
            out::err_line(format_args!("Error: {message}{}", hint.map(|hint| format!("; {hint}")).unwrap_or_default()));
            return Ok(exit_code);
        }
    };
    report.end();
    if !quiet {
        for name in &options.result.names {
            out::line(format_args!("Successfully tagged {name}"))?;
        }
    }
    outputs.iter().try_for_each(|output| output.write(engine.store, &image))?;
    if let Some(path) = iidfile {
        std::fs::write(&path, image.id.to_string())
            .with_context(|| format!("cannot write the image ID file {}", path.display()))?;
    }
    if to_stdout {
        return Ok(0);
    }
    out::line(image.id.hex()).map(|()| 0)
}
