#!/bin/sh
# full.sh PROGRAMS EVENT: the example programs do not succeed when what they print is lost.
set -u
programs=$1 event=$2
failures=0
[ -w /dev/full ] || exit 77 # not everywhere is there a file that is always full

for name in changes log_records log_stdin newest_first orders plain redact tables unchanged \
    build "lookup referenceId" "numbers 1" "once $event" "totals $event"; do
    # shellcheck disable=SC2086 # a program and perhaps an argument
    if "$programs"/$name <"$event" >/dev/full 2>&1; then
        echo "$name succeeds"
        failures=$((failures + 1))
    fi
done
exit "$failures"
