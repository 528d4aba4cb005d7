//! Verbs that act on secrets.

use std::io::Read;

use serde_json::{Value, json};

use super::{Context, each, show};
use crate::cli::{SecretCreateArgs, SecretExistsArgs, SecretInspectArgs, SecretLsArgs, SecretRmArgs, TableArgs};
use crate::container::listing;
use crate::container::secrets::find_secret;
use crate::error::{self, Context as _, Error, Kind, Result};
use crate::store::secrets::{self, Secret};
use crate::ui::{Format, Table, format, human, out};

/// As much as a secret may have, in bytes, as Podman has it.
const LIMIT: usize = 512_000;

/// Makes a secret and prints its id.
pub(crate) fn create(args: SecretCreateArgs, context: &Context) -> Result<u8> {
    let SecretCreateArgs { driver, env, ignore, label, replace, name, source } = args;
    if driver != "file" {
        return Err(Error::new(format!("there is no secret driver {driver:?}")).hint("the driver is file").into());
    }
    let store = context.store()?;
    let data = if env { variable(context, &source)? } else { read(&source)? };
    if data.is_empty() || data.len() >= LIMIT {
        let message = format!("secret data must be larger than 0 and less than {LIMIT} bytes");
        return Err(Error::new(message).into());
    }
    let labels = label.into_iter().map(|label| (label.key, label.value)).collect();
    let secret = match secrets::create(store, &name, labels, &data, replace)? {
        Some(secret) => secret,
        None if ignore => find_secret(store, &name)?,
        None => {
            let message = format!("{name}: secret name in use");
            return Err(Error::new(message).hint("name another one, or use --replace").into());
        }
    };
    out::line(secret.id()).map(|()| 0)
}

fn variable(context: &Context, name: &str) -> Result<Vec<u8>> {
    let found = context.env.vars().find(|(known, _)| known.to_str() == Some(name));
    let (_, value) = found.ok_or_else(|| Error::new(format!("the variable {name} is not set")))?;
    Ok(value.to_string_lossy().into_owned().into_bytes())
}

/// Reads no more than shows that it is too much.
fn read(source: &str) -> Result<Vec<u8>> {
    let mut data = Vec::new();
    let limit = LIMIT as u64 + 1;
    match source {
        "-" => std::io::stdin().take(limit).read_to_end(&mut data).context("cannot read standard input")?,
        path => {
            let file = std::fs::File::open(path).with_context(|| format!("cannot open {path}"))?;
            file.take(limit).read_to_end(&mut data).with_context(|| format!("cannot read {path}"))?
        }
    };
    Ok(data)
}

/// Says with the exit status whether a secret is there.
pub(crate) fn exists(args: &SecretExistsArgs, context: &Context) -> Result<u8> {
    Ok(u8::from(secrets::find(context.store()?, &args.name)?.is_none()))
}

/// A secret with Podman's names for the fields.
fn fields(secret: &Secret, with_data: bool) -> Result<Value> {
    let description = &secret.description;
    let mut fields = json!({
        "ID": secret.id(),
        "CreatedAt": description.created,
        "UpdatedAt": description.created,
        "Spec": {
            "Name": secret.name(),
            "Driver": {"Name": "file", "Options": {"path": secret.dir()}},
            "Labels": description.labels,
        },
    });
    if with_data && let Some(fields) = fields.as_object_mut() {
        fields.insert("SecretData".to_owned(), String::from_utf8_lossy(&secret.data()?).into());
    }
    Ok(fields)
}

/// Prints all that is known of secrets. What was found is printed even when something is missing.
pub(crate) fn inspect(args: &SecretInspectArgs, context: &Context) -> Result<u8> {
    let SecretInspectArgs { format, showsecret, names } = args;
    let format = Format::parse(format.as_deref())?;
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for name in names {
        match find_secret(context.store()?, name).and_then(|secret| fields(&secret, *showsecret)) {
            Ok(fields) => found.push(fields),
            Err(error) => errors.push(error),
        }
    }
    if format.print(&found, &[], false)?.is_none() {
        out::text(&format::json(&Value::Array(found))?)?;
    }
    errors.iter().for_each(show);
    Ok(if errors.is_empty() { 0 } else { Kind::Engine.exit_code() })
}

/// Lists secrets.
pub(crate) fn ls(args: &SecretLsArgs, context: &Context) -> Result<u8> {
    let SecretLsArgs { filter, table: TableArgs { format, noheading }, quiet } = args;
    let format = Format::parse(format.as_deref())?;
    if let Some(unknown) = filter.iter().find(|filter| filter.key != "name" && filter.key != "id") {
        let message = format!("{:?} is an invalid secret filter", unknown.key);
        return Err(Error::new(message).hint("there are name and id").into());
    }
    let mut found = secrets::list(context.store()?)?;
    let of = |key: &'static str| filter.iter().filter(move |filter| filter.key == key).map(|filter| &filter.value);
    let names = of("name").map(|value| listing::pattern(value)).collect::<Result<Vec<_>>>()?;
    let ids: Vec<&String> = of("id").collect();
    found.retain(|secret| names.is_empty() || names.iter().any(|name| name.is_match(secret.name())));
    found.retain(|secret| ids.is_empty() || ids.iter().any(|id| secret.id().starts_with(*id)));
    if *quiet {
        return out::text(&found.iter().map(|secret| format!("{}\n", secret.id())).collect::<String>()).map(|()| 0);
    }
    let rows: Vec<Value> = found.iter().map(row).collect();
    if format.print(&rows, &[("CreatedAt", "CREATED"), ("UpdatedAt", "UPDATED")], !*noheading)?.is_none() {
        let headings = ["ID", "NAME", "DRIVER", "CREATED", "UPDATED"];
        let mut table = Table::new((!*noheading).then_some(&headings));
        for secret in &found {
            let ago = age(secret);
            table.push(vec![secret.id().to_owned(), secret.name().to_owned(), "file".to_owned(), ago.clone(), ago]);
        }
        out::text(&table.render())?;
    }
    Ok(0)
}

fn age(secret: &Secret) -> String {
    human::ago(secret.description.created.as_second(), jiff::Timestamp::now().as_second())
}

fn row(secret: &Secret) -> Value {
    let ago = age(secret);
    json!({"ID": secret.id(), "Name": secret.name(), "Driver": "file", "CreatedAt": ago, "UpdatedAt": ago})
}

/// Removes secrets and prints the id of each.
pub(crate) fn rm(args: &SecretRmArgs, context: &Context) -> Result<u8> {
    let SecretRmArgs { all, ignore, names } = args;
    let store = context.store()?;
    let every = match all {
        true => secrets::list(store)?.iter().map(|secret| secret.id().to_owned()).collect(),
        false => names.clone(),
    };
    each(&every, |name| {
        let removed = find_secret(store, name).and_then(|secret| {
            secrets::remove(store, &secret)?;
            out::line(secret.id())
        });
        match removed {
            Err(error) if *ignore && error::kind(&error) == Kind::NotFound => Ok(()),
            result => result,
        }
    })
}
