//! Real registry servers (Debian's `docker-registry`) over the images in the cache; one of each kind for all tests.

use super::cache;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

pub(crate) const USER: &str = "tester";
pub(crate) const PASSWORD: &str = "s3cret";
/// The same as docker-registry wants it; bcrypt with the least work.
const HTPASSWD: &str = "tester:$2y$04$67Ym0rU4IpmrA9s.GIKYR.j.D7b6WLcRiLQakCBUGLl7hCFiv1Ef2\n";

/// A registry without encryption or passwords: its `127.0.0.1:PORT`.
pub(crate) fn plain() -> &'static str {
    static PLAIN: OnceLock<Registry> = OnceLock::new();
    &PLAIN.get_or_init(|| Registry::start("plain", "")).address
}

/// A registry with TLS that wants [`USER`] and [`PASSWORD`].
pub(crate) fn secure() -> &'static str {
    static SECURE: OnceLock<Registry> = OnceLock::new();
    &SECURE.get_or_init(|| Registry::start("secure", &tls_and_password())).address
}

fn tls_and_password() -> String {
    let passwords = cache::scratch().join("htpasswd");
    fs::write(&passwords, HTPASSWD).expect("write");
    let tls = cache::images().join("tls");
    let tls = format!("  tls:\n    certificate: {0}/cert.pem\n    key: {0}/key.pem\n", tls.display());
    format!("{tls}auth:\n  htpasswd:\n    realm: tests\n    path: {}\n", passwords.display())
}

/// The certificate of [`secure`].
pub(crate) fn certificate() -> PathBuf {
    cache::images().join("tls/cert.pem")
}

/// A registry of a test's own: plain, empty, and writable. It ends with this.
pub(crate) fn empty() -> Registry {
    Registry::own("")
}

/// The same with the TLS and the password of [`secure`].
pub(crate) fn empty_secure() -> Registry {
    Registry::own(&tls_and_password())
}

/// A registry of a test's own with the TLS of [`secure`], for clients that show that certificate as theirs.
pub(crate) fn wanting_certificate() -> Registry {
    let tls = cache::images().join("tls");
    let tls = tls.display();
    let more =
        format!("    certificate: {tls}/cert.pem\n    key: {tls}/key.pem\n    clientcas:\n      - {tls}/cert.pem\n");
    Registry::own(&format!("  tls:\n{more}"))
}

pub(crate) struct Registry {
    address: String,
    /// The server ends when the pipe to its guardian closes, that is with the test process, however that ends.
    _guardian: Child,
}

impl Registry {
    fn start(name: &str, more: &str) -> Self {
        Self::serve(name, &cache::images().join("registry"), more)
    }

    fn own(more: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("empty{}", COUNT.fetch_add(1, Ordering::Relaxed));
        Self::serve(&name, &cache::scratch().join(&name), more)
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    fn serve(name: &str, storage: &Path, more: &str) -> Self {
        let dir = cache::scratch();
        let (config, log) = (dir.join(format!("{name}.yml")), dir.join(format!("{name}.log")));
        let text = format!(
            "version: 0.1\nlog:\n  accesslog:\n    disabled: true\n  level: info\nstorage:\n  filesystem:\n    rootdirectory: {}\nhttp:\n  addr: 127.0.0.1:0\n{more}",
            storage.display()
        );
        fs::write(&config, text).expect("write");
        let script = r#"docker-registry serve "$1" >"$2" 2>&1 </dev/null & read -r _; kill $!"#;
        let mut command = Command::new("sh");
        command.args(["-c", script, "registry"]).arg(&config).arg(&log);
        let guardian = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("sh runs");
        let address = super::eventually(20, "docker-registry listens", || listening(&fs::read_to_string(&log).ok()?));
        std::thread::sleep(Duration::from_millis(100));
        Self { address, _guardian: guardian }
    }
}

/// The address in the log line that says so.
fn listening(log: &str) -> Option<String> {
    let (_, rest) = log.split_once("listening on ")?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':')?;
    Some(rest[..end].to_owned())
}
