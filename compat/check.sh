#!/bin/sh
# The reader's own tests, and its lints and format where cargo has the tools for them.

set -eu
cd "$(dirname "$0")"

PATH=$PATH:${CARGO_HOME:-${HOME:-/}/.cargo}/bin
cargo test --quiet --offline --locked --target-dir target
if cargo clippy --version >/dev/null 2>&1; then
  cargo clippy --quiet --offline --locked --all-targets --target-dir target -- -D warnings
fi
if cargo fmt --version >/dev/null 2>&1; then
  cargo fmt --check
fi
