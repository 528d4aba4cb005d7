//! What each verb does. See ARCHITECTURE.md.

use std::process::ExitCode;

pub(crate) fn main() -> ExitCode {
    ExitCode::SUCCESS
}
