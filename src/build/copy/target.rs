//! The files of the image that is built, as they are with what a COPY has planned so far.

use super::plan::{Plan, Planned};
use super::walk::{self, Tree};
use crate::error::Result;
use crate::layer::change::{Content, Node};
use crate::unionfs::{Spot, View};

/// An image, and what is planned on top of it.
pub(super) struct Target<'a> {
    pub(super) view: &'a View,
    pub(super) plan: Plan,
}

/// A file in it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: Vec<u8>,
    /// What the image has there.
    pub(super) spot: Option<Spot>,
}

impl Target<'_> {
    /// What the image says of a place; nothing for what is only planned.
    pub(super) fn node(&self, place: &Place) -> Result<Option<Node>> {
        place.spot.as_ref().map(|spot| self.view.node(spot)).transpose()
    }
}

impl Tree for Target<'_> {
    type File = Place;

    fn root(&self) -> Result<Place> {
        Ok(Place { path: Vec::new(), spot: Some(self.view.root()?) })
    }

    fn child(&self, dir: &Place, name: &[u8]) -> Result<Option<Place>> {
        let path = walk::join(&dir.path, name);
        let spot = dir.spot.as_ref().map(|spot| self.view.child(spot, name)).transpose()?.flatten();
        Ok((spot.is_some() || self.plan.get(&path).is_some()).then_some(Place { path, spot }))
    }

    fn is_directory(&self, file: &Place) -> bool {
        match self.plan.get(&file.path) {
            Some(item) => matches!(item.what, Planned::Directory { .. }),
            None => file.spot.as_ref().is_some_and(Spot::is_directory),
        }
    }

    fn target(&self, file: &Place) -> Result<Option<Vec<u8>>> {
        if let Some(item) = self.plan.get(&file.path) {
            return Ok(match &item.what {
                Planned::Symlink(target) => Some(target.clone()),
                _ => None,
            });
        }
        Ok(match self.node(file)?.map(|node| node.content) {
            Some(Content::Symlink(target)) => Some(target),
            _ => None,
        })
    }
}
