//! Which user namespace a container gets: from what was asked for to id maps, decided once.

use super::Defaults;
use super::base_file::of_base;
use crate::error::{Error, Result};
use crate::rootless::{self, IdMaps, Mode, Range, custom, subid};
use crate::store::Store;
use crate::store::containers::{self, Userns};

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) enum Wanted {
    #[default]
    Shared,
    /// One of its own with the same ids.
    Private,
    /// The caller keeps its ids, or has these; so many ids at most.
    KeepId {
        uid: Option<u32>,
        gid: Option<u32>,
        size: Option<u32>,
    },
    /// Ids that no other such container has.
    Auto {
        size: Option<u32>,
        maps: Mappings,
    },
    /// All but the caller.
    NoMap,
    Maps(Mappings),
    /// The subordinate ids that the files have under these names.
    Names {
        users: String,
        groups: String,
    },
    Container(String),
    Path(std::path::PathBuf),
}

/// Maps as they were typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mappings {
    pub(crate) uid: Vec<Mapping>,
    pub(crate) gid: Vec<Mapping>,
}

/// One range of a map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mapping {
    pub(crate) range: Range,
    /// Whether what is mapped is named by the host's ids.
    pub(crate) of_host: bool,
    /// Whether the container's other ids are to be mapped as well.
    pub(crate) extends: bool,
}

/// Fewest ids of an `auto` namespace; Podman's number.
const AUTO_SIZE: u32 = 1024;

/// Decides on the user namespace of a container of `image`. For [`Userns::Auto`], the caller holds the lock of the ids
/// until the container is made.
pub(super) fn decide(store: &Store, wanted: &Wanted, image: &Defaults, user: &str) -> Result<Userns> {
    let (shared, mode) = match wanted {
        Wanted::Shared => return Ok(Userns::Shared),
        Wanted::Container(name) => return of_container(store, name),
        Wanted::Path(path) => return Ok(Userns::Path(path.clone())),
        _ => rootless::id_maps()?,
    };
    let both = |uid: Vec<Range>, gid: Vec<Range>| IdMaps { uid, gid };
    let maps = match wanted {
        Wanted::Private => both(same(&shared.uid), same(&shared.gid)),
        // Root has the host's ids, and keeps them all.
        Wanted::KeepId { .. } if mode == Mode::Identity => both(same(&shared.uid), same(&shared.gid)),
        Wanted::KeepId { uid, gid, size } => {
            let (own_uid, own_gid) = caller();
            let (uid, gid) = (uid.unwrap_or(own_uid), gid.unwrap_or(own_gid));
            both(keep(&shared.uid, uid, *size), keep(&shared.gid, gid, *size))
        }
        Wanted::NoMap if mode == Mode::Identity => return Err(not_for_root()),
        Wanted::NoMap => {
            need_subordinate_ids("--userns nomap", &mode)?;
            let all = |ids| custom::fill(&[], without_caller(ids), u32::MAX);
            both(all(&shared.uid), all(&shared.gid))
        }
        Wanted::Auto { size, maps } => {
            need_subordinate_ids("--userns auto", &mode)?;
            let maps = auto(store, image, user, *size, maps, &shared)?;
            return Ok(Userns::Auto(cut(&maps, &shared)));
        }
        Wanted::Maps(maps) => {
            let maps = both(typed("--uidmap", &maps.uid, &shared.uid)?, typed("--gidmap", &maps.gid, &shared.gid)?);
            need_root(&maps)?;
            maps
        }
        Wanted::Names { users, groups } => named(users, groups, &shared)?,
        Wanted::Shared | Wanted::Container(_) | Wanted::Path(_) => return Ok(Userns::Shared),
    };
    Ok(Userns::Own(cut(&maps, &shared)))
}

/// What the kernel takes of maps.
fn cut(maps: &IdMaps, shared: &IdMaps) -> IdMaps {
    IdMaps { uid: custom::split(&maps.uid, &shared.uid), gid: custom::split(&maps.gid, &shared.gid) }
}

