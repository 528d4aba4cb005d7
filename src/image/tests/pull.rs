use std::{
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{Parts, assert_clean, config, parts, store};
use crate::{
    config::Env,
    error::one_line,
    image::{
        Connect, LayerProgress, Policy, Progress, PullOptions, Silent, inspect,
        manifest::{Descriptor, OCI_INDEX, OCI_LAYER, OCI_MANIFEST},
        pull,
    },
    name::Digest,
    registry::tests::server::{Content, Reply, Request, Server},
    store::{Image, Store},
};

fn env() -> Env {
    Env::fake(Path::new("/nonexistent"), &[("HOME", "/nonexistent")])
}

fn impatient() -> PullOptions {
    PullOptions {
        policy: Policy::Always,
        platform: Some("linux/amd64".parse().unwrap()),
        connect: Connect { retry: Some(2), retry_delay: Some(Duration::from_millis(1)), ..Connect::default() },
    }
}

fn try_pull(store: &Store, name: &str, options: &PullOptions) -> Result<Image, String> {
    pull(store, &env(), name, options, &Silent).map_err(|error| one_line(&error))
}

fn serve(content: Content) -> Server {
    Server::start(move |request| content.reply(request))
}

#[test]
fn an_image_comes_in_and_stays() {
    let (_temp, store) = store();
    let mut content = Content::default();
    // The second layer twice: it is fetched once.
    let digest = parts(&["a", "b", "c", "b"], "amd64").push(&mut content, "1");
    let server = serve(content);
    let name = format!("{}/a/b:1", server.address());
    let image = try_pull(&store, &name, &impatient()).unwrap();
    assert_eq!(image.layers.len(), 4);
    assert_eq!(image.names[0].to_string(), name);
    assert_eq!(image.digests[0].digest, Some(digest));
    assert_eq!(server.log().len(), 1 + 1 + 3, "{:?}", server.log());
    let again = try_pull(&store, &name, &impatient()).unwrap();
    assert_eq!((again.id, server.log().len()), (image.id, 5 + 2));
    let value = inspect(&store, &image).unwrap();
    assert_eq!((&value["RepoTags"], &value["Config"]["Cmd"]), (&json!([name]), &json!(["sh"])));
    assert_eq!(value["Digest"], digest.to_string());
    let by_digest = format!("{}/a/b@{digest}", server.address());
    assert_eq!(try_pull(&store, &by_digest, &impatient()).unwrap().id, image.id);
    assert_clean(&store);
}

#[test]
fn the_platform_chooses_through_nested_indexes() {
    let (_temp, store) = store();
    let mut content = Content::default();
    let arm = parts(&["arm"], "arm64");
    let amd = parts(&["amd"], "amd64");
    let entry = |parts: &Parts, architecture: &str| {
        let mut value = serde_json::to_value(Descriptor::of(&parts.manifest(), OCI_MANIFEST)).unwrap();
        value["platform"] = json!({"os": "linux", "architecture": architecture});
        value
    };
    let inner = json!({"schemaVersion": 2, "manifests": [entry(&arm, "arm64"), entry(&amd, "amd64")]}).to_string();
    let inner_entry = Descriptor::of(inner.as_bytes(), OCI_INDEX);
    let outer = json!({"schemaVersion": 2, "manifests": [inner_entry]}).to_string();
    arm.push(&mut content, "arm");
    amd.push(&mut content, "amd");
    content.manifest("inner", OCI_INDEX, inner.as_bytes());
    let top = content.manifest("1", OCI_INDEX, outer.as_bytes());
    let server = serve(content);
    let name = format!("{}/a/b:1", server.address());
    for (platform, parts) in [("linux/amd64", &amd), ("linux/arm64/v8", &arm)] {
        let options = PullOptions { platform: Some(platform.parse().unwrap()), ..impatient() };
        let image = try_pull(&store, &name, &options).unwrap();
        assert_eq!(image.id, Digest::of(&parts.config), "{platform}");
        let digests: Vec<_> = image.digests.iter().filter_map(|name| name.digest).collect();
        assert!(digests.contains(&top) && digests.contains(&Digest::of(&parts.manifest())));
    }
    let options = PullOptions { platform: Some("linux/s390x".parse().unwrap()), ..impatient() };
    let error = try_pull(&store, &name, &options).unwrap_err();
    assert!(error.contains("there are images for linux/arm64, linux/amd64"), "{error}");
}

/// What a pull of `parts`, whose answers `spoil` may change, ends with. Nothing of it may stay in the store.
fn failure(parts: &Parts, spoil: impl Fn(&Request, Reply) -> Reply + Send + Sync + 'static) -> String {
    let (_temp, store) = store();
    let mut content = Content::default();
    parts.push(&mut content, "1");
    let server = Server::start(move |request| spoil(request, content.reply(request)));
    let error = try_pull(&store, &format!("{}/a/b:1", server.address()), &impatient()).unwrap_err();
    assert!(store.images().unwrap().is_empty() && store.names().unwrap().is_empty());
    assert_clean(&store);
    assert!(!error.contains('\n'));
    error.replace(&server.address(), "HOST")
}

#[test]
fn lies_are_refused_and_leave_nothing() {
    let honest = |_: &Request, right: Reply| right;
    let good = || parts(&["a", "b"], "amd64");
    let second = good().descriptors[1].digest;
    let error = failure(&good(), move |request, right| match request.path.ends_with(&second.to_string()) {
        true => Reply::new(200, &right.body.iter().map(|byte| byte ^ 1).collect::<Vec<_>>()),
        false => right,
    });
    assert!(error.contains("layer "), "{error}");
    // The right blob, but another tar inside than the configuration says.
    let mut other = good();
    other.config = config(&[Digest::of(b"x"), Digest::of(b"y")], "amd64");
    assert!(failure(&other, honest).contains("not what its image says"));
    let mut fewer = good();
    fewer.config = config(&[Digest::of(b"x")], "amd64");
    assert!(failure(&fewer, honest).contains("2 layers, the configuration 1"));
    let mut short = good();
    short.descriptors[0].size += 1;
    assert!(failure(&short, honest).contains("wrong size"));
    let mut foreign = good();
    foreign.descriptors[0].media_type = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip".into();
    assert!(failure(&foreign, honest).contains("may not be distributed"));
    let mut no_json = good();
    no_json.config = b"{".to_vec();
    assert!(failure(&no_json, honest).contains("configuration is not valid"));
    assert!(failure(&parts(&["a"], "arm64"), honest).contains("is for linux/arm64, not for linux/amd64"));
    // Not gzip, not tar.
    let mut garbage = good();
    garbage.blobs[0] = vec![0x1f, 0x8b, 8, 0, 1, 2, 3];
    garbage.descriptors[0] = Descriptor::of(&garbage.blobs[0], OCI_LAYER);
    assert!(failure(&garbage, honest).contains("layer"));
    // A bomb's first member is right, what follows is not.
    let mut trailing = good();
    trailing.blobs[0].extend(b"trailing");
    trailing.descriptors[0] = Descriptor::of(&trailing.blobs[0], OCI_LAYER);
    assert!(failure(&trailing, honest).contains("layer"));
}

#[test]
fn the_first_failure_stops_the_others() {
    let parts = parts(&["a", "b", "c", "d", "e"], "amd64");
    let (bad, stalled) = (parts.descriptors[4].digest.to_string(), parts.descriptors[0].digest.to_string());
    let began = Instant::now();
    let error = failure(&parts, move |request, right| {
        if request.path.ends_with(&stalled) {
            right.stalled(3)
        } else if request.path.ends_with(&bad) {
            Reply::new(404, b"")
        } else {
            right
        }
    });
    assert!(error.contains("has no blob"), "{error}");
    assert!(began.elapsed() < Duration::from_secs(10), "the stalled layer was not waited for");
}

#[test]
fn connections_that_break_are_mended() {
    let (_temp, store) = store();
    let mut content = Content::default();
    parts(&["a", "b", "c"], "amd64").push(&mut content, "1");
    let server = Server::start(move |request| match request.nth {
        0 if request.path.contains("/blobs/") => content.reply(request).cut(50),
        0 => Reply::new(503, b""),
        _ => content.reply(request),
    });
    try_pull(&store, &format!("{}/a/b:1", server.address()), &impatient()).unwrap();
}

#[test]
fn policies() {
    let (_temp, store) = store();
    let mut content = Content::default();
    parts(&["a"], "amd64").push(&mut content, "1");
    let server = serve(content);
    let name = format!("{}/a/b:1", server.address());
    let with = |policy| PullOptions { policy, ..impatient() };
    let error = try_pull(&store, &name, &with(Policy::Never)).unwrap_err();
    assert!(error.contains("must not be pulled; run `coracle pull"), "{error}");
    let image = try_pull(&store, &name, &with(Policy::Missing)).unwrap();
    for (policy, requests) in [(Policy::Missing, 0), (Policy::Never, 0), (Policy::Newer, 1), (Policy::Always, 2)] {
        let before = server.log().len();
        assert_eq!(try_pull(&store, &name, &with(policy)).unwrap().id, image.id);
        assert_eq!(server.log().len() - before, requests, "{policy:?}");
    }
    drop(server);
    assert_eq!(try_pull(&store, &name, &with(Policy::Newer)).unwrap().id, image.id, "what is here will do");
    let other = PullOptions { platform: Some("linux/arm64".parse().unwrap()), ..with(Policy::Never) };
    assert!(try_pull(&store, &name, &other).is_err(), "another platform is another image");
}

#[test]
fn newer_images_replace_the_name() {
    let (_temp, store) = store();
    let (mut old, mut new) = (Content::default(), Content::default());
    parts(&["old"], "amd64").push(&mut old, "1");
    parts(&["new"], "amd64").push(&mut new, "1");
    let renewed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = renewed.clone();
    let server = Server::start(move |request| match flag.load(std::sync::atomic::Ordering::Relaxed) {
        true => new.reply(request),
        false => old.reply(request),
    });
    let name = format!("{}/a/b:1", server.address());
    let options = PullOptions { policy: Policy::Newer, ..impatient() };
    let first = try_pull(&store, &name, &options).unwrap();
    renewed.store(true, std::sync::atomic::Ordering::Relaxed);
    let second = try_pull(&store, &name, &options).unwrap();
    assert_ne!(first.id, second.id);
    assert!(store.image(&first.id).unwrap().unwrap().names.is_empty());
    assert_eq!(second.names[0].to_string(), name);
}

#[test]
fn short_names_mirrors_and_all_that_failed() {
    let (_temp, store) = store();
    let mut content = Content::default();
    parts(&["a"], "amd64").push(&mut content, "1");
    let server = serve(content);
    let conf = tempfile::NamedTempFile::new().unwrap();
    let text = format!(
        "unqualified-search-registries = ['first.invalid', 'second.invalid']\n[aliases]\nalias = '{0}/a/b'\n\
         [[registry]]\nprefix = 'second.invalid/b'\nlocation = 'second.invalid/b'\n[[registry.mirror]]\nlocation = '{0}/a/b'\n",
        server.address()
    );
    std::fs::write(conf.path(), text).unwrap();
    let env = Env::fake(
        Path::new("/nonexistent"),
        &[("HOME", "/nonexistent"), ("CONTAINERS_REGISTRIES_CONF", conf.path().to_str().unwrap())],
    );
    let pull = |name: &str| pull(&store, &env, name, &impatient(), &Silent).map_err(|error| one_line(&error));
    assert_eq!(pull("alias:1").unwrap().names[0].to_string(), format!("{}/a/b:1", server.address()));
    let image = pull("b:1").unwrap();
    assert!(image.names.iter().any(|name| name.to_string() == "second.invalid/b:1"), "{:?}", image.names);
    let error = pull("nothing").unwrap_err();
    assert!(error.contains("cannot pull first.invalid/nothing:latest: ") && error.contains("; "), "{error}");
    assert!(error.contains("cannot pull second.invalid/nothing:latest: "), "{error}");
}

#[derive(Default)]
struct Told(Mutex<Vec<String>>);

struct Bar(u64, u64);

impl Progress for Told {
    fn trying(&self, name: &crate::name::Reference) {
        self.0.lock().unwrap().push(name.path.clone());
    }

    fn present(&self, _digest: &Digest) {
        self.0.lock().unwrap().push("present".into());
    }

    fn layer(&self, _digest: &Digest, total: u64) -> Box<dyn LayerProgress> {
        self.0.lock().unwrap().push("layer".into());
        Box::new(Bar(total, 0))
    }
}

impl LayerProgress for Bar {
    fn advance(&mut self, bytes: u64) {
        self.1 += bytes;
    }

    fn done(&mut self) {
        assert_eq!(self.0, self.1);
    }
}

#[test]
fn progress_is_told() {
    let (_temp, store) = store();
    let mut content = Content::default();
    parts(&["a", "b"], "amd64").push(&mut content, "1");
    let server = serve(content);
    let told = Told::default();
    for _ in 0..2 {
        pull(&store, &env(), &format!("{}/a/b:1", server.address()), &impatient(), &told).unwrap();
    }
    assert_eq!(told.0.into_inner().unwrap(), ["a/b", "layer", "layer", "a/b", "present", "present"]);
}
