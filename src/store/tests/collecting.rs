//! The collector, and those who add while it wants to collect.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;

#[test]
fn what_is_used_stays() {
    let (_dir, store) = new_store();
    let [of_image, of_container, unused] =
        ["image", "container", "unused"].map(|text| add(&store, &one_file("f", text.as_bytes())).diff_id);
    put_image(&store, "{}", &[of_image]);
    let container = store.containers_dir().join("c");
    std::fs::create_dir(&container).unwrap();
    let config = format!(r#"{{"id":"c","layers":["{of_container}"],"more":1}}"#);
    std::fs::write(container.join("config.json"), config).unwrap();
    std::fs::create_dir_all(store.staging_dir().join("killed/new")).unwrap();
    std::fs::write(store.trash_dir().join("half-deleted"), "x").unwrap();
    std::os::unix::fs::symlink(Digest::of(b"none").hex(), store.names_dir().join("r.io%2Fdangling:1")).unwrap();

    let collected = store.collect().unwrap();
    assert_eq!((collected.layers, collected.objects, collected.leftovers), (1, 1, 2));
    assert!(store.layer(&unused).unwrap().is_none());
    for layer in [of_image, of_container] {
        export(&store, &layer).unwrap();
    }
    assert_eq!(count(&store, "staging") + count(&store, "trash") + count(&store, "names"), 0);
    assert_eq!(store.collect().unwrap(), Collected::default());
}

#[test]
fn leftovers_go_without_a_collection() {
    let (_dir, store) = new_store();
    let unused = add(&store, &one_file("f", b"text")).diff_id;
    let ours = store.containers_dir().join("ours");
    std::fs::create_dir_all(ours.join("upper")).unwrap();
    let trashed = store.trash(&ours).unwrap();
    let leave = || {
        std::fs::create_dir_all(store.staging_dir().join("killed/new")).unwrap();
        std::fs::create_dir_all(store.trash_dir().join("half/deleted")).unwrap();
    };
    let left = || [store.staging_dir(), store.trash_dir()].map(|dir| std::fs::read_dir(dir).unwrap().count());

    leave();
    let adding = store.share().unwrap();
    store.sweep_leftovers().unwrap();
    assert_eq!(left(), [1, 2], "someone may be filling them");
    drop(adding);
    store.sweep_leftovers().unwrap();
    assert_eq!(left(), [0, 1], "what someone is deleting is not waited for");
    trashed.delete();
    leave();
    std::fs::write(store.container_names_dir().join("forgotten"), "gone").unwrap();
    std::fs::create_dir_all(store.containers_dir().join("there")).unwrap();
    std::fs::write(store.containers_dir().join("there/config.json"), r#"{"name": "kept"}"#).unwrap();
    std::fs::write(store.container_names_dir().join("kept"), "there").unwrap();
    store.sweep_leftovers().unwrap();
    assert_eq!(left(), [0, 0]);
    assert_eq!(count(&store, "container-names"), 1, "a name whose container is gone is free");
    assert!(store.layer(&unused).unwrap().is_some());
}

#[test]
fn nothing_is_removed_when_a_record_cannot_be_read() {
    let (_dir, store) = new_store();
    let layer = add(&store, &one_file("f", b"text")).diff_id;
    let image = put_image(&store, "{}", &[layer]);
    let record = store.images_dir().join(image.id.hex()).join("image.json");
    std::fs::write(record, "{").unwrap();
    assert!(one_line(&store.collect().unwrap_err()).contains("image.json is damaged"));
    export(&store, &layer).unwrap();
}

#[test]
fn adders_keep_the_collector_away() {
    let (_dir, store) = new_store();
    let adding = store.share().unwrap();
    let layer = add(&store, &one_file("f", b"text")).diff_id;
    assert!(store.try_collect().unwrap().is_none());
    let image = put_image(&store, "{}", &[layer]);
    // The image goes at once, its layers with the next collection.
    store.remove_image(&image.id).unwrap();
    assert!(store.images().unwrap().is_empty() && store.layer(&layer).unwrap().is_some());
    drop(adding);
    assert_eq!(store.try_collect().unwrap().unwrap().layers, 1);
    assert_empty(&store);
}

#[test]
fn a_long_wait_says_for_whom() {
    let (dir, store) = new_store();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hear = heard.clone();
    let waiter =
        Store::open(&dir.path().join("store")).unwrap().on_wait(move |who| hear.lock().unwrap().push(who.to_owned()));
    let adding = store.share().unwrap();
    std::thread::scope(|scope| {
        let collecting = scope.spawn(|| waiter.collect());
        std::thread::sleep(Duration::from_millis(1300));
        drop(adding);
        collecting.join().unwrap().unwrap();
    });
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 1);
    assert!(heard[0].starts_with(&format!("pid {} (", std::process::id())), "{heard:?}");
}

/// Layers that share contents come and go while a collector runs all the time; whoever holds the lock finds his whole.
#[test]
fn adders_removers_and_collectors_at_once() {
    let (dir, store) = new_store();
    let (done, collections) = (AtomicBool::new(false), AtomicU32::new(0));
    let tars: Vec<Vec<u8>> = (0..4)
        .map(|n| {
            archive(
                &(n..n + 8)
                    .map(|n| TestEntry::file(&format!("{n}"), format!("content {n}").as_bytes()))
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                store.collect().unwrap();
                collections.fetch_add(1, Ordering::Relaxed);
                std::thread::yield_now();
            }
        });
        let adders: Vec<_> = tars
            .iter()
            .enumerate()
            .map(|(n, tar)| {
                let store = Store::open(&dir.path().join("store")).unwrap();
                scope.spawn(move || {
                    for _ in 0..15 {
                        let adding = store.share().unwrap();
                        let layer = add(&store, tar).diff_id;
                        let image = put_image(&store, &format!("{{\"n\":{n}}}"), &[layer]);
                        drop(adding);
                        assert!(export(&store, &layer).unwrap() == *tar);
                        store.remove_image(&image.id).unwrap();
                    }
                })
            })
            .collect();
        let results: Vec<_> = adders.into_iter().map(|adder| adder.join()).collect();
        done.store(true, Ordering::Relaxed);
        assert!(results.iter().all(std::thread::Result::is_ok));
    });
    assert!(collections.load(Ordering::Relaxed) > 0);
    store.collect().unwrap();
    assert_empty(&store);
}
