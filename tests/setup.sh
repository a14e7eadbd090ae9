# Sourced, with $root set, by .ci/run and the scripts named run in examples/ and tests/: gets what
# they need onto the machine, once. On Debian and Ubuntu it installs; elsewhere it says what to
# install.
# shellcheck shell=sh

missing=

# quietly COMMAND...: shows the output only if the command fails.
quietly() {
    output=$("$@" 2>&1 </dev/null) && return
    status=$?
    printf '%s\n' "$output" >&2
    return "$status"
}

# have COMMAND...: is one of them there?
have() {
    for name; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

# compiles COMPILER LANGUAGE: does it find its library's headers? Debian's gcc alone does not.
compiles() {
    case $2 in
        c) header=stdio.h ;;
        c++) header=string ;;
    esac
    # $1 may be several words, such as "ccache gcc".
    echo "#include <$header>" | $1 -x "$2" -E -
}

# need PACKAGES CHECK...: the Debian packages are missing unless CHECK succeeds.
need() {
    packages=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $packages"
}

# Debian names a compiler's package after its command, so that CC=clang gets clang.
need_for_build() {
    need "${CC:-gcc} libc6-dev" compiles "${CC:-cc}" c
    need meson have meson
    need ninja-build have ninja ninja-build samu
    need pkg-config have pkg-config
    need libyajl-dev pkg-config --exists yajl
}

need_for_tests() {
    need_for_build
    need "${CXX:-g++}" compiles "${CXX:-c++}" c++
    need check pkg-config --exists check
    need zlib1g-dev pkg-config --exists zlib
    need python3 have python3
}

# gcov comes with gcc.
need_for_coverage() {
    need_for_tests
    need gcc have gcov
    need gcovr have gcovr
}

# Prints the compiler that links libFuzzer.
fuzzing_compiler() {
    for compiler in ${CC:+"$CC"} clang clang-14; do
        echo 'int LLVMFuzzerTestOneInput(const char *d, long n) { return !d && n; }' |
            "$compiler" -x c -fsanitize=fuzzer -o /dev/null - 2>/dev/null && echo "$compiler" &&
            return
    done
    return 1
}

need_for_fuzzing() {
    need "clang-14 libclang-rt-14-dev libc6-dev" fuzzing_compiler
    need pkg-config have pkg-config
    need libyajl-dev pkg-config --exists yajl
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_missing() {
    [ -n "$missing" ] || return 0
    if ! have apt-get; then
        say_what_to_install >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ] && ! have sudo; then
        echo "please run as root: apt-get install$missing" >&2
        exit 1
    fi
    echo "installing:$missing" >&2
    # If one of several package sources can't be reached, the others may still do.
    quietly as_root apt-get -q update || :
    # shellcheck disable=SC2086 # several words
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends \
        -o DPkg::Lock::Timeout=300 install $missing || exit 1
    missing=
}

say_what_to_install() {
    if have dnf; then
        echo "please run: sudo dnf install gcc-c++ meson pkgconf-pkg-config yajl-devel check-devel zlib-devel"
    elif have apk; then
        echo "please run: sudo apk add build-base meson pkgconf yajl-dev check-dev zlib-dev"
    elif have brew; then
        echo "please run: brew install meson pkgconf yajl check"
    else
        echo "please install: a C compiler, meson, ninja, pkg-config, yajl, check, zlib"
    fi
    case $missing in
        *clang*) echo "and for tests/fuzz/run: clang and compiler-rt" ;;
        *gcov*) echo "and for tests/coverage/run: gcc and gcovr" ;;
    esac
}

# configure FOLDER OPTION...: makes a build folder, or brings one up to date with what has been
# installed since. CC counts when the folder is new.
configure() {
    folder=$root/$1
    shift
    if [ -e "$folder/build.ninja" ]; then
        quietly meson setup --reconfigure "$folder" "$root" "$@"
    else
        quietly meson setup "$folder" "$root" "$@"
    fi
}
