//! One instruction from its keyword and its text.

use super::error::Fault;
use super::flags::Flags;
use super::lines::heredoc;
use super::syntax::*;
use super::{json, mount, words};
use crate::name::parse_duration;

/// All keywords, in the order of the documentation.
pub(super) const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// The keyword in upper case.
pub(super) fn keyword(written: &str) -> Result<&'static str, Fault> {
    let known = KEYWORDS.into_iter().find(|keyword| keyword.eq_ignore_ascii_case(written));
    known.ok_or_else(|| {
        let fault = Fault::new(format!("there is no instruction {written}"));
        match super::error::similar(written, KEYWORDS) {
            Some(name) => fault.cure(format!("did you mean {name}?")),
            None => fault.cure("end the line before it in \\ if this belongs to it"),
        }
    })
}

/// Whether documents can follow a line: it is a RUN, COPY or ADD, perhaps in ONBUILD, and not in JSON form.
pub(super) fn takes_heredocs(line: &str, escape: char) -> bool {
    if !line.contains("<<") {
        return false;
    }
    let (mut keyword, mut rest) = words::first(line);
    if keyword.eq_ignore_ascii_case("ONBUILD") {
        (keyword, rest) = words::first(rest);
    }
    let (_, rest) = words::flags(rest, escape);
    ["ADD", "COPY", "RUN"].into_iter().any(|name| name.eq_ignore_ascii_case(keyword))
        && !matches!(json::strings(rest), Ok(Some(_)))
}

/// `FROM [--platform=…] [--after=…] base [AS name]`: what it says, and the name in lower case.
pub(super) fn from(text: &str, escape: char) -> Result<(From, Option<String>), Fault> {
    let (flags, rest) = words::flags(text, escape);
    let mut flags = Flags::new("FROM", flags);
    let platform = flags.value("platform")?;
    let after = flags.values("after")?;
    flags.finish()?;
    let words = words::plain(rest);
    let (base, name) = match words.as_slice() {
        [base] => (base, None),
        [base, word, name] if word.eq_ignore_ascii_case("as") => (base, Some(stage_name(name)?)),
        [] => return Err(Fault::new("FROM has no image").cure("name one, or scratch")),
        _ => return Err(Fault::new(format!("FROM {rest} is neither FROM IMAGE nor FROM IMAGE AS NAME"))),
    };
    Ok((From { base: base.clone(), platform, after }, name))
}

fn stage_name(written: &str) -> Result<String, Fault> {
    let name = written.to_lowercase();
    let is_good = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'));
    match is_good {
        true => Ok(name),
        false => Err(Fault::new(format!("{written} cannot be the name of a stage"))
            .cure("a name begins with a letter and has letters, digits, dots, dashes and underscores")),
    }
}

/// Any other instruction.
pub(super) fn kind(keyword: &'static str, text: &str, heredocs: Vec<Heredoc>, escape: char) -> Result<Kind, Fault> {
    if keyword == "ONBUILD" {
        return trigger(text, heredocs, escape).map(Kind::Onbuild);
    }
    let (flags, rest) = words::flags(text, escape);
    let rest = rest.trim();
    let mut flags = Flags::new(keyword, flags);
    let kind = match keyword {
        "ADD" => add(&mut flags, rest, heredocs)?,
        "COPY" => copy(&mut flags, rest, heredocs)?,
        "RUN" => run(&mut flags, rest, heredocs)?,
        "HEALTHCHECK" => healthcheck(&mut flags, rest)?,
        "ARG" => Kind::Arg(args(rest, escape)?),
        "CMD" => Kind::Cmd(command(rest)?),
        "ENTRYPOINT" => Kind::Entrypoint(command(rest)?),
        "ENV" => Kind::Env(words::pairs(keyword, rest, escape)?),
        "LABEL" => Kind::Label(words::pairs(keyword, rest, escape)?),
        "EXPOSE" => Kind::Expose(some(keyword, words::plain(rest))?),
        "VOLUME" => Kind::Volume(volumes(rest)?),
        "SHELL" => Kind::Shell(shell(rest)?),
        "MAINTAINER" => Kind::Maintainer(one(keyword, rest)?),
        "STOPSIGNAL" => Kind::StopSignal(one(keyword, rest)?),
        "USER" => Kind::User(one(keyword, rest)?),
        "WORKDIR" => Kind::Workdir(one(keyword, rest)?),
        _ => return Err(Fault::new(format!("{keyword} cannot stand here"))),
    };
    flags.finish()?;
    Ok(kind)
}

