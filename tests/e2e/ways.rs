//! Ways to registries: proxies, certificates of clients, mirrors for tags or digests only.

use crate::harness::TestEnv;
use crate::harness::image::{Image, digest};
use crate::harness::registry;
use crate::harness::server::{Reply, Server};

#[test]
fn proxies_of_the_environment() {
    let env = TestEnv::new();
    let image = Image::small();
    let proxy = Server::start(move |request| match request.path.strip_prefix("http://registry.test") {
        Some(path) => image.answer(&crate::harness::server::Request { path: path.into(), ..request.clone() }),
        None => Reply::status(405),
    });
    let url = format!("http://{}", proxy.address());
    let pull = |exceptions: &str| {
        let cmd = env.cmd("pull -q --retry 0 --tls-verify=false registry.test/x/app:1");
        cmd.env("HTTP_PROXY", &url).env("HTTPS_PROXY", &url).env("NO_PROXY", exceptions).run()
    };
    pull("example.org").ok();
    let asked = proxy.requests();
    assert!(asked.iter().any(|request| request.path.starts_with("http://registry.test/v2/x/app/blobs/")), "{asked:?}");
    assert!(
        asked.iter().any(|request| request.method == "CONNECT" && request.path == "registry.test:443"),
        "{asked:?}"
    );
    env.run("rmi --all").ok();
    pull("other.test,registry.test").refused(&["registry.test"]);
    assert_eq!(proxy.requests().len(), asked.len(), "what NO_PROXY names is asked itself");
}

#[test]
fn certificates_of_the_client() {
    let env = TestEnv::busybox();
    let registry = registry::wanting_certificate();
    let name = format!("{}/x/busybox", registry.address());
    let certs = env.home().join("certs");
    std::fs::create_dir(&certs).expect("mkdir");
    let copy = |from: &str, to: &str| {
        std::fs::copy(registry::certificate().with_file_name(from), certs.join(to)).expect("copy");
    };
    let push = || env.cmd("push -q --retry 0 --cert-dir").arg(&certs).arg("busybox").arg(&name).run();
    copy("cert.pem", "ca.crt");
    push().refused(&["certificate"]);
    copy("cert.pem", "me.cert");
    push().refused(&["me.cert", "NAME.key"]);
    copy("key.pem", "me.key");
    push().ok();
    // The same by the directory of the host.
    let host = env.config_dir().join("certs.d").join(registry.address());
    std::fs::create_dir_all(host.parent().expect("a parent")).expect("mkdir");
    std::fs::rename(&certs, &host).expect("rename");
    env.cmd("pull -q").arg(&name).run().ok();
}

#[test]
fn mirrors_for_tags_or_digests_only() {
    let image = Image::small();
    let id = digest(&image.manifest);
    for (which, asked_for) in [("digest-only", [false, true]), ("tag-only", [true, false]), ("all", [true, true])] {
        let env = TestEnv::new();
        let [mirror, origin] =
            [image.clone(), image.clone()].map(|image| Server::start(move |request| image.answer(request)));
        let conf = format!(
            "[[registry]]\nprefix = \"reg.test\"\nlocation = \"{}\"\ninsecure = true\n\
             [[registry.mirror]]\nlocation = \"{}\"\ninsecure = true\npull-from-mirror = \"{which}\"\n",
            origin.address(),
            mirror.address()
        );
        std::fs::write(env.config_dir().join("registries.conf"), conf).expect("write");
        let mut before = 0;
        for (name, expected) in ["reg.test/x/app:1".to_owned(), format!("reg.test/x/app@{id}")].iter().zip(asked_for) {
            env.cmd("pull -q").arg(name).run().ok();
            env.run("rmi --all").ok();
            let now = mirror.requests().len();
            assert_eq!(now > before, expected, "{which} {name}");
            before = now;
        }
    }
}
