#!/bin/sh
# Builds the fuzz targets and runs them under Jazzer with a JDK 25 or newer.
#
#   fuzz/run.sh [minutes] [target]
#
# minutes is how long each target runs, 1 if not given; a number with an s (12s) is seconds. target is
# one of open, scan, snapshot, codec, descriptor; without it all run, one after the other. What was
# found to lead somewhere new is kept in fuzz/target/corpus and is where the next run goes on.
#
# An input that breaks a target is written to fuzz/src/test/resources/inputs/TARGET. Keep it there with
# the fix: it is a test from then on. HMDB_JAVA_HOME names the JDK; without it the newest is taken.
#
# Exit status: 0 if nothing was found; 1 if something was; 2 for wrong usage; 3 if a prerequisite is
# missing; 4 if the build fails.

set -u

say() {
  printf 'fuzz: %s\n' "$*" >&2
}

module=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
root=$(dirname "$module")

duration=${1:-1}
targets=${2:-scan snapshot open codec descriptor}

case $duration in
  *s) unit=1 duration=${duration%s} ;;
  *) unit=60 ;;
esac
case $duration in
  '' | *[!0-9]*)
    say "minutes=$1 is no number; use fuzz/run.sh [minutes] [target]"
    exit 2
    ;;
esac
seconds=$((duration * unit))

class_of() {
  case $1 in
    open) echo dev.hmdb.internal.engine.OpenTarget ;;
    scan) echo dev.hmdb.internal.log.ScanTarget ;;
    snapshot) echo dev.hmdb.internal.snapshot.SnapshotTarget ;;
    codec) echo dev.hmdb.fuzz.CodecTarget ;;
    descriptor) echo dev.hmdb.fuzz.DescriptorTarget ;;
    *) return 1 ;;
  esac
}

for target in $targets; do
  class_of "$target" >/dev/null || {
    say "unknown target $target; use open, scan, snapshot, codec or descriptor"
    exit 2
  }
done

jdk=$(sh "$root/hmdb-cli/launcher/find-java") || exit 3
command -v mvn >/dev/null 2>&1 || {
  say "Maven 3.8 or newer is needed to build the targets"
  exit 3
}
(cd "$root" && mvn -B -q -pl fuzz -am -DskipTests package) || exit 4

classpath="$module/target/test-classes:$module/target/lib/*"
"$jdk/bin/java" -cp "$classpath" dev.hmdb.fuzz.Seeds "$module/target/seeds" || exit 4

found=0
for target in $targets; do
  say "$target for $seconds s"
  corpus=$module/target/corpus/$target
  inputs=$module/src/test/resources/inputs/$target
  mkdir -p "$corpus" "$inputs" "$module/target/reproducers"
  # -Xmx: no input may cost more. -timeout: none may take longer, in seconds; far more than one ever
  # needs, since a busy machine may stand still for some. The rest keeps quiet:
  # Jazzer loads a library of its own and calls Unsafe.
  "$jdk/bin/java" -ea -Xmx256m -XX:+EnableDynamicAgentLoading \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="$(class_of "$target")" \
    --instrumentation_includes='dev.hmdb.**' --custom_hook_includes='dev.hmdb.**' \
    --reproducer_path="$module/target/reproducers" \
    -artifact_prefix="$inputs/" -max_total_time="$seconds" -timeout=60 -report_slow_units=60 -max_len=8192 \
    -print_final_stats=1 "$corpus" "$module/target/seeds/$target" "$inputs" || found=1
  rmdir "$inputs" 2>/dev/null
done
[ "$found" -eq 0 ] || say "something was found; see fuzz/src/test/resources/inputs"
exit "$found"
