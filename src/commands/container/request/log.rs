//! Where the output goes.

use crate::cli::LogDriver;
use crate::cli::values::LogOpt;
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

/// What the flags about the log come to.
///
/// # Errors
/// An option that the driver does not know what to do with.
pub(super) fn config(driver: LogDriver, options: Vec<LogOpt>, terminal: bool) -> Result<record::LogConfig> {
    let driver = match driver {
        LogDriver::K8sFile => record::LogDriver::K8sFile,
        LogDriver::JsonFile => record::LogDriver::JsonFile,
        LogDriver::Journald => record::LogDriver::Journald,
        LogDriver::None => record::LogDriver::None,
        LogDriver::Passthrough => record::LogDriver::Passthrough,
        LogDriver::PassthroughTty => record::LogDriver::PassthroughTty,
    };
    if driver.passes_through() && terminal {
        let message = "--tty gives the container a terminal of its own, and --log-driver passthrough the caller's";
        return Err(Error::new(message).hint("leave one of them out").into());
    }
    let mut config = record::LogConfig { driver, ..record::LogConfig::default() };
    for option in options {
        let wanted = match &option {
            LogOpt::Path(_) | LogOpt::MaxSize(_) | LogOpt::MaxFile(_) => record::LogDriver::K8sFile,
            LogOpt::Tag(_) | LogOpt::Label(..) => record::LogDriver::Journald,
        };
        if driver != wanted && !(driver.is_file() && wanted.is_file()) {
            let message =
                format!("this log option is for --log-driver {}, not for {}", wanted.as_str(), driver.as_str());
            return Err(Error::new(message).into());
        }
        match option {
            LogOpt::Path(path) => {
                let path = std::path::absolute(&path).with_context(|| format!("log path {}", path.display()))?;
                if !path.parent().is_some_and(std::path::Path::is_dir) || path.is_dir() {
                    return Err(Error::new(format!(
                        "there can be no log at {}: it must be a file in a directory that is there",
                        path.display()
                    ))
                    .into());
                }
                config.path = Some(path);
            }
            LogOpt::MaxSize(size) => config.max_size = Some(size).filter(|size| *size > 0),
            LogOpt::MaxFile(count) => config.max_files = Some(count),
            LogOpt::Tag(tag) => config.tag = tag,
            LogOpt::Label(key, value) => config.labels.push((key, value)),
        }
    }
    Ok(config)
}
