//! Questions that want yes or no.

use std::io::BufRead;

use super::out;
use crate::error::{Context, Result};

/// Shows `text` and asks whether to go on. Anything but yes means no, the end of the input too.
pub(crate) fn confirm(text: &str) -> Result<bool> {
    out::text(&format!("{text}Are you sure you want to continue? [y/N] "))?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
