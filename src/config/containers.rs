//! containers.conf(5): what containers get when the command line does not say.

use std::path::PathBuf;

use serde::Deserialize;
use toml::{Table, Value};

use super::{Env, file};
use crate::error::{Context, Result};

/// The keys that are read; others are left to other tools and newer versions.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct ContainersConf {
    pub(crate) containers: Containers,
    pub(crate) engine: Engine,
}

/// `[containers]`. What is left out is not decided here.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Containers {
    pub(crate) annotations: Vec<String>,
    pub(crate) base_hosts_file: Option<String>,
    pub(crate) cgroupns: Option<String>,
    pub(crate) cgroups: Option<String>,
    pub(crate) default_capabilities: Option<Vec<String>>,
    pub(crate) default_sysctls: Vec<String>,
    pub(crate) default_ulimits: Vec<String>,
    pub(crate) devices: Vec<String>,
    pub(crate) dns_options: Vec<String>,
    pub(crate) dns_searches: Vec<String>,
    pub(crate) dns_servers: Vec<String>,
    pub(crate) env: Vec<String>,
    pub(crate) env_host: Option<bool>,
    pub(crate) http_proxy: Option<bool>,
    pub(crate) init: Option<bool>,
    pub(crate) init_path: Option<PathBuf>,
    pub(crate) ipcns: Option<String>,
    pub(crate) log_driver: Option<String>,
    /// Bytes; none or less for no limit.
    pub(crate) log_size_max: Option<i64>,
    pub(crate) log_tag: Option<String>,
    pub(crate) mounts: Vec<String>,
    pub(crate) netns: Option<String>,
    pub(crate) no_hosts: Option<bool>,
    pub(crate) oom_score_adj: Option<i32>,
    pub(crate) pidns: Option<String>,
    pub(crate) pids_limit: Option<i64>,
    pub(crate) privileged: Option<bool>,
    pub(crate) read_only: Option<bool>,
    pub(crate) seccomp_profile: Option<String>,
    pub(crate) shm_size: Option<String>,
    pub(crate) tz: Option<String>,
    pub(crate) umask: Option<String>,
    pub(crate) userns: Option<String>,
    pub(crate) utsns: Option<String>,
    pub(crate) volumes: Vec<String>,
}

/// `[engine]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(crate) struct Engine {
    pub(crate) compression_format: Option<String>,
    pub(crate) compression_level: Option<i32>,
    pub(crate) detach_keys: Option<String>,
    pub(crate) image_volume_mode: Option<String>,
    pub(crate) pull_policy: Option<String>,
    pub(crate) retry: Option<u32>,
    /// A duration.
    pub(crate) retry_delay: Option<String>,
    /// Seconds.
    pub(crate) stop_timeout: Option<u32>,
}

impl ContainersConf {
    /// Reads the files, each of which replaces the keys that it names: those of the distribution, the machine and the user,
    /// each with its drop-ins, or `$CONTAINERS_CONF` in place of all of them; then `$CONTAINERS_CONF_OVERRIDE`.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub(crate) fn load(env: &Env) -> Result<Self> {
        let mut merged = Table::new();
        for (path, must_exist) in paths(env)? {
            match file::read(&path)? {
                Some(text) => {
                    check(&text, &path)?;
                    merge(&mut merged, file::parse(&text, &path)?);
                }
                None if must_exist => {
                    std::fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
                }
                None => {}
            }
        }
        Self::deserialize(merged).context("containers.conf")
    }
}

/// The files in order, and whether each must exist.
fn paths(env: &Env) -> Result<Vec<(PathBuf, bool)>> {
    let named = |variable| env.get(variable).map(|path| (PathBuf::from(path), true));
    let mut paths = match named("CONTAINERS_CONF") {
        Some(only) => vec![only],
        None => {
            let home = env.config_home();
            let bases = [Some(env.usr_share()), Some(env.etc().to_owned()), home].into_iter().flatten();
            let files = bases.map(|base| with_drop_ins(base.join("containers/containers.conf")));
            files.collect::<Result<Vec<_>>>()?.concat()
        }
    };
    paths.extend(named("CONTAINERS_CONF_OVERRIDE"));
    Ok(paths)
}

