//! Any tar in, the same bytes out.

use std::path::Path;
use std::process::Command;

use proptest::prelude::*;

use super::*;

fn content() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![Just(Vec::new()), proptest::collection::vec(any::<u8>(), 1..1200), Just(vec![0; 3000])]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "[a-c]/[a-c]", "\\./[a-c]{1,3}/x", "[a-c]/\\.wh\\.[a-c]", "\\.wh\\.\\.wh\\.[a-c]"]
}

/// Entries of every kind, with fields that mean nothing set at random.
fn entry() -> impl Strategy<Value = Vec<TestEntry>> {
    let kind = prop_oneof![Just(b'0'), Just(0), Just(b'7'), Just(b'5'), Just(b'2'), Just(b'6'), Just(b'3')];
    let plain = (kind, name(), content()).prop_map(|(flag, name, content)| match flag {
        b'0' | b'7' | 0 => vec![TestEntry::new(flag, name.as_bytes()).content(&content)],
        b'2' => vec![TestEntry::symlink(&name, "target")],
        _ => vec![TestEntry::new(flag, name.as_bytes())],
    });
    let odd = (name(), any::<[u8; 12]>(), any::<[u8; 32]>())
        .prop_map(|(name, junk, user)| vec![TestEntry::file(&name, b"odd").bytes(500, &junk).bytes(265, &user)]);
    let extended = (name(), content(), "[a-z]{1,300}").prop_map(|(name, content, text)| {
        let comment = TestEntry::pax(b'x', &[("comment", text.as_bytes()), ("mtime", b"-3.25")]);
        vec![comment, TestEntry::long(b'L', name.as_bytes()), TestEntry::file("short", &content)]
    });
    let sparse = (name(), 1u64..1500, 0u64..5000).prop_map(|(name, len, hole)| {
        let (end, map) = ((hole + len).to_string(), format!("{hole},{len}"));
        let header = TestEntry::pax(b'x', &[("GNU.sparse.size", end.as_bytes()), ("GNU.sparse.map", map.as_bytes())]);
        vec![header, TestEntry::file(&name, &vec![b's'; usize::try_from(len).unwrap()])]
    });
    prop_oneof![4 => plain, 1 => odd, 1 => extended, 1 => sparse]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn random_archives(
        entries in proptest::collection::vec(entry(), 0..12),
        padding in prop_oneof![Just(0), Just(512), Just(1024), Just(10240)],
        junk in content(),
        cut in 0..600usize,
    ) {
        let (_dir, store) = new_store();
        let mut tar: Vec<u8> = entries.iter().flatten().flat_map(TestEntry::build).collect();
        tar.resize(tar.len() + padding, 0);
        if padding >= 1024 {
            tar.extend(junk);
        } else if padding == 0 {
            // Some writers leave the last padding out.
            let end = tar.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            tar.truncate((tar.len() - cut.min(tar.len())).max(end));
        }
        // Some of these are no layers (a file where a directory must be); all others come back as they were.
        if let Ok(info) = store.add_layer(&tar[..], None) {
            prop_assert_eq!(info.diff_id, Digest::of(&tar));
            put_image(&store, "{}", &[info.diff_id]);
            store.collect().unwrap();
            prop_assert!(export(&store, &info.diff_id).unwrap() == tar);
            store.index(&info.diff_id).unwrap().verify().unwrap();
        } else {
            assert_empty(&store);
        }
    }
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A tree with whatever tar has to say something special about; `modern` with what the old formats cannot say.
fn tree(dir: &Path, modern: bool) {
    let script = r#"
        mkdir -p d/e; printf text > d/a; ln d/a d/hard; ln -s ../a d/e/soft; chmod 4755 d/a; : > empty
        touch -d '2001-02-03 04:05:06.789012345 UTC' d/a
        head -c 300000 /dev/urandom > random; head -c 3000000 /dev/zero > zeros
        truncate -s 5000000 holes; printf middle | dd of=holes bs=1 seek=2000000 conv=notrunc status=none
        truncate -s 1000000 all-hole
        i=0; while [ $i -lt 30 ]; do printf x | dd of=many bs=1 seek=$((i * 40000)) conv=notrunc status=none; i=$((i + 1)); done"#;
    run(Command::new("sh").args(["-euc", script]).current_dir(dir));
    if modern {
        run(Command::new("sh")
            .args(["-euc", "mkfifo fifo; touch -d '1969-12-31 23:59:58.25 UTC' d/e"])
            .current_dir(dir));
        let deep = format!("{0}/{0}/{0}", "n".repeat(90));
        std::fs::create_dir_all(dir.join(&deep)).unwrap();
        std::fs::write(dir.join(&deep).join("file"), "deep").unwrap();
        std::os::unix::fs::symlink(&deep, dir.join("long-link")).unwrap();
    }
}

#[test]
fn archives_of_gnu_tar() {
    for arguments in [
        vec!["--format=v7"],
        vec!["--format=ustar"],
        vec!["--format=oldgnu", "--sparse"],
        vec!["--format=gnu", "--sparse"],
        vec!["--format=gnu", "--sparse", "--blocking-factor=1", "--owner=:4000000", "--group=big:3000000000"],
        vec!["--format=pax", "--sparse", "--sparse-version=0.0"],
        vec!["--format=pax", "--sparse", "--sparse-version=0.1"],
        vec!["--format=pax", "--sparse", "--sparse-version=1.0", "--xattrs", "--xattrs-include=*"],
    ] {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("tree");
        std::fs::create_dir(&root).unwrap();
        tree(&root, !arguments.contains(&"--format=v7") && !arguments.contains(&"--format=ustar"));
        let file = dir.path().join("tar");
        run(Command::new("tar").arg("-C").arg(&root).arg("-cf").arg(&file).args(&arguments).arg("."));
        let tar = std::fs::read(&file).unwrap();
        let store = Store::open(&dir.path().join("store")).unwrap();
        let info = add(&store, &tar);
        assert!(export(&store, &info.diff_id).unwrap() == tar, "{arguments:?}");
        let index = store.index(&info.diff_id).unwrap();
        for name in ["holes", "many", "all-hole", "zeros", "random"] {
            let crate::layer::index::Target::Inode(no) = index.lookup(0, name.as_bytes()).unwrap().unwrap().target
            else {
                panic!("{name}")
            };
            let inode = index.inode(no).unwrap();
            let expected = std::fs::read(root.join(name)).unwrap();
            assert_eq!(inode.size, expected.len() as u64, "{arguments:?} {name}");
            assert_eq!(inode.object, Some(Digest::of(&expected)), "{arguments:?} {name}");
            assert!(std::fs::read(store.object_path(&inode.object.unwrap())).unwrap() == expected);
        }
    }
}
