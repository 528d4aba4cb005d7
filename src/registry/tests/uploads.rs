use std::time::Duration;

use super::{
    access, repository,
    server::{Reply, Server},
};
use crate::error::one_line;

/// A registry that answers one method only after all who ask have lost their patience.
fn silent(method: &'static str) -> Server {
    Server::start(move |request| {
        if request.method == method {
            std::thread::sleep(Duration::from_secs(3));
        }
        match request.method.as_str() {
            "POST" => Reply::new(202, b"").with("location", "/v2/a/b/blobs/uploads/1"),
            "PATCH" => Reply::new(202, b"").with("location", "/v2/a/b/blobs/uploads/2"),
            _ => Reply::new(201, b""),
        }
    })
}

#[test]
fn a_registry_that_does_not_answer_is_not_waited_for() {
    let server = silent("PUT");
    let error = repository(&server, access()).put_manifest("1", b"{}", "text/plain").unwrap_err();
    assert!(one_line(&error).contains("time limit"), "{error:#}");
    let server = silent("PATCH");
    let produce = |out: &mut dyn std::io::Write| Ok(out.write_all(b"a layer")?);
    let error = repository(&server, access()).stream_blob("layer", &produce).unwrap_err();
    assert!(one_line(&error).contains("has got a whole blob, and does not answer"), "{error:#}");
}
