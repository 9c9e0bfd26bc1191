package dev.hmdb.benchmarks;

import dev.hmdb.Table;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
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
 * {@code get} with keys that hmdb keeps as numbers in its entries, beside a {@code
 * ConcurrentHashMap} of the same key objects.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GetByNumber {

  /** Probes for one type of key. */
  @State(Scope.Benchmark)
  public abstract static class Probes<K> {
    private final IntFunction<K> newKey;
    private final IntFunction<K[]> newArray;

    /** How many entries there are. */
    @Param({"1000000", "100000"})
    public int size;

    K[] hits;

    Probes(IntFunction<K> newKey, IntFunction<K[]> newArray) {
      this.newKey = newKey;
      this.newArray = newArray;
    }

    /** Makes them. */
    @Setup
    public void make() {
      hits = Population.probes(newKey, newArray.apply(size));
    }

    final K next(Walk walk) {
      return hits[walk.next(hits.length)];
    }
  }

  /** Keys that are a long. */
  public static class Longs extends Probes<Long> {
    public Longs() {
      super(Population::number, Long[]::new);
    }
  }

  /** Keys that are a UUID. */
  public static class Uuids extends Probes<UUID> {
    public Uuids() {
      super(Population::uuid, UUID[]::new);
    }
  }

  /** Keys that are a record of a long. */
  public static class UserIds extends Probes<UserId> {
    public UserIds() {
      super(i -> new UserId(Population.number(i)), UserId[]::new);
    }
  }

  private abstract static class Stored {
    private BenchSchemaDb db;

    final <K> Table<K, Account> fill(
        Probes<K> probes, Function<BenchSchema, Table<K, Account>> of) {
      db = BenchSchemaDb.inMemory();
      Table<K, Account> table = of.apply(db);
      for (int i = 0; i < probes.size; i++) {
        table.put(probes.newKey.apply(i), Population.account(i));
      }
      Population.age();
      return table;
    }

    /** Closes it. */
    @TearDown
    public void close() {
      db.close();
    }
  }

  private static <K> ConcurrentHashMap<K, Account> fill(Probes<K> probes) {
    ConcurrentHashMap<K, Account> map = new ConcurrentHashMap<>();
    for (int i = 0; i < probes.size; i++) {
      map.put(probes.newKey.apply(i), Population.account(i));
    }
    Population.age();
    return map;
  }

  /** hmdb. */
  @State(Scope.Benchmark)
  public static class StoredLongs extends Stored {
    private Table<Long, Account> table;

    /** Fills it. */
    @Setup
    public void fill(Longs probes) {
      table = fill(probes, BenchSchema::byNumber);
    }
  }

  /** hmdb. */
  @State(Scope.Benchmark)
  public static class StoredUuids extends Stored {
    private Table<UUID, Account> table;

    /** Fills it. */
    @Setup
    public void fill(Uuids probes) {
      table = fill(probes, BenchSchema::byUuid);
    }
  }

  /** hmdb. */
  @State(Scope.Benchmark)
  public static class StoredUserIds extends Stored {
    private Table<UserId, Account> table;

    /** Fills it. */
    @Setup
    public void fill(UserIds probes) {
      table = fill(probes, BenchSchema::byUserId);
    }
  }

  /** The map. */
  @State(Scope.Benchmark)
  public static class LimitOfLongs {
    private ConcurrentHashMap<Long, Account> map;

    /** Fills it. */
    @Setup
    public void fill(Longs probes) {
      map = GetByNumber.fill(probes);
    }
  }

  /** The map. */
  @State(Scope.Benchmark)
  public static class LimitOfUuids {
    private ConcurrentHashMap<UUID, Account> map;

    /** Fills it. */
    @Setup
    public void fill(Uuids probes) {
      map = GetByNumber.fill(probes);
    }
  }

  /** The map. */
  @State(Scope.Benchmark)
  public static class LimitOfUserIds {
    private ConcurrentHashMap<UserId, Account> map;

    /** Fills it. */
    @Setup
    public void fill(UserIds probes) {
      map = GetByNumber.fill(probes);
    }
  }

  @Benchmark
  public Account byLong(StoredLongs stored, Longs probes, Walk walk) {
    return stored.table.get(probes.next(walk));
  }

  @Benchmark
  public Account byLongLimit(LimitOfLongs limit, Longs probes, Walk walk) {
    return limit.map.get(probes.next(walk));
  }

  @Benchmark
  public Account byUuid(StoredUuids stored, Uuids probes, Walk walk) {
    return stored.table.get(probes.next(walk));
  }

  @Benchmark
  public Account byUuidLimit(LimitOfUuids limit, Uuids probes, Walk walk) {
    return limit.map.get(probes.next(walk));
  }

  @Benchmark
  public Account byRecord(StoredUserIds stored, UserIds probes, Walk walk) {
    return stored.table.get(probes.next(walk));
  }

  @Benchmark
  public Account byRecordLimit(LimitOfUserIds limit, UserIds probes, Walk walk) {
    return limit.map.get(probes.next(walk));
  }
}
