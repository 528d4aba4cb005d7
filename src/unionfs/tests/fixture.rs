//! Layers made from directories, and a union of them mounted for a test.

use std::fs::{self, File};
use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::layer::index::{Builder, Content, Index, NewNode, Time};
use crate::name::Digest;
use crate::store::containers::Plan;
use crate::sys::mount;
use crate::sys::overlay::{Lower, Overlay};
use crate::unionfs::{Contents, Ids, ImageOptions, Options, Serving, serve, serve_image};

const MARK: &str = "CORACLE_TEST_NAMESPACE";

/// Runs `body` in a new user and mount namespace, as its root: the test binary runs again, for this test alone.
/// `name` is the full name of the test that calls this.
pub(super) fn in_namespace(name: &str, body: impl FnOnce()) {
    in_namespace_with(name, &["--map-root-user"], body);
}

/// The same, in a namespace that has 65536 ids: subordinate ones, or for root its own.
pub(super) fn in_namespace_of_many_ids(name: &str, body: impl FnOnce()) {
    if rustix::process::geteuid().is_root() {
        return in_namespace_with(name, &["sh", "-c", "read -r mapped && exec \"$0\" \"$@\""], body);
    }
    in_namespace_with(name, &["--map-root-user", "--map-auto"], body);
}

fn in_namespace_with(name: &str, words: &[&str], body: impl FnOnce()) {
    if std::env::var_os(MARK).is_some_and(|value| value == name) {
        return body();
    }
    let mut child = Command::new("unshare")
        .args(["--user", "--mount"])
        .args(words)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1", "--include-ignored"])
        .env(MARK, name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if words.contains(&"sh") {
        map_ids(&mut child);
    }
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success() && text.contains("1 passed"), "{name}: {}\n{text}", output.status);
}

/// Maps root's ids to themselves, and tells the child. (unshare asks newuidmap even as root.)
fn map_ids(child: &mut Child) {
    let own = fs::read_link("/proc/self/ns/user").unwrap();
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    while fs::read_link(process.join("ns/user")).unwrap() == own {
        std::thread::sleep(Duration::from_millis(1));
    }
    for map in ["uid_map", "gid_map"] {
        fs::write(process.join(map), "0 0 65536").unwrap();
    }
    writeln!(child.stdin.take().unwrap()).unwrap();
}

/// A place for layers, contents, and a mounted union.
pub(super) struct Fixture {
    pub(super) base: PathBuf,
    /// The upper directory, its work directory, and where the union is mounted.
    pub(super) upper: PathBuf,
    pub(super) work: PathBuf,
    pub(super) mountpoint: PathBuf,
    indexes: Vec<Vec<u8>>,
    serving: Option<Serving>,
    pub(super) plan: Plan,
    pub(super) ids: Ids,
    _guard: Option<tempfile::TempDir>,
}

impl Fixture {
    /// On the disk, where copies and attributes behave as they do for users.
    pub(super) fn new() -> Fixture {
        let guard = tempfile::Builder::new().prefix("unionfs").tempdir_in("/var/tmp").unwrap();
        let mut fixture = Fixture::at(guard.path());
        fixture._guard = Some(guard);
        fixture
    }

    pub(super) fn at(base: &Path) -> Fixture {
        crate::store::Store::open(base).unwrap();
        for dir in ["objects", "upper", "work", "served", "mnt"] {
            fs::create_dir_all(base.join(dir)).unwrap();
        }
        let [upper, work, mountpoint] = ["upper", "work", "mnt"].map(|name| base.join(name));
        Fixture {
            base: base.to_owned(),
            upper,
            work,
            mountpoint,
            indexes: Vec::new(),
            serving: None,
            plan: Plan::Userspace,
            ids: Ids::All,
            _guard: None,
        }
    }

    /// Adds a layer on top of those that are there.
    pub(super) fn layer(&mut self, fill: impl FnOnce(&mut Layer)) {
        let mut layer = Layer { objects: self.base.join("objects"), builder: Builder::new() };
        fill(&mut layer);
        self.indexes.push(layer.builder.finish().unwrap());
    }

