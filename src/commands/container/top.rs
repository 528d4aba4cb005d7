//! `coracle top`.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::cli::TopArgs;
use crate::commands::Context;
use crate::container::{self, Engine, Process, Processes};
use crate::error::Result;
use crate::runtime::spec;
use crate::ui::{Table, out, time};

/// What is shown when nothing is chosen.
const USUAL: [&str; 8] = ["user", "pid", "ppid", "pcpu", "etime", "tty", "time", "args"];

/// What a column is filled from.
struct View<'a> {
    processes: &'a Processes,
    host_users: HashMap<u32, String>,
    host_groups: HashMap<u32, String>,
}

/// A column: what it is called, its code in ps(1), its heading, and its cells.
type Column = (&'static str, &'static str, &'static str, fn(&Process, &View<'_>) -> String);

const COLUMNS: [Column; 31] = [
    ("args", "%a", "COMMAND", |process, _| command_line(process)),
    ("capamb", "", "AMBIENT CAPS", |process, _| capabilities(process, "CapAmb")),
    ("capbnd", "", "BOUNDING CAPS", |process, _| capabilities(process, "CapBnd")),
    ("capeff", "", "EFFECTIVE CAPS", |process, _| capabilities(process, "CapEff")),
    ("capinh", "", "INHERITED CAPS", |process, _| capabilities(process, "CapInh")),
    ("capprm", "", "PERMITTED CAPS", |process, _| capabilities(process, "CapPrm")),
    ("comm", "%c", "COMMAND", |process, _| process.name.clone()),
    ("etime", "%t", "ELAPSED", |process, _| time::go_duration(process.elapsed)),
    ("group", "%G", "GROUP", |process, view| view.processes.groups.name(process.gids[1])),
    ("groups", "", "GROUPS", |process, view| {
        process.groups.iter().map(|gid| view.processes.groups.name(*gid)).collect::<Vec<_>>().join(",")
    }),
    ("hgroup", "", "HGROUP", |process, view| on_host(&view.host_groups, process.gids[1])),
    ("hgroups", "", "HGROUPS", |process, view| {
        process.groups.iter().map(|gid| on_host(&view.host_groups, *gid)).collect::<Vec<_>>().join(",")
    }),
    ("hpid", "", "HPID", |process, _| process.host_pid.to_string()),
    ("huid", "", "HUID", |process, _| process.uids[1].to_string()),
    ("huser", "", "HUSER", |process, view| on_host(&view.host_users, process.uids[1])),
    ("label", "", "LABEL", |process, _| if process.label.is_empty() { "?".into() } else { process.label.clone() }),
    ("nice", "%n", "NI", |process, _| process.nice.to_string()),
    ("pcpu", "%C", "%CPU", |process, _| percent(process)),
    ("pgid", "%r", "PGID", |process, _| process.group.to_string()),
    ("pid", "%p", "PID", |process, _| process.pid.to_string()),
    ("ppid", "%P", "PPID", |process, _| process.parent.to_string()),
    ("rgroup", "%g", "RGROUP", |process, view| view.processes.groups.name(process.gids[0])),
    ("rss", "", "RSS", |process, _| (process.resident / 1024).to_string()),
    ("ruser", "%u", "RUSER", |process, view| view.processes.users.name(process.uids[0])),
    ("seccomp", "", "SECCOMP", |process, _| seccomp(process).to_owned()),
    ("state", "", "STATE", |process, _| process.state.clone()),
    ("stime", "", "STIME", |process, _| started(process)),
    ("time", "%x", "TIME", |process, _| time::go_duration(process.cpu)),
    ("tty", "%y", "TTY", |process, _| terminal(process.terminal)),
    ("user", "%U", "USER", |process, view| view.processes.users.name(process.uids[1])),
    ("vsz", "%z", "VSZ", |process, _| (process.virtual_size / 1024).to_string()),
];

