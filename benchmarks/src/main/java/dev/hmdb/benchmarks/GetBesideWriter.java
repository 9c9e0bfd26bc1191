package dev.hmdb.benchmarks;

import dev.hmdb.Table;
import dev.hmdb.codec.Codecs;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long one {@code get} takes while another thread writes as fast as it can, to a database on
 * disk; beside a {@code ConcurrentHashMap} whose writer encodes and copies the same bytes to a
 * mapped file. What {@code System.nanoTime} takes is in the figures of both.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GetBesideWriter {

  /** Keys and values of both sides. */
  @State(Scope.Benchmark)
  public static class Entries {
    /** How many entries there are. */
    @Param({"1000000", "100000"})
    public int size;

    String[] probes;
    String[] names;
    Account[] accounts;

    /** Makes them. */
    @Setup
    public void make() {
      probes = Population.probes(Population::name, new String[size]);
      names = Population.names(size);
      accounts = Population.accounts(size);
    }
  }

  /** hmdb. */
  @State(Scope.Benchmark)
  public static class Database {
    private Path folder;
    private BenchSchemaDb db;
    private Table<String, Account> table;

    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      folder = Folders.create();
      db = BenchSchemaDb.open(folder.resolve("db"), Settings.WITHOUT_COMPACTION);
      table = db.accounts();
      for (int i = 0; i < entries.size; i++) {
        table.put(entries.names[i], entries.accounts[i]);
      }
      Population.age();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      db.close();
      Folders.delete(folder);
    }
  }

  /** The map and its writer's log. */
  @State(Scope.Benchmark)
  public static class Limit {
    private Path folder;
    private RawLog log;
    private final ConcurrentHashMap<String, Account> map = new ConcurrentHashMap<>();

    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      folder = Folders.create();
      log = new RawLog(folder.resolve("log"));
      for (int i = 0; i < entries.size; i++) {
        map.put(entries.names[i], entries.accounts[i]);
      }
      Population.age();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      log.close();
      Folders.delete(folder);
    }
  }

  @Benchmark
  @Group("get")
  public Account getReader(Database database, Entries entries, Walk walk) {
    return database.table.get(entries.probes[walk.next(entries.size)]);
  }

  @Benchmark
  @Group("get")
  public void getWriter(Database database, Entries entries, Walk walk) {
    int i = walk.next(entries.size);
    database.table.set(entries.probes[i], entries.accounts[i]);
  }

  @Benchmark
  @Group("getLimit")
  public Account getLimitReader(Limit limit, Entries entries, Walk walk) {
    return limit.map.get(entries.probes[walk.next(entries.size)]);
  }

  @Benchmark
  @Group("getLimit")
  public void getLimitWriter(Limit limit, Entries entries, Walk walk) {
    int i = walk.next(entries.size);
    String name = entries.probes[i];
    Account account = entries.accounts[i];
    limit.log.put(Codecs.STRING, name, BenchSchemaCodecs.AccountCodec.INSTANCE, account);
    limit.map.put(name, account);
  }
}
