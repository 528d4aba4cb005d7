//! What every RUN of a build asks of its container.

use super::{files, network, process, security};
use crate::cli::{BuildRunArgs, FileArgs, ImageVolume, NetworkArgs, SecurityArgs};
use crate::commands::Context;
use crate::container::Request;
use crate::error::Result;

/// What was typed as plain data.
pub(in crate::commands) fn request(args: BuildRunArgs, context: &Context) -> Result<Request> {
    let BuildRunArgs {
        add_host,
        cap_add,
        cap_drop,
        device,
        dns,
        dns_option,
        dns_search,
        http_proxy,
        memory,
        network: mode,
        security_opt,
        shm_size,
        ulimit,
        volume,
    } = args;
    let mut request = Request { plan: context.plan()?, ..Request::default() };
    let files = FileArgs {
        device,
        image_volume: Some(ImageVolume::Ignore),
        mount: Vec::new(),
        read_only: false,
        read_only_tmpfs: false,
        secret: Vec::new(),
        shm_size,
        tmpfs: Vec::new(),
        volume,
        volumes_from: Vec::new(),
    };
    files::apply(files, &mut request)?;
    let network = NetworkArgs {
        expose: Vec::new(),
        publish_all: false,
        ip: None,
        mac_address: None,
        network_alias: Vec::new(),
        add_host,
        dns,
        dns_option,
        dns_search,
        hosts_file: None,
        network: mode,
        no_hostname: false,
        no_hosts: false,
        publish: Vec::new(),
    };
    network::apply(network, &mut request)?;
    let security = SecurityArgs { cap_add, cap_drop, device_cgroup_rule: Vec::new(), privileged: false, security_opt };
    security::apply(security, &mut request)?;
    request.cgroups.limits.memory = memory;
    process::set_limits(ulimit, &mut request)?;
    if http_proxy {
        request.host_env = process::proxies(&context.env);
    }
    Ok(request)
}
