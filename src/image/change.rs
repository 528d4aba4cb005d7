//! `--change`: instructions of a Containerfile that alter a configuration. Pure.

use serde_json::json;

use super::config::{Healthcheck, ImageConfig};
use crate::error::{Context, Error, Result};
use crate::name::parse_duration;

/// Applies one instruction, such as `CMD ["sh"]` or `ENV A=b`. Between the two may stand a space or `=`.
pub(crate) fn apply(config: &mut ImageConfig, change: &str) -> Result<()> {
    let trimmed = change.trim();
    let at = trimmed.find([' ', '\t', '=']).unwrap_or(trimmed.len());
    let (instruction, value) = trimmed.split_at(at);
    let value = value.trim_start_matches([' ', '\t', '=']).trim_end();
    if value.is_empty() {
        return Err(Error::new(format!("invalid change {change:?}: it has no value")).into());
    }
    one(config, &instruction.to_ascii_uppercase(), value).with_context(|| format!("invalid change {change:?}"))
}

fn one(config: &mut ImageConfig, instruction: &str, value: &str) -> Result<()> {
    let run = &mut config.config;
    match instruction {
        "CMD" => run.cmd = command(value)?,
        "ENTRYPOINT" => run.entrypoint = command(value)?,
        "ENV" => {
            for (name, value) in pairs(value)? {
                run.env.retain(|old| old.split('=').next() != Some(name.as_str()));
                run.env.push(format!("{name}={value}"));
            }
        }
        "LABEL" => run.labels.extend(pairs(value)?),
        "EXPOSE" => {
            for port in words(value)? {
                run.exposed_ports.insert(expose(&port)?, json!({}));
            }
        }
        "VOLUME" => {
            let paths = if value.starts_with('[') { json_list(value)? } else { words(value)? };
            run.volumes.extend(paths.into_iter().map(|path| (path, json!({}))));
        }
        "USER" => run.user = value.to_owned(),
        "WORKDIR" if value.starts_with('/') => run.working_dir = value.to_owned(),
        "WORKDIR" => return Err(Error::new("the working directory must be an absolute path").into()),
        "STOPSIGNAL" => run.stop_signal = value.to_owned(),
        "ONBUILD" => run.on_build.push(value.to_owned()),
        "HEALTHCHECK" => run.healthcheck = Some(healthcheck(value)?),
        other => {
            return Err(Error::new(format!("unknown instruction {other:?}"))
                .hint("known are CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR")
                .into());
        }
    }
    Ok(())
}

/// A JSON list is the command; anything else is for the shell.
fn command(value: &str) -> Result<Vec<String>> {
    if value.starts_with('[') { json_list(value) } else { Ok(vec!["/bin/sh".into(), "-c".into(), value.into()]) }
}

fn json_list(value: &str) -> Result<Vec<String>> {
    serde_json::from_str(value).with_context(|| format!("{value} is no JSON list of strings"))
}

fn words(value: &str) -> Result<Vec<String>> {
    shell_words::split(value).context("a quote is not closed")
}

/// `A=b C="d e"`, or the old form `A b c`, which is one pair.
fn pairs(value: &str) -> Result<Vec<(String, String)>> {
    let (first, rest) = value.split_once([' ', '\t']).unwrap_or((value, ""));
    if !first.contains('=') {
        return match rest.trim() {
            "" => Err(Error::new(format!("{value:?} is not of the form NAME=value")).into()),
            rest => Ok(vec![(first.to_owned(), rest.to_owned())]),
        };
    }
    let pair = |word: String| match word.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(Error::new(format!("{word:?} is not of the form NAME=value")).into()),
    };
    words(value)?.into_iter().map(pair).collect()
}

/// `80`, `80/udp`, `8000-8010/tcp`.
fn expose(text: &str) -> Result<String> {
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let mut ends = ports.split('-');
    let good = ends.all(|port| port.parse::<u16>().is_ok_and(|port| port > 0)) && ports.split('-').count() <= 2;
    if !good || !["tcp", "udp", "sctp"].contains(&protocol) {
        return Err(Error::new(format!("{text:?} is no port, such as 80 or 53/udp")).into());
    }
    Ok(format!("{ports}/{protocol}"))
}

