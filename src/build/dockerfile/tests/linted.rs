//! What the lint finds, and what it does not.

use super::*;
use crate::build::context::Ignore;

/// The findings as `line Rule`.
fn found(text: &str, given: &[(&str, &str)], ignore: &str) -> Vec<String> {
    let findings = findings(text, given, ignore);
    findings.warnings.iter().map(|warning| format!("{} {}", warning.line, warning.rule.name())).collect()
}

fn findings(text: &str, given: &[(&str, &str)], ignore: &str) -> Findings {
    let known = Known {
        arguments: &arguments(given),
        ignore: &Ignore::parse(".dockerignore", ignore.as_bytes()).unwrap(),
        env_of: &|name| (name == "known").then(|| vec!["PATH=/bin".to_owned()]),
        is_context: &|name| name == "ctx",
    };
    lint(&parsed(text), &known).unwrap_or_else(|error| panic!("{text:?}: {error:#}"))
}

#[test]
fn each_rule_finds_what_it_is_for_and_nothing_else() {
    for (text, expected) in [
        ("FROM x AS base\nFROM base\nCMD [\"a\"]", &[][..]),
        ("FROM x AS Base", &["1 StageNameCasing"]),
        ("FROM x as b\nfrom y AS c\nUSER 1", &["1 FromAsCasing", "2 ConsistentInstructionCasing", "2 FromAsCasing"]),
        ("from x as b\nuser 1", &[]),
        ("FROM x\nRUN a \\\n\n b", &["2 NoEmptyContinuation"]),
        ("FROM x\nRun a\nUSER 1", &["2 ConsistentInstructionCasing"]),
        ("from x\nuser 1\nUSER 2", &["3 ConsistentInstructionCasing"]),
        ("FROM x AS a\nFROM y AS a", &["2 DuplicateStageName"]),
        ("FROM x AS scratch", &["1 ReservedStageName"]),
        ("FROM x AS context", &["1 ReservedStageName"]),
        ("FROM x\nCMD a", &["2 JSONArgsRecommended"]),
        ("FROM x\nENTRYPOINT a\nCMD [\"b\"]", &["2 JSONArgsRecommended"]),
        ("FROM x\nSHELL [\"/bin/sh\", \"-c\"]\nCMD a", &[]),
        ("FROM x AS a\nSHELL [\"/bin/sh\", \"-c\"]\nFROM a\nCMD a", &[]),
        ("FROM x\nMAINTAINER me", &["2 MaintainerDeprecated"]),
        ("FROM x:${v}", &["1 InvalidDefaultArgInFrom", "1 UndefinedArgInFrom"]),
        ("ARG v\nFROM x:${v:-1}", &[]),
        ("ARG v\nFROM x:$v", &["2 InvalidDefaultArgInFrom"]),
        ("ARG v=1\nFROM --platform=$BUILDPLATFRM$BUILDPLATFORM x:$v", &["2 UndefinedArgInFrom"]),
        ("FROM --platform=$TARGETPLATFORM x", &["1 RedundantTargetPlatform"]),
        ("FROM --platform=$BUILDPLATFORM x", &[]),
        ("FROM --platform=linux/amd64 x AS a", &["1 FromPlatformFlagConstDisallowed"]),
        ("FROM --platform=linux/amd64 x AS build_amd64", &[]),
        ("FROM x\nWORKDIR a\nWORKDIR b", &["2 WorkdirRelativePath"]),
        ("FROM x\nWORKDIR /a\nWORKDIR b", &[]),
        ("FROM x AS a\nWORKDIR /a\nFROM a\nWORKDIR b", &[]),
        ("FROM known\nENV d=/a\nWORKDIR $d", &[]),
        ("FROM known\nUSER $nobody", &["2 UndefinedVar"]),
        ("FROM known\nENV a=$PATH b=${none:-1}", &["2 UndefinedVar"]),
        ("FROM known\nARG a\nUSER x$a", &[]),
        ("FROM unknown\nUSER $nobody", &[]),
        ("FROM ctx\nUSER $nobody", &[]),
        ("FROM known AS a\nARG a=1\nFROM a\nUSER x$a$b", &["4 UndefinedVar"]),
        ("FROM scratch\nCOPY <<a /\n$none\na\n", &["2 UndefinedVar"]),
        ("FROM known\nRUN --mount=type=cache,target=/x$none echo $none", &["2 UndefinedVar"]),
        (
            "FROM x\nCMD [\"a\"]\nCMD [\"b\"]\nHEALTHCHECK NONE\nHEALTHCHECK CMD a",
            &["2 MultipleInstructionsDisallowed", "4 MultipleInstructionsDisallowed"],
        ),
        ("FROM x AS a\nCMD [\"a\"]\nFROM a\nCMD [\"b\"]", &[]),
        ("FROM x\nENV a b\nLABEL c d\nENV e=f", &["2 LegacyKeyValueFormat", "3 LegacyKeyValueFormat"]),
        (
            "FROM x\nARG API_KEY\nENV password=1 author=2 KEY_FILE=3 PUBLIC_TOKEN=4",
            &["2 SecretsUsedInArgOrEnv", "3 SecretsUsedInArgOrEnv"],
        ),
        ("FROM x\nEXPOSE 80/TCP 81/udp", &["2 ExposeProtoCasing"]),
        ("FROM x\nEXPOSE 127.0.0.1:80:80 81:82", &["2 ExposeInvalidFormat", "2 ExposeInvalidFormat"]),
        ("FROM x\nCOPY ig ok /\nADD ./ig/b http://h/ig /", &["2 CopyIgnoredFile", "3 CopyIgnoredFile"]),
        ("FROM x AS a\nFROM x\nCOPY --from=a ig /", &[]),
        ("# a comment\nARG v=1\nFROM x", &[]),
        (
            "# check=experimental=all\n# a comment\nARG v=1\n\n# s is it\nFROM x AS s\n# no\n\nARG w",
            &["3 InvalidDefinitionDescription"],
        ),
    ] {
        assert_eq!(found(text, &[], "ig"), expected, "{text:?}");
    }
}

