//! The corpus of Dockerfiles, read by us and by the crate `parse-dockerfile`, which must see the same in it.

use std::path::Path;

use parse_dockerfile::{
    Command, Flag, HealthcheckArguments, HereDoc, Instruction as Theirs, JsonOrStringArray, Source as TheirSource,
};

use super::*;

/// Where the crate sees something else, and BuildKit's parser is with us.
const DIFFERENT: [(&str, &str); 5] = [
    ("entrypoint-empty", "ENTRYPOINT [] takes the base image's away"),
    ("from-same-name-twice", "the later stage of a name hides the earlier one, with a warning"),
    ("run-heredoc-quoted", "a heredoc need not be the first word"),
    ("run-heredoc-to-command", "a heredoc need not be the first word"),
    ("run-heredoc-two", "a heredoc need not be the first word"),
];

/// All files of the corpus, by name.
pub(super) fn corpus() -> Vec<(String, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/dockerfiles");
    let mut files: Vec<(String, String)> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(".Dockerfile")?.to_owned();
            Some((name, std::fs::read_to_string(&path).unwrap()))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_oracle_sees_the_same() {
    let files = corpus();
    assert!(files.len() >= 150, "{} files", files.len());
    let mut findings = Vec::new();
    for (name, text) in &files {
        let ours = our_lines(&parsed(text));
        let theirs = match parse_dockerfile::parse(text) {
            Ok(parsed) => their_lines(text, &parsed),
            Err(error) => vec![format!("{error}")],
        };
        let expected = DIFFERENT.iter().find(|(different, _)| different == name);
        if (ours == theirs) == expected.is_some() {
            findings.push(format!("{name}: {expected:?}\n  {ours:?}\n  {theirs:?}"));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn the_corpus_has_stages_that_can_be_put_in_order() {
    for (name, text) in corpus() {
        let (dockerfile, arguments) = (parsed(&text), arguments(&[("base", "busybox")]));
        let globals = Globals::new(&dockerfile, &arguments).unwrap();
        let graph =
            Graph::new(&dockerfile, &globals, None, &|_| false).unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert!(
            graph.nodes.iter().enumerate().all(|(number, node)| node.needs.iter().all(|need| *need < number)),
            "{name}"
        );
    }
}

/// Text without the blanks that do not matter.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn our_lines(dockerfile: &Dockerfile) -> Vec<String> {
    let mut lines: Vec<String> = dockerfile.global.iter().map(our_line).collect();
    for stage in &dockerfile.stages {
        let platform =
            stage.from.platform.as_ref().map(|platform| format!(" --platform={platform}")).unwrap_or_default();
        let name = stage.name.as_ref().map(|name| format!(" AS {name}")).unwrap_or_default();
        lines.push(format!("{} FROM{platform} {}{name}", stage.written.span.first, stage.from.base));
        lines.extend(stage.instructions.iter().map(our_line));
    }
    lines
}

fn our_line(instruction: &Instruction) -> String {
    format!("{} {} {}", instruction.written.span.first, instruction.kind.keyword(), our_words(instruction))
}

fn our_words(instruction: &Instruction) -> String {
    match &instruction.kind {
        Kind::Cmd(command) | Kind::Entrypoint(command) => our_command(command),
        Kind::Run(run) => {
            let flags: String = run.mounts.iter().map(|mount| format!("--mount={mount} ")).collect();
            let network = run.network.map(|network| format!("--network={network:?} ").to_lowercase());
            let documents: String = run.heredocs.iter().map(our_document).collect();
            let command = our_command(&run.command);
            // The crate leaves out the words that name documents, where it knows them.
            let named = command.split(' ').take_while(|word| word.starts_with("<<")).map(|word| word.len() + 1).sum();
            let command = if run.heredocs.is_empty() { &command } else { command.get(named..).unwrap_or_default() };
            format!("{flags}{}{command}{documents}", network.unwrap_or_default())
        }
        Kind::Healthcheck(Healthcheck::None) => "none".to_owned(),
        Kind::Healthcheck(Healthcheck::Check(check)) => our_command(&check.command),
        Kind::Copy(Copy { transfer, .. }) | Kind::Add(Add { transfer, .. }) => {
            let source = |source: &Source| match source {
                Source::Path(path) => format!("{path} "),
                Source::Heredoc(heredoc) => our_document(heredoc),
            };
            let sources: String = transfer.sources.iter().map(source).collect();
            format!("{sources}-> {}", transfer.destination)
        }
        Kind::Env(pairs) | Kind::Label(pairs) => {
            let pair = |pair: &Pair| format!("{}{}{}", pair.name, if pair.legacy { " " } else { "=" }, pair.value);
            blanks(&pairs.iter().map(pair).collect::<Vec<_>>().join(" "))
        }
        Kind::Arg(args) => {
            let arg = |arg: &Arg| match &arg.default {
                Some(default) => format!("{}={default}", arg.name),
                None => arg.name.clone(),
            };
            blanks(&args.iter().map(arg).collect::<Vec<_>>().join(" "))
        }
        Kind::Expose(words) | Kind::Volume(words) | Kind::Shell(words) => format!("{words:?}"),
        Kind::User(text) | Kind::Workdir(text) | Kind::StopSignal(text) | Kind::Maintainer(text) => text.clone(),
        Kind::Onbuild(trigger) => {
            let inner = parse_trigger("Dockerfile", instruction.written.span, &trigger.text).unwrap();
            format!("{} {}", inner.kind.keyword(), our_words(&inner))
        }
    }
}

fn our_command(command: &CommandLine) -> String {
    match command {
        CommandLine::Shell(text) => blanks(text),
        CommandLine::Exec(words) => format!("{words:?}"),
    }
}

fn our_document(heredoc: &Heredoc) -> String {
    format!("[{} {:?}] ", heredoc.expand, heredoc.text())
}

fn their_lines(text: &str, parsed: &parse_dockerfile::Dockerfile<'_>) -> Vec<String> {
    let escape = parsed.parser_directives.escape.as_ref().map_or('\\', |directive| directive.value.value);
    // The crate counts from behind the byte order mark.
    let text = text.trim_start_matches('\u{feff}');
    parsed.instructions.iter().map(|instruction| their_line(text, instruction, escape)).collect()
}

fn their_line(text: &str, instruction: &Theirs<'_>, escape: char) -> String {
    let (start, keyword, words) = theirs(instruction, escape);
    let line = text[..start].matches('\n').count() + 1;
    format!("{line} {keyword} {words}")
}

/// Where the keyword is, which it is, and the rest.
fn theirs(instruction: &Theirs<'_>, escape: char) -> (usize, &'static str, String) {
    let list = |words: &[parse_dockerfile::UnescapedString<'_>]| {
        format!("{:?}", words.iter().map(|word| word.value.as_ref()).collect::<Vec<_>>())
    };
    match instruction {
        Theirs::From(from) => {
            let flags = their_flags(&from.options);
            let name = from.as_.as_ref().map(|(_, name)| format!(" AS {}", name.value.to_lowercase()));
            (from.from.span.start, "FROM", format!("{flags}{}{}", from.image.value, name.unwrap_or_default()))
        }
        Theirs::Run(run) => {
            let documents: String = run.here_docs.iter().map(their_document).collect();
            let words = format!("{}{}{documents}", their_flags(&run.options), their_command(&run.arguments, escape));
            (run.run.span.start, "RUN", words)
        }
        Theirs::Cmd(cmd) => (cmd.cmd.span.start, "CMD", their_command(&cmd.arguments, escape)),
        Theirs::Entrypoint(entry) => {
            (entry.entrypoint.span.start, "ENTRYPOINT", their_command(&entry.arguments, escape))
        }
        Theirs::Healthcheck(health) => {
            let words = match &health.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => their_command(arguments, escape),
                _ => "none".to_owned(),
            };
            (health.healthcheck.span.start, "HEALTHCHECK", words)
        }
        Theirs::Copy(copy) => (copy.copy.span.start, "COPY", their_sources(&copy.src, &copy.dest.value)),
        Theirs::Add(add) => (add.add.span.start, "ADD", their_sources(&add.src, &add.dest.value)),
        Theirs::Env(env) => (env.env.span.start, "ENV", blanks(&env.arguments.value)),
        Theirs::Label(label) => (label.label.span.start, "LABEL", blanks(&label.arguments.value)),
        Theirs::Arg(arg) => (arg.arg.span.start, "ARG", blanks(&arg.arguments.value)),
        Theirs::Expose(expose) => (expose.expose.span.start, "EXPOSE", list(&expose.arguments)),
        Theirs::Volume(volume) => {
            let words = match &volume.arguments {
                JsonOrStringArray::Json(words) => list(&words.value),
                JsonOrStringArray::String(words) => list(words),
            };
            (volume.volume.span.start, "VOLUME", words)
        }
        Theirs::Shell(shell) => (shell.shell.span.start, "SHELL", list(&shell.arguments)),
        Theirs::User(user) => (user.user.span.start, "USER", user.arguments.value.trim().to_owned()),
        Theirs::Workdir(dir) => (dir.workdir.span.start, "WORKDIR", dir.arguments.value.trim().to_owned()),
        Theirs::Stopsignal(s) => (s.stopsignal.span.start, "STOPSIGNAL", s.arguments.value.trim().to_owned()),
        Theirs::Maintainer(m) => (m.maintainer.span.start, "MAINTAINER", m.name.value.trim().to_owned()),
        Theirs::Onbuild(onbuild) => {
            let (_, keyword, words) = theirs(&onbuild.instruction, escape);
            (onbuild.onbuild.span.start, "ONBUILD", format!("{keyword} {words}"))
        }
        other => panic!("{other:?} is new"),
    }
}

fn their_flags(flags: &[Flag<'_>]) -> String {
    let flag = |flag: &Flag<'_>| {
        let value = flag.value.as_ref().map(|value| format!("={}", value.value)).unwrap_or_default();
        format!("--{}{value} ", flag.name.value)
    };
    flags.iter().map(flag).collect()
}

fn their_document(document: &HereDoc<'_>) -> String {
    format!("[{} {:?}] ", document.expand, document.value)
}

fn their_sources(sources: &[TheirSource<'_>], destination: &str) -> String {
    let source = |source: &TheirSource<'_>| match source {
        TheirSource::Path(path) => format!("{} ", path.value),
        TheirSource::HereDoc(document) => their_document(document),
        other => panic!("{other:?} is new"),
    };
    let sources: String = sources.iter().map(source).collect();
    format!("{sources}-> {destination}")
}

fn their_command(command: &Command<'_>, escape: char) -> String {
    match command {
        Command::Exec(words) => {
            format!("{:?}", words.value.iter().map(|word| word.value.as_ref()).collect::<Vec<_>>())
        }
        Command::Shell(text) => joined(text.value, escape),
        other => panic!("{other:?} is new"),
    }
}

/// The lines of a command as one, which the crate leaves to its users.
fn joined(text: &str, escape: char) -> String {
    let lines = text.lines().enumerate().filter(|(number, line)| *number == 0 || !line.trim_start().starts_with('#'));
    let text: String = lines.map(|(_, line)| line.trim_end().strip_suffix(escape).unwrap_or(line)).collect();
    blanks(&text)
}