/// `NONE`, or `[--interval=30s] [--timeout=30s] [--start-period=0s] [--start-interval=5s] [--retries=3] CMD command`.
fn healthcheck(value: &str) -> Result<Healthcheck> {
    let mut check = Healthcheck::default();
    let mut rest = value;
    while let Some(flag) = rest.strip_prefix("--") {
        let (flag, after) = flag.split_once([' ', '\t']).unwrap_or((flag, ""));
        rest = after.trim_start();
        match flag.split_once('=') {
            Some(("interval", time)) => check.interval = duration(time)?,
            Some(("timeout", time)) => check.timeout = duration(time)?,
            Some(("start-period", time)) => check.start_period = duration(time)?,
            Some(("start-interval", time)) => check.start_interval = duration(time)?,
            Some(("retries", count)) => check.retries = count.parse().context("--retries takes a number")?,
            _ => return Err(Error::new(format!("unknown flag --{flag}")).into()),
        }
    }
    let (kind, what) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
    check.test = match (kind.to_ascii_uppercase().as_str(), what.trim()) {
        ("NONE", "") => vec!["NONE".into()],
        ("CMD", list) if list.starts_with('[') => [vec!["CMD".to_owned()], json_list(list)?].concat(),
        ("CMD", shell) if !shell.is_empty() => vec!["CMD-SHELL".into(), shell.into()],
        _ => return Err(Error::new("a health check is NONE, or flags and CMD command").into()),
    };
    Ok(check)
}

/// A duration as Go writes it, `1m30s`, in nanoseconds.
fn duration(text: &str) -> Result<i64> {
    let time = parse_duration(text).and_then(|time| i64::try_from(time.as_nanos()).ok());
    time.ok_or_else(|| Error::new(format!("{text:?} is no duration, such as 30s or 1m30s")).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes() {
        for (change, expected) in [
            (r#"CMD ["a", "b"]"#, json!({"Cmd": ["a", "b"]})),
            ("cmd echo $HOME", json!({"Cmd": ["/bin/sh", "-c", "echo $HOME"]})),
            ("CMD=/bin/bash", json!({"Cmd": ["/bin/sh", "-c", "/bin/bash"]})),
            (r#"ENTRYPOINT=["x"]"#, json!({"Entrypoint": ["x"]})),
            ("ENV A=b C='d e'", json!({"Env": ["A=b", "C=d e"]})),
            ("ENV A b c", json!({"Env": ["A=b c"]})),
            ("ENV=A=b", json!({"Env": ["A=b"]})),
            ("LABEL a.b=c d=", json!({"Labels": {"a.b": "c", "d": ""}})),
            ("EXPOSE 80 53/udp 1-3", json!({"ExposedPorts": {"80/tcp": {}, "53/udp": {}, "1-3/tcp": {}}})),
            ("VOLUME /a /b", json!({"Volumes": {"/a": {}, "/b": {}}})),
            (r#"VOLUME ["/a b"]"#, json!({"Volumes": {"/a b": {}}})),
            ("USER 1000:1000", json!({"User": "1000:1000"})),
            ("WORKDIR /x", json!({"WorkingDir": "/x"})),
            ("STOPSIGNAL SIGINT", json!({"StopSignal": "SIGINT"})),
            ("ONBUILD RUN x", json!({"OnBuild": ["RUN x"]})),
            ("HEALTHCHECK NONE", json!({"Healthcheck": {"Test": ["NONE"]}})),
            (
                "HEALTHCHECK --interval=1m30s --retries=2 CMD curl -f x",
                json!({"Healthcheck": {"Test": ["CMD-SHELL", "curl -f x"], "Interval": 90_000_000_000i64, "Retries": 2}}),
            ),
            (r#"HEALTHCHECK CMD ["a"]"#, json!({"Healthcheck": {"Test": ["CMD", "a"]}})),
        ] {
            let mut config = ImageConfig::default();
            apply(&mut config, change).unwrap();
            assert_eq!(serde_json::to_value(&config.config).unwrap(), expected, "{change}");
        }
    }

    #[test]
    fn what_is_refused() {
        for change in [
            "",
            "CMD",
            "FROM x",
            "CMD [1]",
            "CMD [\"a\"",
            "ENV A",
            "ENV =b",
            "ENV A=b C",
            "ENV A='b",
            "EXPOSE 0",
            "EXPOSE 1-2-3",
            "EXPOSE 80/icmp",
            "EXPOSE 70000",
            "WORKDIR x",
            "HEALTHCHECK CMD",
            "HEALTHCHECK --x=1 CMD y",
            "HEALTHCHECK --interval=3 CMD y",
        ] {
            assert!(apply(&mut ImageConfig::default(), change).is_err(), "{change}");
        }
    }

    #[test]
    fn a_variable_is_set_once() {
        let mut config = ImageConfig::default();
        for change in ["ENV A=1", "ENV B=2", "ENV A=3"] {
            apply(&mut config, change).unwrap();
        }
        assert_eq!(config.config.env, ["B=2", "A=3"]);
    }
}
