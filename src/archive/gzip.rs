//! Gzip by several threads (RFC 1952): the stream is cut into blocks of one size, each of which is a member. The bytes depend
//! on the data and the level alone, never on how many threads there were.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use libdeflater::{CompressionLvl, Compressor};

/// Bytes of one member.
const BLOCK: usize = 1 << 20;

/// No more threads than this help: reading the data back is the limit then. It also bounds the memory.
const MOST_THREADS: usize = 8;

struct Job {
    block: Vec<u8>,
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
    is_empty: bool,
}

impl<W: Write> Gzip<W> {
    /// Starts in `out`; `level` is 1 to 9.
    pub(crate) fn new(out: W, level: u32) -> io::Result<Self> {
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let (jobs, queue) = sync_channel(threads);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            thread::Builder::new().name("gzip".into()).spawn(move || work(&queue, level))?;
        }
        let block = Vec::with_capacity(BLOCK);
        Ok(Gzip { out, jobs, waiting: VecDeque::new(), threads, block, is_empty: true })
    }

    /// Writes the rest; gives back what it was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if self.is_empty || !self.block.is_empty() {
            self.send()?;
        }
        while self.pass_on()? {}
        Ok(self.out)
    }

    fn send(&mut self) -> io::Result<()> {
        while self.waiting.len() > self.threads {
            self.pass_on()?;
        }
        self.is_empty = false;
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK));
        let (done, result) = channel();
        self.jobs.send(Job { block, done }).map_err(|_| lost())?;
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
            self.send()?;
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
    let level = i32::try_from(level).ok().and_then(|level| CompressionLvl::new(level).ok()).unwrap_or_default();
    let mut compressor = Compressor::new(level);
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { block, done }) = job else { return };
        // Nobody waits any more when the stream was given up.
        let _ = done.send(compress(&mut compressor, &block));
    }
}

fn compress(compressor: &mut Compressor, block: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = vec![0; compressor.gzip_compress_bound(block.len())];
    let len = compressor.gzip_compress(block, &mut out).map_err(io::Error::other)?;
    out.truncate(len);
    Ok(out)
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
    fn the_same_bytes_whatever_the_pieces() {
        let noise =
            |len: u32| -> Vec<u8> { (0..len).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect() };
        let text = b"all work and no play ".repeat(200_000);
        for data in [Vec::new(), b"x".to_vec(), vec![0; BLOCK], vec![1; BLOCK + 1], noise(700_000), text] {
            let whole = packed(&data, data.len().max(1));
            assert!(whole == packed(&data, 70_001), "the pieces show");
            let mut back = Vec::new();
            flate2::read::MultiGzDecoder::new(&whole[..]).read_to_end(&mut back).unwrap();
            assert!(back == data && whole.starts_with(&[0x1f, 0x8b]));
        }
    }

    #[test]
    fn errors_of_the_other_end_come_back() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
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
