//! The environment of a container's command.

/// What a container gets when neither image nor user set it.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Puts the environment together, each key once: our defaults, the host's settings, the image's variables, the user's.
///
/// `container` says `podman`: init systems and shell profiles compare it with just that.
pub(super) fn merge(
    image: &[String],
    host: &[(String, String)],
    user: &[(String, String)],
    terminal: bool,
    hostname: &str,
) -> Vec<String> {
    let mut all: Vec<(String, String)> = vec![("PATH".into(), PATH.into()), ("container".into(), "podman".into())];
    if terminal {
        all.push(("TERM".into(), "xterm".into()));
    }
    let image = image.iter().map(|item| item.split_once('=').unwrap_or((item, "")));
    let image = image.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let own = [("HOSTNAME".to_owned(), hostname.to_owned())];
    for (key, value) in host.iter().cloned().chain(image).chain(own).chain(user.iter().cloned()) {
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some(entry) => entry.1 = value,
            None => all.push((key, value)),
        }
    }
    all.into_iter().map(|(key, value)| format!("{key}={value}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.into(), value.into())
    }

    #[test]
    fn the_user_overrides_the_image_and_the_image_overrides_the_host() {
        let image = ["PATH=/bin".to_owned(), "A=image".to_owned(), "B=image".to_owned()];
        let env = merge(
            &image,
            &[pair("A", "host"), pair("http_proxy", "p")],
            &[pair("B", "user"), pair("E", "")],
            false,
            "box",
        );
        let has = |item: &str| env.iter().any(|known| known == item);
        for item in ["PATH=/bin", "A=image", "B=user", "E=", "http_proxy=p", "HOSTNAME=box", "container=podman"] {
            assert!(has(item), "{item} is missing from {env:?}");
        }
        assert_eq!(env.iter().filter(|item| item.starts_with("A=")).count(), 1);
        assert!(!env.iter().any(|item| item.starts_with("TERM=")));
    }
}
