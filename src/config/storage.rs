//! Our own `storage.conf`, in the format of containers-storage.conf(5): `[storage.options.union]` and
//! `[storage.options.build]`.

use std::path::Path;

use serde::Deserialize;

use super::{Env, file};
use crate::error::{Context, Result};
use crate::store::containers::Plan;

/// What of the file is read; other keys are left to newer versions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    storage: Storage,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Storage {
    options: Options,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Options {
    union: Union,
    build: Build,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Union {
    plan: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Build {
    cache_size: Option<String>,
}

/// The plan that the user's file asks for, or else the machine's: `coracle/storage.conf` below `$XDG_CONFIG_HOME`, then
/// below `/etc`.
///
/// # Errors
/// A file that cannot be read or understood, and a plan that there is none.
pub(crate) fn plan(env: &Env) -> Result<Option<Plan>> {
    first(env, |options, path| {
        let plan = options.union.plan.map(|plan| plan.parse());
        plan.transpose().with_context(|| path.display().to_string())
    })
}

/// How much builds may keep, as it is written; looked for as [`plan`] is.
pub(crate) fn build_cache(env: &Env) -> Result<Option<String>> {
    first(env, |options, _| Ok(options.build.cache_size))
}

fn first<T>(env: &Env, pick: impl Fn(Options, &Path) -> Result<Option<T>>) -> Result<Option<T>> {
    for base in env.config_home().into_iter().chain([env.etc().to_owned()]) {
        let path = base.join("coracle/storage.conf");
        let Some(text) = file::read(&path)? else { continue };
        if let Some(found) = pick(file::parse::<File>(&text, &path)?.storage.options, &path)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_users_file_comes_first() {
        let temp = tempfile::tempdir().unwrap();
        let (etc, home) = (temp.path().join("etc"), temp.path().join("home"));
        let env = Env::fake(&etc, &[("XDG_CONFIG_HOME", home.to_str().unwrap())]);
        assert_eq!(plan(&env).unwrap(), None);
        let write = |base: &Path, text: &str| {
            fs::create_dir_all(base.join("coracle")).unwrap();
            fs::write(base.join("coracle/storage.conf"), text).unwrap();
        };
        write(&etc, "[storage]\ndriver = \"x\"\n[storage.options.union]\nplan = \"hybrid\"\nnewer = 1\n");
        assert_eq!(plan(&env).unwrap(), Some(Plan::Hybrid));
        write(&home, "[storage.options]\n");
        assert_eq!(plan(&env).unwrap(), Some(Plan::Hybrid));
        write(&home, "[storage.options.union]\nplan = \"userspace\"\n[storage.options.build]\ncache_size = \"5g\"\n");
        assert_eq!(build_cache(&env).unwrap().as_deref(), Some("5g"));
        assert_eq!(plan(&env).unwrap(), Some(Plan::Userspace));
        for (text, parts) in [
            ("[storage.options.union]\nplan = \"fast\"\n", ["storage.conf", "userspace, hybrid or direct"]),
            ("\n[storage.options.union]\nplan = 7\n", ["storage.conf:3", "string"]),
        ] {
            write(&home, text);
            let error = format!("{:#}", plan(&env).unwrap_err());
            assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        }
    }
}
