# Shared by the scripts of this directory; to be sourced by sh.
# shellcheck shell=sh

say() { echo "$name: $*" >&2; }

die() {
    say "$@"
    exit 1
}

# have PROGRAM...: whether all of them are installed.
have() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || return 1
    done
}

package_manager() {
    for manager in apt-get dnf pacman zypper apk; do
        if have "$manager"; then
            echo "$manager"
            return
        fi
    done
    echo none
}

install_command() {
    case $(package_manager) in
        apt-get) echo "apt-get install -y --no-install-recommends" ;;
        dnf) echo "dnf install -y" ;;
        pacman) echo "pacman -S --noconfirm --needed" ;;
        zypper) echo "zypper --non-interactive install" ;;
        apk) echo "apk add" ;;
        none) echo "(install)" ;;
    esac
}

# package NAME: what this distribution calls the Debian package NAME.
package() {
    case $(package_manager):$1 in
        dnf:libseccomp-dev | zypper:libseccomp-dev) echo libseccomp-devel ;;
        pacman:libseccomp-dev) echo libseccomp ;;
        dnf:libc6-dev | zypper:libc6-dev) echo glibc-devel ;;
        pacman:libc6-dev) echo glibc ;;
        apk:libc6-dev) echo musl-dev ;;
        dnf:pkg-config | zypper:pkg-config | pacman:pkg-config | apk:pkg-config) echo pkgconf ;;
        dnf:uidmap | zypper:uidmap | pacman:uidmap) echo shadow-utils ;;
        apk:uidmap) echo shadow-uidmap ;;
        dnf:busybox-static | zypper:busybox-static | pacman:busybox-static) echo busybox ;;
        *) echo "$1" ;;
    esac
}

# need PACKAGE...: installs these (Debian's names), or says how.
need() {
    missing=
    for wanted in "$@"; do
        missing="$missing $(package "$wanted")"
    done
    if [ "$(id -u)" != 0 ]; then
        die "as root, run: $(install_command)$missing"
    fi
    say "installing$missing"
    if [ "$(package_manager)" = apt-get ]; then
        # Lists that are missing or old are fetched at the first failure.
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 && return
        apt-get update -q >/dev/null
    fi
    # shellcheck disable=SC2046,SC2086
    DEBIAN_FRONTEND=noninteractive $(install_command) $missing >/dev/null </dev/null
}

# need_for PROGRAM PACKAGE PROGRAM PACKAGE...: notes the packages whose programs are missing in $wanted_packages.
need_for() {
    wanted_packages=
    while [ $# -gt 0 ]; do
        have "$1" || wanted_packages="$wanted_packages $2"
        shift 2
    done
}

find_cargo() {
    for dir in "${CARGO_HOME:-$HOME/.cargo}/bin" /usr/lib/rust-*/bin; do
        [ ! -x "$dir/cargo" ] || PATH=$dir:$PATH
    done
    export PATH
}

# What a build needs: a C compiler, libseccomp, and a Rust toolchain that is new enough.
need_build_tools() {
    need_for cc gcc pkg-config pkg-config
    [ -z "$wanted_packages" ] || wanted_packages="$wanted_packages libc6-dev"
    pkg-config --exists libseccomp 2>/dev/null || wanted_packages="$wanted_packages libseccomp-dev"
    # shellcheck disable=SC2086
    [ -z "$wanted_packages" ] || need $wanted_packages
    find_cargo
    have cargo || { [ "$(id -u)" != 0 ] || need cargo; }
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$top/Cargo.toml")
    rust=$(rustc --version 2>/dev/null | cut -d' ' -f2 || true)
    [ "$(printf '%s\n%s\n' "$wanted" "${rust:-0}" | sort -V | head -n 1)" = "$wanted" ] ||
        die "Rust $wanted or newer is needed (found: ${rust:-none}); install it with rustup: https://rustup.rs"
}

# What containers need of the host. As root it is set up; otherwise the command that does so is shown.
need_devices() {
    if [ ! -e /dev/fuse ]; then
        [ "$(id -u)" != 0 ] || modprobe fuse 2>/dev/null || true
        [ -e /dev/fuse ] || die "there is no /dev/fuse; as root, run: modprobe fuse"
    fi
    for device in /dev/fuse /dev/net/tun; do
        if [ -e "$device" ] && [ "$(stat -c %a "$device")" != 666 ]; then
            if [ "$(id -u)" = 0 ]; then
                say "chmod 666 $device, so that every user can open it (udev does this on most systems)"
                chmod 666 "$device"
            elif [ ! -w "$device" ]; then
                say "$device cannot be opened; as root, run: chmod 666 $device"
            fi
        fi
    done
}

# ensure_user NAME: an unprivileged user with subordinate ids exists.
ensure_user() {
    if ! id "$1" >/dev/null 2>&1; then
        say "creating the unprivileged user $1"
        # Not an id that the tests' images have.
        useradd --create-home --shell /bin/sh --key UID_MIN=3000 "$1"
    fi
    for kind in uid gid; do
        if ! grep -qs "^$1:" "/etc/sub$kind"; then
            last=$(awk -F: '$2 + $3 > n { n = $2 + $3 } END { print (n < 100000) ? 100000 : n }' "/etc/sub$kind" 2>/dev/null || echo 100000)
            echo "$1:$last:65536" >>"/etc/sub$kind"
        fi
    done
}

# as_user NAME COMMAND...: as this user, with a clean environment (use env to add to it).
as_user() {
    user=$1
    shift
    home=$(getent passwd "$user" | cut -d: -f6)
    setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin \
        HOME="$home" USER="$user" LANG=C.UTF-8 "$@"
}
