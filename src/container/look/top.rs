//! The processes of a container, from the host's /proc; and ps(1) of the host, looking at them.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::os::fd::{AsFd, AsRawFd};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::container::inside::{Messages, View, beside, in_container};
use crate::container::{Engine, exec};
use crate::error::{Context, Error, Result};
use crate::store::containers::Record;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace::{self, Kind};
use crate::sys::path;
use crate::sys::process::{self, Fork};

/// Clock ticks a second in what /proc shows (USER_HZ of Linux).
const TICKS: u64 = 100;

/// So many bytes of a file go into one message.
const PIECE: usize = 8192;

/// The largest file of names that is read.
const LARGEST: usize = 1 << 20;

/// What is known of a process.
#[derive(Debug, Clone, Default)]
pub(crate) struct Process {
    /// Its number on the host.
    pub(crate) host_pid: i32,
    /// Its number in the container, its parent's there (0 for one from outside), and its group's.
    pub(crate) pid: i32,
    pub(crate) parent: i32,
    pub(crate) group: i32,
    pub(crate) name: String,
    /// Empty for a process of the kernel or one that is gone.
    pub(crate) arguments: Vec<String>,
    pub(crate) state: String,
    pub(crate) nice: i32,
    /// The kernel's number of the terminal; 0 for none.
    pub(crate) terminal: u32,
    /// Real and effective ids, and supplementary groups, as the host has them.
    pub(crate) uids: [u32; 2],
    pub(crate) gids: [u32; 2],
    pub(crate) groups: Vec<u32>,
    /// Bytes.
    pub(crate) virtual_size: u64,
    pub(crate) resident: u64,
    /// Time on processors, and time since its start.
    pub(crate) cpu: Duration,
    pub(crate) elapsed: Duration,
    /// `CapInh` and so on, as sets of bits.
    pub(crate) capabilities: HashMap<String, u64>,
    pub(crate) seccomp: u32,
    pub(crate) label: String,
}

/// The processes of a container that runs, and what their ids are called in it.
#[derive(Debug)]
pub(crate) struct Processes {
    pub(crate) list: Vec<Process>,
    pub(crate) users: Ids,
    pub(crate) groups: Ids,
}

/// What the host's ids are in the container.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// First id inside, first id outside, how many.
    ranges: Vec<[u32; 3]>,
    names: HashMap<u32, String>,
}

impl Ids {
    fn new(map: &str, file: &str) -> Self {
        let range = |line: &str| {
            let mut fields = line.split_whitespace().map(|field| field.parse().ok());
            Some([fields.next()??, fields.next()??, fields.next()??])
        };
        Ids { ranges: map.lines().filter_map(range).collect(), names: names(file) }
    }

    /// The id in the container; none when it has no such id.
    pub(crate) fn inside(&self, id: u32) -> Option<u32> {
        self.ranges.iter().find_map(|[inside, outside, len]| {
            let at = id.checked_sub(*outside).filter(|at| at < len)?;
            inside.checked_add(at)
        })
    }

