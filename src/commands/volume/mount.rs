//! `coracle volume mount` and `coracle volume umount`.

use crate::cli::{VolumeMountArgs, VolumeUmountArgs};
use crate::commands::{Context, each};
use crate::container;
use crate::container::volumes::{find_volume, mount_volume, unmount_volume};
use crate::error::{self, Result};
use crate::store::Store;
use crate::store::volumes::Volume;
use crate::ui::out;

/// Mounts volumes and prints where each is.
pub(crate) fn mount(args: &VolumeMountArgs, context: &Context) -> Result<u8> {
    container::check_may_mount("volume mount")?;
    let store = context.store()?;
    each(&args.names, |name| out::line(mount_volume(&find(store, name)?)?.display()))
}

/// Takes the mounts of volumes away and prints their names.
pub(crate) fn umount(args: &VolumeUmountArgs, context: &Context) -> Result<u8> {
    container::check_may_mount("volume umount")?;
    let store = context.store()?;
    each(&args.names, |name| {
        let volume = find(store, name)?;
        unmount_volume(&volume)?;
        out::line(volume.name())
    })
}

fn find(store: &Store, name: &str) -> Result<Volume> {
    find_volume(store, name).map_err(error::of_engine)
}
