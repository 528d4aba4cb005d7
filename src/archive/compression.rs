//! Which compression a stream has, told from its first bytes, and its removal.

use std::fmt;
use std::io::{self, BufRead, Read};

use super::frames::{Frames, Permit, Windows};
use crate::error::{Context, Error, Result};

/// How many bytes of memory the dictionary of an xz stream may take; `xz -9` needs 65 MiB.
const XZ_MEMORY: u64 = 192 << 20;

/// The longest magic number of those that are known.
const MAGIC_LEN: u64 = 6;

/// A compression around an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

impl Compression {
    /// Recognises the compression by its magic number (RFC 1952 2.3.1, RFC 8878 3.1, xz file format 2.1.1, bzip2).
    pub(crate) fn sniff(head: &[u8]) -> Compression {
        match head {
            [0x1f, 0x8b, ..] => Compression::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
            // A skippable frame of zstd, which parallel compressors put first.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Compression::Zstd,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Compression::Xz,
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Compression::Bzip2,
            _ => Compression::None,
        }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
            Compression::Xz => "xz",
            Compression::Bzip2 => "bzip2",
        })
    }
}

/// What `reader` holds, without its compression. Several members or frames one after the other are one stream.
///
/// # Errors
/// From `reader`. Damaged data is an error of the returned reader, whose text names the compression.
pub(crate) fn decompress<'a>(reader: impl BufRead + Send + 'a) -> Result<(Compression, Box<dyn Read + Send + 'a>)> {
    decompress_beside(reader, &Windows::default())
}

/// The same, beside other streams that are read at the same time and share `windows`.
pub(crate) fn decompress_beside<'a>(
    mut reader: impl BufRead + Send + 'a,
    windows: &Windows,
) -> Result<(Compression, Box<dyn Read + Send + 'a>)> {
    let mut head = Vec::new();
    reader.by_ref().take(MAGIC_LEN).read_to_end(&mut head).context("cannot read the archive")?;
    let compression = Compression::sniff(&head);
    let whole = io::Cursor::new(head).chain(reader);
    let inner: Box<dyn Read + Send + 'a> = match compression {
        Compression::None => return Ok((compression, Box::new(whole))),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(whole)),
        Compression::Zstd => Box::new(Frames::new(whole, windows.clone()).context("cannot set up zstd")?),
        Compression::Xz => {
            // How much it will need is not known before it has begun.
            let permit = windows.large();
            Box::new(Permitted { inner: liblzma::bufread::XzDecoder::new_stream(whole, xz_stream()?), _permit: permit })
        }
        Compression::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(whole)),
    };
    Ok((compression, Box::new(Named { compression, inner })))
}

fn xz_stream() -> Result<liblzma::stream::Stream> {
    liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, liblzma::stream::CONCATENATED)
        .map_err(|error| Error::new(format!("cannot set up xz: {error}")).into())
}

/// A decoder that has the large window.
struct Permitted<R> {
    inner: R,
    _permit: Permit,
}

impl<R: Read> Read for Permitted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into)
    }
}

/// Puts the compression's name on the errors that its decoder makes; those of the source pass as they are.
struct Named<'a> {
    compression: Compression,
    inner: Box<dyn Read + Send + 'a>,
}

impl Read for Named<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let name = self.compression;
            match error.kind() {
                io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), format!("the {name} data ends too early")),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                    io::Error::new(error.kind(), format!("damaged {name} data: {error}"))
                }
                // zstd's errors have no kind of their own, and no system error behind them.
                io::ErrorKind::Other if error.raw_os_error().is_none() && name == Compression::Zstd => {
                    io::Error::new(error.kind(), format!("damaged {name} data: {error}"))
                }
                _ => error,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(compression: Compression, data: &[u8]) -> Vec<u8> {
        match compression {
            Compression::None => data.to_vec(),
            Compression::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(data).unwrap();
                encoder.finish().unwrap()
            }
            Compression::Zstd => zstd::encode_all(data, 1).unwrap(),
            Compression::Xz => {
                let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
                encoder.write_all(data).unwrap();
                encoder.finish().unwrap()
            }
            Compression::Bzip2 => {
                let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
                encoder.write_all(data).unwrap();
                encoder.finish().unwrap()
            }
        }
    }

    fn unpacked(data: &[u8]) -> io::Result<(Compression, Vec<u8>)> {
        // A reader that gives one byte at a time: sniffing must not depend on what arrives at once.
        let (compression, mut reader) = decompress(io::BufReader::with_capacity(1, data)).unwrap();
        let mut out = Vec::new();
        reader.read_to_end(&mut out)?;
        Ok((compression, out))
    }

    const PACKED: [Compression; 4] = [Compression::Gzip, Compression::Zstd, Compression::Xz, Compression::Bzip2];

    #[test]
    fn each_kind_is_recognised_and_members_are_joined() {
        for compression in PACKED {
            let mut twice = packed(compression, b"one ");
            twice.extend(packed(compression, b"two"));
            assert_eq!(unpacked(&twice).unwrap(), (compression, b"one two".to_vec()));
        }
        for plain in [&b""[..], b"x", b"usual text"] {
            assert_eq!(unpacked(plain).unwrap(), (Compression::None, plain.to_vec()));
        }
    }

    #[test]
    fn a_skippable_frame_first_is_zstd() {
        let mut data = vec![0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];
        data.extend(packed(Compression::Zstd, b"text"));
        assert_eq!(unpacked(&data).unwrap(), (Compression::Zstd, b"text".to_vec()));
    }

    #[test]
    fn damage_is_named() {
        let data: Vec<u8> = (0..100_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for compression in PACKED {
            let whole = packed(compression, &data);
            let error = unpacked(&whole[..whole.len() / 2]).unwrap_err().to_string();
            assert!(error.contains(&compression.to_string()), "{error}");
            let mut flipped = whole.clone();
            flipped[whole.len() / 2] ^= 0x40;
            match unpacked(&flipped) {
                // zstd frames need not carry a checksum: the layer's own digest finds those out.
                Ok((Compression::Zstd, out)) => assert_ne!(out, data),
                other => assert!(other.unwrap_err().to_string().contains(&compression.to_string())),
            }
        }
    }
}
