//! `coracle help`.

use crate::cli::{self, HelpArgs};
use crate::error::{Error, Result};
use crate::ui::out;

/// Prints the help of the command that is named.
pub(crate) fn help(args: &HelpArgs) -> Result<u8> {
    let HelpArgs { command } = args;
    let page = cli::help_page(command).map_err(Error::new)?;
    out::text(&page).map(|()| 0)
}
