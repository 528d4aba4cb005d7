//! Which stages need which.

use super::*;

fn graph(text: &str, target: Option<&str>, contexts: &[&str]) -> crate::error::Result<Graph> {
    let (dockerfile, arguments) = (parsed(text), arguments(&[("given", "g")]));
    let globals = Globals::new(&dockerfile, &arguments)?;
    Graph::new(&dockerfile, &globals, target, &|name| contexts.contains(&name))
}

const THREE: &str =
    "FROM i AS a\nRUN x\nFROM j AS b\nCOPY --from=a / /\nFROM k AS c\nFROM b\nRUN --mount=from=1,target=/x y\n";

#[test]
fn bases_and_needs() {
    let image = |name: &str| Origin::Image(name.to_owned());
    for (text, bases) in [
        (THREE, vec![image("i"), image("j"), image("k"), Origin::Stage(1)]),
        ("FROM scratch", vec![Origin::Scratch]),
        ("ARG v=1 given\nFROM a:$v\nFROM a:${given}", vec![image("a:1"), image("a:g")]),
        ("FROM a AS a\nFROM a", vec![image("a"), Origin::Stage(0)]),
        ("FROM b AS a\nFROM c AS a\nFROM A", vec![image("b"), image("c"), Origin::Stage(1)]),
        ("FROM ctx\nFROM x AS rep\nRUN y", vec![Origin::Context("ctx".into()), Origin::Context("rep".into())]),
    ] {
        let graph = graph(text, None, &["ctx", "rep"]).unwrap();
        assert_eq!(graph.nodes.iter().map(|node| node.base.clone()).collect::<Vec<_>>(), bases, "{text:?}");
    }
    let graph = graph("FROM --platform=$BUILDPLATFORM a\nFROM --platform=linux/arm64 b", None, &[]).unwrap();
    let platforms: Vec<_> = graph.nodes.iter().map(|node| node.platform.clone().unwrap().to_string()).collect();
    assert_eq!(platforms, ["linux/amd64", "linux/arm64"]);
}

#[test]
fn only_what_the_target_needs_is_built() {
    for (target, needed) in [(None, vec![0, 1, 3]), (Some("c"), vec![2]), (Some("B"), vec![0, 1]), (Some("0"), vec![0])]
    {
        let graph = graph(THREE, target, &[]).unwrap();
        let found: Vec<_> = (0..graph.nodes.len()).filter(|&number| graph.nodes[number].is_needed).collect();
        assert_eq!(found, needed, "{target:?}");
    }
    let triggered = "FROM x AS a\nFROM x AS b\nONBUILD COPY --from=a / /\nFROM b";
    let graph = graph(triggered, None, &[]).unwrap();
    assert!(graph.nodes[0].is_needed && graph.nodes[2].needs.contains(&0));
}

#[test]
fn origins() {
    let text = "FROM x AS a\nFROM y\nCOPY --from=A / /\nCOPY --from=0 / /\nCOPY --from=img:1 / /\nCOPY --from=ctx / /\nCOPY --from=scratch / /";
    let (dockerfile, is_context) = (parsed(text), |name: &str| name == "ctx");
    let graph = graph(text, None, &["ctx"]).unwrap();
    let origins = dockerfile.stages[1].instructions.iter().map(|i| graph.origins(1, i, &is_context).unwrap().remove(0));
    let expected = [
        Origin::Stage(0),
        Origin::Stage(0),
        Origin::Image("img:1".into()),
        Origin::Context("ctx".into()),
        Origin::Scratch,
    ];
    assert_eq!(origins.collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_wrong() {
    for (text, target, message) in [
        (THREE, Some("bb"), "Dockerfile has no stage bb; did you mean b?"),
        (THREE, Some("9"), "Dockerfile has no stage 9; its stages are a, b, c"),
        (
            "FROM x AS a\nCOPY --from=a / /",
            None,
            "Dockerfile:2: the stage copies from itself; copy from an earlier one",
        ),
        (
            "FROM x AS a\nCOPY --from=b / /\nFROM y AS b",
            None,
            "Dockerfile:2: the stage b comes only after this one; move it up",
        ),
        (
            "FROM x AS a\nCOPY --from=b / /\nFROM a AS b",
            None,
            "Dockerfile:2: this stage and b need each other; split one of them in two",
        ),
        (
            "FROM x AS a\nCOPY --from=b / /\nFROM y AS b\nCOPY --from=a / /",
            None,
            "Dockerfile:2: this stage and b need each other; split one of them in two",
        ),
        ("FROM x\nCOPY --from=4 / /", None, "Dockerfile:2: there is no stage 4; the last one is 0"),
        (
            "FROM $none",
            None,
            "Dockerfile:1: FROM $none names no image, since it expands to nothing; give the variable a default with ARG before the first FROM, or use --build-arg",
        ),
        (
            "FROM --platform=$TARGETPLATFROM x",
            None,
            "Dockerfile:1: FROM --platform=$TARGETPLATFROM names no platform, since it expands to nothing; did you mean $TARGETPLATFORM?",
        ),
    ] {
        assert_eq!(error::one_line(&graph(text, target, &[]).unwrap_err()), message, "{text:?}");
    }
}
