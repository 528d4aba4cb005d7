//! `coracle run`.

use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::Path;

use crate::cli::values::{
    Address, BindMount, Capability, EnvItem, HostEntry, Network, PortRange, Protocol, Publish, Seccomp, SecurityOpt,
    Tmpfs, User,
};
use crate::cli::{CreateArgs, LogDriver, RunArgs};
use crate::commands::Context;
use crate::config::Env;
use crate::container::{self, Engine, Request};
use crate::error::{Context as _, Error, Result};
use crate::store::containers::{self as record, Record};
use crate::ui::out;

/// Makes a container and runs it. Gives back the exit code of this process.
pub(crate) fn run(args: RunArgs, context: &Context) -> Result<u8> {
    let (detach, cidfile) = (args.detach, args.cidfile.clone());
    if args.tty && args.interactive && !detach {
        warn_without_terminal();
    }
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = match make(args, &engine, context)? {
        Ok(record) => record,
        Err(code) => return Ok(code),
    };
    launch(&engine, &record, cidfile.as_deref(), !detach).inspect_err(|_| container::abandon(&engine, &record))
}

/// Makes a container and prints its id.
pub(crate) fn create(args: CreateArgs, context: &Context) -> Result<u8> {
    let CreateArgs { run: args } = args;
    if args.detach {
        return Err(Error::new("create does not start the container: --detach has no meaning").into());
    }
    let cidfile = args.cidfile.clone();
    let engine = Engine { store: context.store()?, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let record = match make(args, &engine, context)? {
        Ok(record) => record,
        Err(code) => return Ok(code),
    };
    let noted = cidfile.map_or(Ok(()), |path| write_cidfile(&record, &path));
    noted.inspect_err(|_| container::abandon(&engine, &record))?;
    out::line(record.id()).map(|()| 0)
}

/// Makes a container. `Err` holds the exit code of a pull that has failed and said why.
fn make(args: RunArgs, engine: &Engine<'_>, context: &Context) -> Result<std::result::Result<Record, u8>> {
    if let Some(path) = args.cidfile.as_deref().filter(|path| path.exists()) {
        let message = format!("container ID file {} exists already", path.display());
        return Err(Error::new(message).hint("remove it, or name another one with --cidfile").into());
    }
    let image = match super::image::find_or_pull(context, &args)? {
        Ok(image) => image,
        Err(code) => return Ok(Err(code)),
    };
    let replace = args.replace;
    let request = request(args, context)?;
    if let (true, Some(name)) = (replace, &request.name) {
        container::remove_by_name(engine, name)?;
    }
    container::create(engine, request, image).map(Ok)
}

/// Starts the new container and stays with it, unless it runs detached.
fn launch(engine: &Engine<'_>, record: &Record, cidfile: Option<&Path>, attach: bool) -> Result<u8> {
    if let Some(path) = cidfile {
        write_cidfile(record, path)?;
    }
    let mut session = container::start(engine, record)?;
    if !attach {
        session.wait_started()?;
        out::line(record.id())?;
        return Ok(0);
    }
    let process = &record.config.process;
    super::attach(&mut session, process.terminal, process.stdin, &[16, 17])
}

fn write_cidfile(record: &Record, path: &Path) -> Result<()> {
    std::fs::write(path, record.id()).with_context(|| format!("cannot write the container ID file {}", path.display()))
}

/// Podman goes on without a terminal, Docker fails; scripts rely on the former.
pub(super) fn warn_without_terminal() {
    if !std::io::stdin().is_terminal() {
        out::warn("the input device is not a TTY: --tty and --interactive might not work properly");
    }
}

/// What was typed as plain data. Every field is named, so that a new flag does not compile until it has a meaning.
fn request(args: RunArgs, context: &Context) -> Result<Request> {
    let env = &context.env;
    let typed = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let command = args.command().to_vec();
    let RunArgs {
        add_host,
        cap_add,
        cap_drop,
        cidfile: _,
        detach: _,
        dns,
        entrypoint,
        env: variables,
        env_file,
        help: _,
        hostname,
        init,
        interactive,
        label,
        log_driver,
        name,
        network,
        platform: _,
        privileged,
        publish,
        pull: _,
        quiet: _,
        read_only,
        replace: _,
        rm,
        security_opt,
        shm_size,
        stop_signal,
        stop_timeout,
        tmpfs,
        tty,
        ulimit,
        user,
        volume,
        workdir,
        image_and_command: _,
    } = args;
    let mut security = security(security_opt)?;
    security.cap_add = cap_add.into_iter().map(capability).collect();
    security.cap_drop = cap_drop.into_iter().map(capability).collect();
    security.privileged = privileged;
    let (network, network_args) = network_mode(network);
    let mut mounts = volume.into_iter().map(bind).collect::<Result<Vec<_>>>()?;
    mounts.extend(tmpfs.into_iter().map(tmpfs_mount));
    check_destinations(&mounts)?;
    Ok(Request {
        name,
        command,
        entrypoint: entrypoint.map(|text| entrypoint_words(&text)),
        env: environment(&env_file, variables, env)?,
        host_env: proxies(env),
        workdir,
        user: user.map(user_text),
        hostname,
        labels: label.into_iter().map(|label| (label.key, label.value)).collect(),
        mounts,
        network,
        network_args,
        ports: ports(&publish)?,
        add_host: add_host.into_iter().flat_map(host_lines).collect(),
        dns: dns.into_iter().map(|address| address.to_string()).collect(),
        security,
        ulimits: ulimit
            .into_iter()
            .map(|limit| record::Ulimit { name: limit.name.to_owned(), soft: limit.soft, hard: limit.hard })
            .collect(),
        shm_size,
        read_only,
        init,
        auto_remove: rm,
        terminal: tty,
        stdin: interactive,
        stop_signal: stop_signal.map(|signal| signal.number()),
        stop_timeout,
        log_driver: Some(match log_driver {
            LogDriver::K8sFile => record::LogDriver::K8sFile,
            LogDriver::None => record::LogDriver::None,
        }),
        create_command: typed,
    })
}

fn capability(capability: Capability) -> String {
    match capability {
        Capability::All => "ALL".to_owned(),
        Capability::One(name) => name.to_owned(),
    }
}

pub(super) fn user_text(User { user, group }: User) -> String {
    group.map_or_else(|| user.clone(), |group| format!("{user}:{group}"))
}

/// A JSON array of strings is an entrypoint with arguments; anything else is one word. Nothing clears the image's.
fn entrypoint_words(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    serde_json::from_str(text).unwrap_or_else(|_| vec![text.to_owned()])
}

pub(super) fn environment(
    files: &[std::path::PathBuf],
    flags: Vec<EnvItem>,
    env: &Env,
) -> Result<Vec<(String, String)>> {
    let mut items = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        items.extend(crate::cli::values::env::parse_file(&file.display().to_string(), &text).map_err(Error::new)?);
    }
    items.extend(flags);
    Ok(items.into_iter().flat_map(|item| from_host(item, env)).collect())
}

