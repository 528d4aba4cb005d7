//! The size that what builds keep may have.

use crate::cli::values::size;
use crate::commands::Context;
use crate::config::storage;
use crate::container::disk_usage;
use crate::error::{Error, Result};

/// What builds may keep where nothing is configured, in bytes.
const DEFAULT: u64 = 20 << 30;

/// Has what was used longest ago go, where builds keep more than they may. That this fails is no failure of the build.
pub(super) fn keep(limit: Option<u64>, context: &Context) {
    let Some(limit) = limit else { return };
    match context.store().and_then(|store| store.evict_builds(limit, &disk_usage)) {
        Ok(0) => {}
        Ok(bytes) => log::info!("{bytes} bytes of older builds are gone"),
        Err(error) => log::warn!("cannot limit what builds keep: {error:#}"),
    }
}

/// As configured: a size, or `none`.
pub(super) fn limit(context: &Context) -> Result<Option<u64>> {
    let Some(text) = storage::build_cache(&context.env)? else { return Ok(Some(DEFAULT)) };
    if text == "none" {
        return Ok(None);
    }
    let bytes = size::parse(&text).map_err(|cause| Error::new(format!("storage.conf: build cache_size: {cause}")))?;
    Ok(Some(bytes))
}
