//! `coracle version` and `coracle --version`.

use serde_json::{Value, json};

use crate::cli::VersionArgs;
use crate::error::Result;
use crate::name::Platform;
use crate::ui::{Format, out};

/// This program's version.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `coracle --version`: one line.
pub(crate) fn short() -> Result<u8> {
    out::line(format_args!("coracle version {VERSION}")).map(|()| 0)
}

/// `coracle version`.
pub(crate) fn version(args: &VersionArgs) -> Result<u8> {
    let VersionArgs { format } = args;
    let client = client();
    // There is no server; tools that ask Docker for the server's version get that of the program that does the work.
    let object = json!({"Client": client, "Server": client});
    if Format::parse(format.as_deref())?.print_one(&object)?.is_none() {
        let platform = Platform::host();
        out::text(&format!(
            "Client:       Coracle Engine\nVersion:      {VERSION}\nOS/Arch:      {}/{}\n",
            platform.os, platform.arch
        ))?;
    }
    Ok(0)
}

/// The fields of podman-version(1) that mean something here.
pub(super) fn client() -> Value {
    let platform = Platform::host();
    json!({
        "APIVersion": VERSION,
        "Version": VERSION,
        "GitCommit": "",
        "OsArch": format!("{}/{}", platform.os, platform.arch),
        "Os": platform.os,
        "Arch": platform.arch,
    })
}
