//! What comes of a pull that is interrupted, shared or sent elsewhere: nothing is fetched twice, and nothing is lost.

use crate::harness::image::{Image, Layer, Recipe, digest};
use crate::harness::server::{Reply, Request, Server};
use crate::harness::tarball::Tar;
use crate::harness::{Cmd, TestEnv, eventually};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

fn pull(env: &TestEnv, server: &Server) -> Cmd {
    env.cmd("pull -q --tls-verify=false").arg(format!("{}/x/app:1", server.address())).deadline(180)
}

fn noise(bytes: u32) -> Vec<u8> {
    (0..bytes / 4).flat_map(|n| n.wrapping_mul(2_654_435_761).rotate_left(n % 31).to_le_bytes()).collect()
}

/// An image with one layer of about so many bytes, which do not compress.
fn of_size(bytes: u32) -> (Image, String) {
    let layer = Layer::gzip(&Tar::new().file("noise", noise(bytes)).end());
    let digest = layer.digest.clone();
    (Recipe::new(vec![layer]).make(), digest)
}

fn partials(env: &TestEnv) -> Vec<u64> {
    let dir = env.cache_dir().join("blobs");
    std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .collect()
}

#[test]
fn cut_at_every_tenth_and_resumed_at_the_byte() {
    let (image, blob) = of_size(3_000_000);
    let size = image.blobs[&blob].len();
    for tenth in 0..=10 {
        let env = TestEnv::new();
        let (image, path, cut) = (image.clone(), format!("/v2/x/app/blobs/{blob}"), size * tenth / 10);
        let server = Server::start(move |request| {
            let reply = image.answer(request).ranged(request);
            if request.path.ends_with("blobs/") || request.earlier > 0 || !request.path.contains(&digest_of(&image)) {
                return reply;
            }
            reply.slow().cut_after(cut)
        });
        let first = pull(&env, &server).words("--retry 0").run();
        if tenth == 10 {
            first.ok();
        } else {
            first.refused(&[]);
            env.run("images -q").ok().prints("");
            pull(&env, &server).run().ok();
            let again: Vec<Request> = server.requests().into_iter().filter(|r| r.path == path).skip(1).collect();
            let asked = again.iter().map(|r| r.header("range").unwrap_or("").to_owned()).collect::<Vec<_>>();
            let wanted = if cut == 0 { String::new() } else { format!("bytes={cut}-") };
            assert_eq!(asked, [wanted], "cut at {cut}");
        }
        assert_eq!(partials(&env), [] as [u64; 0]);
        env.check_whole();
    }
}

/// The digest of the one layer.
fn digest_of(image: &Image) -> String {
    image.blobs.iter().max_by_key(|(_, blob)| blob.len()).map(|(digest, _)| digest.clone()).expect("a layer")
}

#[test]
fn killed_pull_goes_on_in_another_process() {
    let env = TestEnv::new();
    let (image, blob) = of_size(3_000_000);
    let half = image.blobs[&blob].len() / 2;
    let server = Server::start(move |request| {
        let reply = image.answer(request).ranged(request);
        let first = request.path.contains(&digest_of(&image)) && request.earlier == 0;
        if first { reply.slow().stall_after(half) } else { reply }
    });
    let mut killed = pull(&env, &server).spawn();
    eventually(60, "half of it is there", || partials(&env).contains(&(half as u64)).then_some(()));
    killed.signal("KILL");
    eventually(10, "it dies", || killed.try_wait());
    pull(&env, &server).run().ok();
    let ranges: Vec<String> = server
        .requests()
        .iter()
        .filter(|r| r.path.ends_with(&blob))
        .map(|r| r.header("range").unwrap_or("").to_owned())
        .collect();
    assert_eq!(ranges, [String::new(), format!("bytes={half}-")]);
}

#[test]
fn damaged_remains_are_not_believed() {
    let env = TestEnv::new();
    let (image, blob) = of_size(300_000);
    let server = Server::start(move |request| image.answer(request).ranged(request));
    let dir = env.cache_dir().join("blobs");
    for rest in [&b"\x1f\x8b garbage that is no layer"[..], &[0; 100_000], &[7; 2_000_000]] {
        std::fs::create_dir_all(&dir).expect("mkdir");
        std::fs::write(dir.join(format!("{}.part", &blob[7..])), rest).expect("write");
        pull(&env, &server).run().ok();
        env.run("rmi --all").ok();
        assert_eq!(partials(&env), [] as [u64; 0]);
    }
}

