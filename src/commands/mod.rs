//! What each verb does: arguments and configuration are resolved into plain data, the engine is called, the result shown.

mod build;
mod complete;
mod completion;
mod container;
mod context;
mod each;
mod events;
mod help;
pub(crate) mod image;
mod info;
mod inspect;
mod manifest;
mod pod;
mod secret;
mod system;
mod unshare;
mod version;
mod volume;

use std::ffi::OsString;
use std::process::ExitCode;

pub(crate) use context::Context;
pub(crate) use each::{each, outcomes};

use crate::cli::{
    self, BuilderCommand, Cli, Command, ContainerCommand, HealthcheckCommand, ImageCommand, ManifestCommand,
    ObjectType, Outcome, SecretCommand, SystemCommand, VolumeCommand,
};
use crate::error::{self, Kind, Result};
use crate::ui::out;

/// The whole process: reads the command line, does what it says, and says what went wrong.
pub(crate) fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    match cli::parse(words) {
        Outcome::Run(cli) => finish(run(*cli)),
        Outcome::Help(text) => finish(out::text(&text).map(|()| 0)),
        Outcome::Wrong(text) => {
            out::err_line(text);
            Kind::Engine.exit_code().into()
        }
    }
}

/// The exit code of a command, after its error has been shown.
fn finish(result: Result<u8>) -> ExitCode {
    match result {
        Ok(code) => code.into(),
        Err(error) if error.chain().any(|cause| cause.is::<out::ReaderGone>()) => ExitCode::SUCCESS,
        Err(error) => {
            show(&error);
            error::kind(&error).exit_code().into()
        }
    }
}

/// Shows an error: the cause on one line, and what can be done about it on another.
pub(crate) fn show(error: &anyhow::Error) {
    show_cause(&error::cause(error), error::hint(error));
}

/// The same for an error that another process has had.
fn show_cause(cause: &str, hint: Option<&str>) {
    let hint = hint.map(|hint| format!("\nHint: {hint}")).unwrap_or_default();
    out::err_line(format_args!("Error: {cause}{hint}"));
}

fn run(cli: Cli) -> Result<u8> {
    if cli.version {
        return version::short();
    }
    let context = Context::new(cli.global)?;
    match cli.command {
        Some(command) => dispatch(command, &context),
        None => Ok(0),
    }
}