/// The text up to the end of the line, which must be there.
fn one(keyword: &str, text: &str) -> Result<String, Fault> {
    match text.is_empty() {
        true => Err(Fault::new(format!("{keyword} has no argument"))),
        false => Ok(text.to_owned()),
    }
}

fn some(keyword: &str, words: Vec<String>) -> Result<Vec<String>, Fault> {
    match words.is_empty() {
        true => Err(Fault::new(format!("{keyword} has no argument"))),
        false => Ok(words),
    }
}

fn command(text: &str) -> Result<CommandLine, Fault> {
    Ok(json::strings(text)?.map_or_else(|| CommandLine::Shell(text.to_owned()), CommandLine::Exec))
}

/// A JSON array or words.
fn list(text: &str) -> Result<Vec<String>, Fault> {
    Ok(json::strings(text)?.unwrap_or_else(|| words::plain(text)))
}

fn args(text: &str, escape: char) -> Result<Vec<Arg>, Fault> {
    let words = some("ARG", words::quoted(text, escape))?;
    let arg = |word: &String| match word.split_once('=') {
        Some(("", _)) => Err(Fault::new(format!("there is no name before = in ARG {word}"))),
        Some((name, default)) => Ok(Arg { name: name.to_owned(), default: Some(default.to_owned()) }),
        None => Ok(Arg { name: word.clone(), default: None }),
    };
    words.iter().map(arg).collect()
}

fn volumes(text: &str) -> Result<Vec<String>, Fault> {
    let volumes = some("VOLUME", list(text)?)?;
    match volumes.iter().any(|volume| volume.trim().is_empty()) {
        true => Err(Fault::new("VOLUME has an empty path")),
        false => Ok(volumes.into_iter().map(|volume| volume.trim().to_owned()).collect()),
    }
}

fn shell(text: &str) -> Result<Vec<String>, Fault> {
    match json::strings(text)? {
        Some(words) if words.is_empty() => Err(Fault::new("SHELL has no argument")),
        Some(words) => Ok(words),
        None => Err(Fault::new(format!("SHELL {text} is not in JSON form")).cure("write SHELL [\"/bin/sh\", \"-c\"]")),
    }
}

fn run(flags: &mut Flags, text: &str, heredocs: Vec<Heredoc>) -> Result<Kind, Fault> {
    let mounts = flags.values("mount")?;
    mounts.iter().try_for_each(|mount| mount::check(mount))?;
    let network = match flags.value("network")?.as_deref() {
        None => None,
        Some("default") => Some(RunNetwork::Default),
        Some("none") => Some(RunNetwork::None),
        Some("host") => Some(RunNetwork::Host),
        Some(other) => {
            return Err(Fault::new(format!("RUN --network cannot be {other}")).cure("it is default, none or host"));
        }
    };
    let security = match flags.value("security")?.as_deref() {
        None | Some("sandbox") => Security::Sandbox,
        Some("insecure") => Security::Insecure,
        Some(other) => {
            return Err(Fault::new(format!("RUN --security cannot be {other}")).cure("it is sandbox or insecure"));
        }
    };
    let command = command(&one("RUN", text)?)?;
    if command == CommandLine::Exec(Vec::new()) {
        return Err(Fault::new("RUN has no argument"));
    }
    Ok(Kind::Run(Run { command, heredocs, mounts, network, security }))
}

fn copy(flags: &mut Flags, text: &str, heredocs: Vec<Heredoc>) -> Result<Kind, Fault> {
    let from = flags.value("from")?;
    let parents = flags.is_set("parents")?.unwrap_or(false);
    let transfer = transfer("COPY", flags, text, heredocs)?;
    Ok(Kind::Copy(Copy { transfer, from: from.filter(|from| !from.is_empty()), parents }))
}

fn add(flags: &mut Flags, text: &str, heredocs: Vec<Heredoc>) -> Result<Kind, Fault> {
    let checksum = flags.value("checksum")?.filter(|checksum| !checksum.is_empty());
    let keep_git_dir = flags.is_set("keep-git-dir")?.unwrap_or(false);
    let unpack = flags.is_set("unpack")?;
    let transfer = transfer("ADD", flags, text, heredocs)?;
    Ok(Kind::Add(Add { transfer, checksum, keep_git_dir, unpack }))
}

