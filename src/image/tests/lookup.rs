use std::io::Cursor;

use super::{layer, store};
use crate::{
    config::Env,
    error::{Kind, Result, kind, one_line},
    image::{ImportOptions, Removal, Removed, Source, config_of, import, lookup, remove, require},
    name::{Digest, Platform},
    store::{Image, Store},
};

fn make(store: &Store, text: &str, names: &[&str]) -> Image {
    let options = ImportOptions { message: Some(text.into()), ..ImportOptions::default() };
    let reader = Box::new(Cursor::new(layer(text)));
    let env = Env::fake("/nonexistent".as_ref(), &[]);
    let image = import(store, &env, Source::Reader(reader, "-"), &options, None).unwrap();
    names.iter().for_each(|name| store.tag(&name.parse().unwrap(), &image.id).unwrap());
    store.image(&image.id).unwrap().unwrap()
}

#[test]
fn import_says_what_it_was_told() {
    let (_temp, store) = store();
    let options = ImportOptions {
        changes: vec!["CMD [\"x\"]".into(), "ENV A=b".into()],
        message: Some("hello".into()),
        platform: Some("linux/arm64".parse().unwrap()),
    };
    let (temp, env) = (tempfile::tempdir().unwrap(), Env::fake("/nonexistent".as_ref(), &[]));
    let path = temp.path().join("x.tar.gz");
    std::fs::write(&path, super::gzip(&layer("x"))).unwrap();
    let name = "localhost/x:1".parse().unwrap();
    let image = import(&store, &env, Source::of(path.to_str().unwrap()), &options, Some(&name)).unwrap();
    let config = config_of(&store, &image).unwrap();
    assert_eq!((config.config.cmd, config.config.env), (vec!["x".to_owned()], vec!["A=b".to_owned()]));
    assert_eq!((config.history[0].comment.as_str(), config.architecture.as_str()), ("hello", "arm64"));
    assert_eq!((image.layers, image.names), (vec![Digest::of(&layer("x"))], vec![name]));
    assert!(image.created.is_some());
    assert_eq!(config.rootfs.kind, "layers");
    assert_eq!(Platform::normalised(&config.os, &config.architecture, "").to_string(), "linux/arm64");
    for source in ["/nonexistent/x", temp.path().to_str().unwrap(), "http://127.0.0.1:1/x"] {
        assert!(import(&store, &env, Source::of(source), &ImportOptions::default(), None).is_err(), "{source}");
    }
}

#[test]
fn images_may_go_while_families_are_looked_for() {
    let (_temp, store) = store();
    let env = Env::fake("/nonexistent".as_ref(), &[]);
    let images = ["one", "two"].map(|message| {
        let options = ImportOptions { message: Some(message.into()), ..ImportOptions::default() };
        import(&store, &env, Source::Reader(Box::new(Cursor::new(layer("x"))), "-"), &options, None).unwrap()
    });
    store.remove_image(&images[0].id).unwrap();
    let family = super::super::family::Family::new(&store, &images).unwrap();
    assert_eq!((family.parent(&images[0].id), family.parent(&images[1].id)), (None, None));
}

#[test]
fn words_find_images() {
    let (_temp, store) = store();
    let a = make(&store, "a", &["localhost/a:1", "docker.io/library/debian:12", "q.io/x/wiki:latest"]);
    let b = make(&store, "b", &["docker.io/library/a:1", "127.0.0.1:5000/debian:11"]);
    let (c, d) = (make(&store, "c", &["one.io/twice:1"]), make(&store, "d", &["two.io/twice:1"]));
    let id = a.id.hex();
    let full = format!("sha256:{id}");
    for (text, expected) in [
        ("a:1", Some(a.id)),
        ("docker.io/a:1", Some(b.id)),
        ("debian:12", Some(a.id)),
        ("library/debian:12", Some(a.id)),
        ("debian:11", Some(b.id)),
        ("debian", None),
        ("wiki", Some(a.id)),
        ("x/wiki", Some(a.id)),
        // Not hexadecimal, so that it can be the beginning of no id.
        ("iki", None),
        ("q.io/x/wiki", Some(a.id)),
        ("io/x/wiki", None),
        (&id, Some(a.id)),
        (&full, Some(a.id)),
        (&id[..12], Some(a.id)),
        ("one.io/twice:1", Some(c.id)),
        ("two.io/twice:1", Some(d.id)),
        ("NOT a name", None),
    ] {
        assert_eq!(lookup(&store, text).unwrap().map(|image| image.id), expected, "{text}");
    }
    let error = one_line(&lookup(&store, "twice:1").unwrap_err());
    assert!(error.contains("write one of one.io/twice:1, two.io/twice:1"), "{error}");
    assert_eq!(kind(&require(&store, "nothing").unwrap_err()), Kind::Engine);
}

#[test]
fn removing() {
    let (_temp, store) = store();
    let remove = |text: &str, force: bool, users: &dyn Fn(&Digest) -> Result<Vec<String>>| {
        remove(&store, text, &Removal { force, keep_parents: false, users })
    };
    let a = make(&store, "a", &["localhost/a:1", "q.io/a:2"]);
    let nobody = |_: &Digest| Ok(Vec::new());
    let somebody = |_: &Digest| Ok(vec!["0123456789abcdef".to_owned()]);
    assert_eq!(kind(&remove("nothing", false, &nobody).unwrap_err()), Kind::NotFound);
    let error = remove(&a.id.hex(), false, &nobody).unwrap_err();
    assert!(one_line(&error).contains("localhost/a:1, q.io/a:2"), "{error}");
    // One name of several goes even if a container uses the image.
    let untagged = Removed::Untagged("q.io/a:2".parse().unwrap());
    assert_eq!(remove("q.io/a:2", false, &somebody).unwrap(), [untagged]);
    let error = remove("a:1", false, &somebody).unwrap_err();
    assert_eq!(kind(&error), Kind::InUse);
    assert!(one_line(&error).contains("image used by 0123456789abcdef: image is in use by a container;"), "{error:#}");
    let removed = remove("a:1", false, &nobody).unwrap();
    assert_eq!(removed, [Removed::Untagged("localhost/a:1".parse().unwrap()), Removed::Deleted(a.id)]);
    assert!(store.images().unwrap().is_empty() && store.layer(&a.layers[0]).unwrap().is_none());
    let b = make(&store, "b", &["localhost/b:1", "q.io/b:2"]);
    assert_eq!(remove(&b.id.hex()[..10], true, &nobody).unwrap().len(), 3);
    let dangling = make(&store, "c", &[]);
    assert_eq!(remove(&dangling.id.hex(), false, &nobody).unwrap(), [Removed::Deleted(dangling.id)]);
}