fn dispatch(command: Command, context: &Context) -> Result<u8> {
    match command {
        Command::Complete(args) => complete::complete(&args, context),
        Command::Completion(args) => completion::completion(&args),
        Command::Attach(args) | Command::Container(ContainerCommand::Attach(args)) => {
            container::attach_to(args, context)
        }
        Command::Build(args)
        | Command::Builder(BuilderCommand::Build(args))
        | Command::Image(ImageCommand::Build(args)) => context.swept(build::build(*args, context)),
        Command::Builder(BuilderCommand::Prune(args)) => context.collected(build::prune(&args, context)),
        Command::Commit(args) | Command::Container(ContainerCommand::Commit(args)) => {
            context.swept(container::commit(&args, context))
        }
        Command::Init(args) | Command::Container(ContainerCommand::Init(args)) => container::init(args, context),
        Command::Cp(args) | Command::Container(ContainerCommand::Cp(args)) => container::cp(args, context),
        Command::Diff(args) => container::diff(&args, true, context),
        Command::Container(ContainerCommand::Diff(args)) => container::diff(&args, false, context),
        Command::Export(args) | Command::Container(ContainerCommand::Export(args)) => container::export(args, context),
        Command::Create(args) | Command::Container(ContainerCommand::Create(args)) => container::create(args, context),
        Command::Exec(args) | Command::Container(ContainerCommand::Exec(args)) => container::exec(args, context),
        Command::Kill(args) | Command::Container(ContainerCommand::Kill(args)) => container::kill(args, context),
        Command::Mount(args) | Command::Container(ContainerCommand::Mount(args)) => container::mount(&args, context),
        Command::Umount(args) | Command::Container(ContainerCommand::Umount(args)) => container::umount(&args, context),
        Command::Image(ImageCommand::Mount(args)) => image::mount(&args, context),
        Command::Image(ImageCommand::Umount(args)) => image::umount(&args, context),
        Command::Pause(args) | Command::Container(ContainerCommand::Pause(args)) => container::pause(args, context),
        Command::Port(args) | Command::Container(ContainerCommand::Port(args)) => container::port(args, context),
        Command::Rename(args) | Command::Container(ContainerCommand::Rename(args)) => container::rename(args, context),
        Command::Restart(args) | Command::Container(ContainerCommand::Restart(args)) => {
            container::restart(args, context)
        }
        Command::Unpause(args) | Command::Container(ContainerCommand::Unpause(args)) => {
            container::unpause(args, context)
        }
        Command::Update(args) | Command::Container(ContainerCommand::Update(args)) => container::update(args, context),
        Command::Wait(args) | Command::Container(ContainerCommand::Wait(args)) => container::wait(args, context),
        Command::Container(ContainerCommand::Checkpoint(_)) => container::unsupported::checkpoint(),
        Command::Container(ContainerCommand::Clone(_)) => container::unsupported::clone(),
        Command::Container(ContainerCommand::Restore(_)) => container::unsupported::restore(),
        Command::Container(ContainerCommand::Runlabel(_)) => container::unsupported::runlabel(),
        Command::Container(ContainerCommand::Exists(args)) => container::exists(&args, context),
        Command::Container(ContainerCommand::Prune(args)) => context.swept(container::prune(args, context)),
        Command::Logs(args) | Command::Container(ContainerCommand::Logs(args)) => container::logs(args, context),
        Command::Ps(args) | Command::Container(ContainerCommand::Ls(args)) => container::ps(args, context),
        Command::Rm(args) | Command::Container(ContainerCommand::Rm(args)) => {
            context.swept(container::rm(args, context))
        }
        Command::Run(args) | Command::Container(ContainerCommand::Run(args)) => container::run(args, context),
        Command::Start(args) | Command::Container(ContainerCommand::Start(args)) => container::start(args, context),
        Command::Stats(args) | Command::Container(ContainerCommand::Stats(args)) => container::stats(args, context),
        Command::Stop(args) | Command::Container(ContainerCommand::Stop(args)) => container::stop(args, context),
        Command::Healthcheck(HealthcheckCommand::Run(args)) => container::healthcheck(args, context),
        Command::Events(args) | Command::System(SystemCommand::Events(args)) => events::events(&args, context),
        Command::Top(args) | Command::Container(ContainerCommand::Top(args)) => container::top(&args, context),
        Command::Help(args) => help::help(&args),
        Command::Images(args) | Command::Image(ImageCommand::Ls(args)) => image::images(&args, context),
        Command::Import(args) | Command::Image(ImageCommand::Import(args)) => {
            context.swept(image::import(&args, context))
        }
        Command::Info(args) | Command::System(SystemCommand::Info(args)) => info::info(&args, context),
        Command::System(SystemCommand::Check(args)) => context.swept(system::check(&args, context)),
        Command::System(SystemCommand::ImportDockerMirrors(args)) => system::mirrors(&args, context),
        Command::System(SystemCommand::Df(args)) => system::df(&args, context),
        Command::System(SystemCommand::Prune(args)) => context.collected(system::prune(&args, context)),
        Command::System(SystemCommand::Reset(args)) => system::reset(&args, context),
        Command::Inspect(args) => inspect::inspect(&args, args.object_type, context),
        Command::Container(ContainerCommand::Inspect(args)) => inspect::inspect(&args, ObjectType::Container, context),
        Command::Image(ImageCommand::Inspect(args)) => inspect::inspect(&args, ObjectType::Image, context),
        Command::Load(args) | Command::Image(ImageCommand::Load(args)) => context.swept(image::load(&args, context)),
        Command::Pull(args) | Command::Image(ImageCommand::Pull(args)) => context.swept(image::pull(&args, context)),
        Command::Login(args) => image::login(&args, context),
        Command::Logout(args) => image::logout(&args, context),
        Command::Search(args) | Command::Image(ImageCommand::Search(args)) => image::search(&args, context),
        Command::Push(args) | Command::Image(ImageCommand::Push(args)) => image::push(&args, context),
        Command::Rmi(args) | Command::Image(ImageCommand::Rm(args)) => context.collected(image::rmi(&args, context)),
        Command::History(args) | Command::Image(ImageCommand::History(args)) => image::history(&args, context),
        Command::Save(args) | Command::Image(ImageCommand::Save(args)) => image::save(&args, context),
        Command::Tag(args) | Command::Image(ImageCommand::Tag(args)) => image::tag(&args, context),
        Command::Untag(args) | Command::Image(ImageCommand::Untag(args)) => image::untag(&args, context),
        Command::Image(ImageCommand::Scp(args)) => image::scp(&args, context),
        Command::Manifest(command) => manifest_verb(command, context),
        Command::Image(ImageCommand::Diff(args)) => image::diff(&args, context),
        Command::Image(ImageCommand::Exists(args)) => image::exists(&args, context),
        Command::Image(ImageCommand::Prune(args)) => context.collected(image::prune(&args, context)),
        Command::Image(ImageCommand::Tree(args)) => image::tree(&args, context),
        Command::Version(args) => version::version(&args),
        Command::Unshare(args) => unshare::unshare(args, context),
        Command::Pod(command) => pod::pod(&command, context),
        Command::Network(command) => pod::network(&command, context),
        Command::Secret(command) => secret_verb(command, context),
        Command::Volume(command) => volume_verb(command, context),
    }
}

