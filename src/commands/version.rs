//! `coracle version` and `coracle --version`.

use crate::cli::VersionArgs;
use crate::error::Result;
use crate::ui::out;

/// `coracle --version`: one line.
pub(crate) fn short() -> Result<u8> {
    out::line(format_args!("coracle version {}", env!("CARGO_PKG_VERSION"))).map(|()| 0)
}

/// `coracle version`.
pub(crate) fn version(_args: &VersionArgs) -> Result<u8> {
    short()
}
