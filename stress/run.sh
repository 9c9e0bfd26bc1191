#!/bin/sh
# Builds the stress tests and runs them with a JDK 25 or newer.
#
#   stress/run.sh [sanity|default|tough] [option of jcstress]...
#
# sanity runs each test for a moment in each compilation mode (some five minutes in all), default is
# jcstress's own measure (an hour), tough is for a night. `-t REGEXP` selects tests by class name.
# The report is stress/target/jcstress/report/index.html.
#
# HMDB_JAVA_HOME names the JDK to use; without it the newest one found is taken.
#
# Exit status: 0 if every outcome was allowed; 1 if one was forbidden or a test broke; 2 for wrong
# usage; 3 if a prerequisite is missing; 4 if the build fails.

set -u

say() {
  printf 'stress: %s\n' "$*" >&2
}

module=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
root=$(dirname "$module")

mode=${1:-sanity}
[ "$#" -eq 0 ] || shift
case $mode in
  # The preset takes one sample of each test, which shows that it runs; this shows a little more.
  sanity) options='-m sanity -sc false -time 200 -strideSize 256 -strideCount 10' ;;
  default | tough) options="-m $mode" ;;
  *)
    say "unknown mode $mode; use sanity, default or tough"
    exit 2
    ;;
esac

jdk=$(sh "$root/hmdb-cli/launcher/find-java") || exit 3
command -v mvn >/dev/null 2>&1 || {
  say "Maven 3.8 or newer is needed to build the tests"
  exit 3
}
(cd "$root" && mvn -B -q -pl stress -am -DskipTests package) || exit 4

results=$module/target/jcstress
mkdir -p "$results" && cd "$results" || exit 4
# shellcheck disable=SC2086 # the options are words
"$jdk/bin/java" --enable-native-access=ALL-UNNAMED \
  -cp "$module/target/classes:$module/target/lib/*" \
  org.openjdk.jcstress.Main $options -r report "$@" || exit 1
