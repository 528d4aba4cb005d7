//! `--ulimit name=soft[:hard]`.

const NAMES: [&str; 15] = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
];

/// One resource limit, see setrlimit(2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ulimit {
    /// In small letters and without `RLIMIT_`: `nofile`.
    pub(crate) name: &'static str,
    /// `u64::MAX` is no limit.
    pub(crate) soft: u64,
    /// `u64::MAX` is no limit; never below `soft`.
    pub(crate) hard: u64,
}

/// What one `--ulimit` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Limit {
    /// The limits of whoever starts the container.
    Host,
    One(Ulimit),
}

/// Parses `host`, or what [`parse_one`] does.
pub(crate) fn parse(text: &str) -> Result<Limit, String> {
    if text == "host" { Ok(Limit::Host) } else { parse_one(text).map(Limit::One) }
}

/// Parses `nofile=1024:2048`, `core=0` or `memlock=-1`.
fn parse_one(text: &str) -> Result<Ulimit, String> {
    let (name, limits) =
        text.split_once('=').ok_or_else(|| format!("invalid limit {text:?}, it must be NAME=SOFT[:HARD]"))?;
    let lower = name.to_ascii_lowercase();
    let bare = lower.strip_prefix("rlimit_").unwrap_or(&lower);
    let name = NAMES.iter().find(|n| **n == bare).ok_or_else(|| format!("unknown limit {name:?}"))?;
    let (soft, hard) = limits.split_once(':').unwrap_or((limits, limits));
    let (soft, hard) = (parse_limit(soft)?, parse_limit(hard)?);
    if soft > hard {
        return Err(format!("soft limit of {name} must not be over its hard limit in {text:?}"));
    }
    Ok(Ulimit { name, soft, hard })
}

fn parse_limit(text: &str) -> Result<u64, String> {
    match text {
        "-1" | "unlimited" => Ok(u64::MAX),
        _ => text.parse().map_err(|_| format!("invalid limit value {text:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let cases = [
            ("nofile=1024:2048", "nofile", 1024, 2048),
            ("RLIMIT_CORE=0", "core", 0, 0),
            ("memlock=-1", "memlock", u64::MAX, u64::MAX),
            ("nproc=5:unlimited", "nproc", 5, u64::MAX),
        ];
        for (text, name, soft, hard) in cases {
            assert_eq!(parse_one(text), Ok(Ulimit { name, soft, hard }), "{text}");
        }
        assert_eq!(parse("host"), Ok(Limit::Host));
        for text in ["", "nofile", "nofile=", "bogus=1", "nofile=2:1", "nofile=-1:5", "nofile=x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
