//! The environment of a container's command.

/// Where programs are looked for when neither image nor user says so.
pub(crate) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Which variables are left out of what the image sets and every container has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unset {
    Some(Vec<String>),
    All,
}

impl Default for Unset {
    fn default() -> Self {
        Unset::Some(Vec::new())
    }
}

impl Unset {
    fn has(&self, name: &str) -> bool {
        match self {
            Unset::Some(names) => names.iter().any(|known| known == name),
            Unset::All => true,
        }
    }
}

/// What an environment is made of.
pub(super) struct Parts<'a> {
    pub(super) image: &'a [String],
    /// The host's settings.
    pub(super) host: &'a [(String, String)],
    pub(super) user: &'a [(String, String)],
    /// The user's as well, with `${NAME}` in their values for what the image sets.
    pub(super) merged: &'a [(String, String)],
    pub(super) unset: &'a Unset,
    pub(super) terminal: bool,
    pub(super) hostname: &'a str,
}

type Variables = Vec<(String, String)>;

/// Puts the environment together, each key once: our defaults, the host's settings, the image's variables, the user's.
///
/// `container` says `podman`: init systems and shell profiles compare it with just that.
pub(super) fn merge(parts: &Parts<'_>) -> Vec<String> {
    let mut all: Variables = vec![("PATH".into(), PATH.into()), ("container".into(), "podman".into())];
    if parts.terminal {
        all.push(("TERM".into(), "xterm".into()));
    }
    let image = parts.image.iter().map(|item| item.split_once('=').unwrap_or((item, "")));
    let image: Variables = image.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    set(&mut all, parts.host.iter().cloned());
    set(&mut all, image.iter().cloned());
    all.retain(|(key, _)| !parts.unset.has(key));
    set(&mut all, [("HOSTNAME".to_owned(), parts.hostname.to_owned())]);
    let merged = parts.merged.iter().map(|(key, value)| (key.clone(), expand(value, &image)));
    set(&mut all, merged.collect::<Variables>());
    set(&mut all, parts.user.iter().cloned());
    joined(all)
}

/// Changes an environment that has been put together: takes the variables `unset` out, and then sets others.
pub(super) fn change(env: &mut Vec<String>, unset: &[String], new: Vec<(String, String)>) {
    let split = |item: &String| {
        item.split_once('=').map_or((item.clone(), String::new()), |(key, value)| (key.into(), value.into()))
    };
    let mut all: Variables = env.iter().map(split).filter(|(key, _)| !unset.contains(key)).collect();
    set(&mut all, new);
    *env = joined(all);
}

fn joined(all: Variables) -> Vec<String> {
    all.into_iter().map(|(key, value)| format!("{key}={value}")).collect()
}

fn set(all: &mut Variables, new: impl IntoIterator<Item = (String, String)>) {
    for (key, value) in new {
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some(entry) => entry.1 = value,
            None => all.push((key, value)),
        }
    }
}

/// Replaces `$NAME` and `${NAME}` by what `variables` say, or by nothing.
fn expand(text: &str, variables: &Variables) -> String {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let (name, after) = match after.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            Some(braced) => braced,
            None => after.split_at(after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len())),
        };
        match variables.iter().find(|(key, _)| key == name) {
            Some((_, value)) => expanded.push_str(value),
            None if name.is_empty() => expanded.push('$'),
            None => {}
        }
        rest = after;
    }
    expanded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(items: &[(&str, &str)]) -> Variables {
        items.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_user_overrides_the_image_and_the_image_overrides_the_host() {
        let image = ["PATH=/bin".to_owned(), "A=image".to_owned(), "B=image".to_owned(), "C=image".to_owned()];
        let parts = Parts {
            image: &image,
            host: &pairs(&[("A", "host"), ("http_proxy", "p")]),
            user: &pairs(&[("B", "user"), ("E", "")]),
            merged: &pairs(&[("M", "${A}-$B-$none-$")]),
            unset: &Unset::Some(vec!["C".to_owned()]),
            terminal: false,
            hostname: "box",
        };
        let env = merge(&parts);
        let has = |item: &str| env.iter().any(|known| known == item);
        for item in [
            "PATH=/bin",
            "A=image",
            "B=user",
            "E=",
            "http_proxy=p",
            "HOSTNAME=box",
            "container=podman",
            "M=image-image--$",
        ] {
            assert!(has(item), "{item} is missing from {env:?}");
        }
        assert_eq!(env.iter().filter(|item| item.starts_with("A=")).count(), 1);
        assert!(!env.iter().any(|item| item.starts_with("TERM=") || item.starts_with("C=")));
        let env = merge(&Parts { unset: &Unset::All, ..parts });
        assert_eq!(env, ["HOSTNAME=box", "M=image-image--$", "B=user", "E="]);
    }
}
