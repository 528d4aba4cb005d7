//! `--secret name[,type=mount|env][,target=…][,uid=…][,gid=…][,mode=…]`.

use super::octal;

/// One secret that a container is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecretUse {
    pub(crate) name: String,
    pub(crate) shown: SecretShown,
}

/// How the container sees it. What is empty is called as the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SecretShown {
    Mount { target: String, uid: u32, gid: u32, mode: u32 },
    Env { target: String },
}

/// Parses it.
pub(crate) fn parse(text: &str) -> Result<SecretUse, String> {
    let (mut name, mut kind, mut target) = (String::new(), "mount", String::new());
    let (mut uid, mut gid, mut mode) = (None, None, None);
    for (index, field) in text.split(',').enumerate() {
        let Some((key, value)) = field.split_once('=') else {
            if index > 0 {
                return Err(format!("invalid option {field:?}: a value is missing"));
            }
            name = field.to_owned();
            continue;
        };
        let number = || value.parse::<u32>().map_err(|_| format!("{key}: {value:?} is no number"));
        match key {
            // Docker's form names the secret with a key.
            "source" | "src" | "id" => name = value.to_owned(),
            "type" if ["mount", "env"].contains(&value) => kind = value,
            "type" => return Err(format!("type {value:?} is invalid; there are mount and env")),
            "target" | "dst" | "destination" => target = value.to_owned(),
            "uid" => uid = Some(number()?),
            "gid" => gid = Some(number()?),
            "mode" => mode = Some(octal::parse(value)?),
            _ => return Err(format!("unknown option {key:?}; there are type, target, uid, gid and mode")),
        }
    }
    if name.is_empty() {
        return Err("no secret is named".to_owned());
    }
    let shown = match kind {
        "env" if uid.or(gid).or(mode).is_some() => {
            return Err("uid, gid and mode are of secrets that are mounted".to_owned());
        }
        "env" => SecretShown::Env { target },
        _ => SecretShown::Mount { target, uid: uid.unwrap_or(0), gid: gid.unwrap_or(0), mode: mode.unwrap_or(0o444) },
    };
    Ok(SecretUse { name, shown })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let mount = |target: &str, uid, gid, mode| SecretShown::Mount { target: target.into(), uid, gid, mode };
        let cases = [
            ("key", "key", mount("", 0, 0, 0o444)),
            ("key,type=env,target=KEY", "key", SecretShown::Env { target: "KEY".into() }),
            ("key,target=/x,uid=1,gid=2,mode=0400", "key", mount("/x", 1, 2, 0o400)),
            ("source=key,target=x", "key", mount("x", 0, 0, 0o444)),
        ];
        for (text, name, shown) in cases {
            assert_eq!(parse(text), Ok(SecretUse { name: name.into(), shown }), "{text}");
        }
        for text in
            ["", "type=env", "key,type=x", "key,x", "key,bogus=1", "key,uid=x", "key,mode=9", "key,type=env,uid=1"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
