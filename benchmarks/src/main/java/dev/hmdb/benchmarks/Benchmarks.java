package dev.hmdb.benchmarks;

import dev.hmdb.benchmarks.report.RatioTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures everything, each thing in a JVM of its own, and prints the ratios.
 *
 * <p>Arguments: how much ({@code quick}, {@code short}, {@code long}), and an empty folder for the
 * results; or {@code table} and a folder with results, to print them again.
 */
public final class Benchmarks {
  private static final String HEAP = "4g";

  private final Effort effort;
  private final Path results;
  private int measured;

  private Benchmarks(Effort effort, Path results) {
    this.effort = effort;
    this.results = results;
  }

  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments[1]).toAbsolutePath();
    if (!arguments[0].equals("table")) {
      Files.createDirectories(results);
      System.setProperty(Folders.PROPERTY, results.resolve("data").toString());
      new Benchmarks(Effort.named(arguments[0]), results).run();
    }
    RatioTable table = RatioTable.read(results);
    Path csv = results.resolve("ratios.csv");
    table.writeCsv(csv);
    System.out.println();
    Files.readAllLines(results.resolve("machine.txt")).forEach(System.out::println);
    System.out.println();
    table.print(System.out);
    System.out.println();
    System.out.println(
        "Ratio: the limit's time divided by hmdb's; 1.00 is the limit, more is better.");
    System.out.println(
        "Spread: the same of opposite quartiles. With 1.00 in it, nobody is faster.");
    System.out.println("All figures: " + csv);
  }

  private void run() throws RunnerException, IOException, InterruptedException {
    Files.write(results.resolve("machine.txt"), machine());
    for (int round = 1; round <= effort.rounds(); round++) {
      gets(round);
      ordered(round);
      writes(round);
      processes(round);
    }
  }

  private static List<String> machine() {
    var os = ManagementFactory.getOperatingSystemMXBean();
    return List.of(
        String.format(
            Locale.ROOT,
            "%s, %s %s, %d processors, load %.2f at the start",
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            os.getAvailableProcessors(),
            os.getSystemLoadAverage()));
  }

  private void gets(int round) throws RunnerException {
    run(round, "get-1", gets(1, "scattered", "one", sizes()));
    run(round, "get-2", gets(2, "scattered", "one", sizes()));
    if (effort.withVariants()) {
      run(round, "get-serial", gets(1, "serial", "one", largest()));
      run(round, "get-all-kinds", gets(1, "scattered", "all", largest()).exclude("Limit$"));
    }
    run(round, "get-number", options(GetByNumber.class, 1, largest()));
    run(round, "get-latency", options(GetBesideWriter.class, 2, largest()));
  }

  private ChainedOptionsBuilder gets(int threads, String keys, String kinds, String... sizes) {
    return options(GetByString.class, threads, sizes).param("keys", keys).param("kinds", kinds);
  }

  private void ordered(int round) throws RunnerException {
    String[] types =
        effort.withVariants() ? new String[] {"string", "long"} : new String[] {"string"};
    run(round, "ordered", options(Ordered.class, 1, largest()).param("type", types));
  }

  private void writes(int round) throws RunnerException {
    run(round, "put", options(Put.class, 1, largest()));
    run(round, "put-synced", options(PutSynced.class, 1, "10000"));
    run(round, "put-synced-8", options(PutSynced.class, 8, "10000"));
    run(round, "tx-four", options(TransactionOfFour.class, 1, largest()));
    run(round, "tx-disjoint", options(ReadModifyWrite.class, 2, largest()));
    run(round, "open", options(Opening.class, 1, largest()));
  }

  private String[] sizes() {
    return effort.sizes().stream().map(String::valueOf).toArray(String[]::new);
  }

  private String largest() {
    return sizes()[0];
  }

  private ChainedOptionsBuilder options(Class<?> benchmarks, int threads, String... sizes) {
    TimeValue time = TimeValue.milliseconds(effort.iterationTime().toMillis());
    return new OptionsBuilder()
        .include("\\." + benchmarks.getSimpleName() + "\\.")
        .threads(threads)
        .param("size", sizes)
        .forks(1)
        .warmupIterations(effort.warmups())
        .warmupTime(time)
        .measurementIterations(effort.iterations())
        .measurementTime(time)
        .addProfiler(GCProfiler.class)
        .jvmArgsAppend(
            "-Xms" + HEAP,
            "-Xmx" + HEAP,
            "-D" + Folders.PROPERTY + "=" + System.getProperty(Folders.PROPERTY))
        .shouldFailOnError(true);
  }

  private void run(int round, String name, ChainedOptionsBuilder options) throws RunnerException {
    String file = file(round, name + ".json").toString();
    new Runner(options.resultFormat(ResultFormatType.JSON).result(file).build()).run();
  }

  /** Numbered, so that the table is in the order in which things were measured. */
  private Path file(int round, String name) {
    return results.resolve(String.format(Locale.ROOT, "%03d-round-%d-%s", ++measured, round, name));
  }

  /** What JMH has no mode for. */
  private void processes(int round) throws IOException, InterruptedException {
    for (String key : List.of("string", "number")) {
      for (String side : List.of("hmdb", "limit")) {
        java(round, HeapPerEntry.class, List.of("-XX:+UseSerialGC"), side, key, largest());
      }
    }
    if (round == 1) {
      // The young generation holds what a round allocates: see LongestPause.
      List<String> flags = List.of("-XX:+UseSerialGC", "-Xms" + HEAP, "-Xmn3g");
      for (String where : List.of("nothing", "limit", "memory", "disk")) {
        String size = Integer.toString(effort.pauseSize());
        String rounds = Integer.toString(effort.pauseRounds());
        java(round, LongestPause.class, flags, where, size, rounds);
      }
    }
  }

  private void java(int round, Class<?> main, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + HEAP);
    command.addAll(flags);
    command.add("-D" + Folders.PROPERTY + "=" + System.getProperty(Folders.PROPERTY));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    String name = main.getSimpleName() + " " + String.join(" ", arguments);
    System.out.println("# " + name);
    Path output = file(round, name.replace(' ', '-') + ".txt");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    Files.readAllLines(output).forEach(System.out::println);
    if (status != 0) {
      throw new IllegalStateException(name + " ended with " + status);
    }
  }
}
