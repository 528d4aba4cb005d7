use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn regular(content: &[u8]) -> Content<'static> {
    let object = (!content.is_empty()).then(|| Digest::of(content));
    Content::Regular { size: content.len() as u64, object }
}

fn node(content: Content<'_>) -> NewNode<'_> {
    NewNode { perm: 0o644, uid: 0, gid: 0, mtime: Time::default(), content }
}

/// Every path of an index with what it stands for; hard links show by their inode number.
fn walk(index: &Index) -> BTreeMap<Vec<u8>, String> {
    let mut found = BTreeMap::new();
    let mut todo = vec![(Vec::new(), ROOT)];
    while let Some((path, dir)) = todo.pop() {
        for entry in index.entries(dir).unwrap() {
            let entry = entry.unwrap();
            let child = [&path[..], b"/", entry.name].concat();
            assert_eq!(index.lookup(dir, entry.name).unwrap(), Some(entry));
            let Target::Inode(no) = entry.target else {
                found.insert(child, "whiteout".into());
                continue;
            };
            let inode = index.inode(no).unwrap();
            if inode.nlink == 1 || inode.kind == Kind::Directory {
                assert_eq!((index.name_of(no).unwrap(), inode.parent), (entry.name, dir));
            }
            if inode.kind == Kind::Directory {
                todo.push((child.clone(), no));
            }
            let what = (inode.kind, inode.perm, inode.uid, inode.size, inode.object.map(|d| d.hex()), inode.opaque);
            let links = if inode.kind == Kind::Directory { 0 } else { inode.nlink };
            found.insert(child, format!("{what:?} {links}"));
        }
    }
    found
}

fn build(fill: impl FnOnce(&mut Builder)) -> Index {
    let mut builder = Builder::new();
    fill(&mut builder);
    let index = Index::from_bytes(builder.finish().unwrap()).unwrap();
    index.verify().unwrap();
    index
}

fn at<'a>(index: &'a Index, path: &[u8]) -> Option<Inode<'a>> {
    let mut no = ROOT;
    for name in path.split(|b| *b == b'/') {
        match index.lookup(no, name).unwrap()?.target {
            Target::Inode(next) => no = next,
            Target::Whiteout => return None,
        }
    }
    Some(index.inode(no).unwrap())
}

#[test]
fn an_empty_layer_is_a_root() {
    let index = build(|_| ());
    let root = index.inode(ROOT).unwrap();
    assert_eq!((root.kind, root.perm, root.nlink, root.parent), (Kind::Directory, 0o755, 2, ROOT));
    assert_eq!(index.entries(ROOT).unwrap().count(), 0);
    assert_eq!(index.inode(1), Err(Corrupt("an inode number is out of range")));
}

#[test]
fn metadata_comes_back() {
    let index = build(|b| {
        let mtime = Time { secs: -5, nanos: 7 };
        let xattrs = [(b"user.b".to_vec(), b"2".to_vec()), (b"security.capability".to_vec(), vec![0, 1])];
        let file = NewNode { perm: 0o6755, uid: 3_000_000_000, gid: 70_000, mtime, content: regular(b"hello") };
        b.insert(b"./bin//x", file, &xattrs).unwrap();
        b.insert(b"/dev/null", node(Content::CharDevice { major: 1, minor: 3 }), &[]).unwrap();
        b.insert(b"lib", node(Content::Symlink(b"usr/lib")), &[]).unwrap();
    });
    let Some(Entry { target: Target::Inode(bin), .. }) = index.lookup(ROOT, b"bin").unwrap() else { panic!() };
    let Some(Entry { target: Target::Inode(no), .. }) = index.lookup(bin, b"x").unwrap() else { panic!() };
    let x = index.inode(no).unwrap();
    assert_eq!((x.perm, x.uid, x.gid, x.mtime.secs, x.mtime.nanos), (0o6755, 3_000_000_000, 70_000, -5, 7));
    assert_eq!((x.size, x.object, x.parent), (5, Some(Digest::of(b"hello")), bin));
    let xattrs: Vec<_> = index.xattrs(no).collect();
    assert_eq!(xattrs, [(&b"security.capability"[..], &[0u8, 1][..]), (b"user.b", b"2")]);
    assert_eq!(index.xattr(no, b"user.b"), Some(&b"2"[..]));
    assert_eq!(at(&index, b"dev/null").unwrap().rdev, (1, 3));
    assert_eq!(at(&index, b"lib").unwrap().target, b"usr/lib");
    assert_eq!(at(&index, b"bin").unwrap().mtime, Time::default());
}

