//! `coracle help`.

use crate::cli::{self, HelpArgs};
use crate::error::{Kind, Result};
use crate::ui::out;

/// Prints the help of the command that is named.
pub(crate) fn help(args: &HelpArgs) -> Result<u8> {
    let HelpArgs { command } = args;
    match cli::help_page(command) {
        Ok(page) => out::text(&page).map(|()| 0),
        // Several lines, as for any unknown command.
        Err(complaint) => {
            out::err_line(format_args!("Error: {complaint}"));
            Ok(Kind::Engine.exit_code())
        }
    }
}
