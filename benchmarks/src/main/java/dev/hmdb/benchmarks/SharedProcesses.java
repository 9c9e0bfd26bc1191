package dev.hmdb.benchmarks;

import dev.hmdb.Options;
import dev.hmdb.Sharing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Measures what several processes do in a second that share a database, beside as many threads of
 * one process that has it for itself. Prints a table.
 *
 * <p>Run it with {@code benchmarks/run.sh processes}, on a machine that does nothing else.
 */
public final class SharedProcesses {
  private static final int KEYS = 100_000;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private SharedProcesses() {}

  /**
   * @param arguments none; or of a child: the directory, the percentage of reads
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      child(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      return;
    }
    System.out.println("| reads | how many | processes, operations/s each | sum | threads, sum |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (int reads : new int[] {100, 95, 0}) {
      for (int count : new int[] {1, 2, 4}) {
        List<Long> each = processes(count, reads);
        System.out.printf(
            Locale.ROOT,
            "| %d %% | %d | %s | %,d | %,d |%n",
            reads,
            count,
            String.join(", ", each.stream().map(n -> String.format("%,d", n)).toList()),
            each.stream().mapToLong(Long::longValue).sum(),
            threads(count, reads));
      }
    }
  }

  private static Options shared() {
    return Settings.WITHOUT_COMPACTION.sharing(Sharing.MULTI_PROCESS);
  }

  private static void child(Path directory, int reads) throws IOException {
    try (BenchSchemaDb db = BenchSchemaDb.open(directory, shared())) {
      System.out.println("open");
      if (System.in.read() < 0) {
        return;
      }
      System.out.println(run(db, reads, ProcessHandle.current().pid()));
    }
  }

  /** Operations a second. */
  private static long run(BenchSchemaDb db, int reads, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long begin = System.nanoTime();
    long measuredFrom = 0;
    long done = 0;
    long sum = 0;
    while (true) {
      for (int i = 0; i < 100; i++) {
        long key = random.nextInt(KEYS);
        if (random.nextInt(100) < reads) {
          Long value = db.counters().get(key);
          sum += value == null ? 0 : value;
        } else {
          db.counters().set(key, done);
        }
      }
      done += 100;
      long now = System.nanoTime();
      if (measuredFrom == 0 && now - begin > WARM_UP_NANOS) {
        measuredFrom = now;
        done = 0;
      } else if (measuredFrom != 0 && now - measuredFrom > MEASURED_NANOS) {
        if (sum == 42) {
          System.err.println(sum); // so that the reads are not left out
        }
        return (long) (done * 1e9 / (now - measuredFrom));
      }
    }
  }

  private static List<Long> processes(int count, int reads) throws Exception {
    Path folder = Folders.create();
    Path directory = folder.resolve("db");
    fill(directory);
    List<Process> children = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SharedProcesses.class.getName(),
                  directory.toString(),
                  Integer.toString(reads))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      children.add(child);
      BufferedReader output = child.inputReader();
      outputs.add(output);
      String _ = output.readLine();
    }
    for (Process child : children) {
      child.getOutputStream().write('\n');
      child.getOutputStream().flush();
    }
    List<Long> each = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      each.add(Long.valueOf(outputs.get(i).readLine()));
      int _ = children.get(i).waitFor();
    }
    Folders.delete(folder);
    return each;
  }

  private static long threads(int count, int reads) throws Exception {
    Path folder = Folders.create();
    Path directory = folder.resolve("db");
    fill(directory);
    long[] each = new long[count];
    try (BenchSchemaDb db = BenchSchemaDb.open(directory, Settings.WITHOUT_COMPACTION)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        threads.add(Thread.ofPlatform().start(() -> each[index] = run(db, reads, index)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Folders.delete(folder);
    long sum = 0;
    for (long one : each) {
      sum += one;
    }
    return sum;
  }

  private static void fill(Path directory) {
    try (BenchSchemaDb db = BenchSchemaDb.open(directory, shared())) {
      for (long i = 0; i < KEYS; i++) {
        db.counters().set(i, i);
      }
    }
  }
}
