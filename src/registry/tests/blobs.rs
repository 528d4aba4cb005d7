use std::{
    io::Read,
    sync::{Arc, Mutex},
};

use super::{
    access, repository,
    server::{Content, Reply, Request, Server},
};
use crate::{name::Digest, registry::Access, store::Partials};

fn blob() -> Vec<u8> {
    (0..300_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// Reads the blob from a server whose right answers `spoil` may change: its bytes, or the error.
fn outcome(access: Access, spoil: impl Fn(&Request, Reply) -> Reply + Send + Sync + 'static) -> (String, Vec<String>) {
    let mut content = Content::default();
    let digest = content.blob(&blob());
    let server = Server::start(move |request| spoil(request, content.reply(request)));
    let mut bytes = Vec::new();
    let result = repository(&server, access)
        .blob(&digest, blob().len() as u64)
        .map_err(|error| crate::error::one_line(&error))
        .and_then(|mut body| body.read_to_end(&mut bytes).map_err(|error| error.to_string()));
    let outcome = match result {
        Ok(_) if bytes == blob() => "whole".to_owned(),
        Ok(_) => "other bytes".to_owned(),
        Err(line) => line,
    };
    (outcome.replace(&server.address(), "HOST"), server.log())
}

#[test]
fn whole_in_one_go() {
    let (outcome, log) = outcome(access(), |_, right| right);
    assert_eq!((outcome.as_str(), log.len()), ("whole", 1));
}

#[test]
fn resumed_at_the_byte_where_it_broke() {
    for broken in [0, 1, 100_000] {
        let (outcome, log) = outcome(access(), move |request, right| match request.nth {
            0 => right.cut(broken),
            1 if broken > 0 => {
                assert_eq!(request.header("range"), format!("bytes={broken}-"));
                right.stalled(7)
            }
            _ => right,
        });
        assert_eq!(outcome, "whole");
        assert!(log.len() <= 3, "{log:?}");
    }
}

#[test]
fn without_ranges_what_is_known_is_read_past() {
    let (outcome, log) = outcome(access(), |request, _| match request.nth {
        0 => Reply::new(200, &blob()).cut(5000),
        _ => Reply::new(200, &blob()),
    });
    assert_eq!((outcome.as_str(), log.len()), ("whole", 2));
}

#[test]
fn an_expired_login_in_the_middle_is_renewed() {
    let access = super::login("u:p");
    let (outcome, _) = outcome(access, |request, right| match (request.nth, request.header("authorization")) {
        (0, "") | (2, _) => Reply::new(401, b"").with("www-authenticate", &format!("Basic realm={}", request.nth)),
        (1, _) => right.cut(100),
        _ => right,
    });
    assert!(outcome.contains("does not let this user"), "the same password again is no news: {outcome}");
}

#[test]
fn lies_are_found() {
    let mut flipped = blob();
    flipped[150_000] ^= 1;
    let mut longer = blob();
    longer.push(0);
    let shorter = blob()[..299_999].to_vec();
    let chunked = |bytes: &[u8]| {
        let body = [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat();
        Reply::new(200, &body).with("transfer-encoding", "chunked")
    };
    let moved = Reply::new(206, &blob()[9..]).with("content-range", "bytes 9-299999/300000");
    for (reply, requests, part) in [
        (Reply::new(200, &flipped), 1, "wrong bytes"),
        (Reply::new(200, &longer), 1, "wrong size"),
        (Reply::new(200, &shorter), 1, "wrong size"),
        (chunked(&longer), 1, "wrong size"),
        (chunked(&shorter), 4, "closed the connection"),
        (moved, 4, "from byte 9"),
        (Reply::new(404, b""), 1, "has no blob sha256:"),
        (Reply::new(200, &blob()).cut(9), 4, "broke"),
        (Reply::new(200, &blob()).stalled(9), 4, "time limit"),
        (Reply::new(500, b""), 4, "500"),
    ] {
        let (line, log) = outcome(access(), move |_, _| reply.clone());
        assert!(line.contains(part) && !line.contains('\n'), "{part}: {line}");
        assert_eq!(log.len(), requests, "{line}");
    }
}

#[test]
fn the_error_stays_when_reading_on() {
    let mut content = Content::default();
    let digest = content.blob(b"right");
    let server = Server::start(|_| Reply::new(200, b"wrong"));
    let mut body = repository(&server, access()).blob(&digest, 5).unwrap();
    let mut buffer = [0; 16];
    assert_eq!(body.read(&mut buffer).unwrap(), 5);
    assert!(body.read(&mut buffer).is_err());
    assert!(body.read(&mut buffer).is_err());
}

#[test]
fn the_empty_blob() {
    let server = Server::start(|_| Reply::new(200, b""));
    let mut body = repository(&server, access()).blob(&Digest::of(b""), 0).unwrap();
    assert_eq!(body.read_to_end(&mut Vec::new()).unwrap(), 0);
}

#[test]
fn several_at_once() {
    let mut content = Content::default();
    let blobs: Vec<Vec<u8>> = (0..8u8).map(|n| vec![n; 200_000]).collect();
    let digests: Vec<Digest> = blobs.iter().map(|bytes| content.blob(bytes)).collect();
    let server = Server::start(move |request| content.reply(request));
    let repository = repository(&server, access());
    std::thread::scope(|scope| {
        for (digest, bytes) in digests.iter().zip(&blobs) {
            let repository = Arc::clone(&repository);
            scope.spawn(move || {
                let mut read = Vec::new();
                repository.blob(digest, 200_000).unwrap().read_to_end(&mut read).unwrap();
                assert!(read == *bytes);
            });
        }
    });
}

#[test]
fn a_first_piece_that_ends_early_is_asked_for_again() {
    let blob: Vec<u8> = (0..33 << 18u32).flat_map(u32::to_le_bytes).collect();
    let (digest, len, served) = (Digest::of(&blob), blob.len(), blob.clone());
    let server = Server::start(move |request| {
        let range = request.header("range").strip_prefix("bytes=").and_then(|range| range.split_once('-'));
        let (first, last) = range.map(|(first, last)| (first.parse().unwrap(), last.parse().unwrap())).unwrap();
        // A registry may give less than it was asked for.
        let last: usize = if request.nth == 0 { first + 999 } else { last };
        Reply::new(206, &served[first..=last]).with("content-range", &format!("bytes {first}-{last}/{len}"))
    });
    let mut bytes = Vec::new();
    repository(&server, access()).blob(&digest, len as u64).unwrap().read_to_end(&mut bytes).unwrap();
    assert!(bytes == blob);
}

#[test]
fn a_large_blob_that_is_kept_is_there_whole_before_more_than_a_window_is_read() {
    let mut content = Content::default();
    let bytes: Vec<u8> = blob().repeat(50);
    let (digest, size) = (content.blob(&bytes), bytes.len() as u64);
    let server = Server::start(move |request| content.reply(request));
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("blobs");
    std::fs::create_dir(&dir).unwrap();
    // What was kept is kept on, whatever the speed.
    std::fs::write(dir.join(format!("{}.part", digest.hex())), &bytes[..100]).unwrap();
    let kept = Arc::new(Mutex::new(Partials::new(temp.path()).claim(&digest, size, || true).unwrap()));
    let mut body = repository(&server, access()).blob_after(&digest, size, Some(Arc::clone(&kept))).unwrap();
    let mut read = vec![0; 12 << 20];
    assert!(!body.ahead().unwrap(), "nothing is held back at first");
    body.read_exact(&mut read).unwrap();
    assert_eq!(body.came(), read.len() as u64);
    while body.ahead().unwrap() {}
    assert_eq!((body.came(), kept.lock().unwrap().len()), (size, size));
    body.read_to_end(&mut read).unwrap();
    assert!(read == bytes, "it comes as it is");
    assert_eq!(server.log().len(), 1, "{:?}", server.log());
}
