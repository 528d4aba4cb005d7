//! Image records and names.

use super::*;
use crate::name::Reference;

fn name(text: &str) -> Reference {
    text.parse().unwrap()
}

#[test]
fn put_found_and_removed() {
    let (_dir, store) = new_store();
    let layer = add(&store, &one_file("a", b"text"));
    let digest = name(&format!("r.io/x@{}", Digest::of(b"m")));
    let new = NewImage {
        config: br#"{"created":"2020-01-02T03:04:05.678Z"}"#.to_vec(),
        manifest: Some(b"{ }".to_vec()),
        layers: vec![layer.diff_id],
        digests: vec![digest.clone()],
        names: Vec::new(),
    };
    let image = store.put_image(new.clone()).unwrap();
    assert_eq!((image.id, image.size), (Digest::of(&new.config), 4));
    assert_eq!(image.created.unwrap().to_string(), "2020-01-02T03:04:05.678Z");
    assert_eq!(store.image_config(&image.id).unwrap(), new.config);
    assert_eq!(store.image_manifest(&image.id).unwrap().unwrap(), b"{ }");

    let again =
        NewImage { digests: vec![name(&format!("q.io/y@{}", Digest::of(b"m")))], manifest: None, ..new.clone() };
    assert_eq!(store.put_image(again).unwrap().digests.len(), 2);

    for tag in ["docker.io/library/debian:12", "r.io:5000/a/b:tag"] {
        store.tag(&name(tag), &image.id).unwrap();
        assert_eq!(store.resolve_image(tag).unwrap().unwrap().id, image.id);
    }
    store.tag(&digest, &image.id).unwrap();
    for text in [&image.id.hex(), &image.id.to_string(), &image.id.hex()[..12], &digest.to_string()] {
        assert_eq!(store.resolve_image(text).unwrap().unwrap().names.len(), 3, "{text}");
    }
    for text in ["", "r.io/none:1", "zz", "../../etc"] {
        assert!(store.resolve_image(text).unwrap().is_none(), "{text}");
    }
    assert!(store.tag(&name("r.io/z:1"), &Digest::of(b"none")).is_err());
    assert_eq!(store.untag(&digest).unwrap(), Some(image.id));
    assert_eq!(store.untag(&digest).unwrap(), None);

    store.remove_image(&image.id).unwrap();
    assert_empty(&store);
    assert_eq!(crate::error::kind(&store.remove_image(&image.id).unwrap_err()), crate::error::Kind::NotFound);
}

#[test]
fn names_of_any_length_move_between_images() {
    let (_dir, store) = new_store();
    let (one, two) = (put_image(&store, "{}", &[]).id, put_image(&store, "{ }", &[]).id);
    let long = name(&format!("r.io/{}:{}", vec!["p".repeat(40); 5].join("/"), "t".repeat(128)));
    let short = name("localhost/a/b/c:x.y-z_1");
    for name in [&long, &short] {
        store.tag(name, &one).unwrap();
        store.tag(name, &two).unwrap();
        assert_eq!(store.name(name).unwrap(), Some(two));
    }
    assert_eq!(store.names().unwrap(), [(short.clone(), two), (long.clone(), two)]);
    assert_eq!(store.image(&two).unwrap().unwrap().names, [short, long]);
    assert!(store.image(&one).unwrap().unwrap().names.is_empty());
}

#[test]
fn ids_that_begin_alike() {
    let (_dir, store) = new_store();
    let ids: Vec<_> = (0..17).map(|n| put_image(&store, &format!("{{\"n\":{n}}}"), &[]).id.hex()).collect();
    let first = ids.iter().map(|id| &id[..1]).find(|first| ids.iter().filter(|id| id.starts_with(*first)).count() > 1);
    let error = one_line(&store.resolve_image(first.unwrap()).unwrap_err());
    assert!(error.contains("is ambiguous") && error.ends_with("give more digits"), "{error}");
}

#[test]
fn a_missing_layer_is_refused() {
    let (_dir, store) = new_store();
    let new = NewImage { config: b"{}".to_vec(), layers: vec![Digest::of(b"none")], ..NewImage::default() };
    assert!(one_line(&store.put_image(new).unwrap_err()).contains("is not in the store"));
    assert_empty(&store);
}

#[test]
fn only_what_nobody_else_needs_goes_with_an_image() {
    let (_dir, store) = new_store();
    let shared = add(&store, &one_file("a", b"shared layer")).diff_id;
    let mine = add(&store, &archive(&[TestEntry::file("a", b"shared layer"), TestEntry::file("b", b"mine")])).diff_id;
    let kept = put_image(&store, "{}", &[shared]);
    let removed = put_image(&store, "{ }", &[shared, mine]);
    store.remove_image(&removed.id).unwrap();
    assert!(store.layer(&mine).unwrap().is_none() && !store.object_path(&Digest::of(b"mine")).exists());
    export(&store, &shared).unwrap();
    assert_eq!(store.images().unwrap().len(), 1);
    assert_eq!(store.images().unwrap().first().unwrap().id, kept.id);
}
