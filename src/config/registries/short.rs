//! Which references a short name may mean.

use super::{Registries, file::Mode};
use crate::{
    error::{Context, Error, Result},
    name::{ImageName, Reference, ShortName},
};

impl Registries {
    /// The references that `name` may mean, in the order in which to try them: an alias decides alone, else every registry
    /// of the search list; without any configuration, docker.io. Never empty.
    pub(crate) fn candidates(&self, name: &ImageName) -> Result<Vec<Reference>> {
        match name {
            ImageName::Full(reference) => Ok(vec![reference.clone()]),
            ImageName::Short(short) => match self.alias(short)? {
                Some(reference) => Ok(vec![reference]),
                None => self.search(short),
            },
        }
    }

    fn alias(&self, short: &ShortName) -> Result<Option<Reference>> {
        if self.mode == Mode::Disabled {
            return Ok(None);
        }
        let Some(target) = self.aliases.get(&short.path).filter(|target| !target.is_empty()) else {
            return Ok(None);
        };
        let wrong = || format!("registries.conf: the alias {:?} means {target:?}, which is no full name", short.path);
        let full: Reference = target.parse().with_context(wrong)?;
        let with_tag = match (&short.tag, short.digest) {
            (None, None) => full,
            (tag, digest) => Reference { tag: tag.clone(), digest, ..full },
        };
        Ok(Some(with_tag))
    }

    fn search(&self, short: &ShortName) -> Result<Vec<Reference>> {
        let default = ["docker.io".to_owned()];
        let hosts = self.search.as_deref().unwrap_or(&default);
        let found = hosts.iter().map(|host| Ok(short.at(host)?)).collect::<Result<Vec<_>>>();
        let found = found.context("registries.conf: unqualified-search-registries")?;
        if found.is_empty() {
            return Err(Error::new(format!("{short} names no registry, and registries.conf lists none to search"))
                .hint(format!("write docker.io/{short}, or set unqualified-search-registries"))
                .into());
        }
        if found.len() > 1 && self.mode == Mode::Enforcing {
            let all: Vec<String> = found.iter().map(Reference::to_string).collect();
            return Err(Error::new(format!("{short} may mean several images, and short-name-mode is \"enforcing\""))
                .hint(format!("write one of {}", all.join(", ")))
                .into());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::file, *};

    fn tried(conf: &str, name: &str) -> String {
        let mut all = Registries::default();
        all.merge(file::parse(conf, "/f".as_ref()).unwrap(), "/f".as_ref());
        match all.candidates(&ImageName::parse(name).unwrap()) {
            Ok(found) => found.iter().map(Reference::to_string).collect::<Vec<_>>().join(" "),
            Err(error) => crate::error::one_line(&error),
        }
    }

    #[test]
    fn candidates_in_order() {
        let two = "unqualified-search-registries = ['a.io', 'docker.io']\n";
        let enforcing = format!("{two}short-name-mode = 'enforcing'\n");
        let alias = format!("{enforcing}[aliases]\ndebian = 'q.io/x/debian'\ngone = ''\n");
        let off = format!("{two}short-name-mode = 'disabled'\n[aliases]\ndebian = 'q.io/x/debian'\n");
        for (conf, name, expected) in [
            ("", "debian:12", "docker.io/library/debian:12"),
            ("", "q.io/a", "q.io/a:latest"),
            (two, "debian", "a.io/debian:latest docker.io/library/debian:latest"),
            (&alias, "debian:12", "q.io/x/debian:12"),
            (&alias, "debian", "q.io/x/debian:latest"),
            (&off, "debian", "a.io/debian:latest docker.io/library/debian:latest"),
        ] {
            assert_eq!(tried(conf, name), expected);
        }
        assert!(tried(&enforcing, "debian").contains("write one of a.io/debian:latest, docker.io"));
        assert!(tried(&alias, "gone").contains("several images"));
        assert!(tried("unqualified-search-registries = []", "debian").contains("write docker.io/debian"));
        assert!(tried("[aliases]\nx = 'y'", "x").contains("no full name"));
    }
}
