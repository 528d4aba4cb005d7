//! `coracle volume create`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::VolumeCreateArgs;
use crate::cli::values::Label;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::store::volumes::{self, Description};
use crate::ui::out;

/// Makes a volume and prints its name.
pub(crate) fn create(args: VolumeCreateArgs, context: &Context) -> Result<u8> {
    let VolumeCreateArgs { driver, ignore, label, opt, name } = args;
    if driver != "local" {
        return Err(Error::new(format!("there is no volume driver {driver:?}")).hint("the driver is local").into());
    }
    let anonymous = name.is_none();
    let name = name.map_or_else(crate::name::random_id, Ok)?;
    let mut description = Description::new(name.clone(), anonymous);
    description.labels = label.into_iter().map(|label| (label.key, label.value)).collect();
    description.options = options(opt)?;
    if volumes::create(context.store()?, description)?.is_none() && !ignore {
        let message = format!("volume with name {name} already exists");
        return Err(Error::new(message).hint("name another one, or use --ignore").into());
    }
    out::line(name).map(|()| 0)
}

/// The options of the local driver: what an unprivileged user can have is a directory of the host, or memory.
fn options(typed: Vec<Label>) -> Result<BTreeMap<String, String>> {
    let options: BTreeMap<String, String> = typed.into_iter().map(|option| (option.key, option.value)).collect();
    let value = |key: &str| options.get(key).map(String::as_str);
    let known = ["type", "device", "o", "copy", "nocopy"];
    if let Some(key) = options.keys().find(|key| !known.contains(&key.as_str())) {
        let message = format!("unknown option {key:?} of the local driver");
        return Err(Error::new(message).hint(format!("there are {}", known.join(", "))).into());
    }
    let binds = value("o").is_some_and(|words| words.split(',').any(|word| word == "bind" || word == "rbind"));
    match (value("type"), value("device")) {
        (Some("tmpfs"), _) => {}
        (Some("none" | "bind") | None, Some(device)) if binds || value("type").is_some() => check_device(device)?,
        (None, None) if value("o").is_none() => {}
        (Some("none" | "bind"), None) => return Err(Error::new("a bound volume needs the option device").into()),
        (Some(kind), _) => {
            let message = format!("an unprivileged user cannot mount a volume of type {kind}");
            return Err(Error::new(message).hint("there are tmpfs, and none with o=bind").into());
        }
        (None, _) => return Err(Error::new("the options device and o need the option type").into()),
    }
    Ok(options)
}

fn check_device(device: &str) -> Result<()> {
    match Path::new(device).is_absolute() {
        true => Ok(()),
        false => Err(Error::new(format!("device {device:?} is not an absolute path")).into()),
    }
}
