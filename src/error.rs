//! Errors: a kind that decides the exit code, a one-line cause, and a hint that says how to mend it.
//!
//! Rooms below `commands` return [`anyhow::Result`]. Whoever knows the kind or the cure puts an [`Error`] into the chain;
//! `commands` prints the chain as one line, which scripts may compare, and the hint as another one; kind and hint are
//! those of the outermost [`Error`] in the chain.

use std::{fmt, io};

pub(crate) use anyhow::{Context, Result};

/// What went wrong, as far as a script may want to know: each kind has one exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The engine failed, or was called wrongly: 125.
    Engine,
    /// `rm`, `rmi` and their like named an object that is not there: 1.
    NotFound,
    /// `rm`, `rmi` and their like named an object that is in use: 2.
    InUse,
    /// The container's command exists but cannot be executed: 126.
    NotExecutable,
    /// The container's command does not exist: 127.
    CommandNotFound,
}

impl Kind {
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Kind::Engine => 125,
            Kind::NotFound => 1,
            Kind::InUse => 2,
            Kind::NotExecutable => 126,
            Kind::CommandNotFound => 127,
        }
    }
}

/// One link of an error chain that knows its kind and, perhaps, the cure.
#[derive(Debug)]
pub(crate) struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
}

impl Error {
    /// An error of the engine itself: exit code 125.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::with_kind(Kind::Engine, message)
    }

    pub(crate) fn with_kind(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// Adds what the user can do about it: a full sentence without a full stop, such as "run `coracle pull x` first".
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The kind of the outermost [`Error`] in the chain.
pub(crate) fn kind(error: &anyhow::Error) -> Kind {
    error.chain().find_map(|e| e.downcast_ref::<Error>()).map_or(Kind::Engine, Error::kind)
}

/// An error of a command that removes nothing: what it misses, perhaps gone just now, is no object that it was to remove.
pub(crate) fn of_engine(error: anyhow::Error) -> anyhow::Error {
    match (kind(&error), hint(&error)) {
        (Kind::NotFound, Some(hint)) => Error::new(cause(&error)).hint(hint).into(),
        (Kind::NotFound, None) => Error::new(cause(&error)).into(),
        _ => error,
    }
}

/// The first hint in the chain, from the outermost error in; else what mends the system's error at its end.
pub(crate) fn hint(error: &anyhow::Error) -> Option<&str> {
    let own = error.chain().filter_map(|e| e.downcast_ref::<Error>()).find_map(|e| e.hint.as_deref());
    own.or_else(|| error.chain().find_map(|e| system_hint(e.downcast_ref::<io::Error>()?.kind())))
}

fn system_hint(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Some("free some space, for instance with `coracle rm`, `coracle rmi` or `coracle system prune`")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            Some("--root and XDG_DATA_HOME name another place for images and containers")
        }
        _ => None,
    }
}

/// What one process tells another of an error: the causes, and on a second line the hint.
pub(crate) fn to_words(error: &anyhow::Error) -> String {
    [Some(cause(error)), hint(error).map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The error that another process has told of with [`to_words`].
pub(crate) fn from_words(words: &str) -> Error {
    match words.split_once('\n') {
        Some((cause, hint)) => Error::new(cause).hint(hint),
        None => Error::new(words),
    }
}

/// The causes as one line, from the outermost in.
pub(crate) fn cause(error: &anyhow::Error) -> String {
    format!("{error:#}").replace('\n', " ")
}

/// The whole chain where there is one line for it: the causes, then the first hint.
pub(crate) fn one_line(error: &anyhow::Error) -> String {
    let mut line = cause(error);
    if let Some(hint) = hint(error) {
        line.push_str("; ");
        line.push_str(hint);
    }
    line
}

/// Errors gathered by a teardown that goes on after the first one.
#[derive(Debug, Default)]
pub(crate) struct ErrorList(Vec<anyhow::Error>);

impl ErrorList {
    /// Keeps the error of `result`, if it has one.
    pub(crate) fn keep(&mut self, result: Result<()>) {
        self.0.extend(result.err());
    }

    /// All errors as one, or nothing.
    pub(crate) fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = self.0.iter().map(one_line).collect();
        Err(Error::new(lines.join("; ")).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_has_causes_and_hint() {
        let error = anyhow::Error::from(Error::with_kind(Kind::NotFound, "no image x").hint("run `coracle pull x`"))
            .context("cannot remove x");
        assert_eq!(cause(&error), "cannot remove x: no image x");
        assert_eq!(one_line(&error), "cannot remove x: no image x; run `coracle pull x`");
        assert_eq!(kind(&error).exit_code(), 1);
    }

    #[test]
    fn what_is_missing_counts_only_where_something_is_removed() {
        let error = Error::with_kind(Kind::NotFound, "no image x").hint("pull it");
        let error = of_engine(anyhow::Error::from(error).context("cannot run"));
        assert_eq!((one_line(&error).as_str(), kind(&error)), ("cannot run: no image x; pull it", Kind::Engine));
        let error = of_engine(Error::with_kind(Kind::CommandNotFound, "no sh").into());
        assert_eq!(kind(&error), Kind::CommandNotFound);
    }

    #[test]
    fn hints_go_from_process_to_process() {
        for hint in ["", "do this"] {
            let error = Error::new("it failed");
            let error = anyhow::Error::from(if hint.is_empty() { error } else { error.hint(hint) }).context("x");
            let told = anyhow::Error::from(from_words(&to_words(&error)));
            assert_eq!((cause(&told).as_str(), super::hint(&told).unwrap_or_default()), ("x: it failed", hint));
        }
    }

    #[test]
    fn full_disks_have_a_hint_wherever_they_are_met() {
        let full =
            |context: &'static str| anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull)).context(context);
        assert!(hint(&full("cannot write x")).unwrap().contains("free some space"));
        assert_eq!(hint(&anyhow::Error::from(io::Error::from(io::ErrorKind::NotFound))), None);
    }

    #[test]
    fn errors_without_a_kind_are_the_engines() {
        assert_eq!(kind(&anyhow::anyhow!("boom")).exit_code(), 125);
    }

    #[test]
    fn a_list_reports_all() {
        let mut list = ErrorList::default();
        list.keep(Err(anyhow::anyhow!("one")));
        list.keep(Ok(()));
        list.keep(Err(anyhow::anyhow!("two")));
        assert_eq!(one_line(&list.into_result().unwrap_err()), "one; two");
    }
}
