//! Questions: yes or no, a line, a secret.

use std::io::BufRead;

use super::out;
use crate::error::{Context, Error, Result};
use crate::sys::tty::RawMode;

/// Shows `prompt` and reads a line; without the blanks around it.
pub(crate) fn line(prompt: &str) -> Result<String> {
    out::text(prompt)?;
    Ok(answer()?.trim().to_owned())
}

/// The same for what nobody shall see on the terminal. Blanks belong to it.
pub(crate) fn secret(prompt: &str) -> Result<String> {
    out::text(prompt)?;
    let silent = RawMode::silence(std::io::stdin())?;
    let typed = answer();
    drop(silent);
    out::text("\n")?;
    Ok(typed?.trim_end_matches(['\r', '\n']).to_owned())
}

fn answer() -> Result<String> {
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
    Ok(answer)
}

/// Shows `text` and asks whether to go on. Anything but yes means no.
///
/// # Errors
/// When there is no answer at all: a script must not take for done what nobody has agreed to.
pub(crate) fn confirm(text: &str) -> Result<bool> {
    out::text(&format!("{text}Are you sure you want to continue? [y/N] "))?;
    match answer()?.as_str() {
        "" => Err(Error::new("nobody has answered: EOF").hint("--force goes on without asking").into()),
        answer => Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")),
    }
}
