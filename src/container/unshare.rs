//! Any command in the user's user namespace, with a mount namespace of its own.

use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::config::Dirs;
use crate::error::{Error, Kind, Result};
use crate::rootless;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace;
use crate::sys::process::{self, Fork};
use crate::sys::socket;

/// The longest message.
const LIMIT: usize = 4096;

/// Runs the command to its end; its exit code. This process must have one thread.
///
/// # Errors
/// When the command cannot be executed, with the kinds that shells tell apart.
pub(crate) fn unshare(dirs: &Dirs, command: Command) -> Result<u8> {
    let (maps, mode) = rootless::id_maps()?;
    let join = rootless::find_holder(&dirs.runtime.join("userns"), &maps);
    let (parent_side, userns) = rootless::prepare(&maps, &mode, join)?;
    let (ours, theirs) = socket::seqpacket_pair()?;
    match process::fork()? {
        Fork::Child => {
            drop((parent_side, ours));
            let error = match enter(userns) {
                Ok(()) => not_executed(command),
                Err(error) => error,
            };
            let code = crate::error::kind(&error).exit_code();
            let text = [&[code], crate::error::one_line(&error).as_bytes()].concat();
            let _ = socket::send(theirs.as_fd(), text.get(..LIMIT).unwrap_or(&text), &[]);
            process::exit_now(code)
        }
        Fork::Parent(pid) => {
            drop((theirs, userns));
            let child = process::pidfd_open(pid)?;
            parent_side.map(pid)?;
            // Empty once the command has been executed.
            let (failure, _) = socket::receive(ours.as_fd(), LIMIT)?;
            if let Some((code, text)) = failure.split_first() {
                process::wait(child.as_fd())?;
                let kinds = [Kind::NotExecutable, Kind::CommandNotFound];
                let kind = kinds.into_iter().find(|kind| kind.exit_code() == *code).unwrap_or(Kind::Engine);
                return Err(Error::with_kind(kind, String::from_utf8_lossy(text)).into());
            }
            Ok(process::wait(child.as_fd())?.code())
        }
    }
}

fn enter(userns: rootless::ChildSide) -> Result<()> {
    userns.enter(false)?;
    process::die_with_parent()?;
    namespace::unshare_mount()?;
    mount::set_propagation(Path::new("/"), Propagation::Slave)
}

/// Becomes the command, or says why not.
fn not_executed(mut command: Command) -> anyhow::Error {
    let error = command.exec();
    let kind = match error.kind() {
        ErrorKind::NotFound => Kind::CommandNotFound,
        _ => Kind::NotExecutable,
    };
    Error::with_kind(kind, format!("{}: {error}", command.get_program().display())).into()
}
