//! Who this process is.

/// The effective user id.
pub(crate) fn effective_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// What the id 0 of this process's user namespace is outside of it; `None` where there is no such id.
pub(crate) fn root_outside() -> Option<u32> {
    outside_id(&std::fs::read_to_string("/proc/self/uid_map").ok()?)
}

/// What the id 0 of a user namespace is outside of it (user_namespaces(7), `/proc/PID/uid_map`).
fn outside_id(map: &str) -> Option<u32> {
    let mut lines = map.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    lines.find_map(|fields| match fields.as_slice() {
        ["0", outside, _] => outside.parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_somebody_outside() {
        let cases = [
            ("         0       1000          1\n         1     100000      65536\n", Some(1000)),
            ("0 0 4294967295", Some(0)),
            ("1 100000 5", None),
            ("", None),
        ];
        for (map, expected) in cases {
            assert_eq!(outside_id(map), expected, "{map:?}");
        }
    }
}
