//! `coracle completion`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Generate the completion script of a shell
///
/// Prints the script that teaches a shell to complete coracle's command line.
#[derive(Args, Debug, Clone)]
#[command(after_help = "\
Examples:
  coracle completion bash > ~/.local/share/bash-completion/completions/coracle
  coracle completion zsh -f ~/.zfunc/_coracle
  coracle completion fish > ~/.config/fish/completions/coracle.fish")]
pub(crate) struct CompletionArgs {
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Shells that there is a script for.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}