/// Who runs the command of a container whose user namespace is made for one user.
pub(super) fn user(wanted: &Wanted) -> Option<String> {
    let Wanted::KeepId { uid, gid, .. } = wanted else { return None };
    let (own_uid, own_gid) = caller();
    Some(format!("{}:{}", uid.unwrap_or(own_uid), gid.unwrap_or(own_gid)))
}

/// The user and the group that call.
pub(super) fn caller() -> (u32, u32) {
    (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw())
}

fn of_container(store: &Store, name: &str) -> Result<Userns> {
    let other = super::find(store, name)?;
    Ok(match other.config.namespaces.user {
        Userns::Shared => Userns::Shared,
        _ => Userns::Container(other.config.id),
    })
}

fn not_for_root() -> anyhow::Error {
    Error::new("--userns nomap is not for root, who has no ids but the host's")
        .hint("map ids with --uidmap and --gidmap")
        .into()
}

fn need_subordinate_ids(what: &str, mode: &Mode) -> Result<()> {
    match mode {
        Mode::Single(reason) => Err(Error::new(format!("{what} needs subordinate ids: {reason}")).into()),
        Mode::Identity | Mode::Subordinate => Ok(()),
    }
}

/// Files of an id that is not mapped can be changed by nobody, and most of an image is root's. Where there is one id only,
/// all files are its.
fn need_root(maps: &IdMaps) -> Result<()> {
    if maps.outside((0, 0)).is_some() || maps.is_single() {
        return Ok(());
    }
    let message = "the id maps leave the container without root, to whom most of an image belongs";
    Err(Error::new(message).hint("map the container's id 0 as well, such as with `--uidmap 0:1:1`").into())
}

fn same(ids: &[Range]) -> Vec<Range> {
    ids.iter().map(|range| Range { outside: range.inside, ..*range }).collect()
}

fn without_caller(ids: &[Range]) -> Vec<subid::Block> {
    custom::subtract(custom::ids_of(ids), subid::Block { start: 0, len: 1 })
}

fn keep(ids: &[Range], id: u32, size: Option<u32>) -> Vec<Range> {
    let fixed = [Range { inside: id, outside: 0, len: 1 }];
    let free = without_caller(ids);
    // The size counts ids of the user's, with the caller's own.
    let free =
        size.map_or(free.clone(), |size| custom::subtract(free, subid::Block { start: size, len: u32::MAX - size }));
    custom::fill(&fixed, free, u32::MAX)
}

/// A map as it was typed. A range that extends pushes aside what earlier ones say of its ids.
fn typed(flag: &str, mappings: &[Mapping], ids: &[Range]) -> Result<Vec<Range>> {
    let mut map: Vec<Range> = Vec::new();
    for mapping in mappings {
        let range = resolve(flag, mapping, ids)?;
        if mapping.extends {
            map = custom::displace(&map, range);
        }
        map.push(range);
    }
    if let Some(fault) = custom::fault(&map, ids) {
        let hint = "map fewer, or give your user more: run `sudo usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER`";
        return Err(Error::new(format!("{flag} {fault}")).hint(hint).into());
    }
    // Where only the other kind of ids is mapped, this kind stays as it is; with nothing but extensions there is something to extend: the ids that there are.
    if mappings.iter().all(|mapping| mapping.extends) {
        map = custom::fill(&map, custom::ids_of(ids), u32::MAX);
    }
    Ok(map)
}

fn resolve(flag: &str, mapping: &Mapping, ids: &[Range]) -> Result<Range> {
    let Mapping { range, of_host: true, .. } = *mapping else { return Ok(mapping.range) };
    let missing = || Error::new(format!("{flag}: the host's id {} is not among yours", range.outside));
    Ok(Range { outside: custom::of_host(ids, range.outside).ok_or_else(missing)?, ..range })
}

