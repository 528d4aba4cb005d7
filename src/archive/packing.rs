//! Compression of layers on their way out.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufReader, Write};
use std::thread;

use super::gzip::Gzip;
use super::toc;
use crate::error::{Context, Error, Result};

/// libdeflate's level that makes layers about as small as zlib's default does, in a third of the time.
const GZIP_LEVEL: i32 = 1;
const ZSTD_LEVEL: i32 = 3;
/// Bytes of the tar stream that are read at a time.
const BUFFER: usize = 256 << 10;

/// How a layer is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Packing {
    #[default]
    Gzip,
    Zstd,
    /// zstd:chunked.
    Chunked,
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
            Packing::Zstd | Packing::Chunked => "zstd",
        }
    }

    /// Whether a layer of this media type, with these annotations, is compressed so.
    pub(crate) fn is(self, media_type: &str, annotations: &BTreeMap<String, String>) -> bool {
        let has_table = || toc::Format::is_chunked(annotations);
        media_type.ends_with(self.suffix()) && (self != Packing::Chunked || has_table())
    }

    /// Refuses levels that there are not.
    pub(crate) fn check(self, level: Option<i32>) -> Result<()> {
        let levels = match self {
            Packing::Gzip => 1..=9,
            Packing::Zstd | Packing::Chunked => 1..=22,
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

    /// Compresses what `produce` writes into `out`. The bytes depend on what is written and on the level alone.
    pub(crate) fn pack(
        self,
        mut out: impl Write,
        level: Option<i32>,
        produce: impl FnOnce(&mut dyn Write) -> Result<()> + Send,
    ) -> Result<Packed> {
        match self {
            Packing::Gzip => {
                let mut gzip = Gzip::new(out, level.unwrap_or(GZIP_LEVEL).unsigned_abs())?;
                produce(&mut gzip)?;
                gzip.finish()?;
                Ok(Packed::default())
            }
            Packing::Zstd => {
                let mut zstd = zstd::Encoder::new(out, level.unwrap_or(ZSTD_LEVEL))?;
                produce(&mut zstd)?;
                zstd.finish()?;
                Ok(Packed::default())
            }
            Packing::Chunked => chunked(&mut out, level.unwrap_or(ZSTD_LEVEL), produce),
        }
    }
}

/// The tar stream is read while another thread writes it.
fn chunked(
    out: &mut dyn Write,
    level: i32,
    produce: impl FnOnce(&mut dyn Write) -> Result<()> + Send,
) -> Result<Packed> {
    let (from, mut to) = io::pipe().context("cannot make a pipe")?;
    thread::scope(|scope| {
        let producer = thread::Builder::new().name("tar".into()).spawn_scoped(scope, move || produce(&mut to));
        let producer = producer.context("cannot start a thread")?;
        let packed = toc::write(BufReader::with_capacity(BUFFER, from), out, level);
        let produced = producer.join().map_err(|_| Error::new("reading a layer failed: this is a bug"))?;
        // The other end's error is the cause, unless it only lost its reader.
        match packed {
            Ok(annotations) => produced.map(|()| Packed { annotations }),
            Err(error) => Err(produced.err().filter(|error| !is_broken_pipe(error)).unwrap_or(error)),
        }
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Chunked => "zstd:chunked",
        })
    }
}
