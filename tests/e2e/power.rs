//! A power cut: what is not synced may be gone, whatever was renamed. The order of system calls shows that nothing is published
//! before all that it needs was synced.

use crate::harness::TestEnv;
use crate::harness::registry;
use crate::harness::tarball::Tar;
use std::collections::HashMap;
use std::path::Path;

/// A system call of a trace: the lines on which it began and ended, and its text.
struct Call {
    start: usize,
    end: usize,
    text: String,
}

impl Call {
    fn is(&self, name: &str) -> bool {
        self.text.strip_prefix(name).is_some_and(|rest| rest.starts_with('('))
    }

    /// The descriptors' paths (`5</path>`) and strings of the arguments, in order.
    fn parts(&self) -> Vec<String> {
        let mut parts = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find(['<', '"']) {
            let close = if rest.as_bytes()[at] == b'<' { '>' } else { '"' };
            let Some(len) = rest[at + 1..].find(close) else { break };
            parts.push(rest[at + 1..at + 1 + len].to_owned());
            rest = &rest[at + len + 2..];
        }
        parts
    }
}

/// The calls that succeeded. Those that another thread's interrupt are on two lines: `unfinished` and `resumed`.
fn calls(trace: &str) -> Vec<Call> {
    let (mut calls, mut unfinished) = (Vec::new(), HashMap::new());
    for (at, line) in trace.lines().enumerate() {
        let Some((pid, text)) = line.split_once(' ') else { continue };
        let text = text.trim_start();
        if let Some(begun) = text.strip_suffix(" <unfinished ...>") {
            unfinished.insert(pid.to_owned(), (at, begun.to_owned()));
            continue;
        }
        let (start, text) = match text.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>")) {
            Some((_, rest)) => {
                let Some((start, begun)) = unfinished.remove(pid) else { continue };
                (start, begun + rest)
            }
            None => (at, text.to_owned()),
        };
        if !text.contains(" = -1 ") {
            calls.push(Call { start, end: at, text });
        }
    }
    calls
}

/// The calls of a command that change the store.
fn traced(env: &TestEnv, words: &str, arguments: &[&str]) -> Vec<Call> {
    let trace = env.home().join("trace");
    let flags = "-f -y -s 300 -e trace=write,pwrite64,writev,copy_file_range,ftruncate,rename,renameat,renameat2,symlink,symlinkat,syncfs,fsync,fdatasync -o";
    let strace = env.cmd_of("/usr/bin/strace").words(flags).arg(&trace).arg(env.program()).words(words);
    arguments.iter().fold(strace, |cmd, argument| cmd.arg(argument)).deadline(120).run().ok();
    calls(&std::fs::read_to_string(trace).expect("a trace"))
}

/// Where from and where to something was renamed.
fn renamed(call: &Call) -> Option<(String, String)> {
    if !["rename", "renameat", "renameat2"].iter().any(|name| call.is(name)) {
        return None;
    }
    let join = |dir: &str, name: &str| Path::new(dir).join(name).to_string_lossy().into_owned();
    match call.parts().as_slice() {
        [from, to] => Some((from.clone(), to.clone())),
        // Relative to the working directory or to directories.
        [from_dir, from, to_dir, to] => Some((join(from_dir, from), join(to_dir, to))),
        other => panic!("a rename of a new kind: {other:?}"),
    }
}

fn is_write(call: &Call) -> bool {
    ["write", "pwrite64", "writev", "copy_file_range", "ftruncate"].iter().any(|name| call.is(name))
}

/// Holds a trace to the rule: whatever gets a name in the store was synced after it was last written to; whoever refers to
/// objects and layers gets its name after theirs were synced.
#[track_caller]
fn in_order(env: &TestEnv, calls: &[Call]) {
    let store = env.store().to_string_lossy().into_owned();
    let below = |path: &str, dir: &str| path.strip_prefix(&format!("{store}/{dir}/")).is_some();
    let syncs: Vec<&Call> = calls.iter().filter(|call| call.is("syncfs")).collect();
    let synced = |after: usize, before: usize| syncs.iter().any(|sync| sync.start > after && sync.end < before);
    let writes: Vec<(&Call, String)> = calls
        .iter()
        .filter(|call| is_write(call))
        .filter_map(|call| Some((call, call.parts().into_iter().next()?)))
        .collect();
    let renames: Vec<(&Call, String, String)> =
        calls.iter().filter_map(|call| renamed(call).map(|(from, to)| (call, from, to))).collect();
    let published =
        |dir: &'static str| renames.iter().filter(move |(_, from, to)| below(to, dir) && below(from, "staging"));
    for (call, from, to) in ["objects", "layers", "images"].into_iter().flat_map(published) {
        // A large object had another name while it was written.
        let earlier = renames.iter().find(|(_, _, name)| name == from).map_or(from, |(_, name, _)| name);
        let inside = |path: &str| path == from || path == earlier || path.starts_with(&format!("{from}/"));
        for (write, path) in writes.iter().filter(|(write, path)| write.start < call.start && inside(path)) {
            assert!(synced(write.end, call.start), "{to} before a sync of {path}");
        }
    }
    let images: Vec<_> = published("images").collect();
    assert_eq!(images.len(), 1, "one image is published");
    let image = images[0].0;
    let before = |dir: &'static str| published(dir).filter(|(call, _, _)| call.start < image.start).collect::<Vec<_>>();
    assert!(!before("objects").is_empty() && !before("layers").is_empty(), "the trace shows what is published");
    for (call, _, to) in before("objects").into_iter().chain(before("layers")) {
        assert!(synced(call.end, image.start), "{to} has no durable name when the image gets its");
    }
    // The name is given, and then all of it is on the disk before the command says so.
    let named = calls.iter().filter(|call| {
        call.is("symlinkat") || call.is("symlink") || renamed(call).is_some_and(|(_, to)| below(&to, "names"))
    });
    let named = named.map(|call| call.end).max().expect("a name");
    assert!(named > image.start && synced(named, usize::MAX), "the name is durable");
}

#[test]
fn nothing_is_published_before_it_is_on_the_disk() {
    let env = TestEnv::new();
    let layers = format!("{}/layers", registry::plain());
    in_order(&env, &traced(&env, "pull -q --tls-verify=false", &[&layers]));
    let env = TestEnv::new();
    let tar = env.file("x.tar", Tar::new().file("large", vec![7; 3 << 20]).file("small", "x").end());
    in_order(&env, &traced(&env, "import -q", &[&tar.display().to_string(), "made"]));
    let env = TestEnv::new();
    let archive = crate::harness::cache::images().join("archives/docker.tar");
    in_order(&env, &traced(&env, "load -q -i", &[&archive.display().to_string()]));
}
