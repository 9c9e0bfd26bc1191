#!/bin/sh
# Builds the benchmarks, runs them with a JDK 25 or newer, and prints one table of ratios.
#
#   benchmarks/run.sh [quick|short|long]     about 3 minutes, under 10, or an hour and a half
#   benchmarks/run.sh table [FOLDER]         prints the newest results again, or those of FOLDER
#   benchmarks/run.sh peers [short|long] [peers=A,B] [workloads=A,B] [rounds=N]
#                                            hmdb beside other stores: under 10 minutes, or hours
#   benchmarks/run.sh peers table [FOLDER]   writes the newest report of that again, or that of FOLDER
#   benchmarks/run.sh processes              several processes that share a database, beside threads of one
#   benchmarks/run.sh jmh OPTION...          hands over to JMH itself
#
# Results are in benchmarks/target/results/: JMH's JSON and ratios.csv; of the peers peers.csv, peers.md and a
# chart of each workload as SVG. Figures of a machine that does
# something else at the same time mean nothing.
#
# HMDB_JAVA_HOME names the JDK to use; without it the newest one found is taken.
#
# Exit status: 0; 1 if a benchmark failed; 2 for wrong usage; 3 if a prerequisite is missing; 4 if the
# build fails.

set -u

say() {
  printf 'benchmarks: %s\n' "$*" >&2
}

module=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
root=$(dirname "$module")

mode=${1:-quick}
[ "$#" -eq 0 ] || shift
case $mode in
  quick | short | long | table | peers | processes | jmh) ;;
  *)
    say "unknown mode $mode; use quick, short, long, table, peers, processes or jmh"
    exit 2
    ;;
esac

jdk=$(sh "$root/hmdb-cli/launcher/find-java") || exit 3
command -v mvn >/dev/null 2>&1 || {
  say "Maven 3.8 or newer is needed to build the benchmarks"
  exit 3
}
(cd "$root" && mvn -B -q -pl benchmarks -am -DskipTests package) || exit 4

results=$module/target/results
class_path=$module/target/classes:$module/target/lib/*
case $mode in
  jmh)
    exec "$jdk/bin/java" -cp "$class_path" org.openjdk.jmh.Main "$@"
    ;;
  peers)
    effort=${1:-short}
    [ "$#" -eq 0 ] || shift
    case $effort in
      smoke | short | long)
        folder=$results/$(date -u +%Y-%m-%dT%H-%M-%SZ)-peers-$effort
        ;;
      table)
        folder=${1:-$(find "$results" -mindepth 1 -maxdepth 1 -type d -name '*-peers-*' 2>/dev/null | sort | tail -n 1)}
        [ "$#" -eq 0 ] || shift
        [ -d "$folder" ] || {
          say "there are no results in ${folder:-$results}"
          exit 2
        }
        ;;
      *)
        say "unknown form $effort of peers; use short, long or table"
        exit 2
        ;;
    esac
    exec "$jdk/bin/java" -cp "$class_path" dev.hmdb.benchmarks.peers.PeerBenchmarks "$effort" "$folder" "$@"
    ;;
  processes)
    exec "$jdk/bin/java" -cp "$class_path" dev.hmdb.benchmarks.SharedProcesses
    ;;
  table)
    folder=${1:-$(find "$results" -mindepth 1 -maxdepth 1 -type d ! -name '*-peers-*' 2>/dev/null | sort | tail -n 1)}
    [ -d "$folder" ] || {
      say "there are no results in ${folder:-$results}"
      exit 2
    }
    ;;
  *) folder=$results/$(date -u +%Y-%m-%dT%H-%M-%SZ)-$mode ;;
esac
"$jdk/bin/java" -cp "$class_path" dev.hmdb.benchmarks.Benchmarks "$mode" "$folder" || exit 1