fn from_host(item: EnvItem, env: &Env) -> Vec<(String, String)> {
    match item {
        EnvItem::Set(key, value) => vec![(key, value)],
        EnvItem::Inherit(key) => host_variables(env, |name| name == key),
        EnvItem::InheritPrefix(prefix) => host_variables(env, |name| name.starts_with(&prefix)),
    }
}

fn host_variables(env: &Env, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let vars = env.vars().filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)));
    vars.filter(|(name, _)| wanted(name)).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The proxy settings of the host, as Podman's `--http-proxy` passes them on by default.
fn proxies(env: &Env) -> Vec<(String, String)> {
    let names =
        ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"];
    host_variables(env, |name| names.contains(&name))
}

fn security(options: Vec<SecurityOpt>) -> Result<record::Security> {
    let mut security = record::Security::default();
    for option in options {
        match option {
            SecurityOpt::NoNewPrivileges(on) => security.no_new_privileges = on,
            SecurityOpt::Seccomp(Seccomp::Unconfined) => security.seccomp = record::Seccomp::Unconfined,
            SecurityOpt::Seccomp(Seccomp::Profile(path)) => {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("cannot read the seccomp profile {}", path.display()))?;
                security.seccomp = record::Seccomp::Profile { file: path.display().to_string(), text };
            }
            SecurityOpt::Unlabelled => {}
        }
    }
    Ok(security)
}

