//! What the user sees: the writer of standard output, tables, templates, progress, human sizes and ages.

pub(crate) mod ask;
pub(crate) mod clean;
pub(crate) mod format;
pub(crate) mod human;
pub(crate) mod live;
pub(crate) mod log;
pub(crate) mod out;
pub(crate) mod progress;
pub(crate) mod table;
pub(crate) mod template;
pub(crate) mod time;
pub(crate) mod told;
pub(crate) mod yaml;

pub(crate) use format::Format;
pub(crate) use table::Table;
