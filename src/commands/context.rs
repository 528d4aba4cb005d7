//! What every verb starts from.

use crate::cli::{Global, LogLevel};
use crate::config::Dirs;
use crate::error::Result;
use crate::ui;

/// Global flags, resolved, and the store, opened when it is first asked for.
pub(crate) struct Context {
    /// Where everything lies, `--root` and `--runroot` applied.
    pub(crate) dirs: Dirs,
    /// The flags as they were typed.
    pub(crate) global: Global,
}

impl Context {
    pub(crate) fn new(global: Global) -> Result<Self> {
        ui::log::start(level(global.log_level));
        let mut dirs = Dirs::from_env()?;
        if let Some(root) = &global.root {
            dirs.data = std::path::absolute(root)?;
        }
        if let Some(runroot) = &global.runroot {
            dirs.runtime = std::path::absolute(runroot)?;
        }
        Ok(Context { dirs, global })
    }
}

fn level(level: LogLevel) -> log::LevelFilter {
    match level {
        LogLevel::Trace => log::LevelFilter::Trace,
        LogLevel::Debug => log::LevelFilter::Debug,
        LogLevel::Info => log::LevelFilter::Info,
        LogLevel::Warn => log::LevelFilter::Warn,
        LogLevel::Error => log::LevelFilter::Error,
    }
}
