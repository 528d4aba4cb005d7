//! Layers with a table of contents: of those only what is missing is fetched, and nothing that the table says is believed.

use crate::harness::TestEnv;
use crate::harness::image::{Image, Layer, Recipe, digest};
use crate::harness::registry;
use crate::harness::server::{Reply, Server};
use crate::harness::tarball::Tar;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn noise(bytes: u32, seed: u32) -> Vec<u8> {
    (0..bytes / 4).flat_map(|n| (n ^ seed).wrapping_mul(2_654_435_761).rotate_left(n % 31).to_le_bytes()).collect()
}

/// Thirty files, and as many more of whose contents `other` are different.
fn files(other: u32) -> Vec<u8> {
    let mut tar = Tar::new().dir("d/");
    for n in 0..30 {
        let seed = if n % 10 < other { 1000 + n } else { n };
        tar = tar.file(format!("d/{n}"), noise(90_000, seed * 7919)).file(format!("d/small{n}"), format!("{n}"));
    }
    tar.end()
}

/// A server before the registry at `address`, and how many bytes of blobs it has sent.
fn counting(address: &str) -> (Server, Arc<AtomicUsize>) {
    let (sent, address) = (Arc::new(AtomicUsize::new(0)), address.to_owned());
    let count = sent.clone();
    let server = Server::start(move |request| {
        let reply = Reply::of(&address, request);
        if request.path.contains("/blobs/") && request.method == "GET" {
            count.fetch_add(reply.body.len(), Ordering::SeqCst);
        }
        reply
    });
    (server, sent)
}

/// Pulls two images by way of the server; how many bytes the second one took. What came is whole, and is what was pushed.
fn second_pull(address: &str, expected: &[u8]) -> usize {
    let env = TestEnv::new();
    let (server, sent) = counting(address);
    let name = |image: &str| format!("{}/{image}:1", server.address());
    env.cmd("pull -q --tls-verify=false").arg(name("one")).run().ok();
    let first = sent.swap(0, Ordering::SeqCst);
    env.cmd("pull -q --tls-verify=false").arg(name("two")).run().ok();
    let second = sent.load(Ordering::SeqCst);
    assert!(first > 2_500_000, "{first}");
    env.check_whole();
    let saved = env.home().join("saved");
    env.cmd("save -q --format oci-dir -o").arg(&saved).arg(name("two")).run().ok();
    let id = &digest(expected)[7..];
    assert!(env.store().join("layers").join(id).exists(), "the layer has its diff id");
    second
}

#[test]
fn pushed_layers_have_a_table_by_which_less_is_fetched() {
    let registry = registry::empty();
    let env = TestEnv::new();
    for (image, tar) in [("one", files(0)), ("two", files(2))] {
        let (tar, name) = (env.file("x.tar", tar), format!("{}/{image}:1", registry.address()));
        env.cmd("import -q").arg(&tar).arg(&name).run().ok();
        for _ in 0..2 {
            let push = env.cmd("push -q --tls-verify=false --compression-format zstd:chunked");
            push.arg(&name).run().ok();
        }
        let raw = env.cmd_of("skopeo").words("inspect --raw --tls-verify=false").arg(format!("docker://{name}")).run();
        let layer = raw.ok().json()["layers"][0].clone();
        assert_eq!(layer["mediaType"], "application/vnd.oci.image.layer.v1.tar+zstd");
        for annotation in ["manifest-checksum", "manifest-position", "tarsplit-position"] {
            assert!(
                layer["annotations"][format!("io.github.containers.zstd-chunked.{annotation}")].is_string(),
                "{layer}"
            );
        }
        // Others read a layer of zstd.
        let copy = format!("oci:{}:{image}", env.home().join("copy").display());
        env.cmd_of("skopeo").words("copy --src-tls-verify=false").arg(format!("docker://{name}")).arg(copy).run().ok();
    }
    // Two files of ten are other ones.
    let second = second_pull(registry.address(), &files(2));
    assert!((500_000..700_000).contains(&second), "{second}");
}

#[test]
fn layers_of_other_tools_are_fetched_by_parts() {
    let registry = registry::empty();
    let env = TestEnv::new();
    for (image, tar) in [("one", files(0)), ("two", files(2))] {
        let (tar, name, dir) = (env.file("x.tar", tar), format!("localhost/{image}"), env.home().join(image));
        env.cmd("import -q").arg(&tar).arg(&name).run().ok();
        env.cmd("save -q --format oci-dir -o").arg(&dir).arg(&name).run().ok();
        let copy = env.cmd_of("skopeo").words("copy --dest-tls-verify=false --dest-compress-format zstd:chunked");
        let to = format!("docker://{}/{image}:1", registry.address());
        copy.arg(format!("oci:{}", dir.display())).arg(to).run().ok();
    }
    let second = second_pull(registry.address(), &files(2));
    assert!((500_000..1_200_000).contains(&second), "{second}");
}

