//! What the fuzz targets call: each function takes any bytes and must neither panic nor run for ever.

use crate::archive::Entries;
use crate::layer::index::{Index, ROOT};
use crate::layer::recipe;
use crate::name::{Digest, ImageName, Platform};
use crate::registry;
use std::str::FromStr;

/// Reads a tar stream to its end or to its first error.
pub fn tar(bytes: &[u8]) {
    let mut entries = Entries::new(bytes);
    while let Ok(Some(entry)) = entries.next() {
        let _ = crate::archive::normalise(&entry.name);
        let _ = crate::archive::role(&entry.name);
        let _ = std::io::copy(&mut entries.contents(&entry), &mut std::io::sink());
    }
}

/// Walks an index, verified or not, from its root, and reads the bytes as a recipe too.
pub fn index(bytes: &[u8]) {
    let mut reader = recipe::Reader::new(bytes).ok();
    while let Some(Ok(Some(_))) = reader.as_mut().map(recipe::Reader::next) {}
    let Ok(index) = Index::from_bytes(bytes.to_vec()) else { return };
    let _ = index.verify();
    for no in 0..index.inodes().min(1000) {
        let _ = index.inode(no);
        let _ = index.xattrs(no).count();
        let Ok(entries) = index.entries(no) else { continue };
        for entry in entries.take(1000).flatten() {
            let _ = index.lookup(no, entry.name);
        }
    }
    let _ = index.lookup(ROOT, bytes);
}

/// Parses a typed name; what it gives back when printed must parse to the same.
pub fn reference(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = (Digest::from_str(text), Platform::from_str(text));
    if let Ok(ImageName::Full(reference)) = ImageName::parse(text) {
        let printed = reference.to_string();
        match ImageName::parse(&printed) {
            Ok(ImageName::Full(again)) => assert_eq!(again.to_string(), printed),
            other => panic!("{text:?} prints as {printed:?}, which is {other:?}"),
        }
    }
}

/// Parses the headers that a registry sends.
pub fn headers(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = registry::parse_challenges(text);
    let _ = registry::parse_content_range(text);
    let _ = registry::parse_retry_after(text, jiff::Timestamp::UNIX_EPOCH);
}

/// Parses a Dockerfile, expands what is in it, and draws its stages. Triggers and ignore files are parsed from the same bytes.
pub fn dockerfile(bytes: &[u8]) {
    use crate::build::{context::Ignore, dockerfile};
    let ignore = Ignore::parse("fuzz", bytes).unwrap_or_default();
    let _ = (ignore.matches(bytes), ignore.skips(b"a/b", true));
    let Ok(parsed) = dockerfile::parse("fuzz", bytes) else { return };
    let arguments = dockerfile::Arguments {
        given: [("given".to_owned(), "a b".to_owned())].into(),
        build_platform: Platform::host(),
        target_platform: Platform::host(),
        target_stage: None,
    };
    for instruction in parsed.stages.iter().flat_map(|stage| &stage.instructions) {
        if let dockerfile::Kind::Onbuild(trigger) = &instruction.kind {
            let _ = dockerfile::parse_trigger("fuzz", instruction.written.span, &trigger.text);
        }
    }
    let known = dockerfile::Known {
        arguments: &arguments,
        ignore: &ignore,
        env_of: &|_| Some(vec!["PATH=/bin".to_owned()]),
        is_context: &|name| name == "context",
    };
    let _ = dockerfile::lint(&parsed, &known);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_make_a_target_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            super::tar(&bytes);
            super::index(&bytes);
            super::reference(&bytes);
            super::headers(&bytes);
            super::dockerfile(&bytes);
        }

        #[test]
        fn no_dockerfile_makes_a_target_panic(
            lines in prop::collection::vec(
                "(FROM|RUN|COPY|ADD|ENV|ARG|LABEL|EXPOSE|ONBUILD RUN|HEALTHCHECK CMD|#)? ?[-<>$\\{}\\[\\]\"'\\\\:=/%#+?,.*a-e \t]{0,30}",
                0..12,
            ),
        ) {
            super::dockerfile(format!("FROM a\n{}", lines.join("\n")).as_bytes());
        }

        #[test]
        fn no_text_makes_a_target_panic(text in "[ -~]{0,80}") {
            super::reference(text.as_bytes());
            super::headers(text.as_bytes());
            super::dockerfile(text.as_bytes());
        }
    }
}
