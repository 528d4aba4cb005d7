//! Id maps of single containers. Their outer ids are those of the user namespace that the user's containers share: 0 is
//! the user, then come the subordinate ids.

use super::map::{IdMaps, MAX_RANGES, Range};
use super::subid::Block;

/// The ids that there are, as blocks.
pub(crate) fn ids_of(shared: &[Range]) -> Vec<Block> {
    shared.iter().map(|range| Block { start: range.inside, len: range.len }).collect()
}

/// `blocks` without the ids of `taken`.
pub(crate) fn subtract(blocks: Vec<Block>, taken: Block) -> Vec<Block> {
    let taken_end = end(taken.start, taken.len);
    let cut = |block: Block| {
        let before = between(block.start, end(block.start, block.len).min(taken.start));
        let after = between(block.start.max(taken_end), end(block.start, block.len));
        [before, after].into_iter().flatten()
    };
    blocks.into_iter().flat_map(cut).collect()
}

fn end(start: u32, len: u32) -> u32 {
    start.saturating_add(len)
}

fn between(start: u32, end: u32) -> Option<Block> {
    (start < end).then(|| Block { start, len: end - start })
}

/// The outer ids of a map.
pub(crate) fn outer(map: &[Range]) -> impl Iterator<Item = Block> {
    map.iter().map(|range| Block { start: range.outside, len: range.len })
}

/// The ids of the container that a map has.
fn inner(map: &[Range]) -> impl Iterator<Item = Block> {
    map.iter().map(|range| Block { start: range.inside, len: range.len })
}

/// The map `fixed`, with the container's other ids below `size` mapped to those of `free` in their order, from 0 on, for as
/// long as there are any. Sorted by the container's ids.
pub(crate) fn fill(fixed: &[Range], free: Vec<Block>, size: u32) -> Vec<Range> {
    let free = outer(fixed).fold(free, subtract);
    let gaps = inner(fixed).fold(vec![Block { start: 0, len: size }], subtract);
    let (mut map, mut free) = (fixed.to_vec(), free.into_iter());
    let mut left = free.next();
    for mut gap in gaps {
        while let (Some(block), true) = (left, gap.len > 0) {
            let len = gap.len.min(block.len);
            map.push(Range { inside: gap.start, outside: block.start, len });
            gap = Block { start: end(gap.start, len), len: gap.len - len };
            left = between(block.start + len, end(block.start, block.len)).or_else(|| free.next());
        }
    }
    map.sort_by_key(|range| range.inside);
    map
}

/// `map` without whatever says something of the ids of `new`.
pub(crate) fn displace(map: &[Range], new: Range) -> Vec<Range> {
    let pieces = |range: &Range| {
        // In offsets into the range, since a piece goes away on both sides.
        let overlap = |own: u32, other: u32| {
            let end = end(own, range.len).min(end(other, new.len));
            between(own.max(other), end).map(|block| Block { start: block.start - own, ..block })
        };
        let gone = [overlap(range.inside, new.inside), overlap(range.outside, new.outside)];
        let left = gone.into_iter().flatten().fold(vec![Block { start: 0, len: range.len }], subtract);
        let (inside, outside) = (range.inside, range.outside);
        left.into_iter().map(move |piece| Range {
            inside: inside + piece.start,
            outside: outside + piece.start,
            len: piece.len,
        })
    };
    map.iter().flat_map(pieces).collect()
}

/// The same map in ranges that each lie in one range of `shared`: the kernel takes no others.
pub(crate) fn split(map: &[Range], shared: &[Range]) -> Vec<Range> {
    let pieces = |range: &Range| {
        let (first, last, inside) = (range.outside, end(range.outside, range.len), range.inside);
        let within = ids_of(shared)
            .into_iter()
            .filter_map(move |ids| between(ids.start.max(first), end(ids.start, ids.len).min(last)));
        within
            .map(move |piece| Range { inside: inside + (piece.start - first), outside: piece.start, len: piece.len })
            .collect::<Vec<_>>()
    };
    map.iter().flat_map(pieces).collect()
}

/// How many ids a map has.
pub(crate) fn count(map: &[Range]) -> u32 {
    map.iter().fold(0, |sum, range| end(sum, range.len))
}

/// What is wrong with a map, in words that go on after its flag: ids that are not there, or mapped twice.
pub(crate) fn fault(map: &[Range], shared: &[Range]) -> Option<String> {
    if map.len() > MAX_RANGES {
        return Some(format!("has {} ranges, and the kernel takes {MAX_RANGES}", map.len()));
    }
    for (position, range) in map.iter().enumerate() {
        let missing = ids_of(shared).into_iter().fold(outer(&[*range]).collect(), subtract);
        if let Some(missing) = missing.first() {
            return Some(format!("maps {}, which you do not have: yours are {}", show(*missing), show_all(shared)));
        }
        let twice = |other: &Range| {
            let overlap = |a: u32, b: u32| a < end(b, other.len) && b < end(a, range.len);
            overlap(range.inside, other.inside) || overlap(range.outside, other.outside)
        };
        if map.iter().take(position).any(twice) {
            return Some(format!("maps ids twice ({}:{}:{})", range.inside, range.outside, range.len));
        }
    }
    None
}

fn show(block: Block) -> String {
    match block.len {
        1 => format!("the id {}", block.start),
        len => format!("the ids {} to {}", block.start, block.start + (len - 1)),
    }
}

fn show_all(shared: &[Range]) -> String {
    let last = shared.iter().map(|range| end(range.inside, range.len)).max().unwrap_or(0);
    show(Block { start: 0, len: last })
}

