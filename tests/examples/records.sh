#!/bin/sh
# records.sh PROGRAMS ORDERS: the example programs for what is done with records print what they
# should.
set -u
programs=$1 orders=$2
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

# given FILE: what the programs from here on read.
given() {
    input=$1
}

# prints PROGRAM [ARGUMENT...]: it succeeds and prints just what stands on standard input.
prints() {
    cat >"$work/expected"
    "$programs/$@" <"$input" >"$work/output" 2>&1 || {
        echo "failed: $*"
        failures=$((failures + 1))
    }
    diff "$work/expected" "$work/output" || {
        echo "$* printed (>) something other than what is expected (<)"
        failures=$((failures + 1))
    }
}

given /dev/null
prints numbers 249.50 1E-130 <<'END'
249.5
    int64    249 (not exact)
    double   249.5 (all is well)
    decimal  2495 times ten to the -1 (all is well)
1E-130
    int64    0 (not exact)
    double   1.0000000000000001e-130 (not exact)
    decimal  1 times ten to the -130 (all is well)
END

cat >"$work/nested.json" <<'END'
[{"dynamodb":{"NewImage":{"address":{"M":{"lines":{"L":[{"S":"1 Main St"},
  {"M":{"city":{"S":"Springfield"},"a.b":{"N":"12.50"}}}]}}}}}},
 {"dynamodb":{"NewImage":{"address":{"NULL":true}}}},
 {"dynamodb":{"NewImage":{}}}]
END
given "$work/nested.json"
prints lookup 'address.lines[1].city' <<'END'
address.lines[1].city: Springfield
address.lines[1].city: a value of another type
address.lines[1].city: no value
END
prints lookup 'address.lines[1]["a.b"]' <<'END'
address.lines[1]["a.b"]: 12.50
address.lines[1]["a.b"]: a value of another type
address.lines[1]["a.b"]: no value
END
prints lookup address <<'END'
address: of type M
address: of type NULL
address: no value
END

given "$orders"
prints tables <<'END'
orders: 3 changes, up to 300000000006899888825
END
prints orders <<'END'
sample-reference-id-12345: 25 for 1250.50 USD
    quantity: 25
    total: 1250.5
sample-reference-id-12345: 25 for 1250.50 USD, in cash
    quantity: 25
    total: 1250.5
    cash: 1500
END

sed 's/"N": "25"/"N": "2500000000"/' "$orders" >"$work/many.json"
given "$work/many.json"
prints orders <<'END'
orders: quantity: the number does not fit
orders: quantity: the number does not fit
END

exit "$failures"