#[test]
fn two_pulls_fetch_each_layer_once() {
    let env = TestEnv::new();
    let (image, blob) = of_size(3_000_000);
    let held = Arc::new(AtomicUsize::new(0));
    let seen = held.clone();
    let server = Server::start(move |request| {
        if request.path.contains(&digest_of(&image)) {
            seen.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
        image.answer(request)
    });
    let pulls: Vec<_> = (0..3).map(|_| pull(&env, &server).spawn()).collect();
    let ids: Vec<String> = pulls.into_iter().map(|pull| pull.wait().ok().text()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]) && held.load(Ordering::SeqCst) == 1, "{ids:?} {held:?} {blob}");
}

#[test]
fn large_blobs_come_over_several_connections() {
    let env = TestEnv::new();
    let (image, blob) = of_size(40_000_000);
    let (busy, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now, top) = (busy.clone(), most.clone());
    let copy = image.clone();
    let server = Server::start(move |request| {
        if !request.path.contains("/blobs/") {
            return copy.answer(request);
        }
        top.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(std::time::Duration::from_millis(20));
        let reply = copy.answer(request).ranged(request);
        now.fetch_sub(1, Ordering::SeqCst);
        // One piece is cut, and asked for again.
        if request.header("range") == Some("bytes=9437184-10485759") && request.earlier < 8 {
            reply.cut_after(1000)
        } else {
            reply
        }
    });
    pull(&env, &server).words("--retry-delay 1ms").run().ok();
    let whole = server.requests().iter().filter(|r| r.path.ends_with(&blob) && r.header("range").is_none()).count();
    assert!(whole == 0 && most.load(Ordering::SeqCst) >= 2, "{whole} {most:?}");
    // A registry that knows no ranges will do too.
    let other = TestEnv::new();
    let server = Server::start(move |request| image.answer(request));
    pull(&other, &server).run().ok();
}

#[test]
fn mirror_that_dies_after_the_manifest() {
    let env = TestEnv::new();
    let (image, blob) = of_size(3_000_000);
    let whole = image.clone();
    let origin = Server::start(move |request| whole.answer(request).ranged(request));
    let sick = image.clone();
    let mirror = Server::start(move |request| match request.path.contains(&digest_of(&sick)) {
        true => sick.answer(request).slow().cut_after(700_000),
        false if request.path.contains("/blobs/") => Reply::error(503, "UNAVAILABLE"),
        false => sick.answer(request),
    });
    let conf = format!(
        "[[registry]]\nprefix = \"reg.test\"\nlocation = \"{}\"\ninsecure = true\n[[registry.mirror]]\nlocation = \"{}\"\ninsecure = true\n",
        origin.address(),
        mirror.address()
    );
    std::fs::write(env.config_dir().join("registries.conf"), conf).expect("write");
    env.cmd("pull -q --retry 0 reg.test/x/app:1").run().ok();
    let asked: Vec<Request> = origin.requests();
    assert!(asked.iter().all(|request| !request.path.contains("/manifests/")), "{asked:?}");
    let range = asked.iter().find(|request| request.path.ends_with(&blob)).and_then(|request| request.header("range"));
    assert_eq!(range, Some("bytes=700000-"));
}

#[test]
fn wrong_digest_size_and_type() {
    let env = TestEnv::new();
    let spoilt = |spoil: fn(&mut Recipe)| {
        let mut recipe = Recipe::new(vec![Layer::gzip(&Tar::new().file("f", noise(100_000)).end())]);
        spoil(&mut recipe);
        let image = recipe.make();
        let server = Server::start(move |request| image.answer(request));
        pull(&env, &server).words("--retry 0").run().refused(&["layer"]);
        env.run("images -q").ok().prints("");
    };
    spoilt(|recipe| recipe.layers[0].blob.push(0));
    spoilt(|recipe| recipe.layers[0].blob[5000] ^= 1);
    spoilt(|recipe| recipe.layers[0].size += 1);
    spoilt(|recipe| recipe.layers[0].size -= 1);
    spoilt(|recipe| recipe.layers[0].media_type = "text/plain".into());
    spoilt(|recipe| recipe.layers[0].diff_id = digest(b"another"));
    env.check_whole();
}

