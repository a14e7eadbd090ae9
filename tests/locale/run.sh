#!/bin/sh
# run.sh GOLDEN FOLDER...: decodes and logs the golden cases in a locale in which 1.5 is written
# 1,5. No such locale need be installed: one is made of `comma` and `ascii`, which lie beside this
# script.
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
golden=$1
shift

command -v localedef >/dev/null || {
    echo "skipped: there is no localedef to make a locale with"
    exit 77
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
# It complains, and ends badly, because the locale has nothing but its numbers.
localedef -c -f "$here/ascii" -i "$here/comma" "$work/comma" >"$work/said" 2>&1
[ -e "$work/comma/LC_NUMERIC" ] || {
    cat "$work/said"
    exit 1
}
# Each case whole and in the smallest chunks: no locale sees how a document is cut.
LOCPATH=$work LC_ALL=comma GOLDEN_LARGEST_CHUNK=2 "$golden" --comma "$@"
