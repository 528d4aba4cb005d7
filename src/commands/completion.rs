//! `coracle completion`.

use std::fs;

use crate::cli::{CompletionArgs, Shell};
use crate::error::{Context as _, Result};
use crate::ui::out;

/// Prints the script of a shell, or writes it to a file.
pub(crate) fn completion(args: &CompletionArgs) -> Result<u8> {
    let CompletionArgs { file, shell } = args;
    let script = match shell {
        Shell::Bash => include_str!("../../completions/coracle.bash"),
        Shell::Zsh => include_str!("../../completions/_coracle"),
        Shell::Fish => include_str!("../../completions/coracle.fish"),
    };
    match file {
        None => out::text(script)?,
        Some(path) => fs::write(path, script).with_context(|| format!("cannot write {}", path.display()))?,
    }
    Ok(0)
}
