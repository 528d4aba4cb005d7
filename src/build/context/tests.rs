//! Contexts of every kind, made and read for real.

use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::*;
use crate::error::one_line;
use crate::sys::testing::in_own_process;

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("store")).unwrap();
    (dir, store)
}

fn env() -> Env {
    Env::fake(Path::new("/etc"), &[])
}

fn nothing() -> File {
    File::open("/dev/null").unwrap()
}

fn write(path: PathBuf, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn open(source: &str, stdin: &[u8], store: &Store) -> Result<Context> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(stdin).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    Context::open(&Source::parse(source)?, file, store, &env(), &Connect::default())
}

fn refused(result: Result<impl Sized>) -> String {
    one_line(&result.err().expect("an error"))
}

#[test]
fn arguments() {
    let git = |url: &str, reference: Option<&str>, subdir: Option<&str>| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Source::Git(Git { url: url.to_owned(), reference: owned(reference), subdir: owned(subdir), agent: None })
    };
    for (text, source) in [
        ("-", Source::Stdin),
        (".", Source::Directory(".".into())),
        ("a.git", Source::Directory("a.git".into())),
        ("https://h/a.tar.gz", Source::Url("https://h/a.tar.gz".into())),
        ("https://h/a.git", git("https://h/a.git", None, None)),
        ("https://h/a.git#v1", git("https://h/a.git", Some("v1"), None)),
        ("https://h/a.git#v1:d/e", git("https://h/a.git", Some("v1"), Some("d/e"))),
        ("https://h/a.git#:d", git("https://h/a.git", None, Some("d"))),
        ("git@h:a/b#x", git("git@h:a/b", Some("x"), None)),
        ("git://h/a", git("git://h/a", None, None)),
        ("github.com/a/b", git("https://github.com/a/b", None, None)),
    ] {
        assert_eq!(Source::parse(text).unwrap(), source, "{text}");
    }
    assert_eq!(Named::parse("docker-image://a:1").unwrap(), Named::Image("a:1".into()));
    assert_eq!(Named::parse("docker://a:1").unwrap(), Named::Image("a:1".into()));
    assert_eq!(Named::parse("dir").unwrap(), Named::Files(Source::Directory("dir".into())));
    assert_eq!(refused(Named::parse("-")), "a named context cannot be -; give a directory or a URL");
    assert_eq!(refused(Named::parse("docker-image://")), "docker-image:// names no image");
    assert!(refused(Source::parse("git://h/a#--upload-pack=x")).contains("is no name in a repository"));
}

#[test]
fn a_directory_has_its_dockerfile() {
    let (dir, store) = store();
    let root = dir.path().join("c");
    let at = |name: &str| root.join(name);
    write(at("Dockerfile"), "d");
    write(at("sub/Other"), "o");
    write(dir.path().join("outside"), "secret");
    let context = open(root.to_str().unwrap(), b"", &store).unwrap();
    assert!(!context.is_temporary());
    let found = |file: Option<&str>| context.dockerfile(file, nothing()).map(|found| (found.name, found.text));
    assert_eq!(found(None).unwrap(), ("Dockerfile".into(), b"d".to_vec()));
    write(at("Containerfile"), "c");
    assert_eq!(found(None).unwrap(), ("Containerfile".into(), b"c".to_vec()));
    assert_eq!(found(Some("sub/Other")).unwrap().1, b"o");
    let outside = dir.path().join("outside");
    assert_eq!(found(outside.to_str()).unwrap().1, b"secret");
    assert_eq!(refused(found(Some("none"))), "none: no such file or directory");
    std::fs::remove_file(at("Containerfile")).unwrap();
    std::fs::remove_file(at("Dockerfile")).unwrap();
    symlink("../outside", at("Dockerfile")).unwrap();
    let message = refused(found(None));
    assert!(message.ends_with("has neither a Containerfile nor a Dockerfile; name the file with -f"), "{message}");
    let message = refused(open(dir.path().join("none").to_str().unwrap(), b"", &store));
    assert!(message.contains("/none: No such file or directory"), "{message}");
    let message = refused(open(outside.to_str().unwrap(), b"", &store));
    assert!(message.contains("is not a directory; give the directory that COPY is to copy from"), "{message}");
}

#[test]
fn the_nearest_ignore_file_counts() {
    let (dir, store) = store();
    let root = dir.path().join("c");
    write(root.join("Dockerfile"), "FROM scratch");
    write(root.join(".dockerignore"), "a");
    let context = open(root.to_str().unwrap(), b"", &store).unwrap();
    let dockerfile = || context.dockerfile(None, nothing()).unwrap();
    let ignored = |file: Option<&Path>| {
        let ignore = context.ignore(&dockerfile(), file).unwrap();
        ["a", "b", "c", "d", "e"].into_iter().filter(|name| ignore.matches(name.as_bytes())).collect::<String>()
    };
    assert_eq!(ignored(None), "a");
    write(root.join(".containerignore"), "b");
    assert_eq!(ignored(None), "b");
    write(root.join("Dockerfile.dockerignore"), "c");
    assert_eq!(ignored(None), "c");
    write(root.join("Dockerfile.containerignore"), "d");
    assert_eq!(ignored(None), "d");
    write(dir.path().join("x"), "e");
    assert_eq!(ignored(Some(&dir.path().join("x"))), "e");
    let other = dir.path().join("Other");
    write(other.clone(), "FROM scratch");
    write(dir.path().join("Other.dockerignore"), "e");
    let asked = context.dockerfile(other.to_str(), nothing()).unwrap();
    assert!(context.ignore(&asked, None).unwrap().matches(b"e"));
    std::fs::remove_file(root.join("Dockerfile.containerignore")).unwrap();
    std::fs::remove_file(root.join("Dockerfile.dockerignore")).unwrap();
    std::fs::remove_file(root.join(".containerignore")).unwrap();
    std::fs::remove_file(root.join(".dockerignore")).unwrap();
    symlink("../x", root.join(".dockerignore")).unwrap();
    assert_eq!(ignored(None), "");
}

