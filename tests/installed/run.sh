#!/bin/sh
# run.sh BUILD PREFIX EVENT COMPILER...: installs the library into a folder of its own and builds
# consumer.c against that copy, as another project would, first shared and then static.
set -eu
build=$1 prefix=$2 event=$3
shift 3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

for tool in meson pkg-config "$1"; do
    command -v "$tool" >/dev/null || {
        echo "skipped: there is no $tool"
        exit 77
    }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$work"

# The copy does not stand at its prefix, and the .pc file must say where it does. (pkg-config's own
# means, a sysroot or --define-variable, would move yajl as well.)
packages=$(dirname "$(find "$work" -name libddbstream.pc)")
sed "s|^prefix=.*|prefix=$work$prefix|" "$packages/libddbstream.pc" >"$work/moved.pc"
mv "$work/moved.pc" "$packages/libddbstream.pc"
export PKG_CONFIG_PATH="$packages${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
libraries=$(pkg-config --variable=libdir libddbstream)

# runs PROGRAM: does it print what it should?
runs() {
    LD_LIBRARY_PATH=$libraries "$1" <"$event" >"$1.txt"
    diff "$here/expected.txt" "$1.txt"
}

# shellcheck disable=SC2046 # several words
"$@" "$here/consumer.c" -o "$work/shared" $(pkg-config --cflags --libs libddbstream)
runs "$work/shared"

# With the shared library gone, -lddbstream means libddbstream.a, and the .pc file has to name what
# that needs.
find "$libraries" ! -type d ! -name '*.a' ! -name '*.pc' -exec rm {} +
# shellcheck disable=SC2046 # several words
"$@" "$here/consumer.c" -o "$work/static" $(pkg-config --cflags --libs --static libddbstream)
runs "$work/static"
