#!/bin/sh
# records.sh PROGRAMS ORDERS: the example programs for what is done with records print what they
# should.
set -u
programs=$1
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

# prints PROGRAM [ARGUMENT...]: it succeeds and prints just what stands on standard input.
prints() {
    cat >"$work/expected"
    "$programs/$@" >"$work/output" 2>&1 || {
        echo "failed: $*"
        failures=$((failures + 1))
    }
    diff "$work/expected" "$work/output" || {
        echo "$* printed (>) something other than what is expected (<)"
        failures=$((failures + 1))
    }
}

prints numbers 249.50 1E-130 <<'END'
249.5
    int64    249 (not exact, but the nearest)
    double   249.5 (all is well)
    decimal  2495 times ten to the -1 (all is well)
1E-130
    int64    0 (not exact, but the nearest)
    double   1.0000000000000001e-130 (not exact, but the nearest)
    decimal  1 times ten to the -130 (all is well)
END

exit "$failures"
