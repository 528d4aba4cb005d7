//! What every RUN of a build asks of its container.

use super::{files, limits, namespaces, network, process, security};
use crate::cli::{
    BuildRunArgs, CgroupArgs, FileArgs, ImageVolume, Isolation, LimitArgs, NamespaceArgs, NetworkArgs, SecurityArgs,
};
use crate::commands::Context;
use crate::container::Request;
use crate::error::{Error, Result};
use crate::store::containers::Namespace;

/// What was typed as plain data.
pub(in crate::commands) fn request(args: BuildRunArgs, context: &Context) -> Result<Request> {
    let BuildRunArgs {
        cgroup_parent,
        compat_volumes: _,
        device,
        http_proxy,
        isolation,
        memory,
        mount: _,
        processor,
        reach,
        rights,
        shared,
        shm_size,
        stdin,
        ulimit,
        userns,
        userns_uid_map,
        volume,
    } = args;
    if isolation == Isolation::Chroot {
        return Err(Error::new("--isolation chroot is not supported: commands always run in containers").into());
    }
    if userns.is_some_and(|mode| mode != "host") || !userns_uid_map.is_empty() {
        return Err(Error::new("builds have no user namespaces of their own")
            .hint("leave --userns out: files have the owners that the commands give them")
            .into());
    }
    let files = FileArgs {
        device,
        image_volume: Some(ImageVolume::Ignore),
        mount: Vec::new(),
        read_only: None,
        read_only_tmpfs: false,
        secret: Vec::new(),
        shm_size,
        tmpfs: Vec::new(),
        volume,
        volumes_from: Vec::new(),
    };
    let network = NetworkArgs { reach, ..NetworkArgs::default() };
    let security = SecurityArgs { rights, ..SecurityArgs::default() };
    let limit = LimitArgs { memory, processor, ..LimitArgs::default() };
    let cgroup = CgroupArgs { cgroup_parent, ..CgroupArgs::default() };
    // Lines for users whom the image does not know would stay in it.
    let namespace = NamespaceArgs { shared, passwd: false, ..NamespaceArgs::default() };
    let mut request = Request { plan: context.plan()?, stdin, ..Request::default() };
    files::apply(files, &mut request)?;
    security::apply(security, &mut request)?;
    request.cgroups = limits::cgroups(limit, cgroup)?;
    request.cgroups.limits.check()?;
    request.namespaces = namespaces::wanted(namespace)?;
    network::apply(network, &mut request)?;
    if request.namespaces.network != Namespace::Private {
        return Err(Error::new(format!("builds cannot use the network {}", request.namespaces.network))
            .hint("there are none, host, pasta and slirp4netns")
            .into());
    }
    process::set_limits(ulimit, &mut request);
    if http_proxy {
        request.host_env = process::proxies(&context.env);
    }
    Ok(request)
}