fn tarball(options: &[&str]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path().join("Dockerfile"), "FROM tar");
    write(dir.path().join("d/f"), "x");
    let output = Command::new("tar").arg("-C").arg(dir.path()).args(options).args(["-c", "."]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

#[test]
fn standard_input_is_an_archive_or_a_dockerfile() {
    let (dir, store) = store();
    for options in [&["--format=ustar"][..], &["--format=v7"], &["--format=pax", "-z"], &["-J"], &["-j"], &["--zstd"]] {
        let context = open("-", &tarball(options), &store).unwrap();
        assert_eq!(context.dockerfile(None, nothing()).unwrap().text, b"FROM tar", "{options:?}");
        assert_eq!(std::fs::read(context.root().join("d/f")).unwrap(), b"x");
        assert!(context.is_temporary());
        let root = context.root().to_owned();
        drop(context);
        assert!(!root.exists(), "{} is left", root.display());
    }
    let long = format!("FROM x\n{}", "# comment\n".repeat(1000));
    for text in ["FROM x", &long] {
        let context = open("-", text.as_bytes(), &store).unwrap();
        let found = context.dockerfile(None, nothing()).unwrap();
        assert_eq!((found.name.as_str(), found.text.as_slice()), ("Dockerfile", text.as_bytes()));
        assert_eq!(std::fs::read_dir(context.root()).unwrap().count(), 0);
    }
    assert_eq!(refused(open("-", b"", &store)), "the context standard input is empty");
    let staging = dir.path().join("store/staging");
    assert_eq!(std::fs::read_dir(staging).unwrap().count(), 0);
}

#[test]
fn a_dockerfile_from_standard_input_goes_with_a_directory() {
    let (dir, store) = store();
    let context = open(dir.path().to_str().unwrap(), b"", &store).unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"FROM stdin").unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    let found = context.dockerfile(Some("-"), file).unwrap();
    assert_eq!((found.name.as_str(), found.text.as_slice()), ("standard input", &b"FROM stdin"[..]));
}

/// A repository with two commits: `v1` is the first, and the second has the file `two` and, in `d`, a Dockerfile.
fn repository(dir: &Path) -> String {
    let run = |arguments: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").arg("-C").arg(dir).args(identity).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    std::fs::create_dir_all(dir).unwrap();
    run(&["init", "-q", "-b", "main"]);
    write(dir.join("Dockerfile"), "FROM one");
    run(&["add", "."]);
    run(&["commit", "-qm", "one"]);
    run(&["tag", "v1"]);
    write(dir.join("d/Dockerfile"), "FROM sub");
    symlink("/etc", dir.join("out")).unwrap();
    run(&["add", "."]);
    run(&["commit", "-qm", "two"]);
    run(&["rev-parse", "HEAD"])
}

#[test]
fn git_repositories() {
    let (dir, store) = store();
    let path = dir.path().join("r.git");
    let commit = repository(&path);
    let url = format!("file://{}", path.display());
    let dockerfile = |fragment: &str| {
        let context = open(&format!("{url}{fragment}"), b"", &store)?;
        assert!(!context.root().join(".git").exists());
        context.dockerfile(None, nothing()).map(|found| found.text)
    };
    assert_eq!(dockerfile("").unwrap(), b"FROM one");
    assert_eq!(dockerfile("#main:d").unwrap(), b"FROM sub");
    assert_eq!(dockerfile(&format!("#{commit}:d")).unwrap(), b"FROM sub");
    assert_eq!(dockerfile(&format!("#{}:/d/", &commit[..8])).unwrap(), b"FROM sub");
    assert!(refused(dockerfile("#v1:d")).contains("has no directory d"));
    assert!(refused(dockerfile("#:out")).contains("has no directory out"));
    assert!(refused(dockerfile("#none")).contains("cannot get none of file://"));
    let Source::Git(git) = Source::parse(&url).unwrap() else { panic!("{url} is no repository") };
    assert_eq!(git.check_out(&dir.path().join("kept"), true).unwrap(), commit);
    assert!(dir.path().join("kept/.git").exists());
    let ext = Git { url: "ext::sh -c touch% x".into(), reference: None, subdir: None, agent: None };
    assert!(refused(ext.check_out(&dir.path().join("ext"), false)).contains("transport 'ext' not allowed"));
}

/// Answers one request with `body`, and gives the URL.
fn serve(body: Vec<u8>) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    });
    url
}

#[test]
fn the_shape_of_an_archive_is_known() {
    assert!(fetch::is_tar(&tarball(&["--format=v7"])[..512]) && fetch::is_tar(&[0; 512]));
    assert!(!fetch::is_tar(&[b'#'; 512]) && !fetch::is_tar(b"FROM x"));
}

#[test]
fn downloads_are_made_by_another_process() {
    let (archive, text, nowhere) = (serve(tarball(&["-z"])), serve(b"FROM http".to_vec()), "http://127.0.0.1:1/x");
    in_own_process("build::context::tests::downloads_are_made_by_another_process", || {
        let (_dir, store) = store();
        let context = open(&archive, b"", &store).unwrap();
        assert_eq!(std::fs::read(context.root().join("d/f")).unwrap(), b"x");
        let context = open(&text, b"", &store).unwrap();
        assert_eq!(context.dockerfile(None, nothing()).unwrap().text, b"FROM http");
        let message = refused(open(nowhere, b"", &store));
        assert!(message.contains("127.0.0.1"), "{message}");
    });
}
