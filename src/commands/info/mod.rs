//! `coracle info`.

mod host;
mod keys;

use serde_json::{Value, json};

use super::{Context, version};
use crate::cli::InfoArgs;
use crate::config::Registries;
use crate::error::{self, Result};
use crate::rootfs::{Host, Reach, Wanted};
use crate::store::containers::{self, Plan, Status};
use crate::ui::{Format, format, out, yaml};

/// Shows the host, the store and the versions.
pub(crate) fn info(args: &InfoArgs, context: &Context) -> Result<u8> {
    let InfoArgs { format } = args;
    let format = Format::parse(format.as_deref())?;
    let facts = facts(context)?;
    match format {
        Format::Default => out::text(&yaml::yaml(&keys::as_json(&facts)))?,
        Format::Json => out::text(&format::json(&keys::as_json(&facts))?)?,
        format => _ = format.print_one(&with_docker_names(facts))?,
    }
    Ok(0)
}

/// The fields of podman-info(1) that are true here, by the names that templates use.
fn facts(context: &Context) -> Result<Value> {
    Ok(json!({
        "Host": host::facts(context)?,
        "Store": store(context)?,
        "Registries": registries(context)?,
        "Plugins": {
            "Authorization": null,
            "Log": ["k8s-file", "none", "passthrough", "journald"],
            "Network": ["none", "host", "pasta", "slirp4netns"],
            "Volume": ["local"],
        },
        "Version": version::client(),
    }))
}

fn registries(context: &Context) -> Result<Value> {
    Ok(json!({"search": Registries::load(&context.env)?.search_list()}))
}

fn store(context: &Context) -> Result<Value> {
    let store = context.store()?;
    let containers = containers::list(store)?;
    let running = containers.iter().filter(|record| record.state.status.is_up()).count();
    Ok(json!({
        "ContainerStore": {
            "Number": containers.len(),
            "Paused": containers.iter().filter(|record| record.state.status == Status::Paused).count(),
            "Running": running,
            "Stopped": containers.len() - running,
        },
        "GraphDriverName": "unionfs",
        "GraphOptions": options(context)?,
        "GraphRoot": context.dirs.data,
        "GraphStatus": plans(context)?,
        "ImageStore": {"Number": store.images()?.len()},
        "ImageCopyTmpDir": context.dirs.cache.join("blobs"),
        "RunRoot": context.dirs.runtime,
        "TransientStore": false,
        "VolumePath": store.volumes_dir(),
    }))
}

fn options(context: &Context) -> Result<Value> {
    Ok(match context.plan()? {
        Wanted::Fastest => json!({}),
        Wanted::Preferred(plan) | Wanted::Required(plan) => json!({"union.plan": plan}),
    })
}

/// How the next container's files are served and why, and which of the ways can be had.
fn plans(context: &Context) -> Result<Value> {
    let host = Host::new(context.store()?, &context.dirs.cache);
    let (plan, because) = match host.choose(context.plan()?, Reach::Store) {
        Ok(choice) => (choice.plan.as_str(), choice.reason),
        Err(error) => ("none", error::one_line(&error)),
    };
    let mut status = json!({"Plan": plan, "PlanBecause": because});
    let abilities = host.abilities();
    for plan in Plan::ALL {
        let answer = match &abilities {
            Ok(abilities) => abilities.why_not(plan).map_or_else(|| "yes".to_owned(), |why| format!("no: {why}")),
            Err(error) => format!("unknown: {error:#}"),
        };
        status[format!("{}{}", plan.as_str()[..1].to_uppercase(), &plan.as_str()[1..])] = answer.into();
    }
    Ok(status)
}

/// What `docker info` calls the same facts.
fn with_docker_names(mut facts: Value) -> Value {
    let at = |path: &str| facts.pointer(path).cloned().unwrap_or_default();
    let docker = json!({
        "ServerVersion": at("/Version/Version"),
        "Driver": at("/Store/GraphDriverName"),
        "DockerRootDir": at("/Store/GraphRoot"),
        "OSType": at("/Host/OS"),
        "Architecture": at("/Host/Arch"),
        "KernelVersion": at("/Host/Kernel"),
        "NCPU": at("/Host/CPUs"),
        "MemTotal": at("/Host/MemTotal"),
        "Name": at("/Host/Hostname"),
        "CgroupVersion": at("/Host/CgroupsVersion").as_str().unwrap_or_default().trim_start_matches('v'),
        "ContainersRunning": at("/Store/ContainerStore/Running"),
        "ContainersPaused": at("/Store/ContainerStore/Paused"),
        "ContainersStopped": at("/Store/ContainerStore/Stopped"),
        "Containers": at("/Store/ContainerStore/Number"),
        "Images": at("/Store/ImageStore/Number"),
        "SecurityOptions": if at("/Host/Security/Rootless") == true { vec!["name=seccomp", "name=rootless"] } else { vec!["name=seccomp"] },
    });
    if let (Some(facts), Value::Object(docker)) = (facts.as_object_mut(), docker) {
        facts.extend(docker);
    }
    facts
}