#[test]
fn later_entries_replace_earlier_ones() {
    let index = build(|b| {
        b.insert(b"d/kept", node(regular(b"1")), &[]).unwrap();
        b.insert(b"d", NewNode { perm: 0o700, ..node(Content::Directory) }, &[]).unwrap();
        b.insert(b"e/lost", node(regular(b"2")), &[]).unwrap();
        b.insert(b"e", node(Content::Fifo), &[]).unwrap();
        b.insert(b"", NewNode { perm: 0o711, ..node(Content::Directory) }, &[]).unwrap();
    });
    assert_eq!(at(&index, b"d").unwrap().perm, 0o700);
    assert_eq!(at(&index, b"d/kept").unwrap().size, 1);
    assert_eq!(at(&index, b"e").unwrap().kind, Kind::Fifo);
    assert_eq!(index.inode(ROOT).unwrap().perm, 0o711);
    assert_eq!(index.inodes(), 4, "what was replaced is gone");
}

#[test]
fn hard_links_share_an_inode() {
    let index = build(|b| {
        b.insert(b"a", node(regular(b"1")), &[]).unwrap();
        b.hardlink(b"d/b", b"a").unwrap();
        b.hardlink(b"c", b"./d/b").unwrap();
        b.insert(b"a", node(regular(b"22")), &[]).unwrap();
        b.hardlink(b"c", b"c").unwrap();
        assert!(b.hardlink(b"x", b"missing").is_err());
        assert!(b.hardlink(b"x", b"d").is_err());
        assert!(b.hardlink(b"x", b"../etc/passwd").is_err());
    });
    assert_eq!((at(&index, b"c").unwrap().nlink, at(&index, b"a").unwrap().nlink), (2, 1));
    assert_eq!(at(&index, b"d/b"), at(&index, b"c"));
}

#[test]
fn whiteouts_and_opaque_directories() {
    let index = build(|b| {
        b.whiteout(b"gone").unwrap();
        b.whiteout(b"new").unwrap();
        b.insert(b"new/x", node(regular(b"")), &[]).unwrap();
        b.insert(b"late/x", node(regular(b"")), &[]).unwrap();
        b.whiteout(b"late").unwrap();
        b.opaque(b"hides").unwrap();
        b.opaque(b"").unwrap();
        assert!(b.whiteout(b"").is_err());
    });
    assert_eq!(index.lookup(ROOT, b"gone").unwrap().unwrap().target, Target::Whiteout);
    for dir in [&b"new"[..], b"late", b"hides"] {
        assert!(at(&index, dir).unwrap().opaque);
    }
    assert!(index.inode(ROOT).unwrap().opaque);
}

#[test]
fn symlinks_are_followed_inside_the_layer() {
    let index = build(|b| {
        b.insert(b"lib", node(Content::Symlink(b"usr/lib")), &[]).unwrap();
        b.insert(b"lib/x", node(regular(b"1")), &[]).unwrap();
        b.insert(b"out", node(Content::Symlink(b"../../../etc")), &[]).unwrap();
        b.insert(b"out/passwd", node(regular(b"1")), &[]).unwrap();
        b.insert(b"abs", node(Content::Symlink(b"/srv/./a")), &[]).unwrap();
        b.insert(b"abs/y", node(regular(b"1")), &[]).unwrap();
        b.insert(b"loop", node(Content::Symlink(b"loop")), &[]).unwrap();
        assert!(b.insert(b"loop/y", node(regular(b"1")), &[]).is_err());
    });
    for path in [&b"usr/lib/x"[..], b"etc/passwd", b"srv/a/y"] {
        assert!(at(&index, path).is_some());
    }
    assert_eq!(at(&index, b"lib").unwrap().kind, Kind::Symlink);
}

