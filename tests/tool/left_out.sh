#!/bin/sh
# left_out.sh SOURCE COMPILER...: with -Dtool=disabled there is a library, no tool, and no need of
# zlib.
set -eu
source=$1
shift

command -v meson >/dev/null || {
    echo "skipped: there is no meson"
    exit 77
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CC="$*" meson setup -Dtool=disabled "$work/build" "$source" >"$work/log" || {
    cat "$work/log"
    exit 1
}
meson introspect "$work/build" --targets --dependencies >"$work/introspection"

# holds TEXT
holds() {
    grep -qF -e "$1" "$work/introspection"
}

holds '"name": "yajl"'
holds "\"defined_in\": \"$source/lib/meson.build\""
for text in '"name": "zlib"' "\"defined_in\": \"$source/tool/meson.build\""; do
    if holds "$text"; then
        echo "left out, and still there: $text"
        exit 1
    fi
done
