package dev.hmdb.benchmarks;

import dev.hmdb.Table;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * {@code get} with strings for keys, beside {@code ConcurrentHashMap.get}. The probes are equal to
 * the keys but not identical, with their hashes computed before, for both alike. The reference
 * alone is consumed, not what it leads to.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GetByString {

  /** The probes of both sides. */
  @State(Scope.Benchmark)
  public static class Probes {
    /** How many entries there are. */
    @Param({"1000000", "100000"})
    public int size;

    /** Whether the keys are unlike each other or numbered. */
    @Param({"scattered", "serial"})
    public String keys;

    String[] hits;
    String[] misses;

    /** Makes them. */
    @Setup
    public void make() {
      hits = Population.probes(this::key, new String[size]);
      misses = Population.probes(i -> key(i + size), new String[size]);
    }

    final String key(int i) {
      return keys.equals("serial") ? Population.serialName(i) : Population.name(i);
    }
  }

  /** hmdb's table. */
  @State(Scope.Benchmark)
  public static class Database {
    /**
     * Which kinds of tables the process uses: the one that is measured, or all three, so that the
     * JIT compiler finds all three at the calls that they share.
     */
    @Param({"one", "all"})
    public String kinds;

    private BenchSchemaDb db;
    Table<String, Account> table;

    /** Fills it. */
    @Setup
    public void fill(Probes probes) {
      db = BenchSchemaDb.inMemory();
      if (kinds.equals("all")) {
        useTheOthers();
      }
      table = db.accounts();
      for (int i = 0; i < probes.size; i++) {
        table.put(probes.key(i), Population.account(i));
      }
      Population.age();
    }

    private void useTheOthers() {
      for (int i = 0; i < 50_000; i++) {
        Account account = Population.account(i % 1000);
        db.byNumber().put(Population.number(i), account);
        db.byUuid().put(Population.uuid(i), account);
      }
      for (int i = 0; i < 200_000; i++) {
        if (db.byNumber().get(Population.number(i % 50_000)) == null
            || db.byUuid().get(Population.uuid(i % 50_000)) == null) {
          throw new AssertionError();
        }
      }
    }

    /** Closes it. */
    @TearDown
    public void close() {
      db.close();
    }
  }

  /** The map. */
  @State(Scope.Benchmark)
  public static class Limit {
    private final ConcurrentHashMap<String, Account> map = new ConcurrentHashMap<>();

    /** Fills it. */
    @Setup
    public void fill(Probes probes) {
      for (int i = 0; i < probes.size; i++) {
        map.put(probes.key(i), Population.account(i));
      }
      Population.age();
    }
  }

  @Benchmark
  public Account hit(Database database, Probes probes, Walk walk) {
    return database.table.get(probes.hits[walk.next(probes.hits.length)]);
  }

  @Benchmark
  public Account hitLimit(Limit limit, Probes probes, Walk walk) {
    return limit.map.get(probes.hits[walk.next(probes.hits.length)]);
  }

  @Benchmark
  public Account miss(Database database, Probes probes, Walk walk) {
    return database.table.get(probes.misses[walk.next(probes.misses.length)]);
  }

  @Benchmark
  public Account missLimit(Limit limit, Probes probes, Walk walk) {
    return limit.map.get(probes.misses[walk.next(probes.misses.length)]);
  }
}