fn volume_verb(command: VolumeCommand, context: &Context) -> Result<u8> {
    match command {
        VolumeCommand::Create(args) => volume::create(args, context),
        VolumeCommand::Exists(args) => volume::exists(&args, context),
        VolumeCommand::Export(args) => volume::export(&args, context),
        VolumeCommand::Import(args) => volume::import(&args, context),
        VolumeCommand::Inspect(args) => volume::inspect(&args, context),
        VolumeCommand::Ls(args) => volume::ls(&args, context),
        VolumeCommand::Mount(args) => volume::mount(&args, context),
        VolumeCommand::Umount(args) => volume::umount(&args, context),
        VolumeCommand::Prune(args) => context.swept(volume::prune(&args, context)),
        VolumeCommand::Rm(args) => context.swept(volume::rm(&args, context)),
    }
}

fn manifest_verb(command: ManifestCommand, context: &Context) -> Result<u8> {
    match command {
        ManifestCommand::Add(args) => manifest::add(&args, context),
        ManifestCommand::Annotate(args) => manifest::annotate(&args, context),
        ManifestCommand::Create(args) => manifest::create(&args, context),
        ManifestCommand::Exists(args) => manifest::exists(&args, context),
        ManifestCommand::Inspect(args) => manifest::inspect(&args, context),
        ManifestCommand::Push(args) => manifest::push(&args, context),
        ManifestCommand::Remove(args) => manifest::remove(&args, context),
        ManifestCommand::Rm(args) => context.swept(manifest::rm(&args, context)),
    }
}

fn secret_verb(command: SecretCommand, context: &Context) -> Result<u8> {
    match command {
        SecretCommand::Create(args) => secret::create(args, context),
        SecretCommand::Exists(args) => secret::exists(&args, context),
        SecretCommand::Inspect(args) => secret::inspect(&args, context),
        SecretCommand::Ls(args) => secret::ls(&args, context),
        SecretCommand::Rm(args) => secret::rm(&args, context),
    }
}