/// An image of one layer whose server sends ranges, and what was asked for of the layer: each range, `""` for all of it.
fn pulled(env: &TestEnv, layer: Layer, ranges: bool) -> Vec<String> {
    let blob = layer.digest.clone();
    let image = Recipe::new(vec![layer]).make();
    pull(env, &image, ranges).into_iter().filter(|(path, _)| path.ends_with(&blob)).map(|(_, range)| range).collect()
}

fn pull(env: &TestEnv, image: &Image, ranges: bool) -> Vec<(String, String)> {
    let image = image.clone();
    let server = Server::start(move |request| {
        let reply = image.answer(request);
        if ranges { reply.ranged(request) } else { reply }
    });
    env.cmd("pull -q --retry 0 --tls-verify=false").arg(format!("{}/x/app:1", server.address())).run().ok();
    env.check_whole();
    let range = |header: Option<&str>| header.unwrap_or_default().to_owned();
    server.requests().iter().map(|request| (request.path.clone(), range(request.header("range")))).collect()
}

#[test]
fn stargz_layers_are_fetched_by_parts() {
    let env = TestEnv::new();
    assert!(pulled(&env, Layer::gzip(&files(0)), true).contains(&String::new()));
    let layer = Layer::stargz(&files(2), |_| ());
    let (size, diff_id) = (layer.blob.len(), layer.diff_id.clone());
    let asked = pulled(&env, layer, true);
    let bytes: usize = asked
        .iter()
        .map(|range| {
            let (first, last) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')).expect("a range");
            last.parse::<usize>().expect("a number") + 1 - first.parse::<usize>().expect("a number")
        })
        .sum();
    assert!(bytes < size / 3, "{bytes} of {size}: {asked:?}");
    assert!(env.store().join("layers").join(&diff_id[7..]).exists());
}

/// Whatever is wrong with the table, the layer comes, and is the right one.
#[test]
fn lies_cost_time_and_nothing_else() {
    fn known<'a>(entries: &'a mut [Value], name: &str) -> &'a mut Value {
        entries.iter_mut().find(|entry| entry["name"] == name).expect("a file")
    }
    type Lie<'a> = &'a dyn Fn(&mut Vec<Value>);
    let lies: [Lie<'_>; 6] = [
        // Another file that is there, of the same length.
        &|entries| known(entries, "d/5")["digest"] = json!(digest(&noise(90_000, 6 * 7919))),
        &|entries| known(entries, "d/5")["size"] = json!(89_999),
        &|entries| known(entries, "d/small5")["mode"] = json!(0o4755),
        &|entries| known(entries, "d/small5")["name"] = json!("../../evil"),
        &|entries| known(entries, "d/5")["offset"] = json!(1),
        &|entries| drop(entries.pop()),
    ];
    for (at, lie) in lies.iter().enumerate() {
        let env = TestEnv::new();
        pulled(&env, Layer::gzip(&files(0)), true);
        let layer = Layer::stargz(&files(2), lie);
        let diff_id = layer.diff_id.clone();
        let asked = pulled(&env, layer, true);
        assert!(asked.len() >= 2 && asked.last().is_some_and(String::is_empty), "{at}: {asked:?}");
        assert!(env.store().join("layers").join(&diff_id[7..]).exists(), "{at}");
    }
}

#[test]
fn without_ranges_or_with_a_wrong_checksum_all_is_fetched() {
    let env = TestEnv::new();
    pulled(&env, Layer::gzip(&files(0)), true);
    let asked = pulled(&env, Layer::stargz(&files(1), |_| ()), false);
    assert!(asked.len() == 2 && asked[1].is_empty(), "{asked:?}");
    let mut wrong = Layer::stargz(&files(2), |_| ());
    wrong.annotations.values_mut().for_each(|value| *value = digest(b"another table"));
    let asked = pulled(&env, wrong, true);
    assert!(asked.len() >= 2 && asked.last().is_some_and(String::is_empty), "{asked:?}");
    let mut bare = Layer::stargz(&files(3), |_| ());
    bare.annotations.clear();
    assert_eq!(pulled(&env, bare, true), [""]);
}
