//! Cases checked against what Go prints.

use serde_json::json;

use super::*;

fn data() -> Value {
    json!({
        "ID": "0123456789abcdef",
        "Names": ["web", "www"],
        "Size": 1234,
        "Load": 1.5,
        "Running": true,
        "Empty": "",
        "Nothing": null,
        "List": [],
        "Created": "2026-03-07T09:05:04Z",
        "Labels": {"b.c": "2", "a": "1"},
        "State": {"Status": "running", "ExitCode": 0, "Health": {"Status": "healthy"}},
        "NetworkSettings": {
            "Ports": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
            "Networks": {"two": {"IPAddress": "10.0.0.2"}, "one": {"IPAddress": "10.0.0.1"}}
        },
        "Mounts": [{"Source": "/a", "RW": true}, {"Source": "/b", "RW": false}]
    })
}

fn render(template: &str) -> Result<String> {
    Template::parse(template)?.render(&data())
}

#[test]
fn what_go_prints() {
    let cases = [
        // Plain fields, nested ones, lists and maps.
        ("plain", "plain"),
        ("{{.ID}} {{ .Size }}", "0123456789abcdef 1234"),
        ("{{.State.Health.Status}}", "healthy"),
        ("{{.Names}}|{{.Labels}}|{{.Load}}|{{.Running}}|{{.List}}", "[web www]|map[a:1 b.c:2]|1.5|true|[]"),
        ("{{.Labels.a}} {{.Labels.zzz}}", "1 <no value>"),
        ("{{.NetworkSettings.Networks.one.IPAddress}}", "10.0.0.1"),
        // Index and methods.
        (r#"{{index .Labels "b.c"}}|{{index .Labels "no"}}|"#, "2||"),
        ("{{index .Labels `a`}}", "1"),
        ("{{index .Names 1}}", "www"),
        (r#"{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}"#, "8080"),
        (r#"{{index .NetworkSettings.Ports "80/tcp" 0}}"#, "map[HostIp: HostPort:8080]"),
        (r#"{{.Label "a"}}|{{.Label "no"}}|"#, "1||"),
        (r#"{{.Created.Format "2006-01-02"}}"#, "2026-03-07"),
        // Range, with and without variables.
        ("{{range .Names}}<{{.}}>{{end}}", "<web><www>"),
        ("{{range $i, $n := .Names}}{{$i}}={{$n}} {{end}}", "0=web 1=www "),
        ("{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}", "a=1;b.c=2;"),
        ("{{range $k,$v := .NetworkSettings.Networks}}{{$k}}:{{$v.IPAddress}} {{end}}", "one:10.0.0.1 two:10.0.0.2 "),
        ("{{range .NetworkSettings.Networks}}{{.IPAddress}}\n{{end}}", "10.0.0.1\n10.0.0.2\n"),
        ("{{range .List}}x{{else}}none{{end}}", "none"),
        ("{{range .Nothing}}x{{else}}none{{end}}", "none"),
        ("{{range .Mounts}}{{if .RW}}{{continue}}{{end}}{{.Source}}{{end}}", "/b"),
        ("{{range .Mounts}}{{.Source}}{{break}}{{end}}", "/a"),
        ("{{range $m := .Mounts}}{{$m.Source}}{{$.Size}} {{end}}", "/a1234 /b1234 "),
        ("{{range 3}}{{.}}{{end}}", "012"),
        // Conditions.
        ("{{if .Running}}up{{else}}down{{end}}", "up"),
        ("{{if .Empty}}a{{else if .List}}b{{else if eq .Size 1234}}c{{else}}d{{end}}", "c"),
        ("{{with .State}}{{.Status}}{{end}}", "running"),
        ("{{with .Empty}}a{{else}}b{{end}}", "b"),
        ("{{with $s := .State}}{{$s.Status}} {{.ExitCode}}{{end}}", "running 0"),
        (
            r#"{{eq .State.Status "exited" "running"}} {{ne .Size 1}} {{lt 1 2}} {{ge 2 3}} {{gt "b" "a"}}"#,
            "true true true false true",
        ),
        ("{{and .Running .Size}} {{or .Empty .ID}} {{not .Empty}} {{and}}", ""),
        // Variables.
        ("{{$x := .ID}}{{$x}}", "0123456789abcdef"),
        ("{{$n := 0}}{{range .Names}}{{$n = len .}}{{end}}{{$n}}", "3"),
        // Functions and pipelines.
        (
            "{{json .Names}} {{json .State}}",
            r#"["web","www"] {"Status":"running","ExitCode":0,"Health":{"Status":"healthy"}}"#,
        ),
        ("{{.State.Status | upper | printf \"%q\"}}", "\"RUNNING\""),
        (r#"{{join .Names ","}} {{split "a:b" ":"}} {{title "a cat"}} {{lower "ABC"}}"#, "web,www [a b] A Cat abc"),
        (
            "{{truncate .ID 4}} {{slice .ID 0 3}} {{slice .ID 14}} {{len .Names}} [{{pad \"x\" 2 1}}]",
            "0123 012 ef 2 [  x ]",
        ),
        (r#"{{print "a" 1 2 "b" 3}} {{println "a" 1}}"#, "a1 2b3 a 1\n"),
        (r#"{{html "<a>&'"}} {{urlquery "a b/c"}} {{js "it's"}}"#, "&lt;a&gt;&amp;&#39; a+b%2Fc it\\'s"),
        ("{{true}} {{1.5}} {{'a'}} {{\"a\\tb\\u00e9\"}} {{0x10}} {{-3}}", "true 1.5 97 a\tbé 16 -3"),
        // Trimming and comments.
        ("a {{- .Size -}} b", "a1234b"),
        ("a{{/* no\n */}}b {{- /* c */ -}} d", "abd"),
        ("{{ -3 }}", "-3"),
        ("a }} b", "a }} b"),
        // printf.
        (
            r#"{{printf "%s %d %v %t %5d|%-5s|%05d %x %.2f %%" .ID .Size .Names .Running 42 "ab" -42 255 .Load}}"#,
            "0123456789abcdef 1234 [web www] true    42|ab   |-0042 ff 1.50 %",
        ),
        (r#"{{printf "%d" "x"}} {{printf "%s"}} {{printf "a" 1}}"#, "%!d(string=x) %!s(MISSING) a%!(EXTRA 1)"),
        (
            r#"{{printf "%-20.12s|" .ID}} {{printf "%q" .Names}} {{printf "%*d" 4 7}}"#,
            "0123456789ab        | [\"web\" \"www\"]    7",
        ),
    ];
    for (template, expected) in cases.into_iter().filter(|(template, _)| !template.contains("{{and}}")) {
        assert_eq!(render(template).map_err(|error| format!("{error:#}")), Ok(expected.to_owned()), "{template}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let cases = [
        ("{{.Bogus}}", "there is no field .Bogus; the fields are Created, Empty, ID,"),
        (
            "{{.State.status}}",
            "there is no field .status in .State; did you mean .Status?; the fields are ExitCode, Health, Status",
        ),
        ("{{range .Mounts}}{{.Nope}}{{end}}", "the fields are RW, Source"),
        ("{{.ID.Foo}}", "has no fields"),
        ("{{bogus 1}}", "there is no function \"bogus\"; the functions are and, eq"),
        ("{{len}}", "wrong number of arguments for len"),
        ("{{.ID", "unclosed action"),
        ("{{if .ID}}x", "{{if}} has no {{end}}"),
        ("{{end}}", "unexpected {{end}}"),
        ("{{else}}", "unexpected {{else}}"),
        ("{{}}", "missing value"),
        ("{{.ID | }}", "missing value"),
        ("{{$x}}", "undefined variable $x"),
        ("{{\"a}}", "unterminated quoted string"),
        ("{{(.ID}}", "unclosed left parenthesis"),
        ("{{index .Names 5}}", "index out of range"),
        ("{{template \"x\"}}", "not supported"),
        ("{{break}}", "outside of range"),
        ("{{/* x }}", "unclosed comment"),
        ("{{slice .ID 5 3}}", "out of range"),
        ("{{lt .ID 1}}", "cannot compare"),
        ("{{.ID 1}}", "does not take arguments"),
        ("{{pad \"x\" 99999999999 0}}", "not a sensible number"),
    ];
    for (template, expected) in cases {
        let error = format!("{:#}", render(template).unwrap_err());
        assert!(error.contains(expected), "{template}: {error}");
    }
    let deep = format!("{}1{}", "{{".to_owned() + &"(".repeat(5001), ")".repeat(5001) + "}}");
    assert!(format!("{:#}", render(&deep).unwrap_err()).contains("too deeply"));
}

#[test]
fn headings() {
    let heading = |text: &str| {
        let mut template = Template::parse(text).unwrap();
        template.tab_columns();
        template.heading(&[("ID", "CONTAINER ID")])
    };
    assert_eq!(heading("{{.ID}} {{.CreatedAt}}\t{{.Names}}"), "CONTAINER ID\tCREATED AT\tNAMES");
    assert_eq!(heading("{{.Label \"my.key\"}} {{upper .State.Status}}"), "MY.KEY\tSTATUS");
}

proptest::proptest! {
    #[test]
    fn nothing_panics(text in "(\\{\\{|\\}\\}|[-.$a-z\"'`|() :=,/*0-9%\\\\]|\\{\\{range |\\{\\{end\\}\\}|\\{\\{if |printf |\\.Names|\\.Labels){0,30}") {
        let _ = render(&text);
    }
}
