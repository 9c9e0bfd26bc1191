package dev.hmdb.benchmarks.report;

import dev.hmdb.benchmarks.report.Figure.Unit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the figures of hmdb beside those of their limits. */
public final class RatioTable {
  /*
   * A ratio is the limit's median divided by hmdb's: 1.00 is the limit, more is better. Its spread goes
   * from the ratio of the limit's lower quartile to hmdb's upper one, to the other way round, over all
   * iterations of all rounds: so a ratio whose spread holds 1.00 says nothing about who is faster.
   */
  private static final String[] HEADER = {
    "figure", "parameters", "threads", "hmdb", "limit", "ratio", "spread", "n", "B/op hmdb", "limit"
  };

  /** What is measured on both sides. */
  private record Key(String name, String parameters, int threads) {}

  private final Map<Key, Map<Unit, List<Double>>> subjects = new LinkedHashMap<>();
  private final Map<Key, Map<Unit, List<Double>>> limits = new LinkedHashMap<>();

  /** Everything that is in a folder of results. */
  public static RatioTable read(Path folder) throws IOException {
    RatioTable table = new RatioTable();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".json")) {
        JmhResults.read(file).forEach(table::add);
      } else if (name.endsWith(".txt")) {
        Files.readAllLines(file).stream()
            .filter(Figure::isFigure)
            .map(Figure::parse)
            .forEach(table::add);
      }
    }
    return table;
  }

  private void add(Figure figure) {
    (figure.isLimit() ? limits : subjects)
        .computeIfAbsent(
            new Key(figure.name(), figure.parameters(), figure.threads()),
            key -> new LinkedHashMap<>())
        .computeIfAbsent(figure.unit(), unit -> new ArrayList<>())
        .add(figure.value());
  }

  /** Prints it for people. */
  public void print(PrintStream out) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADER);
    subjects.forEach((key, series) -> rows.add(row(key, series)));
    int[] widths = new int[HEADER.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - row[i].length());
        line.append(i < 2 ? row[i] + pad : pad + row[i]).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private String[] row(Key key, Map<Unit, List<Double>> subject) {
    Map<Unit, List<Double>> limit = limitOf(key);
    Unit unit = measured(subject);
    Series mine = Series.of(subject.get(unit));
    Series its = limit == null ? null : Series.of(limit.get(unit));
    return new String[] {
      key.name,
      key.parameters,
      Integer.toString(key.threads),
      format(mine.median()) + " " + unit.symbol(),
      its == null ? "" : format(its.median()) + " " + unit.symbol(),
      its == null ? "" : ratio(its.median() / mine.median()),
      its == null
          ? ""
          : ratio(its.quantile(0.25) / mine.quantile(0.75))
              + " to "
              + ratio(its.quantile(0.75) / mine.quantile(0.25)),
      Integer.toString(mine.count()),
      allocated(subject),
      limit == null ? "" : allocated(limit)
    };
  }

  private static Unit measured(Map<Unit, List<Double>> series) {
    return series.keySet().stream().filter(u -> u != Unit.ALLOCATED).findFirst().orElseThrow();
  }

  /** The limit under the same circumstances, of which it may have fewer. */
  private Map<Unit, List<Double>> limitOf(Key key) {
    Set<String> parameters = Set.of(key.parameters.split(" "));
    for (Map.Entry<Key, Map<Unit, List<Double>>> limit : limits.entrySet()) {
      Key other = limit.getKey();
      if (other.name.equals(key.name)
          && other.threads == key.threads
          && (other.parameters.isEmpty()
              || parameters.containsAll(List.of(other.parameters.split(" "))))) {
        return limit.getValue();
      }
    }
    return null;
  }

  private static String allocated(Map<Unit, List<Double>> series) {
    List<Double> values = series.get(Unit.ALLOCATED);
    return values == null ? "" : String.format(Locale.ROOT, "%.1f", Series.of(values).median());
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Writes every median and quartile, one row for each side. */
  public void writeCsv(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("figure,side,parameters,threads,unit,n,q25,median,q75");
    subjects.forEach((key, series) -> addCsv(lines, "hmdb", key, series));
    limits.forEach((key, series) -> addCsv(lines, "limit", key, series));
    Files.write(file, lines);
  }

  private static void addCsv(
      List<String> lines, String side, Key key, Map<Unit, List<Double>> units) {
    units.forEach((unit, values) -> {
      Series series = Series.of(values);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%s,%d,%.4f,%.4f,%.4f",
              key.name,
              side,
              key.parameters,
              key.threads,
              unit.symbol(),
              series.count(),
              series.quantile(0.25),
              series.median(),
              series.quantile(0.75)));
    });
  }
}
