//! pasta(1): the container's namespace gets a tap interface with the host's own addresses.

use std::path::Path;
use std::process::Command;

use super::helper::{self, Helper};
use super::ports::{Port, Protocol};
use crate::error::Result;

pub(super) const PROGRAM: &str = "pasta";

/// Where pasta answers DNS queries of the container, for hosts whose resolver listens on loopback.
pub(super) const DNS: &str = "169.254.1.1";

/// Starts pasta on the namespace at `namespace`; it is configured when pasta writes its pid file.
pub(super) fn start(ports: &[Port], namespace: &Path, scratch: &Path) -> Result<Helper> {
    let program = helper::find(PROGRAM).ok_or_else(|| helper::missing(PROGRAM, "passt"))?;
    let ready = scratch.join("pasta.pid");
    let _ = std::fs::remove_file(&ready);
    let mut command = Command::new(program);
    command.args(arguments(ports)).arg("--pid").arg(&ready).arg("--netns").arg(namespace);
    let mut helper = helper::start(command, Vec::new(), scratch)?;
    helper::wait_until(&mut helper, PROGRAM, || Ok(std::fs::metadata(&ready).is_ok_and(|file| file.len() > 0)))?;
    let _ = std::fs::remove_file(&ready);
    Ok(helper)
}

/// `--runas 0`: pasta takes uid 0 of an identity-mapped namespace for the host's root and would become nobody, who may
/// not enter the container's namespace. `none` keeps it from forwarding every port that it finds bound.
fn arguments(ports: &[Port]) -> Vec<String> {
    let mut arguments: Vec<String> =
        ["--config-net", "--netns-only", "--foreground", "--quiet", "--no-map-gw", "--runas", "0"]
            .map(Into::into)
            .into();
    arguments.extend(["--dns-forward".into(), DNS.into()]);
    for (flag, protocol) in [("-t", Protocol::Tcp), ("-u", Protocol::Udp)] {
        let mut published = ports.iter().filter(|port| port.protocol == protocol).peekable();
        if published.peek().is_none() {
            arguments.extend([flag.into(), "none".into()]);
        }
        published.for_each(|port| arguments.extend([flag.into(), forward(port)]));
    }
    arguments.extend(["-T", "none", "-U", "none"].map(Into::into));
    arguments
}

fn forward(port: &Port) -> String {
    let address = port.host_ip.map(|ip| format!("{ip}/")).unwrap_or_default();
    format!("{address}{}:{}", port.host, port.container)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_become_arguments() {
        let port = |protocol, host_ip: Option<&str>| Port {
            host_ip: host_ip.map(|ip| ip.parse().unwrap()),
            host: 8080,
            container: 80,
            protocol,
        };
        let joined = |ports: &[Port]| arguments(ports).join(" ");
        assert!(joined(&[]).ends_with("-t none -u none -T none -U none"));
        let some = joined(&[port(Protocol::Tcp, None), port(Protocol::Tcp, Some("127.0.0.1"))]);
        assert!(some.contains("-t 8080:80 -t 127.0.0.1/8080:80 -u none"), "{some}");
        assert!(joined(&[port(Protocol::Udp, None)]).contains("-t none -u 8080:80"));
    }
}
