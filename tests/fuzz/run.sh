#!/bin/sh
# Fuzzes one target with the stable toolchain: `tests/fuzz/run.sh texts -max_total_time=600`. The flags are those that cargo-fuzz gives, without its
# sanitizers, which need a nightly compiler. What is found is written beside the corpus; what follows goes to libFuzzer.
set -eu
cd "$(dirname "$0")"
target=$1
shift
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1"
cargo build --release --target "$(rustc -vV | sed -n 's/^host: //p')" --bin "$target"
mkdir -p "corpus/$target" findings
exec "target/$(rustc -vV | sed -n 's/^host: //p')/release/$target" "corpus/$target" ../spec ../programs -artifact_prefix=findings/ "$@"
