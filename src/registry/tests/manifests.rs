use std::time::{Duration, Instant};

use super::{
    access, login, repository,
    server::{Content, Reply, Request, Server},
};
use crate::{
    error::one_line,
    name::Digest,
    registry::{Access, Timeouts},
};

const TYPE: &str = "application/vnd.oci.image.manifest.v1+json";
const BODY: &[u8] = br#"{"schemaVersion": 2}"#;

fn content() -> Content {
    let mut content = Content::default();
    content.manifest("1", TYPE, BODY);
    content
}

/// What `manifest` says when every request for it gets what `spoil` makes of the right answer.
fn outcome(access: Access, spoil: impl Fn(&Request, Reply) -> Reply + Send + Sync + 'static) -> (String, Vec<String>) {
    let content = content();
    let server = Server::start(move |request| spoil(request, content.reply(request)));
    let outcome = match repository(&server, access).manifest("1", None) {
        Ok(manifest) if manifest.bytes == BODY => format!("{} {}", manifest.media_type, manifest.digest),
        Ok(_) => "other bytes".to_owned(),
        Err(error) => one_line(&error),
    };
    (outcome.replace(&server.address(), "HOST"), server.log())
}

#[test]
fn by_tag_and_by_digest() {
    let (outcome, log) = outcome(access(), |_, reply| reply);
    assert_eq!(outcome, format!("{TYPE} {}", Digest::of(BODY)));
    assert_eq!(log, ["GET /v2/a/b/manifests/1"]);
    let content = content();
    let server = Server::start(move |request| content.reply(request));
    let repository = repository(&server, access());
    let digest = Digest::of(BODY);
    assert_eq!(repository.manifest("", Some(&digest)).unwrap().bytes, BODY);
    assert_eq!(repository.manifest_digest("1").unwrap(), Some(digest));
}

