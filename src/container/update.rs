//! Changing the settings of a container that is there already.

use crate::error::{Error, Result};
use crate::store::containers::{self, Config, Record, RestartPolicy};

/// What is to be changed; what is not named stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(crate) restart: Option<RestartPolicy>,
}

/// Changes the settings of a container, whether it runs or not: all of them, or none.
pub(crate) fn update(record: &Record, change: Change) -> Result<()> {
    containers::update(record, |config| apply(config, change)).map(drop)
}

fn apply(config: &mut Config, change: Change) -> Result<()> {
    let Change { restart } = change;
    if let Some(policy) = restart {
        check_restart(policy, config.auto_remove)?;
        config.restart = policy;
    }
    Ok(())
}

/// A container that is removed with its end cannot be restarted.
pub(super) fn check_restart(policy: RestartPolicy, auto_remove: bool) -> Result<()> {
    if policy == RestartPolicy::No || !auto_remove {
        return Ok(());
    }
    let message =
        format!("the --rm option conflicts with --restart {policy}: a container that is removed is not restarted");
    Err(Error::new(message).hint("leave one of them out").into())
}
