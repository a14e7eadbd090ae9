#!/bin/sh
# run.sh LINEAR: has callgrind count the instructions of each decoding that the program does. A
# document four times as large must take less than five times as many.
set -eu
linear=$1
command -v valgrind >/dev/null || {
    echo "skipped: there is no valgrind to count instructions with"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One profile a decoding, numbered in order, and one for the end of the program.
valgrind --tool=callgrind --zero-before=measured --dump-after=measured --dump-line=no \
    --callgrind-out-file="$work/profile" --log-file="$work/log" "$linear" >"$work/decodings" || {
    cat "$work/log" "$work/decodings"
    exit 1
}
number=0
while read -r decoding; do
    number=$((number + 1))
    printf '%s\t%s\n' "$(sed -n 's/^totals: //p' "$work/profile.$number")" "$decoding"
done <"$work/decodings" >"$work/counts"

# The small one and the large one follow each other.
awk -F '\t' '
    NR % 2 == 1 { small = $1; bytes = $4; next }
    { ratio = small > 0 ? $1 / small : 0; decodings++ }
    $2 == "linear" ? ratio >= 5 || ratio == 0 : ratio < 5 {
        printf "%s: %d instructions for %d bytes, %d for %d\n", $3, small, bytes, $1, $4
        failed++
    }
    END { printf "%d decodings, %d failed\n", decodings, failed; exit decodings == 0 || failed > 0 }
' "$work/counts"
