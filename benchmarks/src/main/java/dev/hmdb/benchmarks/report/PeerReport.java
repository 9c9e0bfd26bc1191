package dev.hmdb.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts the figures of all stores beside each other: as CSV, as tables, and as charts. */
public final class PeerReport {
  /*
   * A value is the median over all iterations of all rounds; its spread goes from the lower to the upper
   * quartile. The spread of a ratio goes from the worst pair of quartiles to the best: with 1.00 in it,
   * nobody is ahead.
   */
  private static final int MAIN_SIZE = 1_000_000;

  /** A store, as the folder describes it. */
  private record Store(String id, String title, String version, String promise) {}

  /** Why there is no figure. */
  private record Note(String kind, String figure, String peer, String why) {}

  private final List<String> machine;
  private final Map<String, Store> stores = new LinkedHashMap<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  private PeerReport(List<String> machine) {
    this.machine = machine;
  }

  /** Everything that is in a folder of results. */
  public static PeerReport read(Path folder) throws IOException {
    PeerReport report = new PeerReport(Files.readAllLines(folder.resolve("machine.txt")));
    for (String line : Files.readAllLines(folder.resolve("peers.txt"))) {
      String[] parts = line.split("\t", -1);
      report.stores.put(parts[1], new Store(parts[1], parts[2], parts[3], parts[4]));
    }
    Path notes = folder.resolve("notes.txt");
    if (Files.exists(notes)) {
      for (String line : Files.readAllLines(notes)) {
        String[] parts = line.split("\t", -1);
        report.notes.add(new Note(parts[0], parts[1], parts[2], parts[3]));
      }
    }
    report.add(figures(folder));
    return report;
  }

