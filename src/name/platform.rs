//! Platforms: operating system, architecture, variant (OCI image spec, image-index.md, `platform`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A platform in Go's spelling of names, normalised: `amd64` (not `x86_64`), and the variant left out where it is the
/// architecture's usual one (`arm64/v8`, `amd64/v1`), except that `arm` always has one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Platform {
    pub(crate) os: String,
    #[serde(rename = "architecture")]
    pub(crate) arch: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) variant: Option<String>,
}

impl Platform {
    /// The platform that this program was built for.
    pub(crate) fn host() -> Self {
        Self::normalised("linux", std::env::consts::ARCH, "")
    }

    /// Brings the spellings that are in use to one. Empty `variant` means none.
    pub(crate) fn normalised(os: &str, arch: &str, variant: &str) -> Self {
        let (os, arch, variant) = (os.to_ascii_lowercase(), arch.to_ascii_lowercase(), variant.to_ascii_lowercase());
        let (arch, implied) = match arch.as_str() {
            "x86_64" | "x86-64" => ("amd64", ""),
            "i386" | "i486" | "i586" | "i686" | "x86" => ("386", ""),
            "aarch64" => ("arm64", ""),
            "armhf" => ("arm", "v7"),
            "armel" => ("arm", "v6"),
            "powerpc64" | "powerpc64le" => ("ppc64le", ""),
            "loongarch64" => ("loong64", ""),
            other => (other, ""),
        };
        let variant = if variant.is_empty() { implied.to_owned() } else { variant };
        let variant = if variant.starts_with(|c: char| c.is_ascii_digit()) { format!("v{variant}") } else { variant };
        let variant = match (arch, variant.as_str()) {
            ("arm64", "v8") | ("amd64", "v1") => None,
            ("arm", "") => Some("v7".to_owned()),
            (_, "") => None,
            _ => Some(variant),
        };
        Platform { os, arch: arch.to_owned(), variant }
    }

    /// Whether an image of platform `other` is acceptable where this one is wanted.
    pub(crate) fn matches(&self, other: &Platform) -> bool {
        self.distance(other).is_some()
    }

    /// How far `other` is from what is wanted: 0 is exact; an older variant of the same architecture is farther;
    /// `None` cannot run.
    pub(crate) fn distance(&self, other: &Platform) -> Option<u32> {
        if self.os != other.os || self.arch != other.arch {
            return None;
        }
        if self.variant == other.variant {
            return Some(0);
        }
        let (wanted, offered) = (self.level()?, other.level()?);
        wanted.checked_sub(offered)
    }

    /// The variant as a number, for the architectures whose variants are upward compatible.
    fn level(&self) -> Option<u32> {
        let usual = match self.arch.as_str() {
            "amd64" => 1,
            "arm64" => 8,
            "arm" => 7,
            _ => return None,
        };
        self.variant.as_deref().map_or(Some(usual), |v| v.strip_prefix('v')?.parse().ok())
    }
}

impl FromStr for Platform {
    type Err = Error;

    /// Parses `os/arch[/variant]`; a single word is an architecture of Linux, as with docker's and podman's `--platform`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let parts: Vec<&str> = text.split('/').collect();
        let word =
            |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
        if !parts.iter().all(word) {
            return Err(Error::new(format!(
                "invalid platform {text:?}: it must look like linux/amd64 or linux/arm/v7"
            )));
        }
        match parts.as_slice() {
            ["linux" | "windows" | "darwin" | "freebsd"] => {
                Ok(Self::normalised(text, &Self::host().arch, Self::host().variant.as_deref().unwrap_or("")))
            }
            [arch] => Ok(Self::normalised("linux", arch, "")),
            [os, arch] => Ok(Self::normalised(os, arch, "")),
            [os, arch, variant] => Ok(Self::normalised(os, arch, variant)),
            _ => Err(Error::new(format!("invalid platform {text:?}: it has more than three parts"))),
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.arch)?;
        self.variant.as_ref().map_or(Ok(()), |variant| write!(f, "/{variant}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_one() {
        for (typed, shown) in [
            ("linux/x86_64", "linux/amd64"),
            ("linux/amd64/v1", "linux/amd64"),
            ("linux/amd64/v3", "linux/amd64/v3"),
            ("linux/arm64/v8", "linux/arm64"),
            ("linux/aarch64", "linux/arm64"),
            ("linux/arm", "linux/arm/v7"),
            ("linux/arm/7", "linux/arm/v7"),
            ("linux/armel", "linux/arm/v6"),
            ("linux/i686", "linux/386"),
            ("Linux/S390X", "linux/s390x"),
            ("riscv64", "linux/riscv64"),
            ("windows/amd64", "windows/amd64"),
        ] {
            assert_eq!(typed.parse::<Platform>().unwrap().to_string(), shown);
        }
        for typed in ["", "/", "linux/", "a/b/c/d", "linux/am d64"] {
            assert!(typed.parse::<Platform>().is_err(), "{typed}");
        }
    }

    #[test]
    fn older_variants_run_and_newer_do_not() {
        for (wanted, offered, distance) in [
            ("linux/amd64", "linux/amd64", Some(0)),
            ("linux/amd64", "linux/amd64/v2", None),
            ("linux/amd64/v3", "linux/amd64", Some(2)),
            ("linux/arm64", "linux/arm64/v8", Some(0)),
            ("linux/arm/v7", "linux/arm/v6", Some(1)),
            ("linux/arm/v6", "linux/arm/v7", None),
            ("linux/amd64", "linux/arm64", None),
            ("linux/amd64", "windows/amd64", None),
            ("linux/mips/a", "linux/mips/b", None),
        ] {
            let (wanted, offered): (Platform, Platform) = (wanted.parse().unwrap(), offered.parse().unwrap());
            assert_eq!(wanted.distance(&offered), distance, "{wanted} {offered}");
        }
    }
}
