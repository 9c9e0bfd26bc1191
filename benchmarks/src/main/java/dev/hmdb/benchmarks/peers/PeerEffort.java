package dev.hmdb.benchmarks.peers;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured of the peers.
 *
 * @param rounds how often everything is measured, one store after the other within each workload,
 *     so that a disturbance of the machine does not hit one store alone
 * @param size how many entries the stores have in most workloads
 * @param sizes how many in gets, one after the other
 * @param fileSizes how many where files are looked at
 * @param growthSizes how many in gets from hmdb and the limit alone
 * @param keys the types of key in gets
 * @param syncedSize how many entries are overwritten by synced puts
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param iterationTime how long one lasts
 * @param insertTime how long insertions one by one may take
 * @param latencyTime how long each phase of the latencies takes
 * @param mostTime how long anything may take before it is given up
 */
record PeerEffort(
    int rounds,
    int size,
    List<Integer> sizes,
    List<Integer> fileSizes,
    List<Integer> growthSizes,
    List<String> keys,
    int syncedSize,
    int warmups,
    int iterations,
    Duration iterationTime,
    Duration insertTime,
    Duration latencyTime,
    Duration mostTime) {

  /** To see that everything works: the figures mean nothing. */
  private static final PeerEffort SMOKE =
      new PeerEffort(
          1,
          3000,
          List.of(3000),
          List.of(3000),
          List.of(),
          List.of("string", "record"),
          1000,
          1,
          1,
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofMillis(100),
          Duration.ofMinutes(1));

  /** Under ten minutes. */
  private static final PeerEffort SHORT =
      new PeerEffort(
          1,
          100_000,
          List.of(100_000),
          List.of(100_000),
          List.of(),
          List.of("string", "long"),
          10_000,
          1,
          3,
          Duration.ofMillis(300),
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          Duration.ofMinutes(1));

  /** For figures to be quoted. */
  private static final PeerEffort LONG =
      new PeerEffort(
          3,
          1_000_000,
          List.of(100_000, 1_000_000, 5_000_000),
          List.of(1_000_000, 5_000_000),
          List.of(10_000_000),
          List.of("string", "long", "uuid", "record"),
          10_000,
          3,
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMinutes(20));

  static PeerEffort named(String name) {
    return switch (name) {
      case "smoke" -> SMOKE;
      case "short" -> SHORT;
      case "long" -> LONG;
      default ->
          throw new IllegalArgumentException("unknown effort " + name + "; use short or long");
    };
  }

  PeerEffort withRounds(int other) {
    return new PeerEffort(
        other,
        size,
        sizes,
        fileSizes,
        growthSizes,
        keys,
        syncedSize,
        warmups,
        iterations,
        iterationTime,
        insertTime,
        latencyTime,
        mostTime);
  }
}
