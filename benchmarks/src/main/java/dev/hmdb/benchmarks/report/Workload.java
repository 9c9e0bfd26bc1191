package dev.hmdb.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that stores are compared in.
 *
 * @param slug its name in files
 * @param figure what its figures are named
 * @param threads of how many threads
 * @param title its name for people
 * @param unit of the values that people see
 * @param isRate whether more is better, and figures are times that are to be turned into rates
 * @param isPass whether a figure is the time of a pass over all entries
 */
record Workload(
    String slug,
    String figure,
    int threads,
    String title,
    String unit,
    boolean isRate,
    boolean isPass) {

  /** All of them, in the order of the report. */
  static final List<Workload> ALL = all();

  private static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    all.add(rate("get", "PeerGet.hit", 1, "Random get, key present", "gets/s"));
    all.add(rate("get-miss", "PeerGet.miss", 1, "Random get, key absent", "gets/s"));
    all.add(
        new Workload(
            "iterate", "PeerIterate.iterate", 1, "Full iteration", "entries/s", true, true));
    all.add(rate("mixed", "PeerMixed.mixed", 2, "95 % gets, 5 % puts, 2 threads", "operations/s"));
    all.add(rate("insert", "PeerFill.insert", 1, "Put into an empty store, buffered", "puts/s"));
    all.add(rate("put", "PeerPut.overwrite", 1, "Overwriting put, buffered", "puts/s"));
    all.add(
        rate(
            "transaction",
            "PeerTransaction.four",
            1,
            "Transaction of 4 puts, buffered",
            "transactions/s"));
    all.add(rate("put-synced", "PeerPutSynced.put", 1, "Synced put", "puts/s"));
    all.add(rate("put-synced-8", "PeerPutSynced.put", 8, "Synced put, 8 threads", "puts/s"));
    for (String percentile : List.of("p50", "p99", "p99.9", "p99.99")) {
      all.add(latency("alone", percentile, "alone"));
      all.add(latency("writer", percentile, "beside a writer"));
      all.add(latency("compaction", percentile, "beside a writer and a compaction"));
    }
    all.add(amount("open", "PeerOpening.open", "Opening, one get", "ms"));
    all.add(amount("open-and-read", "PeerOpening.open-and-read", "Opening, all read", "ms"));
    all.add(amount("disk", "PeerFill.disk", "Disk after compaction", "bytes/entry"));
    all.add(amount("heap", "PeerFill.heap", "Heap, keys and values included", "bytes/entry"));
    return List.copyOf(all);
  }

  private static Workload rate(String slug, String figure, int threads, String title, String unit) {
    return new Workload(slug, figure, threads, title, unit, true, false);
  }

  private static Workload latency(String phase, String percentile, String title) {
    String slug = "latency-" + phase + "-" + percentile.replace(".", "");
    String figure = "PeerLatency." + phase + "-" + percentile;
    return amount(slug, figure, "Get, " + percentile + ", " + title, "µs");
  }

  private static Workload amount(String slug, String figure, String title, String unit) {
    return new Workload(slug, figure, 1, title, unit, false, false);
  }

  /** Whether the stores for it are filled by another program. */
  boolean isOfPrepared() {
    return figure.startsWith("PeerGet.") || figure.startsWith("PeerIterate.");
  }

  boolean isOf(Figure figure) {
    return figure.name().equals(this.figure)
        && figure.threads() == threads
        && figure.unit() != Figure.Unit.ALLOCATED;
  }

  /** What people see of a figure. */
  double value(Figure figure, int size) {
    if (!isRate) {
      return figure.value();
    }
    return 1e9 * (isPass ? size : threads) / figure.value();
  }

  /** How many times as good the first is. */
  double ratio(double of, double to) {
    return isRate ? of / to : to / of;
  }
}
