package dev.hmdb.benchmarks;

import dev.hmdb.benchmarks.report.Figure;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * Measures the longest single put while a table grows from nothing, beside {@code
 * ConcurrentHashMap.put}.
 */
public final class LongestPause {
  /*
   * Garbage collection is kept out rather than subtracted: the young generation is larger than what a
   * round allocates, the heap is collected between rounds, and a round in which a collector ran all
   * the same does not count.
   *
   * The machine's own pauses (other processes, the JIT compiler, interrupts) cannot be kept out. But
   * growing does the same at the same put of every round, and the machine does not. So there are two
   * results: "recurring" takes of each put the shortest time of all rounds, and then the longest of
   * the puts; "worst" takes of each round the longest put, machine included, and then the round in the
   * middle. "nothing" is a loop without puts: the machine alone.
   */
  private static final Account VALUE = Population.account(0);

  private LongestPause() {}

  /**
   * Prints the results, in microseconds.
   *
   * @param arguments {@code memory}, {@code disk}, {@code limit} or {@code nothing}; how many
   *     entries; how many rounds
   */
  public static void main(String[] arguments) {
    String where = arguments[0];
    int size = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    int[] shortest = new int[size];
    Arrays.fill(shortest, Integer.MAX_VALUE);
    double[] worst = new double[rounds];
    int counted = 0;
    for (int round = -1; round < rounds; round++) {
      int[] nanos = new int[size];
      System.gc();
      long collections = collections();
      run(where, nanos);
      if (round < 0) {
        continue; // warms up
      }
      if (collections() != collections) {
        System.out.println("a round of " + where + " does not count: the collector ran");
        continue;
      }
      worst[counted++] = Arrays.stream(nanos).max().orElseThrow() / 1e3;
      for (int i = 0; i < size; i++) {
        shortest[i] = Math.min(shortest[i], nanos[i]);
      }
    }
    if (counted > 0) {
      Arrays.sort(worst, 0, counted);
      print("recurring", where, size, Arrays.stream(shortest).max().orElseThrow() / 1e3);
      print("worst", where, size, worst[counted / 2]);
    }
  }

  private static void print(String what, String where, int size, double micros) {
    if (where.equals("limit")) {
      // One map beside both places.
      System.out.println(figure(what + ".memory", true, size, micros));
      System.out.println(figure(what + ".disk", true, size, micros));
    } else {
      System.out.println(figure(what + "." + where, false, size, micros));
    }
  }

  private static Figure figure(String name, boolean isLimit, int size, double micros) {
    return new Figure(
        "LongestPause." + name, isLimit, "size=" + size, 1, Figure.Unit.MICROSECONDS, micros);
  }

  private static void run(String where, int[] nanos) {
    switch (where) {
      case "memory" -> {
        try (BenchSchemaDb db = BenchSchemaDb.inMemory()) {
          time(nanos, (value, key) -> db.byNumber().set(key, value));
        }
      }
      case "disk" -> {
        Path folder = Folders.create();
        try (BenchSchemaDb db =
            BenchSchemaDb.open(folder.resolve("db"), Settings.WITHOUT_COMPACTION)) {
          time(nanos, (value, key) -> db.byNumber().set(key, value));
        }
        Folders.delete(folder);
      }
      case "limit" -> {
        ConcurrentHashMap<Long, Account> map = new ConcurrentHashMap<>();
        time(nanos, (value, key) -> map.put(key, value));
      }
      case "nothing" -> time(nanos, (value, key) -> {});
      default -> throw new IllegalArgumentException(where);
    }
  }

  private static void time(int[] nanos, ObjLongConsumer<Account> put) {
    for (int i = 0; i < nanos.length; i++) {
      long key = Population.number(i);
      long start = System.nanoTime();
      put.accept(VALUE, key);
      nanos[i] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - start);
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
