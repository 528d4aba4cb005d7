//! A small HTTP server whose every answer a test can spoil.

use std::{
    collections::{BTreeMap, HashMap},
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::name::Digest;

pub(crate) struct Request {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
    /// How many requests for the same path came before.
    pub(crate) nth: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

#[derive(Clone, Default)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// After so many bytes of the body …
    pub(crate) end: Option<usize>,
    /// … nothing more comes, instead of the connection being closed.
    pub(crate) stall: bool,
}

impl Reply {
    pub(crate) fn new(status: u16, body: &[u8]) -> Self {
        Reply { status, body: body.to_vec(), ..Self::default() }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn cut(mut self, at: usize) -> Self {
        self.end = Some(at);
        self
    }

    pub(crate) fn stalled(mut self, at: usize) -> Self {
        (self.end, self.stall) = (Some(at), true);
        self
    }
}

pub(crate) struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    log: Arc<Mutex<Vec<String>>>,
}

type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

impl Server {
    pub(crate) fn start(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, log) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let handler: Arc<Handler> = Arc::new(handler);
        let (stopped, logged) = (Arc::clone(&stop), Arc::clone(&log));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let (handler, stopped, logged) = (Arc::clone(&handler), Arc::clone(&stopped), Arc::clone(&logged));
                std::thread::spawn(move || serve(stream.unwrap(), &*handler, &stopped, &logged));
            }
        });
        Server { address, stop, log }
    }

    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// The requests so far, as `METHOD path`, without the probes of `/v2/`.
    pub(crate) fn log(&self) -> Vec<String> {
        let log = self.log.lock().unwrap();
        log.iter().filter(|line| !line.ends_with(" /v2/")).cloned().collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: TcpStream, handler: &Handler, stop: &AtomicBool, log: &Mutex<Vec<String>>) {
    let mut input = BufReader::new(stream.try_clone().unwrap());
    let mut output = stream;
    while let Some(mut request) = read(&mut input) {
        let line = format!("{} {}", request.method, request.path);
        request.nth = {
            let mut log = log.lock().unwrap();
            log.push(line.clone());
            log.iter().filter(|old| **old == line).count() - 1
        };
        let reply = match request.path.as_str() {
            "/v2/" => Reply::new(200, b"{}"),
            _ => handler(&request),
        };
        if write(&mut output, &request, &reply).is_err() {
            return;
        }
        if reply.stall {
            while !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        if reply.end.is_some() {
            let _ = output.shutdown(std::net::Shutdown::Both);
            return;
        }
    }
}

fn read(input: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    input.read_line(&mut line).ok().filter(|count| *count > 0)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        input.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|value: &String| value.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    std::io::Read::read_exact(input, &mut body).ok()?;
    Some(Request { method, path, headers, nth: 0 })
}

fn write(output: &mut TcpStream, request: &Request, reply: &Reply) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} X\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !reply.headers.iter().any(|(name, _)| name == "transfer-encoding") {
        head += &format!("content-length: {}\r\n", reply.body.len());
    }
    output.write_all((head + "\r\n").as_bytes())?;
    if request.method != "HEAD" {
        output.write_all(&reply.body[..reply.end.unwrap_or(reply.body.len())])?;
    }
    output.flush()
}

/// What a well-behaved registry holds: one repository, `a/b`.
#[derive(Clone, Default)]
pub(crate) struct Content {
    manifests: BTreeMap<String, (String, Vec<u8>)>,
    blobs: BTreeMap<String, Vec<u8>>,
}

impl Content {
    /// Adds a manifest under its digest and, if it is not empty, a tag.
    pub(crate) fn manifest(&mut self, tag: &str, media_type: &str, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        for name in [digest.to_string(), tag.to_owned()] {
            self.manifests.insert(name, (media_type.to_owned(), bytes.to_vec()));
        }
        digest
    }

    pub(crate) fn blob(&mut self, bytes: &[u8]) -> Digest {
        let digest = Digest::of(bytes);
        self.blobs.insert(digest.to_string(), bytes.to_vec());
        digest
    }

    /// The right answer to a request.
    pub(crate) fn reply(&self, request: &Request) -> Reply {
        let missing = Reply::new(404, br#"{"errors":[{"code":"UNKNOWN","message":"it is unknown"}]}"#);
        if let Some(name) = request.path.strip_prefix("/v2/a/b/manifests/") {
            return self.manifests.get(name).map_or(missing, |(media_type, bytes)| {
                let digest = Digest::of(bytes).to_string();
                Reply::new(200, bytes).with("content-type", media_type).with("docker-content-digest", &digest)
            });
        }
        let blob = request.path.strip_prefix("/v2/a/b/blobs/").and_then(|digest| self.blobs.get(digest));
        blob.map_or(missing, |bytes| ranged(bytes, request.header("range")))
    }
}

fn ranged(bytes: &[u8], range: &str) -> Reply {
    match range.strip_prefix("bytes=").and_then(|range| range.strip_suffix('-')?.parse::<usize>().ok()) {
        None => Reply::new(200, bytes),
        Some(start) => {
            let told = format!("bytes {start}-{}/{}", bytes.len() - 1, bytes.len());
            Reply::new(206, &bytes[start..]).with("content-range", &told)
        }
    }
}
