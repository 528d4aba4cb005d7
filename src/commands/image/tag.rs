//! `coracle tag` and `coracle untag`.

use crate::cli::{TagArgs, UntagArgs};
use crate::commands::Context;
use crate::error::Result;
use crate::image;

/// Gives an image more names.
pub(crate) fn tag(args: &TagArgs, context: &Context) -> Result<u8> {
    let TagArgs { image, names } = args;
    image::tag(context.store()?, image, names).map(|()| 0)
}

/// Takes names from an image.
pub(crate) fn untag(args: &UntagArgs, context: &Context) -> Result<u8> {
    let UntagArgs { image, names } = args;
    image::untag(context.store()?, image, names).map(|()| 0)
}
