package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Folders;
import dev.hmdb.benchmarks.report.PeerReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures hmdb beside the peers, each measurement in a JVM of its own with the flags that the peer
 * needs, and writes the report: a table and a chart for each workload.
 *
 * <p>Arguments: how much ({@code short}, {@code long}), a folder for the results, and, to measure
 * less, any of {@code peers=hmdb,limit,...}, {@code workloads=get,iterate,put,synced,transaction,
 * mixed,latency,files,growth}, {@code rounds=N}; or {@code table} and a folder with results, to
 * write the report again.
 */
public final class PeerBenchmarks {
  /*
   * The order is: rounds, in them workloads, in them stores. So what is compared was measured within
   * minutes, and a disturbance of some minutes hits a whole row of one round, not a store.
   *
   * A measurement that fails is a line of the report, and the others go on.
   */
  private final PeerEffort effort;
  private final Path results;
  private final Path data;
  private final List<Peer> peers;
  private final Set<String> workloads;
  private int measured;

  private PeerBenchmarks(PeerEffort effort, Path results, List<Peer> peers, Set<String> workloads) {
    this.effort = effort;
    this.results = results;
    this.data = results.resolve("data");
    this.peers = peers;
    this.workloads = workloads;
  }

  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments[1]).toAbsolutePath();
    if (!arguments[0].equals("table")) {
      measure(results, arguments);
    }
    PeerReport report = PeerReport.read(results);
    report.write(results);
    report.print(System.out);
    System.out.println("Figures: " + results.resolve("peers.csv"));
    System.out.println("Table and charts: " + results.resolve("peers.md"));
  }

  private static void measure(Path results, String[] arguments) throws IOException {
    PeerEffort effort = PeerEffort.named(arguments[0]);
    List<Peer> peers = List.of(Peer.values());
    Set<String> workloads = Set.of();
    for (String argument : Arrays.copyOfRange(arguments, 2, arguments.length)) {
      String[] parts = argument.split("=", 2);
      List<String> values = List.of(parts[parts.length - 1].split(","));
      switch (parts[0]) {
        case "peers" -> peers = values.stream().map(Peer::named).toList();
        case "workloads" -> workloads = Set.copyOf(values);
        case "rounds" -> effort = effort.withRounds(Integer.parseInt(values.getFirst()));
        default -> throw new IllegalArgumentException("unknown argument " + argument);
      }
    }
    Files.createDirectories(results);
    String command = "benchmarks/run.sh peers " + arguments[0];
    List<String> rest = List.of(arguments).subList(2, arguments.length);
    Files.write(
        results.resolve("machine.txt"),
        Machine.lines(rest.isEmpty() ? command : command + " " + String.join(" ", rest)));
    PeerBenchmarks benchmarks = new PeerBenchmarks(effort, results, peers, workloads);
    System.setProperty(Folders.PROPERTY, benchmarks.data.toString());
    benchmarks.describePeers();
    for (int round = 1; round <= effort.rounds(); round++) {
      benchmarks.round(round);
    }
    if (Files.exists(benchmarks.data)) {
      Folders.delete(benchmarks.data);
    }
  }

  /** What the report says of each store besides figures. */
  private void describePeers() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Peer peer : peers) {
      lines.add(String.join("\t", "peer", peer.id(), peer.title(), version(peer), peer.promise()));
    }
    Files.write(results.resolve("peers.txt"), lines);
  }

  /** As the name of its jar has it. */
  private static String version(Peer peer) {
    String[] path =
        System.getProperty("java.class.path").split(System.getProperty("path.separator"));
    for (String entry : path) {
      String name = String.valueOf(Path.of(entry).getFileName());
      if (!peer.artifact().isEmpty() && name.startsWith(peer.artifact() + "-")) {
        return name.substring(peer.artifact().length() + 1).replace(".jar", "");
      }
    }
    return "";
  }

  private boolean wants(String workload) {
    return workloads.isEmpty() || workloads.contains(workload);
  }

  private void round(int round) {
    if (wants("get")) {
      gets(round);
    }
    if (wants("growth")) {
      growth(round);
    }
    if (wants("iterate")) {
      all(round, PeerIterate.class, "iterate", 1, "string", effort.size(), null);
    }
    if (wants("put")) {
      all(round, PeerPut.class, "overwrite", 1, "string", effort.size(), null);
    }
    if (wants("synced")) {
      for (int threads : new int[] {1, 8}) {
        int size = effort.syncedSize();
        all(round, PeerPutSynced.class, "put", threads, "string", size, Ability.SYNC);
      }
    }
    if (wants("transaction")) {
      Ability needed = Ability.TRANSACTIONS;
      all(round, PeerTransaction.class, "four", 1, "string", effort.size(), needed);
    }
    if (wants("mixed")) {
      all(round, PeerMixed.class, "mixed", 2, "string", effort.size(), null);
    }
    if (wants("latency")) {
      latencies(round);
    }
    if (wants("files")) {
      files(round);
    }
  }

  private void gets(int round) {
    for (int size : effort.sizes()) {
      all(round, PeerGet.class, "hit", 1, "string", size, null);
    }
    all(round, PeerGet.class, "miss", 1, "string", effort.size(), null);
    for (String keys : effort.keys()) {
      if (!keys.equals("string")) {
        all(round, PeerGet.class, "hit", 1, keys, effort.size(), null);
      }
    }
  }

  private void growth(int round) {
    for (int size : effort.growthSizes()) {
      for (Peer peer : peers) {
        if (peer == Peer.HMDB || peer == Peer.LIMIT) {
          jmh(round, PeerGet.class, "hit", 1, "string", size, peer);
        }
      }
    }
  }

  private void latencies(int round) {
    for (Peer peer : peers) {
      String millis = Long.toString(effort.latencyTime().toMillis());
      java(round, PeerLatency.class, peer, "string", effort.size(), millis);
      if (round == 1 && !peer.can(Ability.COMPACTION)) {
        lacks("PeerLatency.compaction", peer, Ability.COMPACTION);
      }
    }
  }

  private void files(int round) {
    for (int size : effort.fileSizes()) {
      for (Peer peer : peers) {
        String folder = data.resolve("files-" + peer.id()).toString();
        String seconds = Long.toString(effort.insertTime().toSeconds());
        if (java(round, PeerFill.class, peer, "string", size, seconds, folder)) {
          java(round, PeerOpening.class, peer, "string", size, folder);
        }
        if (Files.exists(Path.of(folder))) {
          Folders.delete(Path.of(folder));
        }
      }
    }
  }

  /** Has every store do it that can. */
  private void all(
      int round,
      Class<?> benchmark,
      String method,
      int threads,
      String keys,
      int size,
      Ability needed) {
    for (Peer peer : peers) {
      if (needed == null || peer.can(needed)) {
        jmh(round, benchmark, method, threads, keys, size, peer);
      } else if (round == 1) {
        lacks(benchmark.getSimpleName() + "." + method, peer, needed);
      }
    }
  }

  private void jmh(
      int round, Class<?> benchmark, String method, int threads, String keys, int size, Peer peer) {
    boolean isPrepared = benchmark == PeerGet.class || benchmark == PeerIterate.class;
    if (isPrepared && !prepare(round, peer, keys, size)) {
      return;
    }
    String what = benchmark.getSimpleName() + "." + method;
    String name = String.join("-", what, keys, "" + size, "" + threads, peer.id());
    say(round, what, keys, size, threads, peer);
    Path log = file(round, name + ".log");
    TimeValue time = TimeValue.milliseconds(effort.iterationTime().toMillis());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.getSimpleName() + "\\." + method + "$")
            .threads(threads)
            .param("peer", peer.id())
            .param("keys", keys)
            .param("size", Integer.toString(size))
            .forks(1)
            .warmupIterations(effort.warmups())
            .warmupTime(time)
            .measurementIterations(effort.iterations())
            .measurementTime(time)
            .timeout(TimeValue.seconds(effort.mostTime().toSeconds()))
            .jvmArgsAppend(flags(peer, size).toArray(String[]::new))
            .output(log.toString())
            .resultFormat(ResultFormatType.JSON)
            .result(file(round, name + ".json").toString())
            .shouldFailOnError(true);
    try {
      new Runner(options.build()).run();
    } catch (RunnerException e) {
      fails(what, peer, reason(log, e));
    }
  }

  private boolean prepare(int round, Peer peer, String keys, int size) {
    if (Files.exists(PreparedFolders.of(peer, Keys.named(keys), size))) {
      return true;
    }
    return java(round, PreparedFolders.class, peer, keys, size);
  }

  /** Runs a program; false if it failed. */
  private boolean java(
      int round, Class<?> main, Peer peer, String keys, int size, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(peer, size));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(peer.id(), keys, Integer.toString(size)));
    command.addAll(List.of(arguments));
    String what = main.getSimpleName();
    say(round, what, keys, size, 1, peer);
    Path output = file(round, String.join("-", what, keys, "" + size, peer.id()) + ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(effort.mostTime().toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        fails(what, peer, "not done after " + effort.mostTime().toSeconds() + " s");
        return false;
      }
      if (process.exitValue() != 0) {
        fails(what, peer, firstException(output));
        return false;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What the store threw in the fork, or else what JMH did. */
  private static String reason(Path log, RunnerException thrown) {
    try {
      return Files.exists(log)
          ? firstException(log) + " (" + thrown.getMessage() + ")"
          : thrown.getMessage();
    } catch (IOException e) {
      return thrown.getMessage();
    }
  }

  private static String firstException(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .filter(line -> line.contains("Exception") || line.contains("Error"))
          .findFirst()
          .orElse("ended without saying why");
    }
  }

  private List<String> flags(Peer peer, int size) {
    List<String> flags = new ArrayList<>(peer.flags());
    String heap =
        size <= 100_000 ? "2g" : size <= 1_000_000 ? "4g" : size <= 5_000_000 ? "10g" : "14g";
    flags.add("-Dslf4j.internal.verbosity=ERROR"); // nothing of the missing logger
    flags.add("-Xms" + heap);
    flags.add("-Xmx" + heap);
    flags.add("-D" + Folders.PROPERTY + "=" + System.getProperty(Folders.PROPERTY));
    return flags;
  }

  private void lacks(String what, Peer peer, Ability missing) {
    note("lacks", what, peer, missing.lack());
  }

  private void fails(String what, Peer peer, String why) {
    System.out.println("  fails: " + why);
    note("fails", what, peer, why);
  }

  private void note(String kind, String what, Peer peer, String why) {
    String oneLine = why.replaceAll("\\s+", " ");
    try {
      Files.writeString(
          results.resolve("notes.txt"),
          String.join("\t", kind, what, peer.id(), oneLine) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(int round, String what, String keys, int size, int threads, Peer peer) {
    System.out.printf(
        Locale.ROOT,
        "round %d of %d: %s, %s keys, %,d entries, %d threads, %s%n",
        round,
        effort.rounds(),
        what,
        keys,
        size,
        threads,
        peer.title());
  }

  /** Numbered in the order in which things were measured. */
  private Path file(int round, String name) {
    return results.resolve(String.format(Locale.ROOT, "%04d-round-%d-%s", ++measured, round, name));
  }
}