#[test]
fn token_that_expires_in_the_middle() {
    let env = TestEnv::new();
    let layers = (0..6).map(|n| Layer::gzip(&Tar::new().file(format!("f{n}"), noise(50_000)).end())).collect();
    let image = Recipe::new(layers).make();
    let tokens = Arc::new(Mutex::new((0, 0)));
    let server = Server::start(move |request| {
        let host = request.header("host").unwrap_or_default();
        let mut state = tokens.lock().expect("no panic");
        if request.path == "/token" {
            *state = (state.0 + 1, 0);
            return Reply::ok(format!(r#"{{"token":"t{}","expires_in":300}}"#, state.0));
        }
        // Each token is good for three requests only, whatever was said.
        let good = request.header("authorization") == Some(&format!("Bearer t{}", state.0)) && state.1 < 3;
        state.1 += 1;
        if good {
            return image.answer(request);
        }
        let challenge = format!(r#"Bearer realm="http://{host}/token",scope="repository:x/app:pull""#);
        Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", &challenge)
    });
    pull(&env, &server).words("--retry-delay 1ms").run().ok();
    let renewed = server.requests().iter().filter(|request| request.path == "/token").count();
    assert!(renewed >= 2, "{renewed}");
}

#[test]
fn pull_while_the_image_is_removed() {
    let env = TestEnv::new();
    let (image, _) = of_size(200_000);
    let server = Server::start(move |request| image.answer(request));
    pull(&env, &server).run().ok();
    for _ in 0..10 {
        let (pulling, removing) = (pull(&env, &server).spawn(), env.spawn("rmi --all --force"));
        let pulled = pulling.wait();
        let _ = removing.wait();
        // It may be taken away as soon as it has its name; never half of it.
        assert!(pulled.stderr.is_empty() || pulled.stderr.contains("removed by another"), "{pulled}");
        let left = env.run("images -q").ok().stdout;
        if !left.is_empty() {
            env.cmd("image inspect").arg(left.trim()).run().ok();
        }
    }
    pull(&env, &server).run().ok();
    env.check_whole();
}

#[test]
fn killed_at_random_moments() {
    let env = TestEnv::new();
    let layers = (0..8).map(|n| Layer::gzip(&Tar::new().file(format!("f{n}"), noise(400_000 + n)).end())).collect();
    let image = Recipe::new(layers).make();
    let server = Server::start(move |request| image.answer(request).ranged(request));
    let mut moment = 7_u64;
    for _ in 0..40 {
        let mut killed = pull(&env, &server).spawn();
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(std::time::Duration::from_millis((moment >> 33) % 120));
        killed.signal("KILL");
        eventually(10, "it dies", || killed.try_wait());
        env.run("images -q").ok();
    }
    pull(&env, &server).run().ok();
    env.check_whole();
    assert_eq!(partials(&env), [] as [u64; 0]);
    let staging = std::fs::read_dir(env.store().join("staging")).expect("there").count();
    assert_eq!(staging, 0, "what was half made is gone");
}

/// A registry that is fast is asked again: keeping what it sends would cost more than that.
#[test]
fn what_comes_fast_is_not_written_twice() {
    let env = TestEnv::new();
    let (image, _) = of_size(20_000_000);
    let server = Server::start(move |request| image.answer(request).ranged(request));
    let script = r#""$0" pull -q --tls-verify=false "$1" >/dev/null; cat /proc/$$/io"#;
    let name = format!("{}/x/app:1", server.address());
    let out = env.cmd_of("sh").arg("-c").arg(script).arg(env.program()).arg(name).deadline(120).run().ok();
    let written = out.lines().into_iter().find_map(|line| line.strip_prefix("wchar: ")?.parse::<u64>().ok());
    assert!(written.is_some_and(|bytes| bytes < 30_000_000), "{out}");
}

/// Nine files of ten are there already, large ones among them: what is written is what is new.
#[test]
fn what_is_there_is_not_written_again() {
    let env = TestEnv::new();
    let files = |last: u32| {
        let tar = (0..9).fold(Tar::new(), |tar, n| tar.file(format!("f{n}"), noise(2_000_000 + n)));
        Layer::gzip(&tar.file("last", noise(1_900_000 + last)).end())
    };
    let mut images = [files(0), files(4)].map(|layer| Recipe::new(vec![layer]).make()).into_iter();
    let (first, second) = (images.next().expect("two"), images.next().expect("two"));
    let server = Server::start(move |request| first.answer(request));
    pull(&env, &server).run().ok();
    let server = Server::start(move |request| second.answer(request));
    let script = r#""$0" pull -q --tls-verify=false "$1" >/dev/null; cat /proc/$$/io"#;
    let name = format!("{}/x/app:1", server.address());
    let out = env.cmd_of("sh").arg("-c").arg(script).arg(env.program()).arg(name).deadline(120).run().ok();
    let written = out.lines().into_iter().find_map(|line| line.strip_prefix("wchar: ")?.parse::<u64>().ok());
    assert!(written.is_some_and(|bytes| bytes < 4_000_000), "{out}");
    env.check_whole();
}

/// The most memory, in kB, that a pull of this image takes.
fn most_memory(env: &TestEnv, image: Image) -> u64 {
    let server = Server::start(move |request| image.answer(request).ranged(request));
    let mut pulling = pull(env, &server).spawn();
    let status = format!("/proc/{}/status", pulling.pid());
    let mut most = 0;
    while pulling.try_wait().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().to_owned();
        most = line.trim().trim_end_matches(" kB").parse().unwrap_or(most);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let _ = pulling.wait().ok();
    most
}

/// Four large layers at once, which is as many as there ever are, and no compression that would slow them down.
#[test]
fn large_layers_take_little_memory() {
    let env = TestEnv::new();
    let layer = |n: u32| Layer::plain(&Tar::new().file(format!("f{n}"), noise(40_000_000 + 4 * n)).end());
    let image = Recipe::new((0..4).map(layer).collect()).make();
    let most = most_memory(&env, image);
    // 90 MB where each thread has a heap of its own, 64 where they share two.
    assert!((1000..80_000).contains(&most), "{most} kB");
}

/// Layers that go back 128 MiB in what was unpacked (`zstd --long`): no two of them have that much memory at once.
#[test]
fn large_windows_are_had_one_after_the_other() {
    let env = TestEnv::new();
    let layer = |n: u32| Layer::zstd_of_window(27, &Tar::new().file(format!("f{n}"), noise(40_000_000 + 4 * n)).end());
    let most = most_memory(&env, Recipe::new((0..4).map(layer).collect()).make());
    // All four have 230 MB.
    assert!((40_000..125_000).contains(&most), "{most} kB");
    env.check_whole();
}

/// A large layer that comes slowly is kept, and unpacked as it comes; but not all of it is there twice.
#[test]
fn kept_and_unpacked_no_more_than_a_window_is_there_twice() {
    let env = TestEnv::new();
    let layer = Layer::plain(&Tar::new().file("f", noise(60_000_000)).end());
    let image = Recipe::new(vec![layer]).make();
    let server = Server::start(move |request| {
        let reply = image.answer(request).ranged(request);
        if request.path.contains("/blobs/") && request.earlier == 0 { reply.slow() } else { reply }
    });
    let room = || {
        let du = env.cmd_of("du").arg("-skc").arg(env.store()).arg(env.cache_dir()).run().stdout;
        du.lines().last().and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default()
    };
    let mut pulling = pull(&env, &server).spawn();
    let (mut most, mut kept) = (0, 0);
    while pulling.try_wait().is_none() {
        most = most.max(room());
        kept = kept.max(partials(&env).into_iter().max().unwrap_or_default());
    }
    pulling.wait().ok();
    assert!(kept > 50_000_000, "{kept} bytes were kept");
    assert!((60_000..80_000).contains(&most), "{most} kB");
    assert_eq!(partials(&env), [] as [u64; 0]);
    env.check_whole();
}

/// A disk with room for the image and 64 MB: what is kept of blobs on their way gives way.
#[test]
fn no_more_disk_than_the_image_and_64_megabytes() {
    let env = TestEnv::new();
    let layer = |n: u32| Layer::plain(&Tar::new().file(format!("f{n}"), noise(8_000_000 + 4 * n)).end());
    let image = Recipe::new((0..4).map(layer).collect()).make();
    let server = Server::start(move |request| match request.path.contains("/blobs/") {
        true => image.answer(request).ranged(request).slow(),
        false => image.answer(request),
    });
    let script = format!(
        r#"mount -t tmpfs -o size=97m,mode=700 none {0} && mkdir {0}/cache && export XDG_CACHE_HOME={0}/cache
           exec "$0" pull -q --retry 0 --tls-verify=false {1}/x/app:1"#,
        env.store().parent().expect("a parent").display(),
        server.address()
    );
    env.cmd_of("/usr/bin/unshare").words("-Urm sh -c").arg(script).arg(env.program()).deadline(120).run().ok();
}
