//! containers-registries.conf(5), version 2: where a name is looked for, and how.

mod file;
mod route;
mod short;

use std::{collections::BTreeMap, path::Path};

use self::file::{File, Mode, Rule};
pub(crate) use self::route::Endpoint;
use super::{Env, file as config_file};
use crate::error::{Error, Result};

/// Everything that the files say together.
#[derive(Debug, Default)]
pub(crate) struct Registries {
    /// `unqualified-search-registries`; `None` when no file says anything.
    search: Option<Vec<String>>,
    mode: Mode,
    aliases: BTreeMap<String, String>,
    rules: Vec<Rule>,
    /// `credential-helpers`, in order; `containers-auth.json` stands for the auth files.
    pub(crate) credential_helpers: Vec<String>,
    /// What is wrong in the files without being an error, one line each, for whoever may print.
    pub(crate) warnings: Vec<String>,
}

impl Registries {
    /// The registries that short names are looked for on, in order; docker.io when no file says anything.
    pub(crate) fn search_list(&self) -> Vec<&str> {
        self.search.as_ref().map_or_else(|| vec!["docker.io"], |search| search.iter().map(String::as_str).collect())
    }

    /// Reads the files: `$CONTAINERS_REGISTRIES_CONF` alone, or else the user's file (the system's if there is none) and
    /// then the drop-ins of the system and of the user; last, the short names that other tools remembered.
    pub(crate) fn load(env: &Env) -> Result<Self> {
        let mut all = Self::default();
        if let Some(only) = env.get("CONTAINERS_REGISTRIES_CONF") {
            all.read(Path::new(only), true)?;
            return Ok(all);
        }
        let system = env.etc().join("containers");
        let user = env.config_home().map(|config| config.join("containers"));
        let bases = || [Some(&system), user.as_ref()].into_iter().flatten();
        let main = bases().map(|base| base.join("registries.conf")).rev().find(|path| path.exists());
        let drop_ins =
            bases().map(|base| config_file::drop_ins(&base.join("registries.conf.d"))).collect::<Result<Vec<_>>>()?;
        for path in main.into_iter().chain(drop_ins.into_iter().flatten()) {
            all.read(&path, false)?;
        }
        let cache = env.path("XDG_CACHE_HOME").or_else(|| Some(env.home()?.join(".cache")));
        if let Some(path) = cache.map(|cache| cache.join("containers/short-name-aliases.conf")) {
            all.read(&path, false)?;
        }
        Ok(all)
    }

    fn read(&mut self, path: &Path, must_exist: bool) -> Result<()> {
        match config_file::read(path)? {
            Some(text) => self.merge(file::parse(&text, path)?, path),
            None if must_exist => return Err(Error::new(format!("there is no {}", path.display())).into()),
            None => {}
        }
        Ok(())
    }

    /// A later file replaces what it mentions: lists whole, aliases and registries one by one.
    fn merge(&mut self, file: File, path: &Path) {
        let File { search, mode, credential_helpers, aliases, rules, other: _ } = file;
        self.search = search.or(self.search.take());
        self.mode = mode.unwrap_or(self.mode);
        self.credential_helpers = credential_helpers.unwrap_or_else(|| std::mem::take(&mut self.credential_helpers));
        self.aliases.extend(aliases);
        for rule in rules {
            self.warnings.extend(rule.misplaced().map(|key| misplaced(path, key)));
            self.rules.retain(|old| old.prefix() != rule.prefix());
            self.rules.push(rule);
        }
    }
}

fn misplaced(path: &Path, key: &str) -> String {
    format!(
        "{}: {key} stands below a [[registry]] table and has no effect; move it to the top of the file",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;

    fn write(path: PathBuf, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn user_replaces_system_and_drop_ins_add() {
        let temp = tempfile::tempdir().unwrap();
        let at = |path: &str| temp.path().join(path);
        let home = at("home");
        let env = Env::fake(temp.path(), &[("HOME", home.to_str().unwrap())]);
        let search = || Registries::load(&env).unwrap().search;
        assert_eq!(search(), None);
        write(at("containers/registries.conf"), "unqualified-search-registries = ['a.io']\n[aliases]\nx = 'a.io/x'");
        assert_eq!(search(), Some(vec!["a.io".into()]));
        write(at("home/.config/containers/registries.conf"), "unqualified-search-registries = ['b.io']");
        let all = Registries::load(&env).unwrap();
        assert_eq!((all.search, all.aliases.len()), (Some(vec!["b.io".into()]), 0));
        write(at("containers/registries.conf.d/1.conf"), "[aliases]\ny = 'q.io/y'");
        write(at("home/.config/containers/registries.conf.d/1.conf"), "[aliases]\ny = 'q.io/z'");
        write(at("home/.cache/containers/short-name-aliases.conf"), "[aliases]\nw = 'q.io/w'");
        let all = Registries::load(&env).unwrap();
        assert_eq!(
            all.aliases.into_iter().collect::<Vec<_>>(),
            [("w".into(), "q.io/w".into()), ("y".into(), "q.io/z".into())]
        );
    }

    #[test]
    fn the_variable_replaces_all_files_and_must_exist() {
        let temp = tempfile::tempdir().unwrap();
        write(temp.path().join("containers/registries.conf"), "broken");
        let path = temp.path().join("mine.conf");
        let env = Env::fake(temp.path(), &[("CONTAINERS_REGISTRIES_CONF", path.to_str().unwrap())]);
        assert!(Registries::load(&env).is_err());
        write(path, "short-name-mode = 'disabled'");
        assert_eq!(Registries::load(&env).unwrap().mode, Mode::Disabled);
    }

    #[test]
    fn a_swallowed_key_is_warned_about() {
        let temp = tempfile::tempdir().unwrap();
        let text = "[[registry]]\nlocation = 'a.io'\nunqualified-search-registries = ['b.io']\n";
        write(temp.path().join("containers/registries.conf"), text);
        let all = Registries::load(&Env::fake(temp.path(), &[])).unwrap();
        assert!(all.warnings[0].contains("move it to the top"), "{:?}", all.warnings);
    }
}
