//! The syntax tree.

use super::mount;

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dockerfile {
    /// The name that messages use, such as `Dockerfile` or `docker/app.Dockerfile`.
    pub(crate) name: String,
    pub(crate) directives: Directives,
    /// The `ARG` instructions before the first `FROM`.
    pub(crate) global: Vec<Instruction>,
    /// At least one.
    pub(crate) stages: Vec<Stage>,
    /// Lines at which an instruction with an empty continuation line ends.
    pub(crate) empty_continuations: Vec<u32>,
}

/// The parser directives, which are comments at the very top: `# escape=…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Directives {
    pub(crate) syntax: Option<String>,
    /// What quotes a character and continues a line: `\` or `` ` ``.
    pub(crate) escape: char,
    /// Options of the lint, with the line that they are in.
    pub(crate) check: Option<(u32, String)>,
}

impl Default for Directives {
    fn default() -> Self {
        Self { syntax: None, escape: '\\', check: None }
    }
}

/// The lines that something takes up, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// One stage: a `FROM` and the instructions up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stage {
    pub(crate) from: From,
    /// The name after `AS`, in lower case.
    pub(crate) name: Option<String>,
    /// The `FROM` as it was written.
    pub(crate) written: Written,
    pub(crate) instructions: Vec<Instruction>,
}

/// How an instruction stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) span: Span,
    /// The keyword in the case that it was written in.
    pub(crate) keyword: String,
    /// The line with its continuation lines joined and without heredocs.
    pub(crate) line: String,
    /// The comment lines right before it, without `#`.
    pub(crate) comments: Vec<String>,
    /// What quotes a character in it.
    pub(crate) escape: char,
}

/// One instruction other than `FROM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Instruction {
    pub(crate) written: Written,
    pub(crate) kind: Kind,
}

impl Instruction {
    /// Adds mounts, as the flags of a RUN say them, if it is one.
    ///
    /// # Errors
    /// When one of them cannot be understood.
    pub(crate) fn mount(&mut self, mounts: &[String]) -> crate::error::Result<()> {
        let Kind::Run(run) = &mut self.kind else { return Ok(()) };
        for text in mounts {
            mount::check(text).map_err(super::error::Fault::error_of_a_flag)?;
            run.mounts.push(text.clone());
        }
        Ok(())
    }
}

/// An instruction by its keyword. Words are as written, quotes and variables included, until they are expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Add(Add),
    Arg(Vec<Arg>),
    Cmd(CommandLine),
    Copy(Copy),
    Entrypoint(CommandLine),
    Env(Vec<Pair>),
    /// `8080`, `53/udp`, `8000-8010/tcp`; not split or checked before it is expanded.
    Expose(Vec<String>),
    Healthcheck(Healthcheck),
    Label(Vec<Pair>),
    Maintainer(String),
    Onbuild(Trigger),
    Run(Run),
    Shell(Vec<String>),
    StopSignal(String),
    User(String),
    Volume(Vec<String>),
    Workdir(String),
}

impl Kind {
    /// The keyword in upper case.
    pub(crate) fn keyword(&self) -> &'static str {
        match self {
            Kind::Add(_) => "ADD",
            Kind::Arg(_) => "ARG",
            Kind::Cmd(_) => "CMD",
            Kind::Copy(_) => "COPY",
            Kind::Entrypoint(_) => "ENTRYPOINT",
            Kind::Env(_) => "ENV",
            Kind::Expose(_) => "EXPOSE",
            Kind::Healthcheck(_) => "HEALTHCHECK",
            Kind::Label(_) => "LABEL",
            Kind::Maintainer(_) => "MAINTAINER",
            Kind::Onbuild(_) => "ONBUILD",
            Kind::Run(_) => "RUN",
            Kind::Shell(_) => "SHELL",
            Kind::StopSignal(_) => "STOPSIGNAL",
            Kind::User(_) => "USER",
            Kind::Volume(_) => "VOLUME",
            Kind::Workdir(_) => "WORKDIR",
        }
    }
}

/// `FROM [--platform=…] [--after=…] base`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct From {
    /// A stage, an image, `scratch`; unexpanded.
    pub(crate) base: String,
    /// Unexpanded.
    pub(crate) platform: Option<String>,
    /// Stages that are to be built before this one, though it takes nothing from them; unexpanded.
    pub(crate) after: Vec<String>,
}

/// What a command is: a line for the shell, or arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CommandLine {
    /// The text that follows `SHELL`'s words as one argument. It may be empty.
    Shell(String),
    /// The JSON form. It may have no arguments (`CMD []`).
    Exec(Vec<String>),
}

