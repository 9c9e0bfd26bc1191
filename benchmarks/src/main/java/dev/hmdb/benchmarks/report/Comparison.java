package dev.hmdb.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All stores in one workload, with one type of key and one number of entries. */
final class Comparison {
  /** The store that all this is about. */
  static final String SUBJECT = "hmdb";

  /** What is no store but the least that has to be done. */
  static final String LIMIT = "limit";

  private final Workload workload;
  private final String keys;
  private final int size;
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  Comparison(Workload workload, String keys, int size) {
    this.workload = workload;
    this.keys = keys;
    this.size = size;
  }

  Workload workload() {
    return workload;
  }

  String keys() {
    return keys;
  }

  int size() {
    return size;
  }

  void add(String peer, double value) {
    values.computeIfAbsent(peer, _ -> new ArrayList<>()).add(value);
  }

  /** The values of a store, if it has any. */
  Optional<Series> of(String peer) {
    return Optional.ofNullable(values.get(peer)).map(Series::of);
  }

  /** The stores, the best first. */
  List<String> ranked() {
    return values.keySet().stream()
        .sorted((left, right) -> Double.compare(goodness(right), goodness(left)))
        .toList();
  }

  private double goodness(String peer) {
    double median = Series.of(values.get(peer)).median();
    return workload.isRate() ? median : -median;
  }

  /** The best store but hmdb. */
  Optional<String> bestPeer() {
    return ranked().stream()
        .filter(peer -> !peer.equals(SUBJECT) && !peer.equals(LIMIT))
        .findFirst();
  }

  /** How many times as good as that one hmdb is, and between what and what that may lie. */
  String ratioTo(String other) {
    Optional<Series> mine = of(SUBJECT);
    Optional<Series> its = of(other);
    if (mine.isEmpty() || its.isEmpty()) {
      return "";
    }
    String ratio = Text.ratio(workload.ratio(mine.get().median(), its.get().median()));
    if (mine.get().count() == 1 && its.get().count() == 1) {
      return ratio;
    }
    double first = workload.ratio(mine.get().quantile(0.25), its.get().quantile(0.75));
    double second = workload.ratio(mine.get().quantile(0.75), its.get().quantile(0.25));
    return ratio
        + " ("
        + Text.ratio(Math.min(first, second))
        + " to "
        + Text.ratio(Math.max(first, second))
        + ")";
  }
}
