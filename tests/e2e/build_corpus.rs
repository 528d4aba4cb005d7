//! The corpus of Dockerfiles, built, beside what buildah makes of them: the files of the new layers with content, owner,
//! mode, extended attributes and times, the config, and the history. What buildah made is in `expected.json`, written by `buildah-expect` beside it.

use crate::harness::{TestEnv, cache};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What an image's config says by an instruction.
const KEYS: [&str; 12] = [
    "Cmd",
    "Entrypoint",
    "Env",
    "ExposedPorts",
    "Healthcheck",
    "Labels",
    "OnBuild",
    "Shell",
    "StopSignal",
    "User",
    "Volumes",
    "WorkingDir",
];

/// The files of the context have this time (seconds since 1970), and one has an extended attribute.
const TIME: u64 = 1_000_000_000;
const XATTR: (&str, &str, &[u8]) = ("b.txt", "user.corpus", b"value");

/// What is younger than the base images was made by the build, whenever that was.
const DEFINED: u64 = 1_700_000_000;

/// What buildah leaves of the files that it mounts over, and directories that it names since something was made in them.
const LEFT_OVER: [&str; 5] = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/run/.containerenv", "/run/secrets"];

/// What has the day in it on which it was written.
const DATED: [&str; 2] = ["/etc/shadow", "/etc/shadow-"];

/// Where we decided for something else, and why.
const DECIDED: [(&str, &str); 22] = [
    ("add-chown", "--chown counts for what is unpacked too, as in BuildKit"),
    ("add-dir", OF_SOURCE),
    ("arg-hidden-by-env", "an argument that ENV hides is none of the command's"),
    ("copy-chmod-dir", OF_SOURCE),
    ("copy-dir", OF_SOURCE),
    ("copy-dir-slash", OF_SOURCE),
    ("copy-ignored", OF_SOURCE),
    ("copy-link-in-dir", OF_SOURCE),
    ("copy-root", OF_SOURCE),
    ("copy-star-dirs", OF_SOURCE),
    ("copy-star-new-dir", "a pattern that means several files makes a directory; buildah writes one over the other"),
    ("expose-range", "a range is its ports, as in Docker; readers of configs know nothing else"),
    ("from-lower-case", MADE),
    ("mix-config", MADE),
    ("shell-then-cmd", "the shell of SHELL is CMD's too, as the documentation says"),
    ("stages-env-inherited", "a user known by number alone is in group 0, as in a container"),
    ("volume-then-run", "what RUN writes below a volume stays, as in BuildKit"),
    ("workdir", MADE),
    ("workdir-relative", MADE),
    ("workdir-slashes", MADE),
    ("workdir-user", MADE),
    ("workdir-var", MADE),
];

const OF_SOURCE: &str =
    "a directory that COPY makes for the files of another has that one's time, so that the layer is always the same";
const MADE: &str = "WORKDIR makes its directory at once, as in BuildKit, and not only when a RUN needs it";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/dockerfiles")
}

#[test]
fn the_first_quarter_is_as_buildah_makes_it() {
    compare(0);
}

#[test]
fn the_second_quarter_is_as_buildah_makes_it() {
    compare(1);
}

#[test]
fn the_third_quarter_is_as_buildah_makes_it() {
    compare(2);
}

#[test]
fn the_last_quarter_is_as_buildah_makes_it() {
    compare(3);
}

