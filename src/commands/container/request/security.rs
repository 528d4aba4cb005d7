//! What the container's processes may do.

use crate::cli::values::{Capability, Seccomp, SecurityOpt};
use crate::cli::{RightArgs, SecurityArgs};
use crate::container::Request;
use crate::error::{Context as _, Error, Result};
use crate::store::containers as record;

pub(super) fn apply(args: SecurityArgs, request: &mut Request) -> Result<()> {
    let SecurityArgs { rights: RightArgs { cap_add, cap_drop, security_opt }, device_cgroup_rule, privileged } = args;
    if !device_cgroup_rule.is_empty() {
        let message = "device cgroup rules are not supported in rootless mode or in a user namespace";
        return Err(Error::new(message).hint("an unprivileged user's devices are what their files allow").into());
    }
    let security = &mut request.security;
    security.cap_add = cap_add.into_iter().map(capability).collect();
    security.cap_drop = cap_drop.into_iter().map(capability).collect();
    security.privileged = privileged.unwrap_or(false);
    security_opt.into_iter().try_for_each(|option| set_option(security, &mut request.settings, option))
}

fn set_option(security: &mut record::Security, settings: &mut record::Settings, option: SecurityOpt) -> Result<()> {
    match option {
        SecurityOpt::NoNewPrivileges(on) => security.no_new_privileges = on,
        SecurityOpt::Seccomp(Seccomp::Unconfined) => security.seccomp = record::Seccomp::Unconfined,
        SecurityOpt::Seccomp(Seccomp::Profile(path)) => {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read the seccomp profile {}", path.display()))?;
            security.seccomp = record::Seccomp::Profile { file: path.display().to_string(), text };
        }
        SecurityOpt::Mask(paths) => settings.mask.extend(paths),
        SecurityOpt::Unmask(paths) => settings.unmask.extend(paths),
        SecurityOpt::ProcOptions(options) => settings.proc_options.extend(options),
        SecurityOpt::Unlabelled => {}
    }
    Ok(())
}

fn capability(capability: Capability) -> String {
    match capability {
        Capability::All => "ALL".to_owned(),
        Capability::One(name) => name.to_owned(),
    }
}
