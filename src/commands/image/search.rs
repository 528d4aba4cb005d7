//! `coracle search`.

use serde_json::{Value, json};

use crate::cli::SearchArgs;
use crate::cli::values::Filter;
use crate::commands::{Context, show};
use crate::config::{self, Credentials, Registries};
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::name::{ImageName, Reference};
use crate::registry::Found;
use crate::ui::format::{self, Format};
use crate::ui::out;
use crate::ui::table::Table;

use super::push::of_registry;

/// Results of one registry when nothing else is asked for.
const LIMIT: usize = 25;
/// Characters of a description that are shown.
const SHOWN: usize = 44;

/// Searches registries.
pub(crate) fn search(args: &SearchArgs, context: &Context) -> Result<u8> {
    let format = Format::parse(args.format.as_deref())?;
    config::check_authfile(args.registry.authfile.as_deref())?;
    if args.list_tags { tags(args, context, &format) } else { repositories(args, context, &format) }
}

/// As in Podman, 0 is no limit of one's own.
fn limit(args: &SearchArgs) -> usize {
    args.limit.filter(|limit| *limit > 0).unwrap_or(LIMIT)
}

fn connect(args: &SearchArgs) -> image::Connect {
    of_registry(&args.registry, args.creds.as_deref().map(Credentials::parse).as_ref())
}

fn tags(args: &SearchArgs, context: &Context, format: &Format) -> Result<u8> {
    if !args.filter.is_empty() {
        return Err(Error::new("--filter has no meaning for tags").hint("leave out --filter, or --list-tags").into());
    }
    let ImageName::Full(name) = ImageName::parse(&args.term)? else {
        return Err(Error::new(format!("{} names no registry", args.term))
            .hint("write it in full, such as docker.io/debian")
            .into());
    };
    let found = image::tags(&context.env, &name, limit(args), &connect(args))?;
    let repository = name.repository();
    if matches!(format, Format::Json) {
        let document = json!([{"Name": repository, "Tags": found}]);
        return out::text(&format::json(&document)?).map(|()| 0);
    }
    let rows: Vec<Value> = found.iter().map(|tag| json!({"Name": repository, "Tag": tag})).collect();
    if format.print(&rows, &[], true)?.is_none() {
        let mut table = Table::new(Some(&["NAME", "TAG"]));
        found.into_iter().for_each(|tag| table.push(vec![repository.clone(), tag]));
        out::text(&table.render())?;
    }
    Ok(0)
}

fn repositories(args: &SearchArgs, context: &Context, format: &Format) -> Result<u8> {
    let filters = args.filter.iter().map(Test::parse).collect::<Result<Vec<_>>>()?;
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for (host, term) in places(args, context)? {
        match image::search(&context.env, &host, &term, limit(args), &connect(args)) {
            Ok(some) => found.extend(some.into_iter().map(|one| (host.clone(), one))),
            Err(error) => errors.push(error),
        }
    }
    found.retain(|(_, one)| filters.iter().all(|filter| filter.fits(one)));
    print(args, format, &found)?;
    errors.iter().for_each(show);
    Ok(if errors.is_empty() { 0 } else { Kind::Engine.exit_code() })
}

/// Each registry to be asked, and what for.
fn places(args: &SearchArgs, context: &Context) -> Result<Vec<(String, String)>> {
    if let Some((host, term)) = args.term.split_once('/')
        && (host.contains(['.', ':']) || host == "localhost")
    {
        return Ok(vec![(host.to_owned(), term.to_owned())]);
    }
    let registries = Registries::load(&context.env)?;
    Ok(registries.search_list().into_iter().map(|host| (host.to_owned(), args.term.clone())).collect())
}

fn print(args: &SearchArgs, format: &Format, found: &[(String, Found)]) -> Result<()> {
    let mark = |yes: bool| if yes { "[OK]" } else { "" };
    let row = |(host, one): &(String, Found)| {
        json!({"Index": host, "Name": full_name(host, &one.name), "Description": description(args, one), "Stars": one.star_count,
            "Official": mark(one.is_official), "Automated": mark(one.is_automated), "Tag": ""})
    };
    let rows: Vec<Value> = found.iter().map(row).collect();
    // Of nothing there is no heading either.
    if format.print(&rows, &[], true)?.is_some() || found.is_empty() {
        return Ok(());
    }
    let text = |row: &Value, key: &str| match &row[key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let columns: &[&str] = match args.compatible {
        true => &["NAME", "DESCRIPTION", "STARS", "OFFICIAL", "AUTOMATED"],
        false => &["NAME", "DESCRIPTION"],
    };
    let keys = ["Name", "Description", "Stars", "Official", "Automated"];
    let mut table = Table::new(Some(columns));
    rows.iter().for_each(|row| table.push(keys.iter().take(columns.len()).map(|key| text(row, key)).collect()));
    out::text(&table.render())
}

fn full_name(host: &str, name: &str) -> String {
    match format!("{host}/{name}").parse::<Reference>() {
        Ok(reference) => reference.repository(),
        Err(_) => format!("{host}/{name}"),
    }
}

fn description(args: &SearchArgs, one: &Found) -> String {
    let text = one.description.as_deref().unwrap_or_default();
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match !args.no_trunc && clean.chars().count() > SHOWN {
        true => clean.chars().take(SHOWN).chain("...".chars()).collect(),
        false => clean,
    }
}

/// What a filter asks for.
enum Test {
    Official(bool),
    Automated(bool),
    Stars(u64),
}

impl Test {
    fn parse(filter: &Filter) -> Result<Self> {
        let Filter { key, value } = filter;
        let wrong = || Error::new(format!("invalid value {value:?} for the filter {key}"));
        let truth = || match value.as_str() {
            "true" | "" => Ok(true),
            "false" => Ok(false),
            _ => Err(wrong()),
        };
        Ok(match key.as_str() {
            "is-official" => Test::Official(truth()?),
            "is-automated" => Test::Automated(truth()?),
            "stars" => Test::Stars(value.parse().map_err(|_| wrong())?),
            _ => {
                let error = Error::new(format!("{key:?} is an invalid filter"));
                return Err(error.hint("there are is-official, is-automated and stars").into());
            }
        })
    }

    fn fits(&self, found: &Found) -> bool {
        match self {
            Test::Official(wanted) => found.is_official == *wanted,
            Test::Automated(wanted) => found.is_automated == *wanted,
            Test::Stars(least) => found.star_count >= *least,
        }
    }
}