fn with_drop_ins(path: PathBuf) -> Result<Vec<(PathBuf, bool)>> {
    let drop_ins = file::drop_ins(&path.with_extension("conf.d"))?;
    Ok(std::iter::once(path).chain(drop_ins).map(|path| (path, false)).collect())
}

/// Reports a value of the wrong type with its line. Lists may have `{append = true}` among their texts, which stands for
/// nothing here.
fn check(text: &str, path: &std::path::Path) -> Result<()> {
    if !text.contains("append") {
        file::parse::<ContainersConf>(text, path)?;
    }
    Ok(())
}

/// Puts the keys of a later file over those of earlier ones. A list with `{append = true}` goes behind what is there.
fn merge(into: &mut Table, later: Table) {
    for (key, value) in later {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (old, Value::Array(items)) => {
                let before = match old {
                    Some(Value::Array(old)) if items.iter().any(appends) => std::mem::take(old),
                    _ => Vec::new(),
                };
                let texts = items.into_iter().filter(|item| !item.is_table());
                into.insert(key, Value::Array(before.into_iter().chain(texts).collect()));
            }
            (None, Value::Table(new)) => {
                let mut table = Table::new();
                merge(&mut table, new);
                into.insert(key, Value::Table(table));
            }
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

fn appends(item: &Value) -> bool {
    item.get("append").and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn later_files_replace_keys_and_append_where_they_say_so() {
        let temp = tempfile::tempdir().unwrap();
        let home = temp.path().join("home");
        let env = Env::fake(temp.path(), &[("HOME", home.to_str().unwrap())]);
        assert_eq!(ContainersConf::load(&env).unwrap(), ContainersConf::default());
        write(
            &temp.path().join("containers/containers.conf"),
            "[containers]\nenv = ['A=1']\nvolumes = ['/a:/a']\ntz = 'UTC'\n[engine]\nstop_timeout = 3\nnewer = 1\n",
        );
        write(&temp.path().join("containers/containers.conf.d/1.conf"), "[containers]\ninit = true\n");
        write(
            &home.join(".config/containers/containers.conf"),
            "[containers]\nenv = ['B=2', {append = true}]\nvolumes = ['/b:/b']\n",
        );
        let ContainersConf { containers, engine } = ContainersConf::load(&env).unwrap();
        assert_eq!((containers.env, containers.volumes), (vec!["A=1".into(), "B=2".into()], vec!["/b:/b".into()]));
        assert_eq!(
            (containers.tz.as_deref(), containers.init, engine.stop_timeout),
            (Some("UTC"), Some(true), Some(3))
        );
    }

    #[test]
    fn a_variable_replaces_all_files_and_another_comes_last() {
        let temp = tempfile::tempdir().unwrap();
        let (only, last) = (temp.path().join("only"), temp.path().join("last"));
        write(&temp.path().join("containers/containers.conf"), "[containers]\ntz = 'x'\numask = '0077'\n");
        write(&only, "[containers]\ntz = 'only'\nshm_size = '1m'\n");
        write(&last, "[containers]\ntz = 'last'\n");
        let [only, last] = [&only, &last].map(|path| path.to_str().unwrap());
        let env = Env::fake(temp.path(), &[("CONTAINERS_CONF", only), ("CONTAINERS_CONF_OVERRIDE", last)]);
        let containers = ContainersConf::load(&env).unwrap().containers;
        assert_eq!((containers.tz.as_deref(), containers.umask), (Some("last"), None));
        assert_eq!(containers.shm_size.as_deref(), Some("1m"));
        let env = Env::fake(temp.path(), &[("CONTAINERS_CONF", "/nowhere/containers.conf")]);
        assert!(format!("{:#}", ContainersConf::load(&env).unwrap_err()).contains("/nowhere/containers.conf"));
    }

    #[test]
    fn errors_name_file_and_line() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("conf");
        let env = Env::fake(temp.path(), &[("CONTAINERS_CONF", path.to_str().unwrap())]);
        for (text, part) in [("[containers]\ninit = 'x'\n", "conf:2"), ("[containers\n", "conf:1")] {
            write(&path, text);
            let error = format!("{:#}", ContainersConf::load(&env).unwrap_err());
            assert!(error.contains(part), "{error}");
        }
    }
}
