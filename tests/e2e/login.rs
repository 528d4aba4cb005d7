//! `login`, `logout` and `search`.

use crate::harness::pty::Terminal;
use crate::harness::registry::{self, PASSWORD, USER, secure};
use crate::harness::server::{Reply, Server};
use crate::harness::{Cmd, TestEnv};
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

fn login(env: &TestEnv, flags: &str) -> Cmd {
    env.cmd("login --tls-verify=false").words(flags)
}

fn read(path: &std::path::Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).expect("the auth file")).expect("JSON")
}

#[test]
fn from_login_to_logout() {
    let env = TestEnv::new();
    let name = format!("{}/busybox", secure());
    let usual = env.runtime_dir().join("containers/auth.json");
    env.cmd("login --get-login").arg(secure()).run().refused(&["not logged into"]);
    login(&env, &format!("-u {USER} -p wrong")).arg(secure()).run().refused(&["invalid username/password"]);
    assert!(!usual.exists());
    let out = login(&env, &format!("-u {USER} --password-stdin -v")).arg(secure()).input(format!("{PASSWORD}\n")).run();
    out.ok().prints(&format!("Used: {}\nLogin Succeeded!\n", usual.display()));
    assert_eq!(std::fs::metadata(&usual).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(read(&usual)["auths"][secure()]["auth"], "dGVzdGVyOnMzY3JldA==");
    env.cmd("login --get-login").arg(secure()).run().ok().prints(&format!("{USER}\n"));
    env.cmd("pull -q --tls-verify=false").arg(&name).run().ok();
    let out = login(&env, "").arg(format!("https://{}/", secure())).run().ok();
    out.stdout_has("Already logged in");
    env.cmd("logout").arg(secure()).run().ok().prints(&format!("Removed login credentials for {}\n", secure()));
    env.cmd("logout").arg(secure()).run().refused(&["not logged into"]);
    // Root would put a file in its place.
    let out = login(&env, &format!("-u {USER} -p {PASSWORD} --authfile /dev/null")).arg(secure()).run();
    out.refused(&["/dev/null", "no regular file", "--authfile"]);
    env.cmd("pull -q --tls-verify=false").arg(&name).run().refused(&["login"]);
}

#[test]
fn secrets_are_passwords() {
    let env = TestEnv::new();
    env.cmd("secret create").arg(USER).arg("-").input(format!("{PASSWORD}\n")).run().ok();
    env.cmd("secret create wrong -").input("wrong").run().ok();
    let id = env.run("secret ls --format {{.ID}} --filter name=tester").ok().text();
    for flags in [format!("--secret {USER}"), format!("-u {USER} --secret {id}")] {
        login(&env, &flags).arg(secure()).run().ok().prints("Login Succeeded!\n");
        env.cmd("logout").arg(secure()).run().ok();
    }
    login(&env, &format!("-u {USER} --secret wrong")).arg(secure()).run().refused(&["invalid username/password"]);
    login(&env, "--secret nosuch").arg(secure()).run().refused(&["nosuch"]);
    login(&env, "-p x --secret wrong").arg(secure()).run().misused(&["cannot be used"]);
}

#[test]
fn files_of_both_formats() {
    let env = TestEnv::new();
    let docker = env.file("config.json", r#"{"detachKeys": "ctrl-x", "auths": {"a.io": {"auth": "YTpi"}}}"#);
    let creds = format!("-u {USER} -p {PASSWORD}");
    login(&env, &creds).arg("--compat-auth-file").arg(&docker).arg(secure()).run().ok();
    let document = read(&docker);
    assert_eq!((&document["detachKeys"], &document["auths"]["a.io"]), (&json!("ctrl-x"), &json!({"auth": "YTpi"})));
    login(&env, &creds)
        .arg("--compat-auth-file")
        .arg(&docker)
        .arg(format!("{}/ns", secure()))
        .run()
        .refused(&["docker"]);
    let own = env.home().join("own/auth.json");
    login(&env, &creds).arg("--authfile").arg(&own).arg(format!("{}/layers", secure())).run().ok();
    env.cmd("pull -q --tls-verify=false --authfile").arg(&own).arg(format!("{}/layers", secure())).run().ok();
    env.cmd("pull -q --tls-verify=false --authfile").arg(&own).arg(format!("{}/busybox", secure())).run().refused(&[]);
    // Other tools understand what was written.
    let out = env.cmd_of("skopeo").words("inspect --tls-verify=false --authfile").arg(&docker);
    out.arg(format!("docker://{}/busybox", secure())).run().ok();
    env.cmd("logout --all --compat-auth-file").arg(&docker).run().ok();
    assert_eq!(read(&docker)["auths"], json!({}));
    std::fs::write(&docker, "{").expect("write");
    login(&env, &creds).arg("--compat-auth-file").arg(&docker).arg(secure()).run().refused(&["config.json:1"]);
}

#[test]
fn helpers_keep_the_secret() {
    let env = TestEnv::new();
    let kept = env.home().join("kept");
    let script = format!(
        "#!/bin/sh\ncase $1 in store) cat >{0} ;; erase) rm {0} ;; get) cat {0} 2>/dev/null || {{ echo credentials not found; exit 1; }} ;; esac\n",
        kept.display()
    );
    let helper = env.home().join("docker-credential-test");
    std::fs::write(&helper, script).expect("write");
    std::fs::set_permissions(&helper, std::fs::Permissions::from_mode(0o755)).expect("chmod");
    let auth = env.file("config.json", json!({"credHelpers": {secure(): "test"}}).to_string());
    let path = format!("{}:/usr/bin:/bin", env.home().display());
    let with = |cmd: Cmd| cmd.env("PATH", &path).arg("--authfile").arg(&auth);
    with(login(&env, &format!("-u {USER} -p {PASSWORD}"))).arg(secure()).run().ok();
    let text = std::fs::read_to_string(&kept).expect("the helper has it");
    assert!(text.contains(PASSWORD) && !std::fs::read_to_string(&auth).expect("there").contains("auth\""), "{text}");
    with(env.cmd("pull -q --tls-verify=false")).arg(format!("{}/busybox", secure())).run().ok();
    with(env.cmd("login --get-login")).arg(secure()).run().ok().prints(&format!("{USER}\n"));
    with(env.cmd("logout")).arg(secure()).run().ok();
    assert!(!kept.exists());
}

#[test]
fn asks_on_a_terminal_and_shows_no_password() {
    let env = TestEnv::new();
    login(&env, "").arg(secure()).run().refused(&["nobody to ask"]);
    let mut terminal = Terminal::start(login(&env, "").arg(secure()));
    terminal.expect("Username: ");
    terminal.type_keys(&format!("{USER}\r"));
    terminal.expect("Password: ");
    terminal.type_keys(&format!("{PASSWORD}\r"));
    terminal.expect("Login Succeeded!");
    let screen = terminal.screen();
    assert!(!screen.contains(PASSWORD), "{screen}");
    assert_eq!(terminal.wait(), 0);
}

#[test]
fn token_servers_are_asked_without_a_repository() {
    let env = TestEnv::new();
    let server = Server::start(|request| {
        let host = request.header("host").unwrap_or_default();
        let known = request.header("authorization") == Some("Basic dTpw");
        match request.path.as_str() {
            "/token" if known && !request.query.contains("scope") => Reply::ok(r#"{"token":"t"}"#),
            "/token" => Reply::error(401, "UNAUTHORIZED"),
            _ if request.header("authorization") == Some("Bearer t") => Reply::ok("{}"),
            _ => {
                let challenge = format!(r#"Bearer realm="http://{host}/token",service="s""#);
                Reply::error(401, "UNAUTHORIZED").header("WWW-Authenticate", &challenge)
            }
        }
    });
    login(&env, "-u u -p q").arg(server.address()).run().refused(&["invalid username/password"]);
    login(&env, "-u u -p p").arg(server.address()).run().ok().stdout_has("Succeeded");
}

#[test]
fn tags_of_a_repository() {
    let env = TestEnv::new();
    let server = Server::start(|request| match (request.path.as_str(), request.query.contains("last=b")) {
        ("/v2/x/app/tags/list", false) => Reply::ok(r#"{"name":"x/app","tags":["a","b"]}"#)
            .header("Link", "</v2/x/app/tags/list?last=b>; rel=\"next\""),
        ("/v2/x/app/tags/list", true) => Reply::ok(r#"{"name":"x/app","tags":["c"]}"#),
        ("/v2/", _) => Reply::ok("{}"),
        _ => Reply::error(404, "NAME_UNKNOWN"),
    });
    let name = format!("{}/x/app", server.address());
    let search = |flags: &str| env.cmd("search --tls-verify=false --list-tags").words(flags).arg(&name).run();
    let lines = |out: crate::harness::Output| {
        out.lines().iter().map(|line| line.split_whitespace().last().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines(search("").ok()), ["TAG", "a", "b", "c"]);
    assert_eq!(lines(search("--limit 2").ok()), ["TAG", "a", "b"]);
    search("--format {{.Tag}}").ok().prints("a\nb\nc\n");
    assert_eq!(search("--format json").ok().json()[0]["Tags"], json!(["a", "b", "c"]));
    search("--filter stars=1").refused(&["--filter"]);
    env.cmd("search --tls-verify=false --list-tags")
        .arg(format!("{}/x/none", server.address()))
        .run()
        .refused(&["x/none"]);
}

#[test]
fn searches_by_the_registrys_own_search_and_by_catalogue() {
    let env = TestEnv::new();
    let server = Server::start(|request| {
        match request.path.as_str() {
        "/v1/search" if request.query.contains("q=web") => Reply::ok(json!({"results": [
            {"name": "web", "description": "The official web server, with a description that is long", "star_count": 90, "is_official": true},
            {"name": "me/web", "description": "", "star_count": 3, "is_automated": true}]}).to_string()),
        "/v2/" => Reply::ok("{}"),
        _ => Reply::error(404, "NAME_UNKNOWN"),
    }
    });
    let term = format!("{}/web", server.address());
    let search = |flags: &str| env.cmd("search --tls-verify=false").words(flags).arg(&term).run().ok();
    let names =
        |flags: &str| search(&format!("{flags} --format {{{{.Name}}}}")).text().replace(server.address(), "HOST");
    assert_eq!(names(""), "HOST/web\nHOST/me/web");
    assert_eq!(names("--filter is-official=true"), "HOST/web");
    assert_eq!(names("--filter is-official=false"), "HOST/me/web");
    assert_eq!(names("--filter stars=10"), "HOST/web");
    assert_eq!(names("--filter is-automated=true"), "HOST/me/web");
    assert_eq!(names("--limit 1"), "HOST/web");
    assert_eq!(names("--limit 0"), "HOST/web\nHOST/me/web");
    search("--filter stars=1000").prints("");
    search("")
        .stdout_has("NAME")
        .stdout_has("The official web server, with a description ...")
        .stdout_lacks("OFFICIAL");
    search("--compatible").stdout_has("OFFICIAL").stdout_has("[OK]");
    search("--no-trunc").stdout_has("that is long");
    env.cmd("search --filter color=red").arg(&term).run().refused(&["color"]);
    let out = env.cmd("search --tls-verify=false --format {{.Name}}").arg(format!("{}/busy", registry::plain())).run();
    out.ok().prints(&format!("{}/busybox\n", registry::plain()));
    let conf = format!(
        "unqualified-search-registries = [\"{}\"]\n[[registry]]\nlocation = \"{0}\"\ninsecure = true\n",
        registry::plain()
    );
    std::fs::write(env.config_dir().join("registries.conf"), conf).expect("write");
    env.run("search --format {{.Name}} layer").ok().prints(&format!("{}/layers\n", registry::plain()));
}
