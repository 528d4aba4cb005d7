//! Ids and names of containers.

use std::io;

use super::digest::hex;
use crate::{error::Error, sys::random};

/// 64 random lowercase hex digits.
pub(crate) fn random_id() -> io::Result<String> {
    let mut bytes = [0; 32];
    random::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// A random name such as `calm_harbour`. About 5,000 exist; the caller tries again when one is taken.
pub(crate) fn random_name() -> io::Result<String> {
    let mut bytes = [0; 8];
    random::fill(&mut bytes)?;
    Ok(name_from(u64::from_le_bytes(bytes)))
}

fn name_from(number: u64) -> String {
    let pick = |words: &str, number: u64| {
        let words: Vec<&str> = words.split_ascii_whitespace().collect();
        let at = number as usize % words.len().max(1);
        words.get(at).copied().unwrap_or("x").to_owned()
    };
    format!("{}_{}", pick(ADJECTIVES, number >> 32), pick(NOUNS, number & 0xffff_ffff))
}

/// Checks a container's name: `[a-zA-Z0-9][a-zA-Z0-9_.-]*`, as docker and podman have it, and at most 255 bytes, since it
/// becomes a file's name.
pub(crate) fn check_container_name(name: &str) -> Result<(), Error> {
    check_name("container", name)
}

/// Checks a volume's name, which has the form of a container's.
pub(crate) fn check_volume_name(name: &str) -> Result<(), Error> {
    check_name("volume", name)
}

/// Checks a secret's name, which has the form of a container's.
pub(crate) fn check_secret_name(name: &str) -> Result<(), Error> {
    check_name("secret", name)
}

fn check_name(what: &str, name: &str) -> Result<(), Error> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let inside = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
    if starts && inside && name.len() <= 255 {
        return Ok(());
    }
    Err(Error::new(format!("invalid {what} name {name:?}"))
        .hint("names match [a-zA-Z0-9][a-zA-Z0-9_.-]* and have at most 255 characters"))
}

const ADJECTIVES: &str = "able agile airy amber ample apt azure balmy bold brave breezy bright brisk calm candid chipper \
    civil clear clever cosy crisp daring deft eager early easy fair fancy fine firm fleet fresh gentle glad golden grand \
    hardy hearty humble ideal jolly keen kind lively loyal lucid lucky mellow merry mighty mild neat nimble noble patient \
    placid plucky polite proud quick quiet rapid ready serene sharp snug sober solid spry steady sturdy sunny swift tidy \
    trim trusty vivid warm wise witty zesty";

const NOUNS: &str = "anchor atoll bay beacon boat bosun breeze bridge brook buoy canal canoe cape cargo cliff compass cove \
    crane creek current deck delta dinghy dock dolphin dune eddy estuary ferry fjord foam galley gull gulf harbour haven \
    heron hull inlet island jetty kayak keel ketch lagoon lantern ledge lock marsh mast moor oar otter paddle pelican pier \
    pilot plank port prow quay raft reed reef ridge rigging river rudder sail schooner shoal shore skiff sloop spar strait \
    stream surf tide tiller trawler wave wharf willow yawl";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_random() {
        let (a, b) = (random_id().unwrap(), random_id().unwrap());
        assert_ne!(a, b);
        assert!(a.len() == 64 && a.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn random_names_are_valid_names() {
        for number in (0..u64::MAX - (1 << 58)).step_by(1 << 56) {
            check_container_name(&name_from(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))).unwrap();
        }
        check_container_name(&random_name().unwrap()).unwrap();
    }

    #[test]
    fn container_names() {
        for name in ["a", "web", "Web-1_x.y", "0"] {
            check_container_name(name).unwrap();
        }
        for name in ["", "-a", ".a", "_a", "a/b", "a b", "ä", "..", &"a".repeat(256)] {
            assert!(check_container_name(name).is_err(), "{name}");
        }
    }
}
