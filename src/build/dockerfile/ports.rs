//! The ports of EXPOSE.

use super::error::Fault;

/// `[[ip:]host:]port[-port][/protocol]` as the `port/protocol` that an image's config has. Address and host's port mean
/// nothing there and are left out, as Docker does.
pub(super) fn parse(text: &str) -> Result<Vec<String>, Fault> {
    let wrong = || Fault::new(format!("EXPOSE {text} is no port")).cure("write it as in 80, 53/udp or 8000-8010/tcp");
    let port = text.rsplit(':').next().unwrap_or(text);
    let (range, protocol) = port.split_once('/').unwrap_or((port, ""));
    let protocol = match protocol.to_ascii_lowercase() {
        name if name.is_empty() => "tcp".to_owned(),
        name if matches!(name.as_str(), "tcp" | "udp" | "sctp") => name,
        name => {
            return Err(
                Fault::new(format!("EXPOSE {text}: there is no protocol {name}")).cure("it is tcp, udp or sctp")
            );
        }
    };
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, last) = (number(first).ok_or_else(wrong)?, number(last).ok_or_else(wrong)?);
    if last < first {
        return Err(wrong());
    }
    Ok((first..=last).map(|port| format!("{port}/{protocol}")).collect())
}

/// Whether an address or a host's port is in it.
pub(super) fn has_host(text: &str) -> bool {
    text.contains(':')
}

/// Whether the protocol is not in lower case.
pub(super) fn has_upper_protocol(text: &str) -> bool {
    text.rsplit_once('/').is_some_and(|(_, protocol)| protocol.chars().any(char::is_uppercase))
}