/// The id of the shared namespace that stands for this id of the host.
pub(crate) fn of_host(shared: &[Range], host: u32) -> Option<u32> {
    let range = shared.iter().find(|range| host >= range.outside && host < end(range.outside, range.len))?;
    Some(range.inside + (host - range.outside))
}

impl IdMaps {
    /// Whether the user whose container it is has an id in it.
    pub(crate) fn has_caller(&self) -> bool {
        let has = |map: &[Range]| map.iter().any(|range| range.outside == 0);
        has(&self.uid) && has(&self.gid)
    }

    /// What this user and group of the container are outside of it.
    pub(crate) fn outside(&self, (uid, gid): (u32, u32)) -> Option<(u32, u32)> {
        Some((outside(&self.uid, uid)?, outside(&self.gid, gid)?))
    }
}

fn outside(map: &[Range], id: u32) -> Option<u32> {
    let range = map.iter().find(|range| id >= range.inside && id < end(range.inside, range.len))?;
    Some(range.outside + (id - range.inside))
}

#[cfg(test)]
mod tests {
    use super::super::map::map_text;
    use super::*;

    fn shared() -> Vec<Range> {
        vec![
            Range { inside: 0, outside: 1001, len: 1 },
            Range { inside: 1, outside: 100_000, len: 100 },
            Range { inside: 101, outside: 500_000, len: 50 },
        ]
    }

    fn one(inside: u32, outside: u32, len: u32) -> Range {
        Range { inside, outside, len }
    }

    #[test]
    fn filled_maps() {
        let free = |taken: u32| subtract(vec![Block { start: 0, len: 151 }], Block { start: 0, len: taken });
        let cases = [
            // keep-id: of an id in the middle, of root, of an id beyond all, with a size.
            (vec![one(20, 0, 1)], free(1), u32::MAX, "0 1 20\n20 0 1\n21 21 130\n"),
            (vec![one(0, 0, 1)], free(1), u32::MAX, "0 0 1\n1 1 150\n"),
            (vec![one(5000, 0, 1)], free(1), u32::MAX, "0 1 150\n5000 0 1\n"),
            (vec![one(20, 0, 1)], free(1), 30, "0 1 20\n20 0 1\n21 21 9\n"),
            // nomap, and nothing to map.
            (vec![], free(1), u32::MAX, "0 1 150\n"),
            (vec![], vec![], 10, ""),
            // Pieces from several blocks, around what is fixed.
            (
                vec![one(2, 7, 2)],
                vec![Block { start: 5, len: 4 }, Block { start: 50, len: 4 }],
                6,
                "0 5 2\n2 7 2\n4 50 2\n",
            ),
        ];
        for (fixed, free, size, expected) in cases {
            assert_eq!(map_text(&fill(&fixed, free, size)), expected);
        }
    }

    #[test]
    fn blocks_lose_what_is_taken() {
        let block = |start, len| Block { start, len };
        let cases = [
            (block(10, 10), vec![block(0, 10), block(20, 80)]),
            (block(0, 1), vec![block(1, 99)]),
            (block(90, 50), vec![block(0, 90)]),
            (block(0, 100), vec![]),
            (block(200, 5), vec![block(0, 100)]),
        ];
        for (taken, expected) in cases {
            assert_eq!(subtract(vec![block(0, 100)], taken), expected, "{taken:?}");
        }
    }

    #[test]
    fn later_ranges_displace_earlier_ones() {
        let map = [one(0, 0, 100)];
        let cases = [
            (one(50, 50, 1), "0 0 50\n51 51 49\n"),
            (one(1000, 5, 1), "0 0 5\n6 6 94\n"),
            (one(10, 20, 5), "0 0 10\n15 15 5\n25 25 75\n"),
            (one(0, 0, 100), ""),
            (one(200, 200, 5), "0 0 100\n"),
        ];
        for (new, expected) in cases {
            assert_eq!(map_text(&displace(&map, new)), expected, "{new:?}");
        }
    }

    #[test]
    fn ranges_are_cut_where_those_around_them_are() {
        let cases = [
            (one(0, 0, 151), "0 0 1\n1 1 100\n101 101 50\n"),
            (one(7, 99, 4), "7 99 2\n9 101 2\n"),
            (one(5, 1, 3), "5 1 3\n"),
        ];
        for (range, expected) in cases {
            assert_eq!(map_text(&split(&[range], &shared())), expected);
        }
    }

    #[test]
    fn faults_are_named() {
        let cases = [
            (vec![one(0, 0, 151)], None),
            (vec![one(0, 1, 150), one(1000, 0, 1)], None),
            (vec![one(0, 100, 60)], Some("the ids 151 to 159, which you do not have: yours are the ids 0 to 150")),
            (vec![one(0, 0, 5), one(4, 10, 1)], Some("twice")),
            (vec![one(0, 0, 5), one(10, 4, 1)], Some("twice")),
        ];
        for (map, expected) in cases {
            let fault = fault(&map, &shared());
            assert_eq!(fault.is_some(), expected.is_some(), "{map:?}");
            assert!(fault.unwrap_or_default().contains(expected.unwrap_or_default()));
        }
    }

    #[test]
    fn ids_of_the_host() {
        for (host, expected) in [(1001, Some(0)), (100_005, Some(6)), (500_049, Some(150)), (500_050, None), (0, None)]
        {
            assert_eq!(of_host(&shared(), host), expected);
        }
        let maps = IdMaps { uid: vec![one(0, 7, 1)], gid: vec![one(0, 8, 3)] };
        assert_eq!(maps.outside((0, 2)), Some((7, 10)));
        assert_eq!(maps.outside((1, 0)), None);
    }
}