/// A document that follows the instruction that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heredoc {
    /// The word that ends it.
    pub(crate) name: String,
    /// No part of the word was quoted, so variables in it are expanded (by COPY and ADD; for RUN the shell does).
    pub(crate) expand: bool,
    /// `<<-`: leading tabs of every line go.
    pub(crate) chomp: bool,
    /// As it stands in the file, tabs included.
    pub(crate) content: String,
}

impl Heredoc {
    /// The content without what `<<-` takes away.
    pub(crate) fn text(&self) -> String {
        match self.chomp {
            true => self.content.split_inclusive('\n').map(|line| line.trim_start_matches('\t')).collect(),
            false => self.content.clone(),
        }
    }
}

/// `RUN`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) command: CommandLine,
    pub(crate) heredocs: Vec<Heredoc>,
    /// The values of `--mount`; unexpanded. [`Run::mounts`] reads them.
    pub(crate) mounts: Vec<String>,
    pub(crate) network: Option<RunNetwork>,
    pub(crate) security: Security,
}

/// What a `RUN` with heredocs executes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    /// A text for the shell, as [`CommandLine::Shell`].
    Shell(String),
    /// A file that begins with `#!` and is executed itself; it is called by the heredoc's name.
    File { name: String, content: String },
}

impl Run {
    /// The stages, images and contexts that mounts are from.
    pub(crate) fn mounted_from(&self) -> impl Iterator<Item = String> {
        self.mounts.iter().filter_map(|value| mount::from(value))
    }

    /// What is executed when there are heredocs; nothing when there are none.
    pub(crate) fn script(&self) -> Option<Script> {
        let (CommandLine::Shell(line), Some(first)) = (&self.command, self.heredocs.first()) else { return None };
        if self.heredocs.len() == 1 && super::lines::heredoc(line).is_some() {
            let content = first.text();
            return Some(match content.starts_with("#!") {
                true => Script::File { name: first.name.clone(), content },
                false => Script::Shell(content),
            });
        }
        let mut text = line.clone();
        for heredoc in &self.heredocs {
            text.push('\n');
            text.push_str(&heredoc.content);
            text.push_str(&heredoc.name);
        }
        Some(Script::Shell(text))
    }
}

/// `RUN --network=…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunNetwork {
    /// What the build was asked for.
    Default,
    None,
    Host,
}

/// `RUN --security=…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Security {
    #[default]
    Sandbox,
    /// Everything that the user who builds may do.
    Insecure,
}

/// What COPY and ADD have in common. Everything is unexpanded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Transfer {
    /// In the order of the instruction.
    pub(crate) sources: Vec<Source>,
    pub(crate) destination: String,
    /// `user[:group]`.
    pub(crate) chown: Option<String>,
    /// Octal (`0755`) or symbolic (`u=rwX,go=rX`).
    pub(crate) chmod: Option<String>,
    pub(crate) link: bool,
    /// Patterns relative to each source.
    pub(crate) exclude: Vec<String>,
}

/// One source of COPY or ADD.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A path, a pattern, or, for ADD, a URL.
    Path(String),
    /// A file whose name is the heredoc's.
    Heredoc(Heredoc),
}

/// `COPY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copy {
    pub(crate) transfer: Transfer,
    /// A stage, its number, an image or a named context; never expanded.
    pub(crate) from: Option<String>,
    /// Sources keep their directories.
    pub(crate) parents: bool,
}

/// `ADD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Add {
    pub(crate) transfer: Transfer,
    /// Of one HTTP source (`sha256:…`) or the commit of one Git source; unexpanded.
    pub(crate) checksum: Option<String>,
    /// Keep `.git` of a Git source.
    pub(crate) keep_git_dir: bool,
    /// Whether archives are unpacked; by itself: those of the context are, those from URLs are not.
    pub(crate) unpack: Option<bool>,
}

/// One name and value of ENV or LABEL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    /// `ENV name value` instead of `ENV name=value`.
    pub(crate) legacy: bool,
}

/// One name, perhaps with a default, of ARG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arg {
    pub(crate) name: String,
    pub(crate) default: Option<String>,
}

/// `HEALTHCHECK`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Healthcheck {
    /// No check, not even the base image's.
    None,
    Check(Check),
}

/// How health is checked. What is not given is the runtime's default. Times are in nanoseconds, as image configs have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) command: CommandLine,
    pub(crate) interval: Option<i64>,
    pub(crate) timeout: Option<i64>,
    pub(crate) start_period: Option<i64>,
    pub(crate) start_interval: Option<i64>,
    pub(crate) retries: Option<u32>,
}

/// `ONBUILD`: an instruction for the builds that are based on the image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// What the image's config keeps: the instruction's text with its heredocs. [`super::parse_trigger`] reads it.
    pub(crate) text: String,
}
