# Sourced, with $root set, by examples/lambda/local/run and tests/lambda/local/run: gets what plays
# AWS on this machine, and the bootstrap.
# shellcheck shell=sh
# shellcheck source=tests/setup.sh
. "$root/tests/setup.sh"

# set_up_local [BOOTSTRAP]: sets $venv and $bootstrap. Without a BOOTSTRAP, the C one is built.
set_up_local() {
    need python3 have python3
    need python3-venv python3 -c 'import ensurepip, venv'
    need cargo have cargo
    need procps have ps
    install_missing
    venv=$root/build-local
    [ -x "$venv/bin/cargo-lambda" ] || {
        quietly python3 -m venv "$venv"
        quietly "$venv/bin/pip" install 'moto[server]>=5,<6' 'cargo-lambda>=1.9,<2'
    }
    bootstrap=${1:-}
    [ -n "$bootstrap" ] || bootstrap=$(dirname -- "$("$root/examples/lambda/package")")/bootstrap
    [ -x "$bootstrap" ] || {
        echo "there is no $bootstrap" >&2
        exit 1
    }
    no_proxy=127.0.0.1
    export no_proxy
}
