package dev.hmdb.benchmarks;

import dev.hmdb.benchmarks.report.Figure;
import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures what an entry takes of the heap besides its value, in hmdb or in a {@code
 * ConcurrentHashMap} of the same objects. Of a string key the table's reference counts and not the
 * string; a number counts with the object that the map needs for it and hmdb does not.
 */
public final class HeapPerEntry {
  private static final int COLLECTIONS = 5;

  private HeapPerEntry() {}

  /**
   * Prints one result.
   *
   * @param arguments {@code hmdb} or {@code limit}; {@code string} or {@code number}; how many
   *     entries
   */
  public static void main(String[] arguments) {
    boolean isLimit = arguments[0].equals("limit");
    boolean isString = arguments[1].equals("string");
    int size = Integer.parseInt(arguments[2]);
    Account[] accounts = Population.accounts(size);
    String[] names = isString ? Population.names(size) : null;
    long before = used();
    Object table = isLimit ? map(names, accounts) : database(names, accounts);
    long after = used();
    Reference.reachabilityFence(table);
    Reference.reachabilityFence(accounts);
    Reference.reachabilityFence(names);
    System.out.println(
        new Figure(
            "HeapPerEntry." + arguments[1],
            isLimit,
            "size=" + size,
            1,
            Figure.Unit.BYTES,
            (double) (after - before) / size));
  }

  private static Object database(String[] names, Account[] accounts) {
    BenchSchemaDb db = BenchSchemaDb.inMemory();
    for (int i = 0; i < accounts.length; i++) {
      if (names == null) {
        db.byNumber().put(Population.number(i), accounts[i]);
      } else {
        db.accounts().put(names[i], accounts[i]);
      }
    }
    return db;
  }

  private static Object map(String[] names, Account[] accounts) {
    ConcurrentHashMap<Object, Account> map = new ConcurrentHashMap<>();
    for (int i = 0; i < accounts.length; i++) {
      map.put(names == null ? (Object) Population.number(i) : names[i], accounts[i]);
    }
    return map;
  }

  /** What is used after collections that leave nothing more to collect. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
