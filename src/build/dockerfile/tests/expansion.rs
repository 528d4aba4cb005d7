//! Variables and quotes in single words.

use super::super::expand::{Style, expand};

fn value(name: &str) -> Option<String> {
    let value = match name {
        "a" => "one",
        "e" => "",
        "path" => "/usr/local/lib/x.tar.gz",
        "star" => "a*b*c",
        "two" => "x y",
        "é" => "accent",
        _ => return None,
    };
    Some(value.to_owned())
}

#[test]
fn words() {
    for (text, expected) in [
        ("plain", "plain"),
        ("$a", "one"),
        ("${a}b", "oneb"),
        ("$ab", ""),
        ("x${none}y", "xy"),
        ("\\$a", "$a"),
        ("\\${a}", "${a}"),
        ("a$", "a$"),
        ("$%", "$%"),
        ("'$a'", "$a"),
        ("\"$a\"", "one"),
        ("\"\\$a\"", "$a"),
        ("\"\\\"\"", "\""),
        ("\"\\x\"", "\\x"),
        ("\"'$a'\"", "'one'"),
        ("'\"'", "\""),
        ("a\\ b", "a b"),
        ("a\\", "a"),
        ("${none:-w}", "w"),
        ("${e:-w}", "w"),
        ("${e-w}", ""),
        ("${none-w}", "w"),
        ("${a:-w}", "one"),
        ("${a:+w}", "w"),
        ("${e:+w}", ""),
        ("${e+w}", "w"),
        ("${none+w}", ""),
        ("${a:?w}", "one"),
        ("${e?w}", ""),
        ("${none:-$a}", "one"),
        ("${none:-${e:-${a}}}", "one"),
        ("${none:-\"a b\"}", "a b"),
        ("${none:-a\\}b}", "a}b"),
        ("${path#*/}", "usr/local/lib/x.tar.gz"),
        ("${path##*/}", "x.tar.gz"),
        ("${path%.*}", "/usr/local/lib/x.tar"),
        ("${path%%.*}", "/usr/local/lib/x"),
        ("${path#/???}", "/local/lib/x.tar.gz"),
        ("${path%nothing}", "/usr/local/lib/x.tar.gz"),
        ("${path/\\//_}", "_usr/local/lib/x.tar.gz"),
        ("${path//\\//_}", "_usr_local_lib_x.tar.gz"),
        ("${path/l*b/-}", "/usr/-/x.tar.gz"),
        ("${star//\\*/+}", "a+b+c"),
        ("${star#a\\*}", "b*c"),
        ("${a/n/$e}", "oe"),
        ("${path/./$a}", "/usr/local/lib/xonetar.gz"),
        ("${a//[a-z]/x}", "one"),
        ("${none#x}", ""),
        ("$é", "accent"),
        ("$1x", "x"),
        ("<", "<"),
        ("<<", "<<"),
        ("", ""),
    ] {
        let expanded = expand(text, Style::word('\\'), &value).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!(expanded.text, expected, "{text}");
    }
    assert_eq!(expand("`$a \\$a", Style::word('`'), &value).unwrap().text, "$a \\one");
    assert_eq!(expand("'$a' \"\\$a", Style::document(), &value).unwrap().text, "'one' \"$a");
}

#[test]
fn splitting() {
    for (text, words) in [
        ("a b", &["a", "b"][..]),
        ("$two", &["x", "y"]),
        ("\"$two\" 'c d'", &["x y", "c d"]),
        ("a\\ b c", &["a b", "c"]),
        ("  a\t b ", &["a", "b"]),
        ("8${none:-0}80", &["8080"]),
        ("cat << EOF", &["cat", "<< EOF"]),
        ("$e", &[]),
    ] {
        assert_eq!(expand(text, Style::word('\\'), &value).unwrap().words, words, "{text}");
    }
}

#[test]
fn names_are_told() {
    let expanded = expand("$a ${b:-$c} '$d'", Style::word('\\'), &value).unwrap();
    assert_eq!(expanded.used.into_iter().collect::<Vec<_>>(), ["a"]);
    assert_eq!(expanded.undefined.into_iter().collect::<Vec<_>>(), ["b", "c"]);
}

#[test]
fn what_is_wrong() {
    for (text, cause) in [
        ("${a", "there is no } that ends ${a"),
        ("${}", "there is no name of a variable after ${"),
        ("${a:-b", "there is no } that ends ${…"),
        ("'a", "there is no ' that ends the quoted text"),
        ("\"a", "there is no \" that ends the quoted text"),
        ("${a:x}", "${a:x…} is no form of a variable"),
        ("${a^}", "${a^…} is no form of a variable"),
        ("${a:#x}", "${a:#…} is no form of a variable"),
        ("${none:?}", "the variable none is not set"),
        ("${none:?say why}", "the variable none is not set: say why"),
        ("${e:?}", "the variable e is empty"),
        ("${a/x}", "there is no / that ends ${…"),
        ("${a#\\x}", "\\x is no escape in the pattern \\x"),
    ] {
        assert_eq!(expand(text, Style::word('\\'), &value).unwrap_err().cause, cause, "{text}");
    }
    let deep = format!("{}{}", "${x:-".repeat(10_000), "}".repeat(10_000));
    assert_eq!(expand(&deep, Style::word('\\'), &value).unwrap_err().cause, "variables are nested too deeply");
}