#[test]
fn what_no_filesystem_holds_is_refused() {
    let long = vec![b'a'; 256];
    for path in [&b"../x"[..], b"a/../b", b"a/\0", &long] {
        assert!(Builder::new().insert(path, node(Content::Fifo), &[]).is_err());
    }
    let mut builder = Builder::new();
    builder.insert(&long[..255], node(Content::Fifo), &[]).unwrap();
    assert!(builder.insert(b"", node(Content::Fifo), &[]).is_err());
    for bad in [Content::Symlink(b""), Content::Symlink(b"a\0b"), Content::Regular { size: 1, object: None }] {
        assert!(builder.insert(b"x", node(bad), &[]).is_err());
    }
    builder.insert(b"file", node(regular(b"")), &[]).unwrap();
    assert!(builder.insert(b"file/x", node(Content::Fifo), &[]).is_err());
    for name in [&b""[..], b"a\0", &long] {
        assert!(builder.insert(b"x", node(Content::Fifo), &[(name.to_vec(), vec![])]).is_err());
    }
}

#[test]
fn a_hundred_thousand_entries_are_found() {
    let index = build(|b| {
        for n in 0..100_000 {
            b.insert(format!("d{}/file-{n}", n % 100).as_bytes(), node(regular(b"x")), &[]).unwrap();
        }
    });
    assert_eq!(index.inodes(), 100_101);
    assert!(at(&index, b"d37/file-12337").is_some());
    assert!(at(&index, b"d37/file-12338").is_none());
}

/// A step of an archive, on few enough names that steps meet.
#[derive(Debug, Clone)]
enum Step {
    File(String, u16, Vec<u8>),
    Directory(String, u16),
    Hardlink(String, String),
    Whiteout(String),
    Opaque(String),
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof!["[abc]", "long-name-[ab]"], 1..4).prop_map(|parts| parts.join("/"))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (path(), 0..0o10000u16, proptest::collection::vec(any::<u8>(), 0..3)).prop_map(|(p, m, c)| Step::File(p, m, c)),
        2 => (path(), 0..0o10000u16).prop_map(|(p, m)| Step::Directory(p, m)),
        2 => (path(), path()).prop_map(|(p, t)| Step::Hardlink(p, t)),
        1 => path().prop_map(Step::Whiteout),
        1 => path().prop_map(Step::Opaque),
    ]
}

/// The same semantics on a flat map of paths.
#[derive(Debug, Default)]
struct Model {
    paths: BTreeMap<String, Item>,
    whiteouts: std::collections::BTreeSet<String>,
    next: u32,
}

#[derive(Debug, Clone, PartialEq)]
enum Item {
    File { id: u32, perm: u16, content: Vec<u8> },
    Directory { perm: u16, opaque: bool },
}

impl Model {
    fn parents(&mut self, path: &str) -> bool {
        let parents: Vec<&str> = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).collect();
        if parents.iter().any(|p| matches!(self.paths.get(*p), Some(Item::File { .. }))) {
            return false;
        }
        for parent in parents {
            self.paths.entry(parent.into()).or_insert(Item::Directory { perm: 0o755, opaque: false });
        }
        true
    }

    fn put(&mut self, path: &str, item: Item) -> bool {
        if !self.parents(path) {
            return false;
        }
        if let (Some(Item::Directory { perm, .. }), Item::Directory { perm: new, .. }) =
            (self.paths.get_mut(path), &item)
        {
            *perm = *new;
            return true;
        }
        let below = format!("{path}/");
        self.paths.retain(|p, _| !p.starts_with(&below));
        self.whiteouts.retain(|p| !p.starts_with(&below));
        self.paths.insert(path.into(), item);
        true
    }

    fn apply(&mut self, step: &Step) -> bool {
        match step {
            Step::File(path, perm, content) => {
                self.next += 1;
                self.put(path, Item::File { id: self.next, perm: *perm, content: content.clone() })
            }
            Step::Directory(path, perm) => self.put(path, Item::Directory { perm: *perm, opaque: false }),
            Step::Hardlink(path, target) => match self.paths.get(target).cloned() {
                Some(file @ Item::File { .. }) => self.put(path, file),
                _ => false,
            },
            Step::Whiteout(path) => {
                let ok = self.parents(path);
                self.whiteouts.extend(ok.then(|| path.clone()));
                ok
            }
            Step::Opaque(path) => {
                if matches!(self.paths.get(path), Some(Item::File { .. })) || !self.parents(path) {
                    return false;
                }
                let new = Item::Directory { perm: 0o755, opaque: true };
                match self.paths.entry(path.clone()).or_insert(new) {
                    Item::Directory { opaque, .. } => *opaque = true,
                    Item::File { .. } => return false,
                }
                true
            }
        }
    }

    fn expected(&self) -> BTreeMap<Vec<u8>, String> {
        let mut links: BTreeMap<u32, u32> = BTreeMap::new();
        for item in self.paths.values() {
            if let Item::File { id, .. } = item {
                *links.entry(*id).or_default() += 1;
            }
        }
        let hidden = self.whiteouts.iter().map(|p| (format!("/{p}").into_bytes(), "whiteout".to_owned()));
        let shown = self.paths.iter().map(|(path, item)| {
            let what = match item {
                Item::File { id, perm, content } => {
                    let object = (!content.is_empty()).then(|| Digest::of(content).hex());
                    let what = (Kind::Regular, *perm, 0u32, content.len() as u64, object, false);
                    format!("{what:?} {}", links[id])
                }
                Item::Directory { perm, opaque } => {
                    let opaque = *opaque || self.whiteouts.contains(path);
                    let what = (Kind::Directory, *perm, 0u32, 0u64, None::<String>, opaque);
                    format!("{what:?} 0")
                }
            };
            (format!("/{path}").into_bytes(), what)
        });
        hidden.chain(shown).collect()
    }
}

