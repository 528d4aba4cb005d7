//! What is told while an image comes in. The engine prints nothing: `ui` implements this.

use crate::name::{Digest, Reference};

/// Hears about a pull. Called from several threads.
pub(crate) trait Progress: Sync {
    /// The image is looked for under this name now.
    fn trying(&self, _name: &Reference) {}

    /// The layer with this blob digest is here already.
    fn present(&self, _digest: &Digest) {}

    /// A layer of `total` compressed bytes begins to come in.
    fn layer(&self, digest: &Digest, total: u64) -> Box<dyn LayerProgress>;
}

/// Hears about one layer. Dropped without [`LayerProgress::done`] when the layer fails.
pub(crate) trait LayerProgress: Send {
    /// So many more compressed bytes have come.
    fn advance(&mut self, bytes: u64);

    /// The layer is in the store.
    fn done(&mut self) {}
}

/// Tells nobody.
pub(crate) struct Silent;

impl Progress for Silent {
    fn layer(&self, _digest: &Digest, _total: u64) -> Box<dyn LayerProgress> {
        Box::new(Silent)
    }
}

impl LayerProgress for Silent {
    fn advance(&mut self, _bytes: u64) {}
}
