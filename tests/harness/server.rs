//! An HTTP server for registries that misbehave: every reply is what the test decides.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a client asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// How many requests for the same path came before.
    pub(crate) earlier: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// What it gets.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    fault: Fault,
    /// A pause after so many bytes of the body.
    pause: Option<(usize, Duration)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    CutAfter(usize),
    StallAfter(usize),
}

impl Reply {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into(), fault: Fault::None, pause: None }
    }

    pub(crate) fn status(status: u16) -> Self {
        Self { status, ..Self::ok("") }
    }

    /// What the server at `address` replies to the same request for reading.
    pub(crate) fn of(address: &str, request: &Request) -> Self {
        let mut stream = TcpStream::connect(address).expect("the server behind listens");
        let mut head =
            format!("{} {} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n", request.method, request.path);
        for name in ["Accept", "Range"] {
            head += &request.header(name).map(|value| format!("{name}: {value}\r\n")).unwrap_or_default();
        }
        let mut answer = Vec::new();
        let asked = stream.write_all((head + "\r\n").as_bytes()).and_then(|()| stream.read_to_end(&mut answer));
        asked.expect("the server behind answers");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
        let body = answer.split_off(end + 4);
        let head = String::from_utf8(answer).expect("a head is text");
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("a status");
        let headers = lines.filter_map(|line| line.split_once(": ")).filter(|(name, _)| *name != "Connection");
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { status, headers, ..Self::ok(body) }
    }

    /// The reply to a request for a range, if it is one: what a server that knows ranges answers.
    pub(crate) fn ranged(self, request: &Request) -> Self {
        let range = request.header("range").and_then(|range| range.strip_prefix("bytes="));
        let Some((first, last)) = range.and_then(|range| range.split_once('-')) else { return self };
        let (first, end) = (first.parse().unwrap_or(0_usize), self.body.len());
        let last = last.parse().unwrap_or(end - 1).min(end - 1);
        let range = format!("bytes {first}-{last}/{end}");
        Self::ok(&self.body[first..=last]).with_status(206).header("Content-Range", &range)
    }

    /// An error in the form of the distribution protocol.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        let body = format!(r#"{{"errors":[{{"code":"{code}","message":"{code} says the test"}}]}}"#);
        Self { status, ..Self::ok(body) }
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::status(307).header("Location", to)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Closes the connection when this many bytes of the body are sent.
    pub(crate) fn cut_after(mut self, bytes: usize) -> Self {
        self.fault = Fault::CutAfter(bytes);
        self
    }

    /// Comes slowly: a client that looks at its speed sees less than 250 kB a second at first.
    pub(crate) fn slow(mut self) -> Self {
        self.pause = Some((100_000, Duration::from_secs(3)));
        self
    }

    /// Sends no more after this many bytes of the body, but keeps the connection.
    pub(crate) fn stall_after(mut self, bytes: usize) -> Self {
        self.fault = Fault::StallAfter(bytes);
        self
    }

    fn send(&self, mut to: &TcpStream, head_only: bool, over: &AtomicBool) -> std::io::Result<()> {
        let mut head = format!("HTTP/1.1 {} Because\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        to.write_all((head + "\r\n").as_bytes())?;
        let sent = match self.fault {
            _ if head_only => 0,
            Fault::None => self.body.len(),
            Fault::CutAfter(bytes) | Fault::StallAfter(bytes) => bytes.min(self.body.len()),
        };
        let first = self.pause.map_or(0, |(bytes, _)| bytes.min(sent));
        to.write_all(&self.body[..first])?;
        if let Some((_, time)) = self.pause.filter(|_| first > 0) {
            to.flush()?;
            std::thread::sleep(time);
        }
        to.write_all(&self.body[first..sent])?;
        to.flush()?;
        while matches!(self.fault, Fault::StallAfter(_)) && !over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

/// The server; it ends with this.
pub(crate) struct Server {
    address: String,
    requests: Arc<Mutex<Vec<Request>>>,
    over: Arc<AtomicBool>,
}

impl Server {
    /// Serves on a free port of the loopback interface.
    pub(crate) fn start(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let over = Arc::new(AtomicBool::new(false));
        let (log, ended, handler) = (requests.clone(), over.clone(), Arc::new(handler));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let (log, ended, handler) = (log.clone(), ended.clone(), handler.clone());
                std::thread::spawn(move || serve(&stream, &log, &ended, handler.as_ref()));
            }
        });
        Self { address, requests, over }
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no panic in the server").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(&self.address);
    }
}

fn serve(
    stream: &TcpStream,
    log: &Mutex<Vec<Request>>,
    over: &AtomicBool,
    handler: &dyn Fn(&Request) -> Reply,
) -> Option<()> {
    let mut request = read_request(stream)?;
    {
        let mut log = log.lock().expect("no panic in the server");
        request.earlier = log.iter().filter(|other| other.path == request.path).count();
        log.push(request.clone());
    }
    handler(&request).send(stream, request.method == "HEAD", over).ok()
}

fn read_request(stream: &TcpStream) -> Option<Request> {
    let mut from = BufReader::new(stream);
    let mut lines = from.by_ref().lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let method = words.next()?.to_owned();
    let (path, query) = words.next()?.split_once('?').unwrap_or((first.split(' ').nth(1)?, ""));
    let mut headers = Vec::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let (path, query) = (path.to_owned(), query.to_owned());
    let mut request = Request { method, path, query, headers, body: Vec::new(), earlier: 0 };
    request.body = read_body(&mut from, &request)?;
    Some(request)
}

fn read_body(from: &mut impl BufRead, request: &Request) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    if let Some(length) = request.header("content-length") {
        from.take(length.parse().ok()?).read_to_end(&mut body).ok()?;
    }
    while request.header("transfer-encoding").is_some() {
        let mut line = String::new();
        from.read_line(&mut line).ok()?;
        let size = u64::from_str_radix(line.trim(), 16).ok()?;
        from.take(size).read_to_end(&mut body).ok()?;
        from.read_line(&mut String::new()).ok()?;
        if size == 0 {
            break;
        }
    }
    Some(body)
}
