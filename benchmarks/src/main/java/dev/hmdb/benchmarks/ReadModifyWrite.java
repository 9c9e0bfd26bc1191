package dev.hmdb.benchmarks;

import dev.hmdb.TxOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Transactions that read a number and write it back, each thread on keys of its own: optimistic,
 * beside the same with everything locked.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadModifyWrite {
  private static final int KEYS_OF_A_THREAD = 1000;

  /** The numbers. */
  @State(Scope.Benchmark)
  public static class Database {
    private Path folder;
    private BenchSchemaDb db;

    /** Opens it. */
    @Setup
    public void open() {
      folder = Folders.create();
      db = BenchSchemaDb.open(folder.resolve("db"), Settings.WITHOUT_COMPACTION);
    }

    /** Closes it. */
    @TearDown
    public void close() {
      db.close();
      Folders.delete(folder);
    }
  }

  /** The keys of one thread. */
  @State(Scope.Thread)
  public static class Keys {
    private final Long[] keys = new Long[KEYS_OF_A_THREAD];
    private int at;

    /** Makes them, and gives each a number. */
    @Setup
    public void make(Database database, ThreadParams thread) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = Population.number(thread.getThreadIndex() * KEYS_OF_A_THREAD + i);
        database.db.counters().put(keys[i], 0L);
      }
    }

    private Long next() {
      at = at + 1 < keys.length ? at + 1 : 0;
      return keys[at];
    }
  }

  @Benchmark
  public void disjoint(Database database, Keys keys) {
    Long key = keys.next();
    database.db.transaction(tables -> {
      tables.counters().set(key, tables.counters().get(key) + 1);
    });
  }

  @Benchmark
  public void disjointLimit(Database database, Keys keys) {
    Long key = keys.next();
    database.db.transaction(
        TxOptions.lockAll(),
        tables -> {
          tables.counters().set(key, tables.counters().get(key) + 1);
        });
  }
}
