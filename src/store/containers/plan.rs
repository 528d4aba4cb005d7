//! Who serves a container's files.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// How a container's root filesystem is put together; `rootfs` says what each needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Plan {
    /// Our server serves everything, the writable layer included. Containers without the field have it.
    #[default]
    Userspace,
    /// Our server serves the image; kernel overlayfs has the writable layer.
    Hybrid,
    /// The same, and overlayfs opens the contents of large files itself.
    Direct,
}

impl Plan {
    /// All plans, the fastest first.
    pub(crate) const ALL: [Plan; 3] = [Plan::Direct, Plan::Hybrid, Plan::Userspace];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Plan::Userspace => "userspace",
            Plan::Hybrid => "hybrid",
            Plan::Direct => "direct",
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Plan {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Plan::ALL
            .into_iter()
            .find(|plan| plan.as_str() == text)
            .ok_or_else(|| Error::new(format!("there is no union plan {text:?}: it is userspace, hybrid or direct")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for plan in Plan::ALL {
            assert_eq!(plan.to_string().parse::<Plan>().unwrap(), plan);
            assert_eq!(serde_json::to_string(&plan).unwrap(), format!("\"{plan}\""));
        }
        assert!("Direct".parse::<Plan>().is_err());
    }
}