/// Shows the processes of a container.
pub(crate) fn top(args: &TopArgs, context: &Context) -> Result<u8> {
    let TopArgs { latest, container_and_descriptors: words } = args;
    let store = context.store()?;
    let engine = Engine { store, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let (record, descriptors) = match words.split_first() {
        Some((name, descriptors)) if !latest => (container::find(store, name)?, descriptors),
        _ => (container::latest(store)?, words.as_slice()),
    };
    let Some(columns) = columns(descriptors) else {
        let arguments = match descriptors {
            [line] => shell_words::split(line)?,
            words => words.to_vec(),
        };
        return out::text(&container::ps(&record, &arguments)?).map(|()| 0);
    };
    let processes = container::processes(&engine, &record)?;
    let host = |file| container::id_names(&std::fs::read_to_string(file).unwrap_or_default());
    let view = View { processes: &processes, host_users: host("/etc/passwd"), host_groups: host("/etc/group") };
    let heading: Vec<&str> = columns.iter().map(|(_, _, heading, _)| *heading).collect();
    let mut table = Table::new(Some(&heading));
    for process in &processes.list {
        table.push(columns.iter().map(|(_, _, _, cell)| cell(process, &view)).collect());
    }
    out::text(&table.render()).map(|()| 0)
}

/// The columns that are meant; none when something else is among them.
fn columns(words: &[String]) -> Option<Vec<Column>> {
    let words: Vec<&str> = words.iter().flat_map(|word| word.split(',')).filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { &USUAL[..] } else { &words };
    let column = |word: &&str| {
        let is_meant = |(name, code, ..): &&Column| word == name || (!code.is_empty() && word == code);
        COLUMNS.iter().find(is_meant).copied().or_else(|| (*word == "uid").then_some(UID))
    };
    words.iter().map(column).collect()
}

/// The effective user by number.
const UID: Column = ("uid", "", "UID", |process, view| {
    view.processes.users.inside(process.uids[1]).map_or_else(|| "?".to_owned(), |uid| uid.to_string())
});

fn command_line(process: &Process) -> String {
    match process.arguments.join(" ") {
        line if line.is_empty() => format!("[{}]", process.name),
        line => line.replace(['\n', '\t'], " "),
    }
}

fn capabilities(process: &Process, set: &str) -> String {
    spec::describe_capabilities(process.capabilities.get(set).copied().unwrap_or(0))
}

fn on_host(names: &HashMap<u32, String>, id: u32) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

fn percent(process: &Process) -> String {
    let elapsed = process.elapsed.as_secs_f64();
    let share = if elapsed > 0.0 { 100.0 * process.cpu.as_secs_f64() / elapsed } else { 0.0 };
    format!("{share:.3}")
}

fn seccomp(process: &Process) -> &'static str {
    match process.seccomp {
        0 => "disabled",
        1 => "strict",
        2 => "filter",
        _ => "?",
    }
}

fn started(process: &Process) -> String {
    let elapsed = SignedDuration::try_from(Duration::from_secs(process.elapsed.as_secs())).unwrap_or_default();
    Timestamp::now().checked_sub(elapsed).map(time::go_string_local).unwrap_or_default()
}

/// The terminal with this number in the kernel's encoding (proc_pid_stat(5), `tty_nr`).
fn terminal(number: u32) -> String {
    let (major, minor) = ((number >> 8) & 0xfff, (number & 0xff) | ((number >> 12) & 0xfff00));
    match major {
        0 => "?".to_owned(),
        4 => format!("tty{minor}"),
        // Pseudoterminals have eight major numbers (devices.txt).
        136..=143 => format!("pts/{}", minor + (major - 136) * 256),
        _ => format!("{major}:{minor}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_or_arguments_of_ps() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let headings =
            |text: &str| columns(&words(text)).map(|all| all.iter().map(|column| column.2).collect::<Vec<_>>());
        assert_eq!(headings("pid,hpid %C uid").unwrap(), ["PID", "HPID", "%CPU", "UID"]);
        assert_eq!(columns(&[]).unwrap().len(), USUAL.len());
        for text in ["-ef", "aux", "pid,nosuch"] {
            assert!(headings(text).is_none(), "{text}");
        }
    }

    #[test]
    fn terminals_have_names() {
        for (number, name) in [(0, "?"), (136 << 8, "pts/0"), ((136 << 8) | 7, "pts/7"), ((4 << 8) | 1, "tty1")] {
            assert_eq!(terminal(number), name);
        }
    }
}