fn network_mode(network: Option<Network>) -> (Option<record::NetworkMode>, Vec<String>) {
    match network {
        None | Some(Network::Default) => (None, Vec::new()),
        Some(Network::None) => (Some(record::NetworkMode::None), Vec::new()),
        Some(Network::Host) => (Some(record::NetworkMode::Host), Vec::new()),
        Some(Network::Pasta(args)) => (Some(record::NetworkMode::Pasta), args),
        Some(Network::Slirp(args)) => (Some(record::NetworkMode::Slirp4netns), args),
    }
}

/// Podman fails on a source that is missing, Docker makes a directory that then belongs to the wrong user.
fn bind(mount: BindMount) -> Result<record::Mount> {
    let shown = mount.source.display().to_string();
    let source = std::path::absolute(&mount.source).with_context(|| format!("cannot resolve {shown}"))?;
    if !source.exists() {
        return Err(Error::new(format!("the source of the volume does not exist on the host: {shown}"))
            .hint(format!("make it first (`mkdir -p {shown}`)"))
            .into());
    }
    let mut options = vec![if mount.read_only { "ro" } else { "rw" }.to_owned()];
    options.push(if mount.recursive { "rbind" } else { "bind" }.to_owned());
    options.extend(mount.propagation);
    options.extend(mount.flags);
    Ok(record::Mount {
        kind: record::MountKind::Bind,
        source: source.display().to_string(),
        destination: mount.destination,
        options,
    })
}

fn tmpfs_mount(tmpfs: Tmpfs) -> record::Mount {
    let Tmpfs { destination, options } = tmpfs;
    record::Mount { kind: record::MountKind::Tmpfs, source: String::new(), destination, options }
}

fn check_destinations(mounts: &[record::Mount]) -> Result<()> {
    let mut seen = HashSet::new();
    match mounts.iter().find(|mount| !seen.insert(mount.destination.trim_end_matches('/'))) {
        Some(mount) => Err(Error::new(format!("{}: duplicate mount destination", mount.destination)).into()),
        None => Ok(()),
    }
}

fn host_lines(entry: HostEntry) -> Vec<(String, String)> {
    let address = match entry.address {
        Address::Ip(address) => address.to_string(),
        Address::HostGateway => "host-gateway".to_owned(),
    };
    entry.names.into_iter().map(|name| (name, address.clone())).collect()
}

/// One record for each port; host ports that were not named are chosen by the kernel.
fn ports(published: &[Publish]) -> Result<Vec<record::Port>> {
    let mut ports = Vec::new();
    for publish in published {
        let Publish { ip, host, container, protocol } = publish;
        for offset in 0..container.count {
            let host = match host {
                Some(PortRange { first, .. }) => first + offset,
                None => free_port(*ip)?,
            };
            ports.push(record::Port {
                host_ip: ip.map(|ip| ip.to_string()).unwrap_or_default(),
                host,
                container: container.first + offset,
                protocol: match protocol {
                    Protocol::Tcp => record::Protocol::Tcp,
                    Protocol::Udp => record::Protocol::Udp,
                },
            });
        }
    }
    Ok(ports)
}

fn free_port(ip: Option<std::net::IpAddr>) -> Result<u16> {
    let ip = ip.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED.into());
    let listener = std::net::TcpListener::bind((ip, 0)).with_context(|| format!("no free port on {ip}"))?;
    Ok(listener.local_addr().context("cannot learn the port's number")?.port())
}
