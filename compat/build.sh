#!/bin/sh
# Builds the reader, without a network: from the crates that Debian packages.
# Prints the path of the program. Exits with 3 and a line on the error stream if cargo or the crates
# are not there; then there is nothing wrong with the reader.

set -eu
cd "$(dirname "$0")"

registry=/usr/share/cargo/registry
packages='librust-bincode-dev librust-crc-dev librust-miniz-oxide-dev librust-serde-derive-dev librust-serde-json-dev'
least=74

missing() {
  echo "compat/build.sh: $1" >&2
  exit 3
}

PATH=$PATH:${CARGO_HOME:-${HOME:-/}/.cargo}/bin
minor=$(cargo --version 2>/dev/null | sed -n 's/^cargo 1\.\([0-9]*\)\..*/\1/p')
[ -n "$minor" ] || missing 'there is no cargo'
[ "$minor" -ge "$least" ] || missing "cargo is older than 1.$least"
# The versions are those of one release of Debian.
sed -n '/^name = /{s/.*"\(.*\)"/\1/;h;}; /^version = "/{s/.*"\(.*\)"/\1/;x;G;s/\n/-/p;}' Cargo.lock |
  while read -r crate; do
    case $crate in hmdb-read-*) continue ;; esac
    [ -d "$registry/$crate" ] ||
      missing "there is no $registry/$crate; on Debian 12: apt-get install $packages"
  done

cargo build --quiet --offline --locked --release --target-dir target >&2
echo "$PWD/target/release/hmdb-read"
