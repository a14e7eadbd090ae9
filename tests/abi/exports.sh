#!/bin/sh
# exports.sh SHARED STATIC HEADER...: what the shared library exports is what exports.txt lists and
# what the headers declare, and no name in the static one can be taken for a program's own.
#
# When a function is added, its name is added to exports.txt by hand. One that has left it breaks
# the ABI; doc/abi.md says what that means.
set -eu
export LC_ALL=C
shared=$1 static=$2
shift 2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

for tool in nm readelf; do
    command -v "$tool" >/dev/null || {
        echo "skipped: there is no $tool"
        exit 77
    }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# same WHAT FILE: is the other list that of exports.txt?
same() {
    diff "$here/exports.txt" "$work/$2" || {
        echo "$1 (>) is not what exports.txt lists (<)"
        failures=$((failures + 1))
    }
}

# Without the version's own name, which has the type A. Meson's archive may be thin: nm says a line
# for each member, with other than three words.
nm -D --defined-only "$shared" | awk '$2 != "A" { sub("@.*", "", $3); print $3 }' | sort \
    >"$work/exported"
same "what is exported" exported

# A declaration may go over several lines.
cat "$@" | tr '\n' ' ' | tr ';' '\n' |
    sed -n 's/.*DDBSTREAM_API [^(]*[ *]\(ddbstream_[a-z0-9_]*\)(.*/\1/p' | sort >"$work/declared"
same "what the headers declare" declared

# Names that begin with __ are the compiler's.
if nm -g --defined-only "$static" | awk 'NF == 3 { print $3 }' |
    grep -v '^ddbs\(tream\)\?_\|^__'; then
    echo "these names in $static have no prefix"
    failures=$((failures + 1))
fi

# What no version names would be found by a program of another soname.
if nm -D --defined-only "$shared" | grep -v '@@LIBDDBSTREAM_0$\| A LIBDDBSTREAM_0'; then
    echo "these symbols have no version"
    failures=$((failures + 1))
fi
readelf -d "$shared" | grep -q 'SONAME.*\[libddbstream\.so\.0\]' || {
    echo "$shared has another soname"
    failures=$((failures + 1))
}
exit "$failures"
