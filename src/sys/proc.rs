//! What /proc says about processes.

/// When the process started, in clock ticks since boot: field 22 of proc_pid_stat(5). Nothing if it is gone.
///
/// Together with its number this names a process for good: numbers are used again, such pairs are not.
pub(crate) fn start_time(pid: i32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    parse_start_time(&stat)
}

/// The oldest child of a process of one thread (proc_pid_task(5), `children`).
pub(crate) fn first_child(pid: i32) -> Option<i32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_ascii_whitespace().next()?.parse().ok()
}

/// Where in this process's memory the words are that it was started with, and where they end: fields 48 and 49 of
/// proc_pid_stat(5).
pub(crate) fn own_words() -> Option<(usize, usize)> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(45);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

/// The processes that live in the session of `leader`, and all that are below it or one of them.
pub(crate) fn session(leader: i32) -> Vec<i32> {
    let mut all: Vec<Process> = processes().collect();
    let mut found: Vec<i32> = Vec::new();
    loop {
        let belongs =
            |process: &Process| process.pid == leader || process.session == leader || found.contains(&process.parent);
        let (more, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(belongs);
        if more.is_empty() {
            return found;
        }
        found.extend(more.iter().map(|process| process.pid));
        all = rest;
    }
}

struct Process {
    pid: i32,
    parent: i32,
    session: i32,
}

/// All processes that live.
fn processes() -> impl Iterator<Item = Process> {
    let pids = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    pids.filter_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        let alive = fields.next()? != "Z";
        let (parent, session) = (fields.next()?.parse().ok()?, fields.nth(1)?.parse().ok()?);
        alive.then_some(Process { pid, parent, session })
    })
}

/// The process's name stands in parentheses and may hold anything, parentheses included.
fn parse_start_time(stat: &str) -> Option<u64> {
    let (_, after_name) = stat.rsplit_once(')')?;
    after_name.split_ascii_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_parentheses_and_spaces_do_not_shift_the_fields() {
        let stat = "42 (a) b (c)) S 1 42 42 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";
        assert_eq!(parse_start_time(stat), Some(987_654));
        assert_eq!(parse_start_time("nonsense"), None);
    }

    #[test]
    fn sessions_have_their_children() {
        let script = "setsid sleep 1000 & sleep 1000 & wait";
        let mut child = std::process::Command::new("setsid").args(["sh", "-c", script]).spawn().unwrap();
        let leader = child.id().cast_signed();
        while session(leader).len() < 3 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        while let [_, ..] = session(leader)[..] {
            session(leader).into_iter().for_each(crate::sys::process::kill);
            let _ = child.try_wait();
        }
        child.wait().unwrap();
        assert!(!processes().any(|process| process.session == leader));
    }

    #[test]
    fn this_process_has_a_start_time() {
        assert!(start_time(std::process::id().cast_signed()).is_some());
        assert_eq!(start_time(i32::MAX), None);
    }
}