#[test]
fn failures_are_one_clear_line() {
    let empty = Digest::of(b"").to_string();
    type Spoil = Box<dyn Fn(&Request, Reply) -> Reply + Send + Sync>;
    let always = |reply: Reply| -> Spoil { Box::new(move |_, _| reply.clone()) };
    for (spoil, requests, parts) in [
        (always(Reply::new(404, br#"{"errors":[{"message":"unknown!"}]}"#)), 1, ["HOST/a/b has no tag 1", "unknown!"]),
        (always(Reply::new(401, b"")), 1, ["wants a login", "--creds"]),
        (always(Reply::new(403, b"")), 1, ["wants a login", "--creds"]),
        (always(Reply::new(429, b"").with("retry-after", "0")), 4, ["429", "log in"]),
        (always(Reply::new(500, b"")), 4, ["HOST failed with 500", "try again later"]),
        (always(Reply::new(418, b"")), 1, ["418", "tag 1"]),
        (always(Reply::new(302, b"").with("location", "/x")), 11, ["redirects without end", "10"]),
        (always(Reply::new(302, b"").with("location", "ftp://x/")), 1, ["neither http nor https", "ftp"]),
        (always(Reply::new(200, b"{}").with("docker-content-digest", &empty)), 1, ["not what it claims", "lies"]),
        (always(Reply::new(200, &vec![b' '; (4 << 20) + 1])), 1, ["larger than 4194304", "tag 1"]),
        (always(Reply::new(200, b"{}").cut(1)), 4, ["the connection to HOST broke", ""]),
        (always(Reply::new(200, b"{}").stalled(1)), 4, ["does not answer", "time limit"]),
    ] {
        let (line, log) = outcome(access(), spoil);
        assert!(parts.iter().all(|part| line.contains(part)) && !line.contains('\n'), "{parts:?}: {line}");
        assert_eq!(log.len(), requests, "{line}: {log:?}");
    }
}

#[test]
fn what_passes_by_itself_is_waited_for() {
    for reply in
        [Reply::new(503, b""), Reply::new(429, b""), Reply::new(200, b"x").cut(0), Reply::new(200, b"x").stalled(0)]
    {
        let (line, log) = outcome(access(), move |request, right| if request.nth < 2 { reply.clone() } else { right });
        assert!(line.starts_with(TYPE), "{line}");
        assert_eq!(log.len(), 3);
    }
}

#[test]
fn retry_after_is_honoured() {
    let access =
        Access { retry: crate::registry::Retry { longest: Duration::from_secs(9), ..access().retry }, ..access() };
    let began = Instant::now();
    let once = |request: &Request, right| match request.nth {
        0 => Reply::new(429, b"").with("retry-after", "1"),
        _ => right,
    };
    assert!(outcome(access, once).0.starts_with(TYPE));
    assert!(began.elapsed() >= Duration::from_secs(1));
}

/// A registry that wants `Authorization: want`, and answers everything else with `challenge`.
fn guarded(want: &'static str, challenge: &'static str) -> impl Fn(&Request, Reply) -> Reply {
    move |request, right| match request.header("authorization") == want {
        true => right,
        false => Reply::new(401, b"").with("www-authenticate", challenge),
    }
}

#[test]
fn basic() {
    let guard = || guarded("Basic dTpw", "Basic realm=\"x\"");
    assert!(outcome(login("u:p"), guard()).0.starts_with(TYPE));
    let (line, log) = outcome(login("u:q"), guard());
    assert!(line.contains("HOST does not let this user read HOST/a/b"), "{line}");
    assert_eq!(log.len(), 2);
    assert!(outcome(access(), guard()).0.contains("wants a login"));
}

/// A registry with a token endpoint on itself; `token(nth, request)` is what that answers.
fn with_tokens(token: impl Fn(&Request) -> Reply + Send + Sync + 'static, wanted: &'static str) -> Server {
    let content = content();
    Server::start(move |request| {
        let host = request.header("host");
        if request.path.starts_with("/token") {
            return token(request);
        }
        let challenge = format!("Bearer realm=\"http://{host}/token\",service=\"s s\",scope=\"repository:a/b:pull\"");
        match request.header("authorization") == wanted {
            true => content.reply(request),
            false => Reply::new(401, b"").with("www-authenticate", &challenge),
        }
    })
}

#[test]
fn tokens_are_fetched_once_and_used_again() {
    let server = with_tokens(|_| Reply::new(200, br#"{"token": "t1", "expires_in": 300}"#), "Bearer t1");
    let repository = repository(&server, access());
    for _ in 0..3 {
        repository.manifest("1", None).unwrap();
    }
    let tokens: Vec<String> = server.log().into_iter().filter(|line| line.contains("/token")).collect();
    assert_eq!(tokens, ["GET /token?service=s+s&scope=repository%3Aa%2Fb%3Apull"]);
}

#[test]
fn credentials_go_to_the_token_endpoint() {
    let answer = |request: &Request| match request.header("authorization") {
        "Basic dTpw" => Reply::new(200, br#"{"access_token": "t1"}"#),
        _ => Reply::new(401, b""),
    };
    let server = with_tokens(answer, "Bearer t1");
    repository(&server, login("u:p")).manifest("1", None).unwrap();
    let error = one_line(&repository(&server, login("u:q")).manifest("1", None).unwrap_err());
    assert!(error.contains("check the credentials"), "{error}");
}

#[test]
fn tokens_that_expire_are_renewed() {
    // The first token is refused on its second use, as if its time had passed on the way.
    let server = with_tokens(
        |request| Reply::new(200, format!(r#"{{"token": "t{}", "expires_in": 300}}"#, request.nth).as_bytes()),
        "Bearer t1",
    );
    let repository = repository(&server, access());
    repository.manifest("1", None).unwrap();
    assert_eq!(server.log().iter().filter(|line| line.contains("/token")).count(), 2);
    // One that says it lives for no time is renewed before each use.
    let server = with_tokens(|_| Reply::new(200, br#"{"token": "t1", "expires_in": 0}"#), "Bearer t1");
    let repository = super::repository(&server, access());
    repository.manifest("1", None).unwrap();
    repository.manifest("1", None).unwrap();
    assert!(server.log().iter().filter(|line| line.contains("/token")).count() >= 2);
}

#[test]
fn bad_token_endpoints() {
    for (reply, part) in [
        (Reply::new(200, b"not json"), "no valid answer"),
        (Reply::new(200, b"{}"), "no usable token"),
        (Reply::new(200, br#"{"token": "a\nb"}"#), "no usable token"),
        (Reply::new(500, b""), "500"),
    ] {
        let server = with_tokens(move |_| reply.clone(), "Bearer t1");
        let error = one_line(&repository(&server, access()).manifest("1", None).unwrap_err());
        assert!(error.contains(part), "{error}");
    }
    let (line, _) = outcome(access(), guarded("x", "Bearer realm=\"file:///etc/passwd\""));
    assert!(line.contains("invalid token endpoint"), "{line}");
}

#[test]
fn redirects_lose_the_login_on_other_hosts() {
    let content = content();
    let elsewhere = Server::start(move |request| match request.header("authorization") {
        "" => content.reply(&Request {
            path: "/v2/a/b/manifests/1".into(),
            method: "GET".into(),
            headers: Default::default(),
            nth: 0,
        }),
        _ => Reply::new(400, b"leaked"),
    });
    let target = format!("http://{}/else", elsewhere.address());
    let guard = guarded("Basic dTpw", "Basic");
    let (line, _) = outcome(login("u:p"), move |request, right| match guard(request, right) {
        reply if reply.status == 200 => Reply::new(307, b"").with("location", &target),
        reply => reply,
    });
    assert!(line.starts_with(TYPE), "{line}");
}

#[test]
fn nobody_there() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (host, parts) in [
        (format!("127.0.0.1:{port}"), ["connection refused", "is it running"]),
        ("registry.invalid".to_owned(), ["cannot find registry.invalid", "check the name"]),
    ] {
        let reference = format!("{host}/a/b").parse().unwrap();
        let endpoint = crate::config::Endpoint { reference, insecure: false, mirror: false };
        let access = Access {
            timeouts: Timeouts {
                connect: Duration::from_secs(9),
                stall: Duration::from_secs(9),
                ..Timeouts::default()
            },
            ..access()
        };
        let error = crate::registry::Repository::new(endpoint, access).manifest("1", None).unwrap_err();
        let line = one_line(&error);
        assert!(parts.iter().all(|part| line.contains(part)), "{line}");
    }
}

#[test]
fn a_plain_registry_with_tls_demanded() {
    let content = content();
    let server = Server::start(move |request| content.reply(request));
    let access = Access { tls_verify: Some(true), ..access() };
    let line = one_line(&repository(&server, access).manifest("1", None).unwrap_err());
    assert!(line.contains("--tls-verify=false") || line.contains("does not answer"), "{line}");
}

#[test]
fn cancelling_ends_a_wait_at_once() {
    let access = Access {
        timeouts: Timeouts { connect: Duration::from_secs(9), stall: Duration::from_secs(60), ..Timeouts::default() },
        ..access()
    };
    let cancel = access.cancel.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        cancel.cancel();
    });
    let began = Instant::now();
    let (line, _) = outcome(access, |_, right| right.stalled(1));
    assert!(line.contains("cancelled") && began.elapsed() < Duration::from_secs(5), "{line}");
}
