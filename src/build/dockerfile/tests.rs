//! Tables of what texts mean.

use super::*;
use crate::error;

fn parsed(text: &str) -> Dockerfile {
    parse("Dockerfile", text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error:#}"))
}

fn refused(text: &str) -> String {
    match parse("Dockerfile", text.as_bytes()) {
        Ok(parsed) => panic!("{text:?} is {parsed:#?}"),
        Err(error) => error::one_line(&error),
    }
}

/// The only instruction after `FROM scratch`.
fn kind(text: &str) -> Kind {
    let parsed = parsed(&format!("FROM scratch\n{text}\n"));
    let [instruction] = parsed.stages[0].instructions.as_slice() else { panic!("{text:?} is {parsed:#?}") };
    instruction.kind.clone()
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn lines_join_and_comments_go() {
    for (text, line) in [
        ("RUN a", "a"),
        ("RUN a \\\n b", "a  b"),
        ("RUN a\\\nb", "ab"),
        ("RUN a \\\n# comment\n   # another\n b", "a  b"),
        ("RUN a \\\n\n\n b", "a  b"),
        ("RUN a \\  \t\n b", "a  b"),
        ("RUN a \\\\\n", "a \\\\"),
        ("  RUN a", "a"),
        ("RUN a\r\n", "a"),
        ("RUN a \\\r\n b\r\n", "a  b"),
        ("RUN \\\n  a", "a"),
        ("RUN a \\", "a"),
        ("run a # no comment", "a # no comment"),
    ] {
        assert_eq!(kind(text), kind(&format!("RUN {line}")), "{text:?}");
        let Kind::Run(run) = kind(text) else { panic!("{text:?}") };
        assert_eq!(run.command, CommandLine::Shell(line.to_owned()), "{text:?}");
    }
}

#[test]
fn spans_are_the_lines_of_the_file() {
    let parsed = parsed("# one\n\nFROM scratch\nRUN a \\\n  # c\n  b\n\nCOPY <<A <<B /\n1\nA\n2\nB\nUSER x\n");
    let spans: Vec<_> =
        parsed.stages[0].instructions.iter().map(|i| (i.written.span.first, i.written.span.last)).collect();
    assert_eq!(spans, [(4, 6), (8, 12), (13, 13)]);
    assert_eq!(parsed.stages[0].written.span, Span { first: 3, last: 3 });
}

#[test]
fn commands_have_two_forms() {
    for (text, command) in [
        ("CMD a b", CommandLine::Shell("a b".into())),
        ("CMD [\"a\", \"b c\"]", CommandLine::Exec(strings(&["a", "b c"]))),
        ("CMD   [ \"a\" ]  ", CommandLine::Exec(strings(&["a"]))),
        ("CMD []", CommandLine::Exec(vec![])),
        ("CMD ['a']", CommandLine::Shell("['a']".into())),
        ("CMD [ -f x ]", CommandLine::Shell("[ -f x ]".into())),
        ("CMD [\"a\"] b", CommandLine::Shell("[\"a\"] b".into())),
        ("CMD [\"a\\u00e9\\n\"]", CommandLine::Exec(strings(&["aé\n"]))),
        ("CMD", CommandLine::Shell(String::new())),
    ] {
        assert_eq!(kind(text), Kind::Cmd(command), "{text:?}");
    }
}