fn compare(quarter: usize) {
    let expected: Value = serde_json::from_slice(&fs::read(corpus().join("expected.json")).unwrap()).unwrap();
    let expected = expected.as_object().unwrap();
    assert!(expected.len() >= 150, "{} expectations", expected.len());
    let env = TestEnv::debian();
    let context = make_context(&env);
    let mut findings = Vec::new();
    for (_, (name, expected)) in expected.iter().enumerate().filter(|(number, _)| number % 4 == quarter) {
        let built = match built(&env, &context, name) {
            Ok(built) => built,
            Err(error) => {
                findings.push(format!("{name}: {error}"));
                continue;
            }
        };
        // What buildah cannot build is built at least.
        if expected.is_null() {
            continue;
        }
        let mut differences = Vec::new();
        let Compared { config, files, history } = built;
        differ("config", expected["config"].as_object().unwrap(), &config, &mut differences);
        differ("files", &without_left_overs(expected["files"].as_object().unwrap()), &files, &mut differences);
        let theirs = expected["history"].as_array().unwrap().iter().map(|step| comparable(step.as_str().unwrap()));
        let (theirs, ours): (Vec<_>, Vec<_>) =
            (theirs.collect(), history.iter().map(|step| comparable(step)).collect());
        if theirs != ours {
            differences.push(format!("history: buildah {theirs:#?}, coracle {ours:#?}"));
        }
        let decided = DECIDED.iter().find(|(decided, _)| decided == name);
        if differences.is_empty() == decided.is_some() {
            findings.push(format!("{name}: {decided:?}\n  {}", differences.join("\n  ")));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// A step of a history without that in which we decided for something else:
/// - keywords are in capitals, and what stands behind these has its variables expanded and its quotes taken away, as in
///   BuildKit; the config is compared anyway;
/// - COPY and ADD name their destinations as absolute paths;
/// - WORKDIR has a layer when it makes a directory;
/// - arguments of RUN are counted, and not their words; nothing is written behind a command.
fn comparable(step: &str) -> String {
    let (text, empty) = step.strip_suffix(" [empty]").map_or((step, ""), |text| (text, " [empty]"));
    let Some(instruction) = text.strip_prefix("/bin/sh -c #(nop) ") else {
        let counted = regex::Regex::new(r"^\|\d+ ").unwrap();
        return counted.replace(text.trim_end(), "| ").into_owned() + empty;
    };
    let (keyword, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    match keyword.to_uppercase().as_str() {
        keyword @ ("ARG" | "ENV" | "EXPOSE" | "LABEL" | "USER") => format!("{keyword}{empty}"),
        keyword @ ("ADD" | "COPY") => format!("{keyword} {}{empty}", rest.split(" in ").next().unwrap_or_default()),
        "WORKDIR" => format!("WORKDIR {rest}"),
        keyword => format!("{keyword} {rest}{empty}"),
    }
}

fn differ(what: &str, theirs: &Map<String, Value>, ours: &Map<String, Value>, differences: &mut Vec<String>) {
    let names: std::collections::BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
    for name in names {
        let (theirs, ours) = (theirs.get(name), ours.get(name));
        // Which directories of the base image are in a layer for their times is nobody's business.
        let is_directory =
            |entry: Option<&Value>| entry.and_then(Value::as_str).is_none_or(|text| text.starts_with("dir "));
        let is_named_only =
            what == "files" && (theirs.is_none() || ours.is_none()) && is_directory(theirs) && is_directory(ours);
        if theirs != ours && !(is_named_only && is_of_a_base(name)) {
            differences.push(format!("{what} {name}: buildah {theirs:?}, coracle {ours:?}"));
        }
    }
}

fn is_of_a_base(path: &str) -> bool {
    ["/", "/bin", "/dev", "/etc", "/home", "/proc", "/root", "/run", "/sys", "/tmp", "/usr", "/var", "/opt"]
        .contains(&path)
}

fn without_left_overs(files: &Map<String, Value>) -> Map<String, Value> {
    let is_compared = |path: &str| !LEFT_OVER.contains(&path) && !DATED.contains(&path);
    files.iter().filter(|(path, _)| is_compared(path)).map(|(p, e)| (p.clone(), e.clone())).collect()
}

/// The context, with the times that its files are to have.
fn make_context(env: &TestEnv) -> PathBuf {
    let context = env.home().join("context");
    let run = |program: &str, words: &str| {
        let words = shell_words::split(words).unwrap();
        assert!(Command::new(program).args(words).arg(&context).status().unwrap().success(), "{program}");
    };
    run("cp", &format!("-rP {}", corpus().join("context").display()));
    let (name, key, value) = XATTR;
    rustix::fs::setxattr(context.join(name), key, value, rustix::fs::XattrFlags::empty()).unwrap();
    run("sh", &format!("-ec 'find \"$0\" -exec touch -h -d @{TIME} {{}} +'"));
    context
}

/// What is compared of an image.
struct Compared {
    config: Map<String, Value>,
    files: Map<String, Value>,
    history: Vec<String>,
}

/// What we make of one.
fn built(env: &TestEnv, context: &Path, name: &str) -> Result<Compared, String> {
    let file = corpus().join(format!("{name}.Dockerfile"));
    let text = fs::read_to_string(&file).unwrap();
    let options = text.lines().last().and_then(|line| line.strip_prefix("# build: ")).unwrap_or_default();
    let build = env.cmd("build -q -t localhost/corpus").words(options).arg("-f").arg(&file);
    let output = build.arg(context).deadline(300).run();
    if output.exit() != 0 {
        return Err(format!("exit code {}: {}", output.exit(), output.stderr));
    }
    let saved = env.home().join(format!("saved-{name}"));
    let save = env.cmd("save -q --uncompressed --format oci-dir localhost/corpus -o").arg(&saved).run();
    if save.exit() != 0 {
        return Err(format!("save: {}", save.stderr));
    }
    let image = Image::open(&saved);
    let config = image.config["config"].as_object().cloned().unwrap_or_default();
    let is_set = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(items) => !items.is_empty(),
        _ => true,
    };
    let config = config.into_iter().filter(|(key, value)| KEYS.contains(&key.as_str()) && is_set(value)).collect();
    let (base_layers, base_history) = image.base();
    let files = without_left_overs(&image.files(base_layers));
    let history = image.history().into_iter().skip(base_history).collect();
    fs::remove_dir_all(&saved).unwrap();
    Ok(Compared { config, files, history })
}

/// An image in an OCI directory.
struct Image {
    dir: PathBuf,
    manifest: Value,
    config: Value,
}

impl Image {
    fn open(dir: &Path) -> Self {
        let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
        let index = json(&fs::read(dir.join("index.json")).unwrap());
        let manifest = json(&blob(dir, index["manifests"][0]["digest"].as_str().unwrap()));
        let config = json(&blob(dir, manifest["config"]["digest"].as_str().unwrap()));
        Self { dir: dir.to_owned(), manifest, config }
    }

    fn layers(&self) -> Vec<Value> {
        self.config["rootfs"]["diff_ids"].as_array().cloned().unwrap_or_default()
    }

    /// How many of the layers are those of `busybox` or `debian`, and how much of the history is.
    fn base(&self) -> (usize, usize) {
        let own = self.layers();
        let bases = ["busybox", "debian"].map(|name| Image::open(&cache::images().join("oci").join(name)));
        let found = bases.iter().find(|base| own.starts_with(&base.layers()));
        found.map_or((0, 0), |base| (base.layers().len(), base.history().len()))
    }

    /// What made each layer, or none. What is copied is named by digests of the engine's own.
    fn history(&self) -> Vec<String> {
        let digest = regex::Regex::new("(file|dir|multi):[0-9a-f]{64}").unwrap();
        let step = |entry: &Value| {
            let text = digest.replace_all(entry["created_by"].as_str().unwrap_or_default(), "*").into_owned();
            text + if entry["empty_layer"] == true { " [empty]" } else { "" }
        };
        self.config["history"].as_array().into_iter().flatten().map(step).collect()
    }

    /// The files of the layers above the first `base`, each described in a line.
    fn files(&self, base: usize) -> Map<String, Value> {
        let mut found = BTreeMap::new();
        for layer in self.manifest["layers"].as_array().unwrap().iter().skip(base) {
            let bytes = blob(&self.dir, layer["digest"].as_str().unwrap());
            let mut plain = Vec::new();
            if bytes.starts_with(&[0x1f, 0x8b]) {
                flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut plain).unwrap();
            } else {
                plain = bytes;
            }
            apply(&plain, &mut found);
        }
        found.into_iter().map(|(path, entry)| (path, Value::String(entry))).collect()
    }
}

fn blob(dir: &Path, digest: &str) -> Vec<u8> {
    fs::read(dir.join("blobs").join(digest.replace(':', "/"))).unwrap()
}

/// Lays a layer over what is there.
fn apply(tar: &[u8], found: &mut BTreeMap<String, String>) {
    let mut archive = tar::Archive::new(tar);
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let path = format!("/{}", path.trim_start_matches("./").trim_matches('/'));
        let (above, name) = path.rsplit_once('/').unwrap();
        if name == ".wh..wh..opq" {
            found.retain(|path, _| !path.starts_with(&format!("{above}/")));
            found.entry(above.to_owned()).or_insert_with(|| "dir".to_owned()).push_str(" opaque");
        } else if let Some(name) = name.strip_prefix(".wh.") {
            let gone = format!("{above}/{name}");
            found.retain(|path, _| *path != gone && !path.starts_with(&format!("{gone}/")));
            found.insert(gone, "gone".to_owned());
        } else {
            let described = describe(&mut entry, found);
            found.insert(path, described);
        }
    }
}

fn describe(entry: &mut tar::Entry<'_, &[u8]>, found: &BTreeMap<String, String>) -> String {
    let header = entry.header();
    let (mode, uid, gid) = (header.mode().unwrap() & 0o7777, header.uid().unwrap(), header.gid().unwrap());
    let (kind, time) = (header.entry_type(), header.mtime().unwrap());
    let target = entry.link_name().unwrap().map(|target| target.to_string_lossy().into_owned());
    match (kind, target) {
        (tar::EntryType::Symlink, Some(target)) => return format!("link {uid}:{gid} -> {target}"),
        (tar::EntryType::Link, Some(target)) => {
            let target = format!("/{}", target.trim_start_matches("./").trim_matches('/'));
            return found.get(&target).cloned().unwrap_or_else(|| "file of a lower layer".to_owned());
        }
        _ => {}
    }
    let name = match kind {
        tar::EntryType::Directory => "dir",
        tar::EntryType::Fifo => "fifo",
        _ => "file",
    };
    let mut text = format!("{name} {mode:04o} {uid}:{gid}");
    if name == "file" {
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        text.push(' ');
        Sha256::digest(&bytes).iter().take(8).for_each(|byte| write!(text, "{byte:02x}").unwrap());
    }
    if time <= DEFINED {
        write!(text, " @{time}").unwrap();
    }
    let mut xattrs = BTreeMap::new();
    for extension in entry.pax_extensions().unwrap().into_iter().flatten().flatten() {
        if let Some(key) = extension.key().ok().and_then(|key| key.strip_prefix("SCHILY.xattr.")) {
            xattrs.insert(key.to_owned(), extension.value_bytes().to_owned());
        }
    }
    for (key, value) in xattrs {
        write!(text, " {key}=").unwrap();
        value.iter().for_each(|byte| write!(text, "{byte:02x}").unwrap());
    }
    text
}
