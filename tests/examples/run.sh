#!/bin/sh
# run.sh LOG_RECORDS LOG_STDIN TOTALS ORDERS GOLDEN REPLY NEWEST_FIRST BUILD ONCE: the example
# programs do what they say, told by their output and exit status.
set -u
log_records=$1 log_stdin=$2 totals=$3 orders=$4 golden=$5 reply=$6 newest_first=$7 build=$8 once=$9
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

# fail TEXT: this is wrong, and so is the test; go on with the rest.
fail() {
    echo "$1"
    cat "$work/errors"
    failures=$((failures + 1))
}

# expect STATUS COMMAND...: runs the command, and leaves its output for the checks below.
expect() {
    wanted=$1
    shift
    "$@" >"$work/output" 2>"$work/errors"
    status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status instead of $wanted: $*"
}

# output_is FILE: the command printed just that.
output_is() {
    diff "$1" "$work/output" || fail "printed (>) something other than what is expected (<)"
}

# error_holds TEXT: the command said so on standard error.
error_holds() {
    grep -qF -e "$1" "$work/errors" || fail "standard error lacks '$1'"
}

# lines_are SELECTION: the command printed those lines of the golden file, each with a time of its
# own in the right form.
lines_are() {
    sed -n "$1" "$golden/compact.txt" | without_times >"$work/expected"
    without_times <"$work/output" >"$work/actual"
    mv "$work/actual" "$work/output"
    output_is "$work/expected"
}

without_times() {
    day='[0-9]\{4\}-[0-9][0-9]-[0-9][0-9]'
    time='[0-9][0-9]:[0-9][0-9]:[0-9][0-9]'
    sed "s/\"log_timestamp\":\"$day $time\"/\"log_timestamp\":\"\"/"
}

# with_times COMMAND...: gives it the times that stand in the golden files.
with_times() {
    "$@" --timestamp '2023-05-19 02:30:49' --timestamp '2023-05-19 02:31:40' \
        --timestamp '2023-05-19 02:32:10'
}

cat "$golden/insert.json" "$golden/modify.json" "$golden/remove.json" >"$work/pretty"
expect 0 with_times "$log_records" --pretty "$orders"
output_is "$work/pretty"

expect 0 with_times "$log_records" "$orders"
output_is "$golden/compact.txt"

expect 0 "$log_stdin" <"$orders"
lines_are 1,3p

cat >"$work/totals" <<'END'
INSERT   100000000006899888825: 1250.5
MODIFY   200000000006399151338: 1250.5
REMOVE   300000000006899888825: no new image
END
expect 0 "$totals" "$orders"
output_is "$work/totals"

# A bad record: the ones around it arrive.
sed 's/"N": "1500"/"N": "many"/' "$orders" >"$work/bad_record.json"
expect 1 "$log_records" "$work/bad_record.json"
lines_are '1p;3p'
error_holds '$.Records[1].dynamodb.NewImage.cash.N'

# Broken JSON: the ones before it arrive.
sed 's/"SizeBytes": 36/"SizeBytes" 36/' "$orders" >"$work/broken.json"
expect 2 "$log_records" "$work/broken.json"
lines_are 1,2p
error_holds 'record 2'

# Input that was cut short: the same.
sed '/"SizeBytes": 36/q' "$orders" >"$work/cut.json"
expect 2 "$log_records" "$work/cut.json"
lines_are 1,2p
error_holds "byte $(wc -c <"$work/cut.json" | tr -d ' ')"

expect 2 "$log_records" "$work/missing.json"
lines_are '' # none
error_holds missing.json

# answers TEXT: the reply to the event on standard input.
answers() {
    expect 0 "$reply"
    printf '%s\n' "$1" >"$work/expected"
    output_is "$work/expected"
}

answers '{"batchItemFailures":[]}' <"$orders"
echo '{"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"4"}},
    {"dynamodb":{"SequenceNumber":"5"}},{"dynamodb":{"SequenceNumber":"6"}}]}' >"$work/event"
answers '{"batchItemFailures":[{"itemIdentifier":"5"}]}' <"$work/event"
echo '{"Records":[' >"$work/event"
expect 1 "$reply" <"$work/event"
output_is /dev/null
error_holds 'the input ends inside the document'

# The last one comes first, and none when one can't be read.
expect 0 "$newest_first" <"$orders"
sed '1!G;h;$!d' "$work/output" >"$work/turned"
mv "$work/turned" "$work/output"
lines_are 1,3p
expect 1 "$newest_first" <"$work/event"
output_is /dev/null

tr -d '\n ' >"$work/built" <<'END'
{"dynamodb":{"ApproximateCreationDateTime":1479499740,"Keys":{"id":{"S":"o-1"}},
 "NewImage":{"id":{"S":"o-1"},"paid":{"BOOL":false},"tags":{"SS":["new","gift"]},
  "lines":{"L":[{"M":{"article":{"S":"tea"},"quantity":{"N":"2"}}},
   {"M":{"article":{"S":"cup"},"quantity":{"N":"0.5"}}}]}},
 "SequenceNumber":"100"},"eventName":"INSERT"}
END
echo >>"$work/built"
expect 0 "$build"
output_is "$work/built"

# Each eventID once, though two files have it.
a='{"eventID":"a","dynamodb":{}}'
b='{"eventID":"b","dynamodb":{}}' c='{"eventID":"c","dynamodb":{}}'
echo "{\"Records\":[$a,$b,$a]}" >"$work/first"
echo "{\"Records\":[$b,$c]}" >"$work/second"
printf '%s\n' a b c >"$work/ids"
expect 0 "$once" "$work/first" "$work/second"
output_is "$work/ids"
expect 1 "$once" "$work/event" "$work/first" "$work/missing.json" "$work/second"
output_is "$work/ids"

exit "$failures"
