//! The frames of a zstd stream (RFC 8878 3.1), and the memory that they ask for.

use std::{
    io::{self, BufRead, Read},
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use zstd::stream::raw::{Decoder, InBuffer, Operation, OutBuffer};

/// A frame's header is never longer, in bytes.
const HEADER: usize = 18;
/// Up to this, in bytes, a window costs so little that all decoders may have theirs: it is what zstd's levels up to 19 ask for.
const SMALL: u64 = 8 << 20;

/// Decoders that work at the same time and share one large window: who needs one waits until no other decoder has it.
///
/// Whoever has it must get on without any of the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Windows(Arc<Large>);

#[derive(Debug, Default)]
struct Large {
    taken: Mutex<bool>,
    free: Condvar,
}

/// The large window, until this is dropped.
pub(super) struct Permit(Arc<Large>);

impl Windows {
    pub(super) fn large(&self) -> Permit {
        let taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = self.0.free.wait_while(taken, |taken| *taken).unwrap_or_else(PoisonError::into_inner);
        *taken = true;
        Permit(Arc::clone(&self.0))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

/// What the frames of a stream hold, one after the other.
pub(super) struct Frames<R> {
    input: R,
    /// Bytes of `input` that were looked at, and how many of them are done with.
    head: Vec<u8>,
    done: usize,
    within: bool,
    // Dropped before the permit, which stands for its memory.
    decoder: Decoder<'static>,
    permit: Option<Permit>,
    windows: Windows,
}

impl<R: BufRead> Frames<R> {
    pub(super) fn new(input: R, windows: Windows) -> io::Result<Self> {
        let (head, decoder) = (Vec::new(), Decoder::new()?);
        Ok(Frames { input, head, done: 0, within: false, decoder, permit: None, windows })
    }

    /// Makes ready for the next frame; false where there is none.
    fn begin(&mut self) -> io::Result<bool> {
        self.head.drain(..self.done);
        self.done = 0;
        let missing = HEADER.saturating_sub(self.head.len());
        self.input.by_ref().take(missing as u64).read_to_end(&mut self.head)?;
        self.within = !self.head.is_empty();
        if window(&self.head) > SMALL {
            self.permit = Some(self.windows.large());
        }
        Ok(self.within)
    }

    fn end(&mut self) -> io::Result<()> {
        self.within = false;
        if self.permit.is_some() {
            // A decoder keeps the memory of its largest frame.
            self.decoder = Decoder::new()?;
            self.permit = None;
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while !into.is_empty() && (self.within || self.begin()?) {
            let looked_at = self.head.get(self.done..).unwrap_or_default();
            let from_head = !looked_at.is_empty();
            let bytes = if from_head { looked_at } else { self.input.fill_buf()? };
            let at_end = bytes.is_empty();
            let (mut input, mut output) = (InBuffer::around(bytes), OutBuffer::around(&mut *into));
            let left = self.decoder.run(&mut input, &mut output)?;
            let (taken, count) = (input.pos(), output.pos());
            if from_head {
                self.done += taken;
            } else {
                self.input.consume(taken);
            }
            if left == 0 {
                self.end()?;
            }
            if count > 0 {
                return Ok(count);
            }
            if at_end && self.within {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(0)
    }
}

/// The bytes of memory that a frame's header asks for; none for what is no such header (RFC 8878 3.1.1.1).
fn window(header: &[u8]) -> u64 {
    let [0x28, 0xb5, 0x2f, 0xfd, descriptor, fields @ ..] = header else { return 0 };
    let is_single_segment = descriptor & 0x20 != 0;
    if !is_single_segment {
        let byte = fields.first().copied().map_or(0, u64::from);
        let base = 1u64 << (10 + (byte >> 3));
        return base + base / 8 * (byte & 7);
    }
    // All of it is one window: the length of its content, which lies behind the number of a dictionary.
    let (dictionary, length) = ([0, 1, 2, 4][usize::from(descriptor & 3)], [1, 2, 4, 8][usize::from(descriptor >> 6)]);
    let field = fields.get(dictionary..dictionary + length).unwrap_or_default();
    field.iter().rev().fold(0, |size, byte| size << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::{io::Write, time::Duration};

    use zstd::stream::raw::CParameter;

    use super::*;

    fn packed(window_log: u32, text: &[u8], size: Option<u64>) -> Vec<u8> {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.set_parameter(CParameter::WindowLog(window_log)).unwrap();
        encoder.set_pledged_src_size(size).unwrap();
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn windows_are_what_headers_say() {
        assert_eq!(window(&packed(27, b"x", None)), 128 << 20);
        assert_eq!(window(&packed(23, b"x", None)), SMALL);
        let text = vec![7; 9 << 20];
        assert_eq!(window(&packed(27, &text, Some(9 << 20))), 9 << 20);
        assert_eq!(window(b"\x28\xb5\x2f\xfd"), 0);
        assert_eq!(window(b"\x50\x2a\x4d\x18\0\0\0\0"), 0);
    }

    #[test]
    fn one_large_window_at_a_time() {
        let windows = Windows::default();
        let mut stream = packed(27, b"large", None);
        stream.extend(packed(20, b" small", None));
        let mut first = Frames::new(&stream[..], windows.clone()).unwrap();
        let mut start = [0; 3];
        first.read_exact(&mut start).unwrap();
        let (told, tell) = std::sync::mpsc::channel();
        let copy = (stream.clone(), windows.clone());
        let second = std::thread::spawn(move || {
            let mut text = String::new();
            Frames::new(&copy.0[..], copy.1).unwrap().read_to_string(&mut text).unwrap();
            told.send(text).unwrap();
        });
        let mut small = String::new();
        Frames::new(&packed(20, b"small", None)[..], windows).unwrap().read_to_string(&mut small).unwrap();
        assert_eq!(small, "small");
        tell.recv_timeout(Duration::from_millis(200)).unwrap_err();
        // Its large frame ends here, and the other one may go on although there is more.
        let mut rest = [0; 4];
        first.read_exact(&mut rest).unwrap();
        assert_eq!(tell.recv_timeout(Duration::from_secs(20)).unwrap(), "large small");
        second.join().unwrap();
        let mut rest = String::new();
        first.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "mall");
    }
}
