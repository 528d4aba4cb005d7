//! `/etc/subuid` and `/etc/subgid`: which ids a user may map (subuid(5)). Parsing apart from reading.

/// A block of consecutive ids of the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// The blocks that `text` gives to the user, who is named by login name or number. Lines that make no sense and empty
/// blocks are passed over, as newuidmap does; blocks that overlap an earlier one are cut away, since no map can hold
/// both.
pub(crate) fn blocks(text: &str, name: Option<&str>, id: u32) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    for block in text.lines().filter_map(|line| parse_line(line, name, id)) {
        if !found.iter().any(|other| overlap(*other, block)) {
            found.push(block);
        }
    }
    found
}

/// A range of 65536 ids behind all that `texts` give to anybody, from 100000 on, as useradd(8) chooses: `FIRST-LAST`.
pub(super) fn free(texts: &[&str]) -> String {
    let taken = texts.iter().flat_map(|text| text.lines()).filter_map(any_line);
    let first = taken.map(|(_, block)| block.start + block.len).fold(100_000, u32::max);
    format!("{first}-{}", first.saturating_add(65_535))
}

fn parse_line(line: &str, name: Option<&str>, id: u32) -> Option<Block> {
    let (owner, block) = any_line(line)?;
    let ours = name == Some(owner) || owner.parse() == Ok(id);
    ours.then_some(block)
}

/// Whose block a line says which one is, whoever that is.
fn any_line(line: &str) -> Option<(&str, Block)> {
    let mut fields = line.trim().split(':');
    let (owner, start, len) = (fields.next()?, fields.next()?, fields.next()?);
    let block = Block { start: start.parse().ok()?, len: len.parse().ok()? };
    let sound = block.len > 0 && block.start.checked_add(block.len).is_some() && fields.next().is_none();
    (sound && !owner.is_empty()).then_some((owner, block))
}

fn overlap(a: Block, b: Block) -> bool {
    a.start < b.start.saturating_add(b.len) && b.start < a.start.saturating_add(a.len)
}

/// The login name that `/etc/passwd` in `text` has for `id`.
pub(crate) fn login_name(text: &str, id: u32) -> Option<&str> {
    text.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(id) && !name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_proposed_belongs_to_nobody() {
        assert_eq!(free(&["", "root:1:5\nbroken\n"]), "100000-165535");
        assert_eq!(free(&["a:100000:65536\nb:300000:10\n", "a:100000:65536\nb:165536:65536"]), "300010-365545");
    }

    #[test]
    fn tables() {
        let block = |start, len| Block { start, len };
        let cases: [(&str, Vec<Block>); 8] = [
            ("dev:100000:65536\n", vec![block(100_000, 65_536)]),
            ("1001:100000:65536", vec![block(100_000, 65_536)]),
            ("other:1:2\n# dev\n\ndev:5:6\ndev:20:1\n", vec![block(5, 6), block(20, 1)]),
            ("dev:5:10\ndev:14:10\n", vec![block(5, 10)]),
            ("dev:5:0\ndev:x:1\ndev:1\ndev:4294967295:2\ndev:-1:5\n", vec![]),
            ("dev:1:2:3", vec![]),
            (":1:2", vec![]),
            ("", vec![]),
        ];
        for (text, expected) in cases {
            assert_eq!(blocks(text, Some("dev"), 1001), expected, "{text:?}");
        }
        assert_eq!(blocks("dev:1:2", None, 1001), vec![]);
    }

    #[test]
    fn names() {
        let passwd = "root:x:0:0::/root:/bin/sh\nbroken\ndev:x:1001:1001::/home/dev:\n";
        assert_eq!(login_name(passwd, 1001), Some("dev"));
        assert_eq!(login_name(passwd, 7), None);
    }
}
