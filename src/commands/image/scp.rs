//! `coracle image scp`: one side's `save` into the other side's `load`.

use std::process::{Command, ExitStatus, Stdio};

use crate::cli::{ScpArgs, ScpFormat};
use crate::commands::Context;
use crate::error::{Context as _, Error, Result};
use crate::image;

/// Whose store it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Here,
    /// Another user of this host.
    User(String),
    /// What ssh(1) calls it, and its port.
    Host(String, Option<u16>),
}

/// Copies an image.
pub(crate) fn scp(args: &ScpArgs, context: &Context) -> Result<u8> {
    let ScpArgs { format, quiet, source, destination } = args;
    let format = match format {
        ScpFormat::DockerArchive => "docker-archive",
        ScpFormat::OciArchive => "oci-archive",
    };
    let (from, name) = parse(source)?;
    let (to, new_name) = destination.as_deref().map_or(Ok((Place::Here, "")), parse)?;
    if name.is_empty() {
        return Err(Error::new(format!("{source} names no image")).hint("write PLACE::IMAGE").into());
    }
    if from == to {
        return Err(Error::new("both sides are the same store")
            .hint("`coracle tag` gives an image another name")
            .into());
    }
    if from == Place::Here {
        // Said by this process alone, before anybody is called.
        image::require(context.store()?, name)?;
    }
    let mut sender =
        from.command(context, &["save", "--quiet", "--format", format, "--", name]).stdout(Stdio::piped()).spawn();
    let sender = sender.as_mut().map_err(|error| Error::new(format!("cannot start the sending side: {error}")))?;
    let stream = sender.stdout.take().context("a pipe")?;
    let mut load = to.command(context, &["load", "--quiet"]);
    if *quiet {
        load.stdout(Stdio::null());
    }
    let loaded = load.stdin(stream).status().context("cannot start the receiving side")?;
    // Whoever sends says first what went wrong.
    check(sender.wait().context("cannot wait for the sending side")?, "sending")?;
    check(loaded, "receiving")?;
    if !new_name.is_empty() {
        let tagged = to.command(context, &["tag", "--", name, new_name]).status().context("cannot start coracle")?;
        check(tagged, "receiving")?;
    }
    Ok(0)
}

fn check(status: ExitStatus, side: &str) -> Result<()> {
    match status.success() {
        true => Ok(()),
        false => Err(Error::new(format!("the {side} side failed ({status})")).into()),
    }
}

/// `[PLACE::][IMAGE]`.
fn parse(text: &str) -> Result<(Place, &str)> {
    let Some((place, image)) = text.split_once("::") else { return Ok((Place::Here, text)) };
    let (is_url, place) = place.strip_prefix("ssh://").map_or((false, place), |rest| (true, rest));
    let (host, port) = match place.rsplit_once(':').filter(|_| is_url) {
        Some((host, port)) => (host, Some(port.parse().ok().with_context(|| format!("{port:?} is no port"))?)),
        None => (place, None),
    };
    // What begins with a dash would be an option to whoever runs it.
    if host.is_empty() || host.starts_with('-') || host.contains(char::is_whitespace) {
        return Err(Error::new(format!("{text:?} names no user or host")).into());
    }
    Ok(match host.strip_suffix("@localhost").filter(|_| !is_url) {
        Some(user) => (Place::User(user.to_owned()), image),
        None => (Place::Host(host.to_owned(), port), image),
    })
}

impl Place {
    /// Our own program there.
    fn command(&self, context: &Context, args: &[&str]) -> Command {
        let line = shell_words::join(std::iter::once(&"coracle").chain(args));
        match self {
            Place::Here => {
                let mut command = Command::new("/proc/self/exe");
                command.args(context.global_args()).args(args);
                command
            }
            // With the other user's own environment.
            Place::User(user) if context.env.uid() == 0 => of("runuser", &["-l", user, "-c", &line]),
            Place::User(user) => of("sudo", &["-u", user, "-i", "--", "sh", "-c", &line]),
            Place::Host(host, None) => of("ssh", &["--", host, &line]),
            Place::Host(host, Some(port)) => of("ssh", &["-p", &port.to_string(), "--", host, &line]),
        }
    }
}

fn of(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let host = |name: &str, port| Place::Host(name.to_owned(), port);
        for (text, place, image) in [
            ("app", Place::Here, "app"),
            ("127.0.0.1:5000/app:1", Place::Here, "127.0.0.1:5000/app:1"),
            ("bob@localhost::app", Place::User("bob".to_owned()), "app"),
            ("host::", host("host", None), ""),
            ("bob@host::q.io/app:1", host("bob@host", None), "q.io/app:1"),
            ("ssh://bob@host:2222::app", host("bob@host", Some(2222)), "app"),
            ("ssh://bob@localhost::app", host("bob@localhost", None), "app"),
        ] {
            assert_eq!(parse(text).unwrap(), (place, image), "{text}");
        }
        for text in ["::app", "-oProxyCommand=x::app", "ssh://host:x::app", "a b::app"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
