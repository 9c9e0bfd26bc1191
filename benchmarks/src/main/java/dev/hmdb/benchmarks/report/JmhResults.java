package dev.hmdb.benchmarks.report;

import dev.hmdb.benchmarks.report.Figure.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads figures from a result that JMH wrote as JSON: one for each iteration. */
final class JmhResults {
  private static final String LIMIT = "Limit";
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

  private final List<Figure> figures = new ArrayList<>();

  private JmhResults() {}

  static List<Figure> read(Path file) {
    JmhResults results = new JmhResults();
    for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
      results.add(result);
    }
    return results.figures;
  }

  private void add(JsonNode result) {
    String benchmark = result.get("benchmark").asString();
    String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    int threads = result.get("threads").asInt();
    Map<String, String> parameters = new TreeMap<>();
    if (result.has("params")) {
      result.get("params").properties().forEach(e -> parameters.put(e.getKey(), e.getValue().asString()));
    }
    switch (result.get("mode").asString()) {
      case "thrpt" -> addThroughput(result, name, parameters, threads);
      case "ss" -> addPasses(result, name, parameters);
      case "sample" -> addPercentiles(result, name, parameters);
      default -> throw new IllegalArgumentException("mode " + result.get("mode") + " of " + name);
    }
  }

  /** The time that an operation takes one thread. */
  private void addThroughput(
      JsonNode result, String name, Map<String, String> parameters, int threads) {
    JsonNode metric = result.get("primaryMetric");
    double nanos = nanosOf(metric.get("scoreUnit").asString().substring("ops/".length()));
    for (double score : raw(metric)) {
      add(name, parameters, threads, Unit.NANOSECONDS, nanos * threads / score);
    }
    addAllocation(result, name, parameters, threads, 1);
  }

  /** The time that an entry takes, of a pass over as many as the parameter {@code size} says. */
  private void addPasses(JsonNode result, String name, Map<String, String> parameters) {
    JsonNode metric = result.get("primaryMetric");
    double size = Double.parseDouble(parameters.get("size"));
    double nanos = nanosOf(metric.get("scoreUnit").asString().replace("/op", ""));
    for (double score : raw(metric)) {
      add(name, parameters, 1, Unit.NANOSECONDS, score * nanos / size);
    }
    addAllocation(result, name, parameters, 1, size);
  }

  private void addAllocation(
      JsonNode result, String name, Map<String, String> parameters, int threads, double operations) {
    JsonNode metric = result.get("secondaryMetrics").get(ALLOCATION);
    if (metric != null) {
      for (double score : raw(metric)) {
        add(name, parameters, threads, Unit.ALLOCATED, score / operations);
      }
    }
  }

  /** Of a group {@code x}, what its method {@code xReader} took. */
  private void addPercentiles(JsonNode result, String name, Map<String, String> parameters) {
    String reader = name.substring(name.lastIndexOf('.') + 1) + "Reader";
    JsonNode metric = result.get("secondaryMetrics").get(reader);
    double nanos = nanosOf(metric.get("scoreUnit").asString().replace("/op", ""));
    for (JsonNode fork : metric.get("rawDataHistogram")) {
      for (JsonNode iteration : fork) {
        TreeMap<Double, Long> histogram = new TreeMap<>();
        iteration.forEach(bin ->
            histogram.merge(bin.get(0).asDouble() * nanos, bin.get(1).asLong(), Long::sum));
        for (double percentile : PERCENTILES) {
          String suffix = " p" + (percentile == Math.rint(percentile) ? (int) percentile : percentile);
          add(name, suffix, parameters, at(histogram, percentile));
        }
      }
    }
  }

  private static double at(TreeMap<Double, Long> histogram, double percentile) {
    long rank = (long) Math.ceil(
        histogram.values().stream().mapToLong(Long::longValue).sum() * percentile / 100);
    for (Map.Entry<Double, Long> bin : histogram.entrySet()) {
      rank -= bin.getValue();
      if (rank <= 0) {
        return bin.getKey();
      }
    }
    return histogram.lastKey();
  }

  private void add(String name, String suffix, Map<String, String> parameters, double value) {
    boolean isLimit = name.endsWith(LIMIT);
    String base = isLimit ? name.substring(0, name.length() - LIMIT.length()) : name;
    figures.add(
        new Figure(base + suffix, isLimit, text(parameters), 2, Unit.NANOSECONDS, value));
  }

  private void add(
      String name, Map<String, String> parameters, int threads, Unit unit, double value) {
    boolean isLimit = name.endsWith(LIMIT);
    String base = isLimit ? name.substring(0, name.length() - LIMIT.length()) : name;
    figures.add(new Figure(base, isLimit, text(parameters), threads, unit, value));
  }

  private static String text(Map<String, String> parameters) {
    List<String> parts = new ArrayList<>();
    parameters.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(" ", parts);
  }

  private static List<Double> raw(JsonNode metric) {
    List<Double> scores = new ArrayList<>();
    for (JsonNode fork : metric.get("rawData")) {
      fork.forEach(score -> scores.add(score.asDouble()));
    }
    return scores;
  }

  private static double nanosOf(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> throw new IllegalArgumentException("unit " + unit);
    };
  }
}
