//! What a Dockerfile says: the parser, the expansion of variables, the graph of stages, the lint. All of it is pure.
//!
//! The grammar is BuildKit's, quirks included, since that is what the Dockerfiles of the world were tried with.
//! [`parse`] gives instructions whose words are as they were written, quotes and variables included;
//! [`Instruction::expand`] gives what they mean.

mod error;
mod expand;
mod flags;
mod glob;
mod instruction;
mod json;
mod lines;
mod lint;
mod mode;
mod mount;
mod origins;
mod parse;
mod ports;
mod scope;
mod stages;
mod syntax;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use lint::{Findings, Known, lint};
pub(crate) use mode::Mode;
pub(crate) use mount::{Mount, MountKind, Owner, Sharing};
pub(crate) use origins::resolve_origins;
pub(crate) use parse::{parse, parse_trigger};
pub(crate) use scope::{Arguments, Globals, Scope};
pub(crate) use stages::{Graph, Origin};
pub(crate) use syntax::*;
