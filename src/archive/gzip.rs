//! Gzip by several threads into one member (RFC 1952): the stream is cut into blocks of one size, each is deflated by
//! itself and ends at a byte boundary. The bytes depend on the data and the level alone, never on how many threads there were.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use flate2::{Compress, Compression, Crc, FlushCompress};

/// Bytes that are deflated by themselves.
const BLOCK: usize = 1 << 20;

/// No more threads than this help: reading the data back is the limit then. It also bounds the memory.
const MOST_THREADS: usize = 8;

/// RFC 1952, 2.3: deflate, no flags, no time, unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

struct Job {
    block: Vec<u8>,
    last: bool,
    done: Sender<io::Result<Vec<u8>>>,
}

/// Compresses what is written. Nothing is whole before [`Gzip::finish`].
pub(crate) struct Gzip<W> {
    out: W,
    jobs: SyncSender<Job>,
    /// The results that are waited for, in the order of the stream.
    waiting: VecDeque<Receiver<io::Result<Vec<u8>>>>,
    threads: usize,
    block: Vec<u8>,
    crc: Crc,
}

impl<W: Write> Gzip<W> {
    /// Starts a member in `out`; `level` is 1 to 9.
    pub(crate) fn new(mut out: W, level: u32) -> io::Result<Self> {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let (jobs, queue) = sync_channel(threads);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            thread::Builder::new().name("gzip".into()).spawn(move || work(&queue, level))?;
        }
        out.write_all(&HEADER)?;
        let block = Vec::with_capacity(BLOCK);
        Ok(Gzip { out, jobs, waiting: VecDeque::new(), threads, block, crc: Crc::new() })
    }

    /// Writes the rest; gives back what it was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.send(true)?;
        while self.pass_on()? {}
        self.out.write_all(&self.crc.sum().to_le_bytes())?;
        self.out.write_all(&self.crc.amount().to_le_bytes())?;
        Ok(self.out)
    }

    fn send(&mut self, last: bool) -> io::Result<()> {
        while self.waiting.len() > self.threads {
            self.pass_on()?;
        }
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(if last { 0 } else { BLOCK }));
        self.crc.update(&block);
        let (done, result) = channel();
        self.jobs.send(Job { block, last, done }).map_err(|_| lost())?;
        self.waiting.push_back(result);
        Ok(())
    }

    /// Writes the next result; false when there is none to wait for.
    fn pass_on(&mut self) -> io::Result<bool> {
        let Some(next) = self.waiting.pop_front() else { return Ok(false) };
        self.out.write_all(&next.recv().map_err(|_| lost())??)?;
        Ok(true)
    }
}

impl<W: Write> Write for Gzip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.block.len() == BLOCK {
            self.send(false)?;
        }
        let count = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    /// Blocks are of one size, so nothing is written before its time.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lost() -> io::Error {
    io::Error::other("a thread that compresses has died")
}

fn work(queue: &Mutex<Receiver<Job>>, level: u32) {
    let mut deflate = Compress::new(Compression::new(level), false);
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { block, last, done }) = job else { return };
        // Nobody waits any more when the stream was given up.
        let _ = done.send(compress(&mut deflate, &block, last));
    }
}

fn compress(deflate: &mut Compress, block: &[u8], last: bool) -> io::Result<Vec<u8>> {
    let flush = if last { FlushCompress::Finish } else { FlushCompress::Sync };
    let mut out = Vec::with_capacity(block.len() / 2 + 64);
    deflate.reset();
    loop {
        let read = usize::try_from(deflate.total_in()).unwrap_or(usize::MAX);
        let rest = block.get(read..).unwrap_or_default();
        let status = deflate.compress_vec(rest, &mut out, flush).map_err(io::Error::other)?;
        // With room left there is nothing more to come.
        let all_read = deflate.total_in() == block.len() as u64;
        if all_read && (status == flate2::Status::StreamEnd || (!last && out.len() < out.capacity())) {
            return Ok(out);
        }
        out.reserve(out.capacity().max(64));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn packed(data: &[u8], piece: usize) -> Vec<u8> {
        let mut gzip = Gzip::new(Vec::new(), 6).unwrap();
        data.chunks(piece).for_each(|chunk| gzip.write_all(chunk).unwrap());
        gzip.finish().unwrap()
    }

    #[test]
    fn one_member_whatever_the_pieces() {
        let noise =
            |len: u32| -> Vec<u8> { (0..len).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect() };
        let text = b"all work and no play ".repeat(200_000);
        for data in [Vec::new(), b"x".to_vec(), vec![0; BLOCK], vec![1; BLOCK + 1], noise(700_000), text] {
            let whole = packed(&data, data.len().max(1));
            assert!(whole == packed(&data, 70_001), "the pieces show");
            let mut back = Vec::new();
            let mut member = flate2::read::GzDecoder::new(&whole[..]);
            member.read_to_end(&mut back).unwrap();
            assert!(back == data);
            assert!(member.into_inner().is_empty(), "more than one member");
        }
    }

    #[test]
    fn errors_of_the_other_end_come_back() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                if bytes == HEADER { Ok(bytes.len()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut gzip = Gzip::new(Full, 1).unwrap();
        let written = gzip.write_all(&vec![7; 64 * BLOCK]).and_then(|()| gzip.finish().map(drop));
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
