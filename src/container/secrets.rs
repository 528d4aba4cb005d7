//! The secrets of a container.

use super::files::BoundFile;
use crate::error::{Error, Kind, Result};
use crate::store::Store;
use crate::store::containers::{ContainerSecret, Record, ShownAs};
use crate::store::secrets::{self, Secret};

/// The secret that was named, which must be there.
pub(crate) fn find_secret(store: &Store, typed: &str) -> Result<Secret> {
    secrets::find(store, typed)?.ok_or_else(|| {
        Error::with_kind(Kind::NotFound, format!("no secret with name or id \"{typed}\": no such secret")).into()
    })
}

/// Looks up what was asked for: what the record says about each, and what is secret.
pub(super) fn look_up(store: &Store, wanted: Vec<(String, ShownAs)>) -> Result<(Vec<ContainerSecret>, Vec<Vec<u8>>)> {
    let (mut found, mut data) = (Vec::new(), Vec::new());
    for (typed, shown) in wanted {
        let secret = find_secret(store, &typed).map_err(|error| Error::new(error.to_string()))?;
        data.push(secret.data()?);
        let shown = completed(shown, secret.name());
        found.push(ContainerSecret { id: secret.id().to_owned(), name: secret.name().to_owned(), shown });
    }
    Ok((found, data))
}

/// A name or place that was left open is the secret's own; a relative place is below /run/secrets.
fn completed(shown: ShownAs, secret: &str) -> ShownAs {
    let own = |text: String| if text.is_empty() { secret.to_owned() } else { text };
    match shown {
        ShownAs::Env { name } => ShownAs::Env { name: own(name) },
        ShownAs::Mount { target, uid, gid, mode } => {
            let target = own(target);
            let target = if target.starts_with('/') { target } else { format!("/run/secrets/{target}") };
            ShownAs::Mount { target, uid, gid, mode }
        }
    }
}

/// The secrets that are files.
pub(super) fn bound(record: &Record) -> Result<Vec<BoundFile>> {
    let mut files = Vec::new();
    for (index, secret) in record.config.secrets.iter().enumerate() {
        if let ShownAs::Mount { target, uid, gid, mode } = &secret.shown {
            files.push(BoundFile {
                name: format!("secret-{index}"),
                destination: target.clone(),
                content: record.secret(index)?,
                owner: (*uid, *gid),
                mode: *mode,
            });
        }
    }
    Ok(files)
}

/// The secrets that are variables: `NAME=value`.
pub(super) fn variables(record: &Record) -> Result<Vec<String>> {
    let mut variables = Vec::new();
    for (index, secret) in record.config.secrets.iter().enumerate() {
        if let ShownAs::Env { name } = &secret.shown {
            let value = String::from_utf8(record.secret(index)?)
                .map_err(|_| Error::new(format!("the secret {} is not text: it cannot be a variable", secret.name)))?;
            variables.push(format!("{name}={value}"));
        }
    }
    Ok(variables)
}