#[test]
fn rules_can_be_skipped_and_be_errors() {
    let file = "FROM x\nENV a b\nMAINTAINER me\n";
    for (directive, expected, is_error) in [
        ("", &["2 LegacyKeyValueFormat", "3 MaintainerDeprecated"][..], false),
        ("# check=error=true\n", &["3 LegacyKeyValueFormat", "4 MaintainerDeprecated"], true),
        ("# check=skip=LegacyKeyValueFormat;error=true\n", &["4 MaintainerDeprecated"], true),
        ("# check=skip=LegacyKeyValueFormat, MaintainerDeprecated\n", &[], false),
        ("# check=skip=all\n", &[], false),
    ] {
        let text = format!("{directive}{file}");
        assert_eq!(found(&text, &[], ""), expected, "{directive}");
        assert_eq!(findings(&text, &[], "").is_error, is_error, "{directive}");
    }
    assert_eq!(
        found("FROM x\n# check=skip=LegacyKeyValueFormat\nENV a b\nENV c d", &[], ""),
        ["4 LegacyKeyValueFormat"]
    );
    let known =
        Known { arguments: &arguments(&[]), ignore: &Ignore::default(), env_of: &|_| None, is_context: &|_| false };
    let error = lint(&parsed("# check=skp=all\nFROM x"), &known).unwrap_err();
    assert_eq!(error::one_line(&error), "Dockerfile:1: skp=all is no option of # check=; did you mean skip?");
}

#[test]
fn messages_name_what_is_near() {
    for (text, message) in [
        ("FROM known\nUSER $PAHT", "$PAHT is not defined; did you mean $PATH?"),
        ("ARG version=1\nFROM x:${verson:-2}", "no ARG before the first FROM declares verson; did you mean version?"),
        ("FROM x\nCMD [\"a\"]\n\nCMD [\"b\"]", "another CMD in line 4 takes this one's place"),
        ("FROM x\nCOPY ig/a /", "the ignore file leaves ig/a out of the context"),
    ] {
        assert_eq!(findings(text, &[], "ig").warnings[0].message, message, "{text:?}");
    }
    assert_eq!(found("FROM x\nCOPY . /", &[], "*"), ["2 CopyIgnoredFile"]);
    assert_eq!(found("FROM x\nCOPY ig /", &[], "ig\n!ig/a"), [""; 0]);
}
