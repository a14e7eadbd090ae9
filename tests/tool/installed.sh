#!/bin/sh
# installed.sh BUILD: what is installed of the tool stands where shells and man look for it, and the
# program runs from there.
set -eu
build=$1

command -v meson >/dev/null || {
    echo "skipped: there is no meson"
    exit 77
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$work"

# only PATTERN: the one file at the end of that path.
only() {
    found=$(find "$work" -path "*/$1")
    if [ ! -s "$found" ]; then
        echo "not one file at $1: '$found'" >&2
        return 1
    fi
    echo "$found"
}

tool=$(only bin/ddbstream)
manual=$(only man/man1/ddbstream.1)
completion=$(only share/bash-completion/completions/ddbstream)
library=$(dirname "$(find "$work" -name 'libddbstream.so' -o -name 'libddbstream.dylib')")

grep -q '^\.SH EXIT STATUS' "$manual"
grep -q 'complete .* ddbstream$' "$completion"
echo '{"Records": [{"eventID": "installed", "dynamodb": {}}]}' |
    LD_LIBRARY_PATH=$library "$tool" inspect | grep -q '"eventID":"installed"'
