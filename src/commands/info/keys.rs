//! Podman spells the keys of `info` differently in JSON and in templates: `cgroupVersion` is `.CgroupsVersion`.

use serde_json::Value;

/// Keys that are not just their field's name with a small first letter.
const SPECIAL: [(&str, &str); 15] = [
    ("OS", "os"),
    ("CPUs", "cpus"),
    ("CgroupsVersion", "cgroupVersion"),
    ("OCIRuntime", "ociRuntime"),
    ("IDMappings", "idMappings"),
    ("UIDMap", "uidmap"),
    ("GIDMap", "gidmap"),
    ("DefaultCapabilities", "capabilities"),
    ("Slirp4NetNS", "slirp4netns"),
    ("AppArmorEnabled", "apparmorEnabled"),
    ("SECCOMPEnabled", "seccompEnabled"),
    ("SECCOMPProfilePath", "seccompProfilePath"),
    ("SELinuxEnabled", "selinuxEnabled"),
    // Its fields keep their names.
    ("Version", "version"),
    ("Registries", "registries"),
];

/// The same facts with the keys of `--format json`.
pub(super) fn as_json(facts: &Value) -> Value {
    match facts {
        Value::Object(fields) => {
            let pair = |(name, value): (&String, &Value)| match name.as_str() {
                "Version" if value.is_object() => ("version".to_owned(), value.clone()),
                name => (key(name), as_json(value)),
            };
            Value::Object(fields.iter().map(pair).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(as_json).collect()),
        value => value.clone(),
    }
}

fn key(name: &str) -> String {
    if let Some((_, key)) = SPECIAL.iter().find(|(field, _)| *field == name) {
        return (*key).to_owned();
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names() {
        let facts =
            json!({"Host": {"OS": "linux", "CgroupsVersion": "v2", "MemFree": 1}, "Version": {"APIVersion": "1"}});
        let expected =
            json!({"host": {"os": "linux", "cgroupVersion": "v2", "memFree": 1}, "version": {"APIVersion": "1"}});
        assert_eq!(as_json(&facts), expected);
    }
}
