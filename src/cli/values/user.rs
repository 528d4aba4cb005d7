//! `--user name|uid[:group|gid]`.

/// Who the container's command runs as; names are looked up in the image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    /// A name or a number.
    pub(crate) user: String,
    /// A name or a number; without it, the user's group in the image.
    pub(crate) group: Option<String>,
}

/// Parses `user`, `user:group`, `uid:gid` or `:group` (the user is 0 then).
pub(crate) fn parse(text: &str) -> Result<User, String> {
    let (user, group) = match text.split_once(':') {
        Some((user, group)) => (user, Some(group)),
        None => (text, None),
    };
    let bad = |part: &str| part.contains([':', '/', '\n', '\0']);
    if text.is_empty() || bad(user) || group.is_some_and(bad) {
        return Err(format!("invalid user {text:?}, it must be in the form of USER[:GROUP]"));
    }
    let user = if user.is_empty() { "0" } else { user };
    Ok(User { user: user.to_owned(), group: group.filter(|g| !g.is_empty()).map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases = [
            ("root", "root", None),
            ("1000:100", "1000", Some("100")),
            ("www:www-data", "www", Some("www-data")),
            ("www:", "www", None),
            (":5", "0", Some("5")),
        ];
        for (text, user, group) in cases {
            assert_eq!(parse(text), Ok(User { user: user.into(), group: group.map(str::to_owned) }), "{text}");
        }
        for text in ["", "a:b:c", "a/b"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
