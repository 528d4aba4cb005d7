//! Compression of layers on their way out.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use super::gzip::Gzip;
use crate::error::{Error, Result};

/// zlib's level that gives most of the compression for half of the time of its default.
const GZIP_LEVEL: i32 = 5;
const ZSTD_LEVEL: i32 = 3;

/// How a layer is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Packing {
    #[default]
    Gzip,
    Zstd,
}

/// What is known of a layer when all of it is compressed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Packed {
    /// What the layer's descriptor must say.
    pub(crate) annotations: BTreeMap<String, String>,
}

impl Packing {
    /// What ends the media type of such a layer.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        }
    }

    /// Whether a layer of this media type, with these annotations, is compressed so.
    pub(crate) fn is(self, media_type: &str, _annotations: &BTreeMap<String, String>) -> bool {
        media_type.ends_with(self.suffix())
    }

    /// Refuses levels that there are not.
    pub(crate) fn check(self, level: Option<i32>) -> Result<()> {
        let levels = match self {
            Packing::Gzip => 1..=9,
            Packing::Zstd => 1..=22,
        };
        match level.filter(|level| !levels.contains(level)) {
            None => Ok(()),
            Some(level) => Err(Error::new(format!(
                "there is no compression level {level}: {self} has {} to {}",
                levels.start(),
                levels.end()
            ))
            .into()),
        }
    }

    /// Starts to compress into `out`. The bytes depend on what is written and on the level alone.
    pub(crate) fn start<W: Write>(self, out: W, level: Option<i32>) -> Result<Compressor<W>> {
        Ok(match self {
            Packing::Gzip => Compressor::Gzip(Gzip::new(out, level.unwrap_or(GZIP_LEVEL).unsigned_abs())?),
            Packing::Zstd => Compressor::Zstd(zstd::Encoder::new(out, level.unwrap_or(ZSTD_LEVEL))?),
        })
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        })
    }
}

/// A layer that is being compressed.
pub(crate) enum Compressor<W: Write> {
    Gzip(Gzip<W>),
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Compressor<W> {
    /// Writes the rest.
    pub(crate) fn finish(self) -> Result<Packed> {
        match self {
            Compressor::Gzip(gzip) => gzip.finish().map(drop)?,
            Compressor::Zstd(zstd) => zstd.finish().map(drop)?,
        }
        Ok(Packed::default())
    }
}

impl<W: Write> Write for Compressor<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Compressor::Gzip(gzip) => gzip.write(bytes),
            Compressor::Zstd(zstd) => zstd.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Compressor::Gzip(gzip) => gzip.flush(),
            Compressor::Zstd(zstd) => zstd.flush(),
        }
    }
}
