//! The log, on standard error, one line per record: `time="…" level=debug msg="…"`.

use log::{LevelFilter, Log, Metadata, Record};

use crate::ui::out;

struct StderrLog;

impl Log for StderrLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let time = jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
            let level = level_name(record.level());
            out::err_line(format_args!("time={time:?} level={level} msg={:?}", record.args().to_string()));
        }
    }

    fn flush(&self) {}
}

fn level_name(level: log::Level) -> &'static str {
    match level {
        log::Level::Error => "error",
        log::Level::Warn => "warning",
        log::Level::Info => "info",
        log::Level::Debug => "debug",
        log::Level::Trace => "trace",
    }
}

/// Makes the records of all rooms appear on standard error from `level` up.
pub(crate) fn start(level: LevelFilter) {
    static LOG: StderrLog = StderrLog;
    if log::set_logger(&LOG).is_ok() {
        log::set_max_level(level);
    }
}
