//! Which image was made on top of which. No record says so: it follows from layers and histories.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{config::History, config_of};
use crate::{
    error::{Kind, Result, kind},
    name::Digest,
    store::{Image, Store},
};

/// Parents and children among the images of the store.
pub(crate) struct Family(HashMap<Digest, Digest>);

impl Family {
    /// Finds every image's parent: its layers are the lowest ones of the child, and the child's history is its own and one
    /// step more.
    pub(crate) fn new(store: &Store, images: &[Image]) -> Result<Self> {
        let histories = Histories { store, known: RefCell::default() };
        let mut by_layers: HashMap<&[Digest], Vec<&Image>> = HashMap::new();
        for image in images {
            by_layers.entry(&image.layers).or_default().push(image);
        }
        let mut parents = HashMap::new();
        for child in images {
            let lengths = (0..=child.layers.len()).rev();
            let candidates = lengths.filter_map(|length| by_layers.get(child.layers.get(..length)?)).flatten();
            for candidate in candidates.filter(|candidate| candidate.id != child.id) {
                if histories.follow(candidate, child)? {
                    parents.entry(child.id).or_insert(candidate.id);
                }
            }
        }
        Ok(Family(parents))
    }

    pub(crate) fn parent(&self, image: &Digest) -> Option<Digest> {
        self.0.get(image).copied()
    }

    pub(crate) fn has_children(&self, image: &Digest) -> bool {
        self.0.values().any(|parent| parent == image)
    }

    /// Whether an image has neither a name nor a child.
    pub(crate) fn is_dangling(&self, image: &Image) -> bool {
        image.names.is_empty() && !self.has_children(&image.id)
    }
}

/// Read when they are first asked for: most images share no layers. None where the image was removed meanwhile.
struct Histories<'a> {
    store: &'a Store,
    known: RefCell<HashMap<Digest, Option<Vec<History>>>>,
}

impl Histories<'_> {
    fn follow(&self, parent: &Image, child: &Image) -> Result<bool> {
        let (Some(before), Some(after)) = (self.of(parent)?, self.of(child)?) else { return Ok(false) };
        Ok(after.len() == before.len() + 1 && after.starts_with(&before))
    }

    fn of(&self, image: &Image) -> Result<Option<Vec<History>>> {
        if let Some(known) = self.known.borrow().get(&image.id) {
            return Ok(known.clone());
        }
        let history = match config_of(self.store, image) {
            Ok(config) => Some(config.history),
            Err(error) if kind(&error) == Kind::NotFound => None,
            Err(error) => return Err(error),
        };
        self.known.borrow_mut().insert(image.id, history.clone());
        Ok(history)
    }
}
