//! Which volumes a list shows.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::cli::values::Filter;
use crate::error::{Error, Result};
use crate::store::volumes::{self, Volume};
use crate::store::{Store, containers};
use crate::ui::time;

/// All filters of one list, with what they need to know.
pub(super) struct Filters<'a> {
    filters: &'a [Filter],
    used: HashSet<String>,
    now: Timestamp,
}

impl<'a> Filters<'a> {
    /// Checks the keys and the values.
    pub(super) fn new(store: &Store, filters: &'a [Filter]) -> Result<Self> {
        let new = Self { filters, used: volumes::used(&containers::list(store)?), now: Timestamp::now() };
        let probe = volumes::Description::new("probe".to_owned(), false);
        for filter in filters {
            new.holds(filter, &probe)?;
        }
        Ok(new)
    }

    /// Whether the volume passes: the same key twice means "or", except for labels; different keys mean "and".
    pub(super) fn pass(&self, volume: &Volume) -> Result<bool> {
        for filter in self.filters {
            let alone = filter.key.starts_with("label");
            let same =
                self.filters.iter().filter(|other| if alone { *other == filter } else { other.key == filter.key });
            let mut any = false;
            for other in same {
                any |= self.holds(other, &volume.description)?;
            }
            if !any {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn point(&self, filter: &Filter) -> Result<Timestamp> {
        let point = time::parse_point(&filter.value, self.now);
        point.ok_or_else(|| Error::new(format!("filter {}: {:?} is no point in time", filter.key, filter.value)).into())
    }

    fn holds(&self, filter: &Filter, volume: &volumes::Description) -> Result<bool> {
        let value = filter.value.as_str();
        let flag = || match value {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(Error::new(format!("filter {}: {value:?} is neither true nor false", filter.key))),
        };
        let has = |map: &std::collections::BTreeMap<String, String>| match value.split_once('=') {
            Some((key, value)) => map.get(key).is_some_and(|known| known == value),
            None => map.contains_key(value),
        };
        Ok(match filter.key.as_str() {
            "name" => crate::container::listing::pattern(value)?.is_match(&volume.name),
            "label" => has(&volume.labels),
            "label!" => !has(&volume.labels),
            "opt" => has(&volume.options),
            "dangling" => flag()? != self.used.contains(&volume.name),
            "anonymous" => flag()? == volume.anonymous,
            "driver" | "scope" => value == "local",
            "until" => volume.created < self.point(filter)?,
            "since" | "after" => volume.created > self.point(filter)?,
            key => {
                let known = "name, label, label!, opt, dangling, anonymous, driver, scope, since and until";
                return Err(Error::new(format!("{key:?} is an invalid volume filter"))
                    .hint(format!("there are {known}"))
                    .into());
            }
        })
    }
}