/// The ids that the files of subordinate ids have under these names.
fn named(users: &str, groups: &str, shared: &IdMaps) -> Result<IdMaps> {
    let one = |flag: &str, file: &str, name: &str, ids: &[Range]| -> Result<Vec<Range>> {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let missing = |what: &str| {
            Error::new(format!("{flag} {name}: {file} has no {what}")).hint(format!("see the names in {file}"))
        };
        let blocks = subid::blocks(&text, Some(name), u32::MAX);
        let mut inside = 0;
        let mut map = Vec::new();
        for block in blocks {
            let outside = custom::of_host(ids, block.start).ok_or_else(|| missing("ids of yours under this name"))?;
            map.push(Range { inside, outside, len: block.len });
            inside += block.len;
        }
        if map.is_empty() { Err(missing("such name").into()) } else { Ok(map) }
    };
    Ok(IdMaps {
        uid: one("--subuidname", "/etc/subuid", users, &shared.uid)?,
        gid: one("--subgidname", "/etc/subgid", groups, &shared.gid)?,
    })
}

/// Ids that are free, as many as were asked for or as the image needs.
fn auto(
    store: &Store,
    image: &Defaults,
    user: &str,
    size: Option<u32>,
    forced: &Mappings,
    shared: &IdMaps,
) -> Result<IdMaps> {
    let size = match size {
        Some(size) => size,
        None => highest_id(store, image, user)?.saturating_add(1).max(AUTO_SIZE),
    };
    let mut used = IdMaps::default();
    for record in containers::list(store)? {
        if let Userns::Auto(maps) = record.config.namespaces.user {
            used.uid.extend(maps.uid);
            used.gid.extend(maps.gid);
        }
    }
    Ok(IdMaps {
        uid: free_map(&forced.uid, &shared.uid, &used.uid, size)?,
        gid: free_map(&forced.gid, &shared.gid, &used.gid, size)?,
    })
}

fn free_map(forced: &[Mapping], ids: &[Range], used: &[Range], size: u32) -> Result<Vec<Range>> {
    let flag = "--userns auto";
    let fixed = forced.iter().map(|mapping| resolve(flag, mapping, ids)).collect::<Result<Vec<_>>>()?;
    if let Some(fault) = custom::fault(&fixed, ids) {
        return Err(Error::new(format!("{flag} {fault}")).into());
    }
    let free = custom::outer(used).fold(without_caller(ids), custom::subtract);
    let left = free.iter().fold(0u32, |sum, block| sum.saturating_add(block.len));
    let map = custom::fill(&fixed, free, size);
    let below = fixed.iter().filter(|range| range.inside >= size).count();
    if custom::count(&map) < custom::count(&fixed).max(size) && below == 0 {
        let message = format!("{flag}: {size} ids are wanted, and {left} are free");
        let hint =
            "remove containers made with auto, ask for fewer with `--userns auto:size=N`, or add subordinate ids";
        return Err(Error::new(message).hint(hint).into());
    }
    Ok(map)
}

/// The highest id that the image uses: of its files, of its users and groups, and of the user that is to run.
fn highest_id(store: &Store, image: &Defaults, user: &str) -> Result<u32> {
    let mut highest = user.split(':').filter_map(|id| id.parse().ok()).max().unwrap_or(0);
    for layer in &image.layers {
        let index = store.index(layer)?;
        let inodes = (0..index.inodes()).filter_map(|no| index.inode(no).ok());
        highest = inodes.fold(highest, |highest, inode| highest.max(inode.uid).max(inode.gid));
    }
    for file in ["passwd", "group"] {
        let text = of_base(store, &image.base, &image.layers, file)?;
        // Everybody's last user has the highest 16-bit id but one, and no files.
        let ids = text.lines().filter_map(|line| line.split(':').nth(2)?.parse().ok()).filter(|id| *id != NOBODY);
        highest = ids.fold(highest, u32::max);
    }
    Ok(highest)
}

const NOBODY: u32 = 65_534;
