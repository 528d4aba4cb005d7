//! What the user sees: the writer of standard output, tables, templates, progress, human sizes and ages.

#![allow(dead_code)]

pub(crate) mod log;
pub(crate) mod out;
