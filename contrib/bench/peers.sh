# What the benchmarks share that hold coracle beside other engines; to be sourced by sh, after lib.sh.
# shellcheck shell=sh
# $CORACLE names the program to measure; without it a release build is made.
# $CORACLE_TEST_CACHE holds the images of the tests.

# prepare_peers ENGINE...: needed programs, images, an unprivileged user, the scratch directory and a registry. $engines is
# then coracle and those of ENGINE that are installed.
prepare_peers() {
    need_for hyperfine hyperfine newuidmap uidmap busybox busybox-static docker-registry docker-registry mmdebstrap mmdebstrap \
        skopeo skopeo umoci umoci openssl openssl xz xz-utils zstd zstd setpriv util-linux
    # shellcheck disable=SC2086
    [ -z "$wanted_packages" ] || need $wanted_packages
    need_devices
    cache=${CORACLE_TEST_CACHE:-/var/tmp/coracle-test-cache}
    SOFTWARE=0 tests/fixtures/make-images "$cache"
    # Short, since sockets lie below it.
    scratch=$(mktemp -d /var/tmp/cb.XXX)
    chmod 755 "$scratch"
    registries=
    trap clean EXIT
    cp "${CORACLE:-$(release)}" "$scratch/coracle"
    owner=$(id -un)
    [ "$(id -u)" != 0 ] || { ensure_user coracle-test && owner=coracle-test; }
    for dir in run data config config/containers cache work; do install -d -m 700 -o "$owner" "$scratch/$dir"; done
    engines=coracle
    for engine in "$@"; do ! have "$engine" || engines="$engines $engine"; done
    printf '[storage]\ndriver="%s"\nrunroot="%s/run/containers"\ngraphroot="%s/data/containers/storage"\n' \
        "${STORAGE_DRIVER:-overlay}" "$scratch" "$scratch" >"$scratch/config/containers/storage.conf"
    printf '[engine]\ncgroup_manager="cgroupfs"\nevents_logger="file"\n' >"$scratch/config/containers/containers.conf"
    printf '{"default":[{"type":"insecureAcceptAnything"}]}' >"$scratch/config/containers/policy.json"
    serve "$cache/registry"
}

release() {
    need_build_tools
    say "building"
    cargo build --locked --release --quiet
    echo "$(cargo metadata --locked --format-version 1 --no-deps | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')/release/coracle"
}

# person COMMAND...: as the unprivileged user, in stores of this run's own. `coracle` is the one measured.
person() {
    set -- env PATH="$scratch:$PATH" XDG_RUNTIME_DIR="$scratch/run" XDG_DATA_HOME="$scratch/data" XDG_CONFIG_HOME="$scratch/config" \
        XDG_CACHE_HOME="$scratch/cache" CONTAINERS_REGISTRIES_CONF="$scratch/config/containers/registries.conf" "$@"
    if [ "$(id -u)" = 0 ]; then as_user "$owner" "$@"; else "$@"; fi
}

clean() {
    if have podman; then
        # Its files belong to subordinate ids.
        person podman unshare rm -rf "$scratch/data/containers" >/dev/null 2>&1 || true
        person podman system migrate >/dev/null 2>&1 || true
    fi
    for registry in $registries; do kill "$registry" 2>/dev/null || true; done
    rm -rf "$scratch" 2>/dev/null || true
}

# serve DIRECTORY: a registry of what lies there; $address is then where it listens.
serve() {
    log=$scratch/registry.$(echo "$1" | cksum | cut -d' ' -f1)
    printf 'version: 0.1\nlog:\n  level: info\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: %s\nhttp:\n  addr: 127.0.0.1:0\n' \
        "$1" >"$log.yml"
    docker-registry serve "$log.yml" >"$log" 2>&1 &
    registries="$registries $!"
    for _ in $(seq 100); do
        address=$(sed -n 's/.*listening on \(127\.0\.0\.1:[0-9]*\).*/\1/p' "$log")
        if [ -n "$address" ]; then
            printf '[[registry]]\nlocation="%s"\ninsecure=true\n' "$address" >>"$scratch/config/containers/registries.conf"
            return 0
        fi
        sleep 0.1
    done
    die "docker-registry does not start"
}

# one COMMAND: runs it once as the person, and prints how many milliseconds it took, or "failed".
one() {
    if person hyperfine -N --style none --runs 1 --export-json "$scratch/work/result.json" "$1" >/dev/null 2>"$scratch/errors"; then
        sed -n 's/.*"median": \([0-9.e-]*\),.*/\1/p' "$scratch/work/result.json" | awk '{ printf "%.1f\n", $1 * 1000 }'
    else
        say "failed: $1"
        person sh -c "$1" 2>&1 | tail -n 3 >&2 || true
        echo failed
    fi
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# compare TITLE UNIT ROUNDS MEASURE: a row of the medians of what the function MEASURE prints for each engine, round after
# round, with all engines in each round. Of an engine for which it prints nothing there is no figure.
compare() {
    title=$1 unit=$2 rounds=$3 measure=$4
    rm -f "$scratch"/figures.*
    for round in $(seq "$rounds"); do
        for engine in $engines; do "$measure" "$engine" "$round" >>"$scratch/figures.$engine"; done
    done
    line="| $title |"
    own=$(median "$scratch/figures.coracle")
    for engine in $engines; do
        figure=$(median "$scratch/figures.$engine")
        ratio=
        [ "$engine" = coracle ] || ratio=$(echo "$own $figure" | awk '$1 + 0 > 0 && $2 + 0 > 0 { printf " (%.1f×)", $2 / $1 }')
        line="$line ${figure:--}${figure:+ $unit}$ratio |"
    done
    echo "$line"
}

heading() {
    echo "| what | $(echo "$engines" | sed 's/ / | /g') |"
    echo "|---|$(for _ in $engines; do printf -- '---|'; done)"
}

wants() { case " $rows " in *" $1 "*) return 0 ;; *) return 1 ;; esac }