fn run(builder: &mut Builder, step: &Step) -> bool {
    let file = |perm, content| NewNode { perm, ..node(content) };
    match step {
        Step::File(path, perm, content) => builder.insert(path.as_bytes(), file(*perm, regular(content)), &[]),
        Step::Directory(path, perm) => builder.insert(path.as_bytes(), file(*perm, Content::Directory), &[]),
        Step::Hardlink(path, target) => builder.hardlink(path.as_bytes(), target.as_bytes()),
        Step::Whiteout(path) => builder.whiteout(path.as_bytes()),
        Step::Opaque(path) => builder.opaque(path.as_bytes()),
    }
    .is_ok()
}

/// A small but varied index to break.
fn sample() -> Vec<u8> {
    let mut builder = Builder::new();
    let xattrs = [(b"user.a".to_vec(), b"1".to_vec()), (b"user.b".to_vec(), vec![])];
    for n in 0..20 {
        builder.insert(format!("d{}/f{n}", n % 3).as_bytes(), node(regular(&[n])), &xattrs).unwrap();
    }
    builder.insert(b"l", node(Content::Symlink(b"d1")), &[]).unwrap();
    builder.insert(b"c", node(Content::CharDevice { major: 1, minor: 2 }), &[]).unwrap();
    builder.hardlink(b"h", b"d0/f0").unwrap();
    builder.whiteout(b"w").unwrap();
    builder.finish().unwrap()
}

/// Uses every function on every number; the answers do not matter.
fn touch(index: &Index) {
    for no in 0..index.inodes().min(200) {
        let _ = index.inode(no);
        let _ = index.lookup(no, b"f1");
        let _ = index.xattrs(no).take(1000).count();
        if let Ok(entries) = index.entries(no) {
            let _ = entries.take(1000).filter(|e| e.is_ok()).count();
        }
    }
}

proptest! {
    #[test]
    fn builder_does_what_the_model_does(steps in proptest::collection::vec(step(), 0..40)) {
        let (mut builder, mut model) = (Builder::new(), Model::default());
        for step in &steps {
            // A hard link to nothing may leave the directories on the way to it.
            if matches!(step, Step::Hardlink(_, target) if !model.paths.contains_key(target)) {
                continue;
            }
            prop_assert_eq!(run(&mut builder, step), model.apply(step), "{:?}", step);
        }
        let index = Index::from_bytes(builder.finish().unwrap()).unwrap();
        index.verify().unwrap();
        prop_assert_eq!(walk(&index), model.expected());
    }

    #[test]
    fn broken_bytes_never_panic(flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), cut in any::<prop::sample::Index>()) {
        let mut bytes = sample();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if value_is_small(cut) {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(index) = Index::from_bytes(bytes) {
            touch(&index);
            if index.verify().is_ok() {
                walk(&index);
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(tail in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = sample()[..96].to_vec();
        bytes.extend(tail);
        if let Ok(index) = Index::from_bytes(bytes) {
            touch(&index);
            let _ = index.verify();
        }
    }
}

fn value_is_small(index: prop::sample::Index) -> bool {
    index.index(4) == 0
}