  private static List<Figure> figures(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    List<Figure> figures = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".json") && Files.size(file) > 0) {
        figures.addAll(JmhResults.read(file));
      } else if (name.endsWith(".txt")) {
        Files.readAllLines(file).stream()
            .filter(Figure::isFigure)
            .map(Figure::parse)
            .forEach(figures::add);
      }
    }
    return figures;
  }

  private void add(List<Figure> figures) {
    for (Workload workload : Workload.ALL) {
      Map<String, Comparison> found = new LinkedHashMap<>();
      for (Figure figure : figures) {
        if (workload.isOf(figure)) {
          Map<String, String> parameters = parameters(figure);
          String keys = parameters.get("keys");
          int size = Integer.parseInt(parameters.get("size"));
          found
              .computeIfAbsent(keys + " " + size, _ -> new Comparison(workload, keys, size))
              .add(parameters.get("peer"), workload.value(figure, size));
        }
      }
      found.values().stream()
          .sorted(
              Comparator.comparing((Comparison each) -> !each.keys().equals("string"))
                  .thenComparing(Comparison::keys)
                  .thenComparing(Comparison::size))
          .forEach(comparisons::add);
    }
  }

  private static Map<String, String> parameters(Figure figure) {
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : figure.parameters().split(" ")) {
      String[] parts = parameter.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    return parameters;
  }

  /** Prints what hmdb is beside the limit and the best of the others. */
  public void print(PrintStream out) {
    machine.forEach(out::println);
    for (Comparison each : comparisons) {
      out.printf(
          Locale.ROOT,
          "%-48s %10s  limit %-26s best %-14s %s%n",
          name(each),
          cell(each, Comparison.SUBJECT),
          each.ratioTo(Comparison.LIMIT),
          each.bestPeer().map(this::title).orElse(""),
          each.bestPeer().map(each::ratioTo).orElse(""));
    }
    for (Note note : notes) {
      if (note.kind.equals("fails")) {
        out.println(title(note.peer) + " fails in " + note.figure + ": " + note.why);
      }
    }
  }

  /** Writes {@code peers.csv}, {@code peers.md} and the charts. */
  public void write(Path folder) throws IOException {
    Files.write(folder.resolve("peers.csv"), csv());
    Files.write(folder.resolve("peers.md"), markdown());
    for (Comparison each : comparisons) {
      Files.writeString(folder.resolve(slug(each) + ".svg"), chart(each).svg());
    }
    Optional<BarChart> growth = growth();
    if (growth.isPresent()) {
      Files.writeString(folder.resolve("growth.svg"), growth.get().svg());
    }
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("workload,keys,entries,threads,peer,unit,n,q25,median,q75");
    for (Comparison each : comparisons) {
      Workload workload = each.workload();
      for (String peer : each.ranked()) {
        Series values = each.of(peer).orElseThrow();
        lines.add(
            String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%s,%s,%d,%.3f,%.3f,%.3f",
                workload.slug(),
                each.keys(),
                each.size(),
                workload.threads(),
                peer,
                workload.unit(),
                values.count(),
                values.quantile(0.25),
                values.median(),
                values.quantile(0.75)));
      }
    }
    return lines;
  }

  private List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Made by `"
            + machine.get(0)
            + "` on "
            + String.join("; ", machine.subList(1, machine.size()))
            + ".");
    lines.add("");
    lines.add("| workload | unit | hmdb | to the limit | best of the others | to that one |");
    lines.add("| --- | --- | ---: | ---: | --- | ---: |");
    for (Comparison each : comparisons) {
      lines.add(
          row(
              name(each),
              each.workload().unit(),
              cell(each, Comparison.SUBJECT),
              each.ratioTo(Comparison.LIMIT),
              each.bestPeer().map(this::title).orElse(""),
              each.bestPeer().map(each::ratioTo).orElse("")));
    }
    lines.add("");
    List<String> head = new ArrayList<>(List.of("median"));
    stores.values().forEach(store -> head.add(store.title));
    lines.add(row(head.toArray(String[]::new)));
    lines.add("| --- |" + " ---: |".repeat(stores.size()));
    for (Comparison each : comparisons) {
      List<String> cells = new ArrayList<>(List.of(name(each) + ", " + each.workload().unit()));
      stores.keySet().forEach(id -> cells.add(cell(each, id)));
      lines.add(row(cells.toArray(String[]::new)));
    }
    lines.add("");
    lines.add("| store | version | where an entry is when a buffered put returns |");
    lines.add("| --- | --- | --- |");
    stores.values().forEach(store -> lines.add(row(store.title, store.version, store.promise)));
    lines.add("");
    notes.stream()
        .map(note ->
            "- " + title(note.peer) + " " + note.kind + " in " + note.figure + ": " + note.why)
        .distinct()
        .forEach(lines::add);
    return lines;
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private String cell(Comparison comparison, String peer) {
    return comparison
        .of(peer)
        .map(values -> Text.amount(values.median()))
        .orElseGet(() -> isFailing(comparison, peer) ? "fails" : "–");
  }

  private boolean isFailing(Comparison comparison, String peer) {
    String figure = comparison.workload().figure();
    return notes.stream()
        .anyMatch(note ->
            note.kind.equals("fails")
                && note.peer.equals(peer)
                && (figure.equals(note.figure)
                    || figure.startsWith(note.figure + ".")
                    || note.figure.equals("PreparedFolders")
                        && comparison.workload().isOfPrepared()));
  }

  private String title(String peer) {
    return stores.containsKey(peer) ? stores.get(peer).title : peer;
  }

  private static String name(Comparison each) {
    String keys = each.keys().equals("string") ? "" : ", " + each.keys() + " keys";
    return each.workload().title() + keys + ", " + Text.entries(each.size());
  }

  /** The plain name for strings and the main size, which is what pages show. */
  private String slug(Comparison each) {
    String slug = each.workload().slug();
    if (!each.keys().equals("string")) {
      slug += "-" + each.keys();
    }
    return each.size() == mainSize(each.workload()) ? slug : slug + "-" + Text.entries(each.size());
  }

  private int mainSize(Workload workload) {
    List<Integer> sizes =
        comparisons.stream()
            .filter(each -> each.workload().equals(workload))
            .map(Comparison::size)
            .toList();
    return sizes.contains(MAIN_SIZE)
        ? MAIN_SIZE
        : sizes.stream().max(Comparator.naturalOrder()).orElse(0);
  }

  private BarChart chart(Comparison each) {
    Workload workload = each.workload();
    BarChart chart =
        new BarChart(
            workload.title(),
            String.format(
                Locale.ROOT,
                "%s, %s entries, %s keys; %s is better",
                workload.unit(),
                Text.entries(each.size()),
                each.keys(),
                workload.isRate() ? "more" : "less"));
    for (String peer : each.ranked()) {
      chart.bar(title(peer), each.of(peer).orElseThrow(), kind(peer));
    }
    chart.footnote(
        "Bars are medians; lines, and what is in brackets, go from quartile to quartile.");
    notes.stream()
        .filter(note -> note.kind.equals("lacks") && workload.figure().startsWith(note.figure))
        .map(note -> title(note.peer) + ": " + note.why)
        .distinct()
        .forEach(chart::footnote);
    stores.keySet().stream()
        .filter(id -> isFailing(each, id) && each.of(id).isEmpty())
        .forEach(id -> chart.footnote(title(id) + ": fails"));
    origin(chart);
    return chart;
  }

  private static BarChart.Kind kind(String peer) {
    return switch (peer) {
      case Comparison.SUBJECT -> BarChart.Kind.SUBJECT;
      case Comparison.LIMIT -> BarChart.Kind.LIMIT;
      default -> BarChart.Kind.PEER;
    };
  }

  private void origin(BarChart chart) {
    chart.footnote(machine.get(0) + ", " + machine.get(1));
    chart.footnote(String.join("; ", machine.subList(2, machine.size())));
  }

  /** What a get costs as tables grow, of hmdb and the limit. */
  private Optional<BarChart> growth() {
    List<Comparison> gets =
        comparisons.stream()
            .filter(each -> each.workload().slug().equals("get") && each.keys().equals("string"))
            .filter(each -> each.of(Comparison.SUBJECT).isPresent())
            .filter(each -> each.of(Comparison.LIMIT).isPresent())
            .toList();
    if (gets.size() < 2) {
      return Optional.empty();
    }
    BarChart chart =
        new BarChart("What a get takes as tables grow", "ns, string keys; less is better");
    for (Comparison each : gets) {
      for (String peer : List.of(Comparison.SUBJECT, Comparison.LIMIT)) {
        Series rates = each.of(peer).orElseThrow();
        List<Double> nanos = new ArrayList<>();
        for (double rate : rates.sorted()) {
          nanos.add(1e9 / rate);
        }
        chart.bar(title(peer) + ", " + Text.entries(each.size()), Series.of(nanos), kind(peer));
      }
    }
    origin(chart);
    return Optional.of(chart);
  }
}
