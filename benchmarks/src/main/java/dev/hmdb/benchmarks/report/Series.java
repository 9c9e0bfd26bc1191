package dev.hmdb.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/**
 * All values of one thing.
 *
 * @param sorted the values, the smallest first
 */
record Series(double[] sorted) {

  static Series of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Series(sorted);
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return quantile(0.5);
  }

  /** The value below which that part of the values is, interpolated. */
  double quantile(double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