fn transfer(keyword: &str, flags: &mut Flags, text: &str, heredocs: Vec<Heredoc>) -> Result<Transfer, Fault> {
    let mut words = list(text)?;
    let destination = words.pop().ok_or_else(|| Fault::new(format!("{keyword} has no argument")))?;
    if words.is_empty() {
        return Err(Fault::new(format!("{keyword} {destination} has a source and no destination"))
            .cure("add the path in the image"));
    }
    if heredoc(&destination).is_some() {
        return Err(Fault::new(format!("the destination of {keyword} cannot be a heredoc")));
    }
    let source = |word: String| match heredoc(&word) {
        // A heredoc of the JSON form has no document.
        Some(named) => match heredocs.iter().find(|heredoc| heredoc.name == named.name) {
            Some(heredoc) => Source::Heredoc(Heredoc { expand: named.expand, chomp: named.chomp, ..heredoc.clone() }),
            None => Source::Path(word),
        },
        None => Source::Path(word),
    };
    Ok(Transfer {
        sources: words.into_iter().map(source).collect(),
        destination,
        chown: flags.value("chown")?.filter(|value| !value.is_empty()),
        chmod: flags.value("chmod")?.filter(|value| !value.is_empty()),
        link: flags.is_set("link")?.unwrap_or(false),
        exclude: flags.values("exclude")?,
    })
}

fn healthcheck(flags: &mut Flags, text: &str) -> Result<Kind, Fault> {
    let mut time = |name| flags.value(name).and_then(|value| interval(name, value));
    let (interval, timeout) = (time("interval")?, time("timeout")?);
    let (start_period, start_interval) = (time("start-period")?, time("start-interval")?);
    let retries = flags.value("retries")?.map(|value| {
        let wrong = || Fault::new(format!("HEALTHCHECK --retries cannot be {value}")).cure("it is a number");
        value.parse::<u32>().ok().filter(|retries| *retries <= i32::MAX as u32).ok_or_else(wrong)
    });
    let (kind, rest) = words::first(text);
    match kind.to_ascii_uppercase().as_str() {
        "NONE" if rest.is_empty() => Ok(Kind::Healthcheck(Healthcheck::None)),
        "NONE" => Err(Fault::new("HEALTHCHECK NONE takes no arguments")),
        "CMD" => {
            let command = command(rest)?;
            if matches!(&command, CommandLine::Shell(line) if line.is_empty()) || command == CommandLine::Exec(vec![]) {
                return Err(Fault::new("HEALTHCHECK CMD has no command"));
            }
            let retries = retries.transpose()?.filter(|retries| *retries != 0);
            let check = Check { command, interval, timeout, start_period, start_interval, retries };
            Ok(Kind::Healthcheck(Healthcheck::Check(check)))
        }
        "" => Err(Fault::new("HEALTHCHECK has no argument").cure("write HEALTHCHECK CMD COMMAND, or HEALTHCHECK NONE")),
        _ => Err(Fault::new(format!("HEALTHCHECK {kind} is neither CMD nor NONE"))
            .cure(format!("write HEALTHCHECK CMD {text}"))),
    }
}

/// A time of HEALTHCHECK; 0 is as if it was not given.
fn interval(name: &str, value: Option<String>) -> Result<Option<i64>, Fault> {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
    match parse_duration(&value).and_then(|time| i64::try_from(time.as_nanos()).ok()) {
        Some(0) => Ok(None),
        Some(time) if time >= 1_000_000 => Ok(Some(time)),
        Some(_) => Err(Fault::new(format!("HEALTHCHECK --{name} cannot be {value}")).cure("1ms is the shortest")),
        None => Err(Fault::new(format!("HEALTHCHECK --{name} cannot be {value}")).cure("write it as in 30s or 1m30s")),
    }
}

fn trigger(text: &str, heredocs: Vec<Heredoc>, escape: char) -> Result<Trigger, Fault> {
    let (written, rest) = words::first(text);
    if written.is_empty() {
        return Err(Fault::new("ONBUILD has no instruction"));
    }
    if written.starts_with("--") {
        return Err(Fault::new(format!("ONBUILD has no flag {written}")));
    }
    let name = keyword(written)?;
    if matches!(name, "ONBUILD" | "FROM" | "MAINTAINER") {
        return Err(Fault::new(format!("{name} cannot be the instruction of ONBUILD")));
    }
    kind(name, rest, heredocs.clone(), escape)?;
    let mut text = text.to_owned();
    for heredoc in &heredocs {
        text.push('\n');
        text.push_str(&heredoc.content);
        text.push_str(&heredoc.name);
    }
    Ok(Trigger { text })
}
