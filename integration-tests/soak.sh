#!/bin/sh
# A database that is written, read and compacted, killed at random moments and opened again, in a loop;
# after each kill everything acknowledged has to be there, and memory and disk have to stay bounded.
#
#   integration-tests/soak.sh [minutes] [option of mvn]...
#
# minutes is 10 if not given. Every ten seconds a line says how far it is. -Dhmdb.seed=N repeats the
# moments of an earlier run, whose first line told its seed.
#
# Exit status: 0 if nothing was lost; 2 for wrong usage; else that of Maven.

set -eu

minutes=${1:-10}
[ "$#" -eq 0 ] || shift
case $minutes in
  '' | *[!0-9]*)
    printf 'soak: minutes=%s is no number; use integration-tests/soak.sh [minutes]\n' "$minutes" >&2
    exit 2
    ;;
esac

cd "$(dirname "$0")/.."
exec mvn -B -q -pl integration-tests -am test -Dtest=SoakTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Dhmdb.soakSeconds=$((minutes * 60)) "$@"
