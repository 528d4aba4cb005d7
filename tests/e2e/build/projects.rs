//! Real projects, built in stages out of the sources that their authors published, without a network.

use super::Context;
use crate::harness::{TestEnv, cache};

/// Builds a project; what the command of its image says.
#[track_caller]
fn built(project: &str, dockerfile: &str) -> String {
    let env = TestEnv::toolchains();
    let context = Context::new(&env, dockerfile);
    let source = cache::images().join("sources").join(format!("{project}.tar.gz"));
    std::fs::copy(&source, context.dir.join("source.tar.gz")).unwrap_or_else(|e| panic!("{}: {e}", source.display()));
    context.cmd("-q -t built").deadline(240).run().ok();
    // It is all there the next time.
    context.build("-t built").ok().stdout_has("Using cache");
    env.run("run --rm --network none built").ok().text()
}

#[test]
fn a_c_program_with_autotools() {
    let said = built(
        "hello",
        "FROM toolchains AS build\nADD source.tar.gz /src\nWORKDIR /src/hello-2.10\nARG CFLAGS='-O0 -static'\n\
         RUN ./configure --prefix=/usr --disable-nls CFLAGS=\"$CFLAGS\" >/dev/null && make -j2 >/dev/null\n\
         RUN make install DESTDIR=/out >/dev/null\n\
         FROM scratch\nCOPY --from=build /out/usr/bin/hello /hello\nENTRYPOINT [\"/hello\"]\nCMD [\"--greeting=built from source\"]\n",
    );
    assert_eq!(said, "built from source");
}

#[test]
fn a_rust_crate() {
    let said = built(
        "rust-fnv",
        "FROM toolchains AS build\nADD source.tar.gz /crates\nWORKDIR /app\n\
         COPY <<MANIFEST Cargo.toml\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
         [dependencies]\nfnv = { path = \"/crates/fnv-1.0.7\" }\nMANIFEST\n\
         COPY <<'MAIN' src/main.rs\nuse std::hash::Hasher;\nfn main() {\n    let mut hasher = fnv::FnvHasher::default();\n\
         hasher.write(b\"foobar\");\n    println!(\"{:016x}\", hasher.finish());\n}\nMAIN\n\
         RUN --mount=type=cache,target=/root/.cargo cargo build --offline --quiet && ./target/debug/app >/dev/null\n\
         FROM debian:12\nCOPY --from=build /app/target/debug/app /usr/local/bin/\nUSER 1000\nCMD app\n",
    );
    // The value that the authors of the hash give (draft-eastlake-fnv, test vectors).
    assert_eq!(said, "85944171f73967e8");
}

#[test]
fn a_python_package() {
    let said = built(
        "python-jmespath",
        // Its files belong to a user of a number that nobody here has.
        "FROM toolchains AS build\nADD --chown=0:0 source.tar.gz /src\n\
         RUN cd /src/*/ && pip wheel --quiet --no-index --no-deps --no-build-isolation --wheel-dir /wheels .\n\
         FROM toolchains\n\
         RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
         pip install --quiet --no-index --no-compile --break-system-packages --root-user-action=ignore /wheels/*.whl\n\
         COPY <<'DATA' /data.json\n{\"people\": [{\"name\": \"a\", \"age\": 20}, {\"name\": \"b\", \"age\": 40}]}\nDATA\n\
         CMD jp.py -f /data.json 'people[?age > `30`].name | [0]'\n",
    );
    assert_eq!(said, "\"b\"");
}

#[test]
fn a_node_package() {
    let said = built(
        "uglify-js",
        "FROM toolchains AS build\nADD source.tar.gz /src\nRUN mv /src/* /uglify\nWORKDIR /app\n\
         COPY <<'SOURCE' app.js\n// A comment that is not kept.\nfunction add(first, second) {\n    return first + second;\n}\n\
         console.log(add(40, 2));\nSOURCE\n\
         RUN node /uglify/bin/uglifyjs --compress --mangle --output app.min.js app.js && ! grep comment app.min.js\n\
         FROM toolchains\nCOPY --from=build /app/app.min.js /app/\nCMD [\"node\", \"/app/app.min.js\"]\n",
    );
    assert_eq!(said, "42");
}