    /// Adds a layer that is what a directory holds.
    pub(super) fn layer_from(&mut self, dir: &Path) {
        self.layer(|layer| layer.add_tree(dir));
    }

    /// Adds a layer whose contents are there.
    pub(super) fn push(&mut self, index: Vec<u8>) {
        self.indexes.push(index);
    }

    /// The layers, the topmost first.
    pub(super) fn layers(&self) -> Vec<Index> {
        self.indexes.iter().rev().map(|bytes| Index::from_bytes(bytes.clone()).unwrap()).collect()
    }

    pub(super) fn mnt(&self) -> PathBuf {
        self.mountpoint.clone()
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.mnt().join(path)
    }

    /// What a union of these layers is made of.
    pub(super) fn options(&self) -> Options {
        Options {
            layers: self.layers(),
            objects: open(&self.base.join("objects")),
            upper: open(&self.upper),
            work: open(&self.work),
            ids: self.ids,
            volatile: false,
        }
    }

    pub(super) fn mount(&mut self) {
        let device = OwnedFd::from(File::options().read(true).write(true).open("/dev/fuse").unwrap());
        let tree = mount::fuse_mount(device.as_fd(), "union", self.plan != Plan::Userspace).unwrap();
        let (tree, serving) = match self.plan {
            Plan::Userspace => (tree, serve(self.options(), device).unwrap()),
            plan => {
                let serving = serve_image(self.image(plan), device).unwrap();
                (self.overlay(plan, tree).look_up().unwrap().mount().unwrap(), serving)
            }
        };
        mount::attach_at(tree.as_fd(), &self.mnt()).unwrap();
        self.serving = Some(serving);
    }

    fn image(&self, plan: Plan) -> ImageOptions {
        let contents = if plan == Plan::Direct { Contents::Redirected } else { Contents::Served };
        let objects = open(&self.base.join("objects"));
        ImageOptions { layers: self.layers(), objects, ids: self.ids, contents }
    }

    fn overlay(&self, plan: Plan, lower: OwnedFd) -> Overlay {
        Overlay {
            lower: Lower::Mount { mount: lower, at: self.base.join("served") },
            data: (plan == Plan::Direct).then(|| self.base.join("objects")),
            upper: self.upper.clone(),
            work: self.work.clone(),
            volatile: false,
        }
    }

    /// Leaves nothing mounted but the whole: overlayfs holds on to what it was given.
    pub(super) fn hide_lower(&self) {
        if self.plan != Plan::Userspace {
            mount::unmount(self.base.join("served"), true).unwrap();
        }
    }

    /// Serves until somebody else unmounts it.
    pub(super) fn serve(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.join().unwrap();
        }
    }

    pub(super) fn unmount(&mut self) {
        if let Some(serving) = self.serving.take() {
            mount::unmount(self.mnt(), false).unwrap();
            if self.plan != Plan::Userspace {
                mount::unmount(self.base.join("served"), false).unwrap();
            }
            serving.join().unwrap();
        }
    }

    pub(super) fn remount(&mut self) {
        self.unmount();
        self.mount();
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        if self.serving.is_some() {
            let _ = mount::unmount(self.mnt(), true);
            let _ = mount::unmount(self.base.join("served"), true);
        }
    }
}

fn open(dir: &Path) -> OwnedFd {
    File::open(dir).unwrap().into()
}

/// A layer in the making.
pub(super) struct Layer {
    objects: PathBuf,
    builder: Builder,
}

impl Layer {
    pub(super) fn file(&mut self, path: &str, content: &[u8]) {
        self.file_with(path, content, 0o644, &[]);
    }

    pub(super) fn file_with(&mut self, path: &str, content: &[u8], perm: u16, xattrs: &[(Vec<u8>, Vec<u8>)]) {
        let object = self.object(content);
        let content = Content::Regular { size: content.len() as u64, object };
        self.builder.insert(path.as_bytes(), node(content, perm), xattrs).unwrap();
    }

