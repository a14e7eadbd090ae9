#!/bin/sh
# run.sh BUILD PREFIX COMPILER...: installs the library into a folder of its own and builds
# consumers/records.c against that copy, as another project would, first shared and then static.
set -eu
build=$1 prefix=$2
shift 2
consumers=$(CDPATH='' cd -- "$(dirname -- "$0")/../consumers" && pwd)

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

# shellcheck disable=SC2046 # several words
"$@" "$consumers/records.c" -o "$work/shared" $(pkg-config --cflags --libs libddbstream)
LD_LIBRARY_PATH=$libraries "$consumers/prints" "$work/shared"

# With the shared library gone, -lddbstream means libddbstream.a, and the .pc file has to name what
# that needs.
find "$libraries" ! -type d ! -name '*.a' ! -name '*.pc' -exec rm {} +
# shellcheck disable=SC2046 # several words
"$@" "$consumers/records.c" -o "$work/static" $(pkg-config --cflags --libs --static libddbstream)
LD_LIBRARY_PATH=$libraries "$consumers/prints" "$work/static"
