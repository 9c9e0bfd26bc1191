package dev.hmdb.benchmarks.report;

import dev.hmdb.benchmarks.report.Figure.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reads figures from a result that JMH wrote as JSON: one for each iteration. */
final class JmhResults {
  private static final String LIMIT = "Limit";
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final Map<String, String> PERCENTILES = new LinkedHashMap<>();

  static {
    PERCENTILES.put("p50", "p0.50");
    PERCENTILES.put("p90", "p0.90");
    PERCENTILES.put("p99", "p0.99");
    PERCENTILES.put("p99.9", "p0.999");
    PERCENTILES.put("p99.99", "p0.9999");
  }

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
    String name =
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
    int threads = result.get("threads").asInt();
    Map<String, String> parameters = new TreeMap<>();
    if (result.has("params")) {
      result
          .get("params")
          .properties()
          .forEach(e -> parameters.put(e.getKey(), e.getValue().asString()));
    }
    switch (result.get("mode").asString()) {
      case "thrpt" -> addThroughput(result, name, parameters, threads);
      case "avgt" -> addAverageTime(result, name, parameters, threads);
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
      add(name, "", parameters, threads, Unit.NANOSECONDS, nanos * threads / score);
    }
    addAllocation(result, name, parameters, threads, 1);
  }

  /** The same, measured as such. */
  private void addAverageTime(
      JsonNode result, String name, Map<String, String> parameters, int threads) {
    JsonNode metric = result.get("primaryMetric");
    double nanos = nanosOf(metric.get("scoreUnit").asString().replace("/op", ""));
    for (double score : raw(metric)) {
      add(name, "", parameters, threads, Unit.NANOSECONDS, nanos * score);
    }
    addAllocation(result, name, parameters, threads, 1);
  }

  /** The time that an entry takes, of a pass over as many as the parameter {@code size} says. */
  private void addPasses(JsonNode result, String name, Map<String, String> parameters) {
    JsonNode metric = result.get("primaryMetric");
    double size = Double.parseDouble(parameters.get("size"));
    double nanos = nanosOf(metric.get("scoreUnit").asString().replace("/op", ""));
    for (double score : raw(metric)) {
      add(name, "", parameters, 1, Unit.NANOSECONDS, score * nanos / size);
    }
    addAllocation(result, name, parameters, 1, size);
  }

  private void addAllocation(
      JsonNode result,
      String name,
      Map<String, String> parameters,
      int threads,
      double operations) {
    JsonNode metric = result.get("secondaryMetrics").get(ALLOCATION);
    if (metric != null) {
      for (double score : raw(metric)) {
        add(name, "", parameters, threads, Unit.ALLOCATED, score / operations);
      }
    }
  }

  /** Of a group {@code x}, what its method {@code xReader} took. */
  private void addPercentiles(JsonNode result, String name, Map<String, String> parameters) {
    String reader = name.substring(name.lastIndexOf('.') + 1) + "Reader";
    PERCENTILES.forEach((percentile, key) -> {
      JsonNode metric = result.get("secondaryMetrics").get(reader + ":" + key);
      double nanos = nanosOf(metric.get("scoreUnit").asString().replace("/op", ""));
      for (double score : raw(metric)) {
        add(name, " " + percentile, parameters, 2, Unit.NANOSECONDS, score * nanos);
      }
    });
  }

  private void add(
      String name,
      String suffix,
      Map<String, String> parameters,
      int threads,
      Unit unit,
      double value) {
    boolean isLimit = name.endsWith(LIMIT);
    String base = isLimit ? name.substring(0, name.length() - LIMIT.length()) : name;
    figures.add(new Figure(base + suffix, isLimit, text(parameters), threads, unit, value));
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