    /// Its name in the container, or its number there.
    pub(crate) fn name(&self, id: u32) -> String {
        let Some(id) = self.inside(id) else { return "?".to_owned() };
        self.names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// The names of the ids in a file such as /etc/passwd.
pub(crate) fn names(file: &str) -> HashMap<u32, String> {
    let entry = |line: &str| {
        let mut fields = line.split(':');
        Some((fields.clone().nth(2)?.parse().ok()?, fields.next()?.to_owned()))
    };
    // The first line of an id counts.
    file.lines().rev().filter_map(entry).collect()
}

/// Looks at the processes of a container that runs. This process must have one thread.
pub(crate) fn processes(engine: &Engine<'_>, record: &Record) -> Result<Processes> {
    let (target, _) = exec::target(record)?;
    let target = target.as_raw_nonzero().get();
    let read = |path: String| std::fs::read_to_string(&path).with_context(|| format!("read {path}"));
    let (uid_map, gid_map) = (read(format!("/proc/{target}/uid_map"))?, read(format!("/proc/{target}/gid_map"))?);
    let uptime = uptime()?;
    let pids = members(record, target)?;
    let mut list: Vec<Process> = pids.into_iter().filter_map(|pid| look_at(pid, uptime)).collect();
    let inside: HashMap<i32, i32> = list.iter().map(|process| (process.host_pid, process.pid)).collect();
    for process in &mut list {
        process.parent = inside.get(&process.parent).copied().unwrap_or(0);
    }
    list.sort_by_key(|process| process.pid);
    let file = |path: &str| file_of(engine, record, path).unwrap_or_default();
    let users = Ids::new(&uid_map, &file("etc/passwd"));
    let groups = Ids::new(&gid_map, &file("etc/group"));
    Ok(Processes { list, users, groups })
}

/// Those in the container's pid namespace; where that is the host's, those that descend from what was started in it.
fn members(record: &Record, target: i32) -> Result<Vec<i32>> {
    let wanted = namespace::number(target, Kind::Pid)?;
    let entries = std::fs::read_dir("/proc").context("read /proc")?;
    let all = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let first = record.state.process.map(|process| process.pid);
    let own = rustix::process::getpid().as_raw_nonzero().get();
    if wanted != namespace::number(own, Kind::Pid)? {
        let is_member = |pid: &i32| Some(*pid) == first || namespace::number(*pid, Kind::Pid).ok() == Some(wanted);
        return Ok(all.filter(is_member).collect());
    }
    let started = record.exec_sessions().into_iter().map(|(_, process)| process.pid).chain(first);
    let started: Vec<i32> = started.collect();
    let line = |pid: i32| std::iter::successors(Some(pid), |pid| parent(*pid));
    Ok(all.filter(|pid| line(*pid).any(|pid| started.contains(&pid))).collect())
}

fn parent(pid: i32) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok().filter(|parent| *parent > 0)
}

fn uptime() -> Result<Duration> {
    let text = std::fs::read_to_string("/proc/uptime").context("read /proc/uptime")?;
    let seconds = text.split_whitespace().next().and_then(|first| first.parse().ok());
    Ok(Duration::from_secs_f64(seconds.context("/proc/uptime is empty")?))
}

/// Reads what /proc says of a process (proc_pid_stat(5), proc_pid_status(5)); nothing when it is gone.
fn look_at(pid: i32, uptime: Duration) -> Option<Process> {
    let read = |name: &str| std::fs::read(format!("/proc/{pid}/{name}")).ok();
    let text = |name| read(name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let status = text("status")?;
    let status: HashMap<&str, &str> =
        status.lines().filter_map(|line| line.split_once(':')).map(|(key, value)| (key, value.trim())).collect();
    let stat = text("stat")?;
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    // The third field of the file is the first after the name.
    let number = |field: usize| fields.get(field - 3)?.parse::<i64>().ok();
    let ticks = |count: i64| Duration::from_millis(u64::try_from(count).unwrap_or(0) * (1000 / TICKS));
    let numbers = |key: &str| -> Vec<u32> {
        let value = status.get(key).copied().unwrap_or_default();
        value.split_whitespace().filter_map(|number| number.parse().ok()).collect()
    };
    let last = |key: &str| status.get(key)?.split_whitespace().last()?.parse().ok();
    let [uid, euid, ..] = numbers("Uid")[..] else { return None };
    let [gid, egid, ..] = numbers("Gid")[..] else { return None };
    let bits = |(key, value): (&&str, &&str)| Some(((*key).to_owned(), u64::from_str_radix(value, 16).ok()?));
    let arguments = read("cmdline").unwrap_or_default();
    let arguments = arguments.strip_suffix(b"\0").unwrap_or(&arguments);
    let arguments = arguments.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned());
    Some(Process {
        host_pid: pid,
        pid: last("NSpid").unwrap_or(pid),
        parent: last("PPid")?,
        group: last("NSpgid").unwrap_or_default(),
        name: status.get("Name").copied().unwrap_or_default().to_owned(),
        arguments: arguments.collect(),
        state: (*fields.first()?).to_owned(),
        nice: i32::try_from(number(19)?).ok()?,
        terminal: u32::try_from(number(7)?).ok()?,
        uids: [uid, euid],
        gids: [gid, egid],
        groups: numbers("Groups"),
        virtual_size: u64::try_from(number(23)?).ok()?,
        resident: u64::from(numbers("VmRSS").first().copied().unwrap_or(0)) * 1024,
        cpu: ticks(number(14)? + number(15)?),
        elapsed: uptime.saturating_sub(ticks(number(22)?)),
        capabilities: status.iter().filter(|(key, _)| key.starts_with("Cap")).filter_map(bits).collect(),
        seccomp: numbers("Seccomp").first().copied().unwrap_or(0),
        label: text("attr/current").map(|label| label.trim_end_matches(['\0', '\n']).to_owned()).unwrap_or_default(),
    })
}

/// A small file of the container.
fn file_of(engine: &Engine<'_>, record: &Record, name: &str) -> Result<String> {
    let worker = in_container(engine, record, View::Root, &[], |root, messages| {
        let text = path::read_in(root, Path::new(name), LARGEST)?.unwrap_or_default();
        text.chunks(PIECE).try_for_each(|piece| messages.send(piece))
    })?;
    let mut text = Vec::new();
    while let Some(piece) = worker.next_word()? {
        text.extend(piece);
    }
    worker.finish()?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// What the host's ps(1) prints with these arguments where it sees the container's processes only. This process must have
/// one thread.
pub(crate) fn ps(record: &Record, arguments: &[String]) -> Result<String> {
    let (_, target) = exec::target(record)?;
    let worker = beside(record, &[target.as_raw_fd()], |messages| {
        namespace::unshare_mount()?;
        mount::set_propagation(Path::new("/"), Propagation::Slave)?;
        namespace::join_process(target.as_fd(), &[Kind::Pid])?;
        // Only children are in the namespace. The one that mounts its /proc is gone when ps looks.
        match process::fork()? {
            Fork::Child => {
                let said = mount_proc().or_else(|error| messages.fail(&error).and(Err(error)));
                process::exit_now(u8::from(said.is_err()))
            }
            Fork::Parent(child) => match process::wait(process::pidfd_open(child)?.as_fd())?.code() {
                0 => run_ps(arguments, messages),
                _ => Ok(()),
            },
        }
    })?;
    let mut output = Vec::new();
    while let Some(piece) = worker.next_word()? {
        output.extend(piece);
    }
    worker.finish()?;
    let output = String::from_utf8_lossy(&output);
    // That it sees itself as well is of no interest.
    let itself = format!("ps {}", arguments.join(" "));
    Ok(output.lines().filter(|line| !line.contains(&itself)).map(|line| format!("{line}\n")).collect())
}

fn mount_proc() -> Result<()> {
    let proc = mount::new_filesystem("proc", &[], mount::Attributes::empty())?;
    mount::attach_at(proc.as_fd(), Path::new("/proc")).context("mount /proc")
}

fn run_ps(arguments: &[String], messages: &Messages) -> Result<()> {
    let output = Command::new("ps").args(arguments).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Error::new("ps is not installed").hint("install the package `procps`"),
        _ => Error::new(format!("cannot execute ps: {error}")),
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed");
        return Err(Error::new(format!("ps: {}", first.trim_start_matches("error: "))).into());
    }
    output.stdout.chunks(PIECE).try_for_each(|piece| messages.send(piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_names_inside() {
        let ids = Ids::new("0 1000 1\n1 100000 65536\n", "root:x:0:0::/:\ntwin:x:0:0::/:\nwww:x:33:33::/:\n");
        assert_eq!(ids.name(1000), "root");
        assert_eq!(ids.name(100_032), "www");
        assert_eq!(ids.name(100_000), "1");
        assert_eq!(ids.name(5), "?");
    }

    #[test]
    fn this_process_is_seen() {
        let own = std::process::id().cast_signed();
        let process = look_at(own, uptime().unwrap()).unwrap();
        assert_eq!((process.host_pid, process.uids[1]), (own, rustix::process::geteuid().as_raw()));
        assert!(process.virtual_size > process.resident && process.resident > 0);
        assert!(process.capabilities.contains_key("CapBnd") && !process.arguments.is_empty());
        assert!(process.elapsed < Duration::from_secs(3600));
        assert!(look_at(i32::MAX, Duration::ZERO).is_none());
    }
}
