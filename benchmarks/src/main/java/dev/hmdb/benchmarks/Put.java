package dev.hmdb.benchmarks;

import dev.hmdb.Table;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Buffered puts by one thread, beside {@code HashMap.put} with the same bytes encoded, checksummed
 * and copied to a mapped file. A measurement is one pass over all entries, and the score the time
 * of the pass; so both sides do the same work however fast they are.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Put {

  /** Keys and values of both sides. */
  @State(Scope.Benchmark)
  public static class Entries {
    /** How many entries there are. */
    @Param({"1000000", "100000"})
    public int size;

    String[] names;
    Account[] accounts;
    private int pass;

    /** Makes them. */
    @Setup
    public void make() {
      names = Population.probes(Population::name, new String[size]);
      accounts = Population.accounts(size);
    }

    /** Another account for each key, in each pass. */
    @Setup(Level.Invocation)
    public void nextPass() {
      pass++;
    }

    final Account account(int i) {
      int at = i + pass;
      return accounts[at < size ? at : at - size];
    }
  }

  /** hmdb, full. */
  @State(Scope.Benchmark)
  public static class FullDatabase extends Database {
    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      open(true);
      putAll(table, entries);
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      close();
    }
  }

  /** hmdb in memory, full: what is left without the log. */
  @State(Scope.Benchmark)
  public static class FullMemory extends Database {
    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      open(false);
      putAll(table, entries);
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      close();
    }
  }

  /** hmdb, empty before each pass. */
  @State(Scope.Benchmark)
  public static class EmptyDatabase extends Database {
    /** Opens it. */
    @Setup(Level.Invocation)
    public void open() {
      open(true);
    }

    /** Closes it. */
    @TearDown(Level.Invocation)
    public void tearDown() {
      close();
    }
  }

  private abstract static class Database {
    private Path folder;
    private BenchSchemaDb db;
    Table<String, Account> table;

    final void open(boolean onDisk) {
      folder = Folders.create();
      db =
          onDisk
              ? BenchSchemaDb.open(folder.resolve("db"), Settings.WITHOUT_COMPACTION)
              : BenchSchemaDb.inMemory();
      table = db.accounts();
    }

    final void close() {
      db.close();
      Folders.delete(folder);
    }
  }

  private abstract static class Log {
    private Path folder;
    RawLog log;

    final void open() {
      folder = Folders.create();
      log = new RawLog(folder.resolve("log"));
    }

    final void close() {
      log.close();
      Folders.delete(folder);
    }
  }

  /** The map, full. */
  @State(Scope.Benchmark)
  public static class FullLimit extends Log {
    private final Map<String, Account> map = new HashMap<>();

    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      open();
      putAll(map, log, entries);
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      close();
    }
  }

  /** The map without a log, full. */
  @State(Scope.Benchmark)
  public static class FullMap {
    private final Map<String, Account> map = new HashMap<>();
    private final Encoder encoder = new Encoder();

    /** Fills it. */
    @Setup
    public void fill(Entries entries) {
      putAll(map, encoder, entries);
    }
  }

  /** The map, empty before each pass. */
  @State(Scope.Benchmark)
  public static class EmptyLimit extends Log {
    private Map<String, Account> map;

    /** Opens its log. */
    @Setup
    public void setup() {
      open();
    }

    /** Empties it. */
    @Setup(Level.Invocation)
    public void empty() {
      map = new HashMap<>();
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      close();
    }
  }

  private static void putAll(Table<String, Account> table, Entries entries) {
    for (int i = 0; i < entries.size; i++) {
      table.put(entries.names[i], entries.account(i));
    }
  }

  private static void putAll(Map<String, Account> map, RawLog log, Entries entries) {
    for (int i = 0; i < entries.size; i++) {
      String name = entries.names[i];
      Account account = entries.account(i);
      log.put(Codecs.STRING, name, BenchSchemaCodecs.AccountCodec.INSTANCE, account);
      map.put(name, account);
    }
  }

  private static void putAll(Map<String, Account> map, Encoder encoder, Entries entries) {
    for (int i = 0; i < entries.size; i++) {
      String name = entries.names[i];
      Account account = entries.account(i);
      encoder.clear();
      Codecs.STRING.encode(name, encoder);
      BenchSchemaCodecs.AccountCodec.INSTANCE.encode(account, encoder);
      map.put(name, account);
    }
  }

  @Benchmark
  public void overwrite(FullDatabase database, Entries entries) {
    putAll(database.table, entries);
  }

  @Benchmark
  public void overwriteLimit(FullLimit limit, Entries entries) {
    putAll(limit.map, limit.log, entries);
  }

  /** Without the log: the rest of what a put costs. */
  @Benchmark
  public void overwriteInMemory(FullMemory database, Entries entries) {
    putAll(database.table, entries);
  }

  @Benchmark
  public void overwriteInMemoryLimit(FullMap limit, Entries entries) {
    putAll(limit.map, limit.encoder, entries);
  }

  @Benchmark
  public void insert(EmptyDatabase database, Entries entries) {
    putAll(database.table, entries);
  }

  @Benchmark
  public void insertLimit(EmptyLimit limit, Entries entries) {
    putAll(limit.map, limit.log, entries);
  }
}
