//! Tables of what texts mean.

mod expansion;
mod graph;
mod linted;
mod oracle;
mod parser;
mod scopes;

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

fn arguments(given: &[(&str, &str)]) -> Arguments {
    Arguments {
        given: given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        build_platform: "linux/amd64".parse().unwrap(),
        target_platform: "linux/arm/v7".parse().unwrap(),
        target_stage: None,
    }
}
