//! `coracle system reset`.

use crate::cli::ResetArgs;
use crate::commands::Context;
use crate::container;
use crate::error::Result;
use crate::store::containers;
use crate::ui::ask;

/// Removes everything.
pub(crate) fn reset(args: &ResetArgs, context: &Context) -> Result<u8> {
    let ResetArgs { force } = args;
    let store = context.store()?;
    let warning = format!(
        "WARNING! This will remove from {}:\n\t- all containers\n\t- all images\n\t- all volumes\n\t- all secrets\n",
        store.path().display()
    );
    if !force && !ask::confirm(&warning)? {
        return Ok(0);
    }
    // Nothing goes before what requires it.
    for record in containers::list(store)?.iter().rev() {
        container::remove(store, record, true, Some(std::time::Duration::ZERO))?;
    }
    for image in store.image_ids()? {
        container::end_mount(store, &image.hex(), "the image")?;
    }
    store.erase().map(|()| 0)
}
