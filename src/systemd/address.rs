//! Where a manager listens.

use std::fmt;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::path::{Path, PathBuf};

/// What is behind a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Socket {
    /// The manager itself: no name is asked for, and every signal comes.
    Private,
    /// A message bus.
    Bus,
}

/// One socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) socket: Socket,
    /// A path; with `@` at its beginning, a name in the abstract namespace (unix(7)).
    place: PathBuf,
}

impl Address {
    pub(crate) fn private(path: impl Into<PathBuf>) -> Self {
        Self { socket: Socket::Private, place: path.into() }
    }

    pub(crate) fn bus(path: impl Into<PathBuf>) -> Self {
        Self { socket: Socket::Bus, place: path.into() }
    }

    /// The Unix sockets of a list of server addresses (D-Bus specification), such as `unix:path=/run/user/1000/bus`.
    pub(crate) fn parse_buses(list: &str) -> Vec<Self> {
        let place = |address: &str| {
            let pairs = address.strip_prefix("unix:")?;
            pairs.split(',').find_map(|pair| match pair.split_once('=')? {
                ("path", value) => Some(unescaped(value)),
                ("abstract", value) => Some(format!("@{}", unescaped(value))),
                _ => None,
            })
        };
        list.split(';').filter_map(place).map(Self::bus).collect()
    }

    /// Whether it is worth a try.
    pub(super) fn is_there(&self) -> bool {
        self.name().is_some() || self.place.exists()
    }

    fn name(&self) -> Option<&str> {
        self.place.to_str()?.strip_prefix('@')
    }

    pub(super) fn connect(&self) -> std::io::Result<UnixStream> {
        match self.name() {
            Some(name) => UnixStream::connect_addr(&SocketAddr::from_abstract_name(name)?),
            None => UnixStream::connect(Path::new(&self.place)),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.display().fmt(f)
    }
}

/// `%2f` is a slash.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default().as_bytes().to_vec();
    let bytes = parts.fold(first, |mut bytes, part| {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => bytes.extend(std::iter::once(byte).chain(part.bytes().skip(2))),
            None => bytes.extend(std::iter::once(b'%').chain(part.bytes())),
        }
        bytes
    });
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_buses() {
        let table = [
            ("unix:path=/run/user/1000/bus", vec!["/run/user/1000/bus"]),
            ("unix:abstract=/tmp/x,guid=1", vec!["@/tmp/x"]),
            ("tcp:host=localhost;unix:guid=1,path=/a%2fb%20c", vec!["/a/b c"]),
            ("autolaunch:", vec![]),
            ("", vec![]),
        ];
        for (list, expected) in table {
            let found: Vec<_> = Address::parse_buses(list).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{list}");
        }
    }
}