    pub(super) fn directory_with(&mut self, path: &str, perm: u16, xattrs: &[(Vec<u8>, Vec<u8>)]) {
        self.builder.insert(path.as_bytes(), node(Content::Directory, perm), xattrs).unwrap();
    }

    pub(super) fn symlink(&mut self, path: &str, target: &str) {
        let content = Content::Symlink(target.as_bytes());
        self.builder.insert(path.as_bytes(), node(content, 0o644), &[]).unwrap();
    }

    pub(super) fn hardlink(&mut self, path: &str, target: &str) {
        self.builder.hardlink(path.as_bytes(), target.as_bytes()).unwrap();
    }

    pub(super) fn whiteout(&mut self, path: &str) {
        self.builder.whiteout(path.as_bytes()).unwrap();
    }

    pub(super) fn opaque(&mut self, path: &str) {
        self.builder.opaque(path.as_bytes()).unwrap();
    }

    fn object(&self, content: &[u8]) -> Option<Digest> {
        let digest = (!content.is_empty()).then(|| Digest::of(content))?;
        let hex = digest.hex();
        let path = self.objects.join(&hex[..2]).join(&hex[2..]);
        if !path.exists() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
        }
        Some(digest)
    }

    fn add_tree(&mut self, root: &Path) {
        let mut links: std::collections::HashMap<u64, Vec<u8>> = Default::default();
        let mut todo = vec![root.to_owned()];
        while let Some(dir) = todo.pop() {
            for entry in fs::read_dir(&dir).unwrap() {
                let path = entry.unwrap().path();
                let meta = fs::symlink_metadata(&path).unwrap();
                let name = path.strip_prefix(root).unwrap().as_os_str().as_bytes().to_vec();
                if meta.is_dir() {
                    todo.push(path.clone());
                } else if meta.nlink() > 1 {
                    if let Some(first) = links.get(&meta.ino()) {
                        self.builder.hardlink(&name, first).unwrap();
                        continue;
                    }
                    links.insert(meta.ino(), name.clone());
                }
                self.add(&path, &name, &meta);
            }
        }
    }

    fn add(&mut self, path: &Path, name: &[u8], meta: &fs::Metadata) {
        let target = fs::read_link(path).unwrap_or_default();
        let kind = meta.file_type();
        let content = if kind.is_dir() {
            Content::Directory
        } else if kind.is_symlink() {
            Content::Symlink(target.as_os_str().as_bytes())
        } else if kind.is_fifo() {
            Content::Fifo
        } else if kind.is_file() {
            let content = fs::read(path).unwrap();
            Content::Regular { size: content.len() as u64, object: self.object(&content) }
        } else if kind.is_char_device() && meta.rdev() == 0 {
            return self.builder.whiteout(name).unwrap();
        } else {
            return;
        };
        let mtime = Time { secs: meta.mtime(), nanos: meta.mtime_nsec() as u32 };
        let perm = (meta.mode() & 0o7777) as u16;
        self.builder
            .insert(name, NewNode { perm, uid: meta.uid(), gid: meta.gid(), mtime, content }, &xattrs(path))
            .unwrap();
    }
}

/// All extended attributes of a file.
fn xattrs(path: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let (mut list, mut value) = ([0; 4096], [0; 4096]);
    let len = rustix::fs::llistxattr(path, &mut list[..]).unwrap();
    let names = list[..len].split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let value = |name: &[u8]| {
        let len = rustix::fs::lgetxattr(path, name, &mut value[..]).unwrap();
        (name.to_vec(), value[..len].to_vec())
    };
    names.map(value).collect()
}

fn node(content: Content<'_>, perm: u16) -> NewNode<'_> {
    NewNode { perm, uid: 0, gid: 0, mtime: Time { secs: 1_600_000_000, nanos: 5 }, content }
}
