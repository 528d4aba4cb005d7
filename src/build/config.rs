//! The instructions that change nothing but an image's configuration.

use serde_json::json;

use super::dockerfile::{Check, CommandLine, Healthcheck, Kind};
use crate::error::{Error, Result};
use crate::image::config::{self, ImageConfig, RunConfig};

/// What runs commands that are given as one text, where nobody says otherwise.
pub(super) const SHELL: [&str; 2] = ["/bin/sh", "-c"];

/// The words that a command of one text follows.
pub(super) fn shell(config: &RunConfig) -> Vec<String> {
    if config.shell.is_empty() { SHELL.map(str::to_owned).to_vec() } else { config.shell.clone() }
}

/// The arguments that a command is.
pub(super) fn arguments(config: &RunConfig, command: &CommandLine) -> Vec<String> {
    match command {
        CommandLine::Shell(text) => [shell(config), vec![text.clone()]].concat(),
        CommandLine::Exec(words) => words.clone(),
    }
}

/// Changes `config` as an instruction says whose variables are expanded. `has_cmd` is whether this stage has said what
/// the command is: an ENTRYPOINT drops one that the base image brought, and no other.
///
/// # Errors
/// For values that no image can have.
pub(super) fn apply(config: &mut ImageConfig, kind: &Kind, has_cmd: &mut bool) -> Result<()> {
    let run = &mut config.config;
    match kind {
        Kind::Cmd(command) => {
            run.cmd = arguments(run, command);
            *has_cmd = true;
        }
        Kind::Entrypoint(command) => {
            run.entrypoint = arguments(run, command);
            if !*has_cmd {
                run.cmd.clear();
            }
        }
        Kind::Env(pairs) => pairs.iter().for_each(|pair| set_variable(&mut run.env, &pair.name, &pair.value)),
        Kind::Label(pairs) => {
            run.labels.extend(pairs.iter().map(|pair| (pair.name.clone(), pair.value.clone())));
        }
        Kind::Expose(ports) => {
            run.exposed_ports.extend(ports.iter().map(|port| (port.clone(), json!({}))));
        }
        Kind::Volume(paths) => {
            if paths.iter().any(|path| path.trim().is_empty()) {
                return Err(Error::new("VOLUME has an empty path").into());
            }
            run.volumes.extend(paths.iter().map(|path| (path.clone(), json!({}))));
        }
        Kind::User(user) => run.user.clone_from(user),
        Kind::Workdir(path) => run.working_dir = workdir(&run.working_dir, path),
        Kind::StopSignal(signal) => run.stop_signal.clone_from(signal),
        Kind::Shell(words) => run.shell.clone_from(words),
        Kind::Maintainer(name) => config.author = Some(name.clone()),
        Kind::Onbuild(trigger) => run.on_build.push(trigger.text.clone()),
        Kind::Healthcheck(check) => run.healthcheck = Some(healthcheck(check)),
        Kind::Add(_) | Kind::Arg(_) | Kind::Copy(_) | Kind::Run(_) => {}
    }
    Ok(())
}

/// Sets a variable in place, or behind the others.
pub(super) fn set_variable(env: &mut Vec<String>, name: &str, value: &str) {
    let item = format!("{name}={value}");
    match env.iter_mut().find(|old| old.split('=').next() == Some(name)) {
        Some(old) => *old = item,
        None => env.push(item),
    }
}

/// Where WORKDIR leads from `now`.
pub(super) fn workdir(now: &str, path: &str) -> String {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("/{now}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

fn healthcheck(check: &Healthcheck) -> config::Healthcheck {
    let Healthcheck::Check(Check { command, interval, timeout, start_period, start_interval, retries }) = check else {
        return config::Healthcheck { test: vec!["NONE".to_owned()], ..config::Healthcheck::default() };
    };
    let test = match command {
        CommandLine::Exec(words) => [&["CMD".to_owned()], words.as_slice()].concat(),
        CommandLine::Shell(text) => vec!["CMD-SHELL".to_owned(), text.clone()],
    };
    config::Healthcheck {
        test,
        interval: interval.unwrap_or(0),
        timeout: timeout.unwrap_or(0),
        start_period: start_period.unwrap_or(0),
        start_interval: start_interval.unwrap_or(0),
        retries: retries.unwrap_or(0).into(),
        ..config::Healthcheck::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_relative_to_the_last() {
        for (now, path, expected) in [
            ("", "a", "/a"),
            ("/a", "b/c", "/a/b/c"),
            ("/a", "/b", "/b"),
            ("/a/b", "../c", "/a/c"),
            ("/", "..", "/"),
            ("/a", "b/", "/a/b"),
        ] {
            assert_eq!(workdir(now, path), expected);
        }
    }

    #[test]
    fn an_entrypoint_drops_the_command_of_the_base_image() {
        let mut config = ImageConfig::default();
        config.config.cmd = vec!["base".into()];
        let mut has_cmd = false;
        let entry = Kind::Entrypoint(CommandLine::Exec(vec!["e".into()]));
        apply(&mut config, &entry, &mut has_cmd).unwrap();
        assert!(config.config.cmd.is_empty());
        apply(&mut config, &Kind::Cmd(CommandLine::Shell("x y".into())), &mut has_cmd).unwrap();
        apply(&mut config, &entry, &mut has_cmd).unwrap();
        assert_eq!(config.config.cmd, ["/bin/sh", "-c", "x y"]);
        let one = |name: &str, value: &str| {
            Kind::Env(vec![super::super::dockerfile::Pair { name: name.into(), value: value.into(), legacy: false }])
        };
        for (name, value) in [("A", "1"), ("B", "2"), ("A", "3")] {
            apply(&mut config, &one(name, value), &mut has_cmd).unwrap();
        }
        assert_eq!(config.config.env, ["A=3", "B=2"]);
    }
}
