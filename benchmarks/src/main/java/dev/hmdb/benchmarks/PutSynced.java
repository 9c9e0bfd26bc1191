package dev.hmdb.benchmarks;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.codec.Codecs;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Puts with {@code Durability.SYNC}, beside the same bytes written to a file that has the space
 * already, each entry with a positioned write and an fdatasync. With several threads the limit
 * writes one entry after the other; hmdb's threads share syncs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PutSynced {

  /** Keys and values of both sides. */
  @State(Scope.Benchmark)
  public static class Entries {
    /** How many entries there are, which are overwritten again and again. */
    @Param("10000")
    public int size;

    private String[] names;
    private Account[] accounts;
    private final AtomicInteger next = new AtomicInteger();

    /** Makes them. */
    @Setup
    public void make() {
      names = Population.probes(Population::name, new String[size]);
      accounts = Population.accounts(size);
    }

    final int next() {
      return Math.floorMod(next.getAndIncrement(), size);
    }
  }

  /** hmdb. */
  @State(Scope.Benchmark)
  public static class Database {
    private Path folder;
    private BenchSchemaDb db;

    /** Opens it. */
    @Setup
    public void open() {
      folder = Folders.create();
      db = BenchSchemaDb.open(folder.resolve("db"), Options.defaults().durability(Durability.SYNC));
    }

    /** Closes it. */
    @TearDown
    public void close() {
      db.close();
      Folders.delete(folder);
    }
  }

  /** The file. */
  @State(Scope.Benchmark)
  public static class Limit {
    private Path folder;
    private RawSyncedLog log;

    /** Makes it. */
    @Setup
    public void open() {
      folder = Folders.create();
      log = new RawSyncedLog(folder.resolve("log"));
    }

    /** Closes it. */
    @TearDown
    public void close() {
      log.close();
      Folders.delete(folder);
    }
  }

  @Benchmark
  public void putSynced(Database database, Entries entries) {
    int i = entries.next();
    database.db.accounts().put(entries.names[i], entries.accounts[i]);
  }

  @Benchmark
  public void putSyncedLimit(Limit limit, Entries entries) {
    int i = entries.next();
    limit.log.put(Codecs.STRING, entries.names[i], entries.accounts[i]);
  }
}
