//! `coracle run`.

use std::io::IsTerminal;
use std::path::Path;

use super::{Attachment, request};
use crate::cli::{AttachStream, CreateArgs, LogDriver, RunArgs};
use crate::commands::Context;
use crate::container::{self, Engine, Purpose};
use crate::error::{self, Context as _, Error, Result};
use crate::store::containers::{self, Record};
use crate::sys::process::{self, Descriptors};
use crate::ui::out;
use crate::ui::template::Template;

/// Makes a container and runs it. Gives back the exit code of this process.
pub(crate) fn run(mut args: RunArgs, context: &Context) -> Result<u8> {
    // Before anything is opened here.
    let preserved = process::take_inherited(args.preserve.fds, &args.preserve.fd)?;
    request::complete(&mut args, context.conf()?)?;
    let (detach, cidfile) = (args.detach, args.cidfile.clone());
    let (attach, sig_proxy, detach_keys) = (args.attach.clone(), args.sig_proxy, args.detach_keys.take());
    if detach && !attach.is_empty() {
        return Err(Error::new("--attach and --detach contradict each other").into());
    }
    if !attach.is_empty() && args.log_driver.is_some_and(LogDriver::passes_through) {
        return Err(Error::new("cannot specify --attach with --log-driver=passthrough").into());
    }
    if args.tty && args.interactive && !detach {
        warn_without_terminal();
    }
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = match make(args, &engine, context)? {
        Ok(record) => record,
        Err(code) => return Ok(code),
    };
    // Nothing of the container's is shown then, as with --detach.
    if !attach.is_empty() && attach.iter().all(|stream| *stream == AttachStream::Stdin) {
        out::line(record.id())?;
    }
    let wanted = |stream| attach.is_empty() || attach.contains(&stream);
    let attachment = Attachment {
        // With --interactive it is attached whatever else --attach names.
        stdin: record.config.process.stdin && !record.config.log.driver.passes_through(),
        stdout: wanted(AttachStream::Stdout),
        stderr: wanted(AttachStream::Stderr),
        proxy_signals: sig_proxy,
        detach_keys: &context.detach_keys(detach_keys)?,
    };
    launch(&engine, &record, cidfile.as_deref(), (!detach).then_some(&attachment), preserved)
        .inspect_err(|error| container::abandon(&engine, &record, error))
}

/// Makes a container and prints its id.
pub(crate) fn create(args: CreateArgs, context: &Context) -> Result<u8> {
    let CreateArgs { run: mut args } = args;
    request::complete(&mut args, context.conf()?)?;
    if args.detach {
        return Err(Error::new("create does not start the container: --detach has no meaning").into());
    }
    if !args.preserve.is_empty() {
        let message = "create does not start the container: --preserve-fd and --preserve-fds have no meaning";
        return Err(Error::new(message).into());
    }
    let cidfile = args.cidfile.clone();
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = match make(args, &engine, context)? {
        Ok(record) => record,
        Err(code) => return Ok(code),
    };
    let noted = cidfile.map_or(Ok(()), |path| write_cidfile(&record, &path));
    noted.inspect_err(|error| container::abandon(&engine, &record, error))?;
    out::line(record.id()).map(|()| 0)
}

/// Makes a container. `Err` holds the exit code of a pull that has failed and said why.
fn make(args: RunArgs, engine: &Engine<'_>, context: &Context) -> Result<std::result::Result<Record, u8>> {
    let make = || {
        let base = match super::image::base(context, &args)? {
            Ok(base) => base,
            Err(code) => return Ok(Err(code)),
        };
        let replace = args.replace;
        let request = request::request(args, context)?;
        if let (true, Some(name)) = (replace, &request.name) {
            container::remove_by_name(engine, name)?;
        }
        let record = container::create(engine, request, base)?;
        fill_log(engine, record).map(Ok)
    };
    make().map_err(error::of_engine)
}

/// Fills in the templates of a log's tag and labels, which are those of `inspect`.
fn fill_log(engine: &Engine<'_>, mut record: Record) -> Result<Record> {
    let log = &record.config.log;
    if !std::iter::once(&log.tag).chain(log.labels.iter().map(|(_, value)| value)).any(|text| text.contains("{{")) {
        return Ok(record);
    }
    let mut data = container::inspect(engine.store, &record);
    data["ID"] = data["Id"].clone();
    let fill = |text: &mut String| -> Result<()> {
        *text = Template::parse(text)?.render(&data)?;
        Ok(())
    };
    let filled = containers::update(&record, |config| {
        fill(&mut config.log.tag)?;
        config.log.labels.iter_mut().try_for_each(|(_, value)| fill(value))
    });
    record.config = filled.inspect_err(|error| container::abandon(engine, &record, error))?;
    Ok(record)
}

/// Starts the new container and stays with it, unless it runs detached.
fn launch(
    engine: &Engine<'_>,
    record: &Record,
    cidfile: Option<&Path>,
    attachment: Option<&Attachment<'_>>,
    preserved: Descriptors,
) -> Result<u8> {
    if let Some(path) = cidfile {
        write_cidfile(record, path)?;
    }
    let purpose = if attachment.is_some() { Purpose::Attach } else { Purpose::Start };
    let mut session = container::start_with(engine, record, purpose, preserved)?;
    match attachment {
        Some(attachment) => super::attach(&mut session, record.config.process.terminal, attachment),
        None => {
            session.wait_started()?;
            // Standard output is the container's own then.
            if record.config.log.driver.passes_through() {
                return Ok(0);
            }
            out::line(record.id()).map(|()| 0)
        }
    }
}

fn write_cidfile(record: &Record, path: &Path) -> Result<()> {
    std::fs::write(path, record.id()).with_context(|| format!("cannot write the container ID file {}", path.display()))
}

/// Podman goes on without a terminal, Docker fails; scripts rely on the former.
pub(super) fn warn_without_terminal() {
    if !std::io::stdin().is_terminal() {
        out::warn("the input device is not a TTY: --tty and --interactive might not work properly");
    }
}
