package dev.hmdb.benchmarks;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.KeyOrder;
import dev.hmdb.internal.table.TreeEditor;
import dev.hmdb.internal.table.TreeWalk;
import java.util.Iterator;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The tree under sorted tables, without the database around it, beside {@code
 * ConcurrentSkipListMap} with the same key objects. A pass is over all keys, in random order.
 */
public class Ordered {
  private static final int SCANNED = 1000;

  /** As an entry of a table. */
  private static final class Item {
    final Comparable<Object> key;
    final Integer value;

    Item(Comparable<Object> key, Integer value) {
      this.key = key;
      this.value = value;
    }
  }

  private static final KeyOrder<Item, Comparable<Object>> ORDER =
      (item, key) -> item.key.compareTo(key);

  /** The keys of both sides. */
  @State(Scope.Benchmark)
  public static class Keys {
    /** How many entries there are. */
    @Param({"1000000", "100000"})
    public int size;

    /** What the keys are. */
    @Param({"string", "long"})
    public String type;

    Comparable<Object>[] inserted;
    Comparable<Object>[] probes;
    Integer[] values;

    /** Makes them. */
    @Setup
    @SuppressWarnings("unchecked") // all of one type
    public void make() {
      inserted = (Comparable<Object>[]) Population.probes(this::key, new Comparable<?>[size]);
      probes = (Comparable<Object>[]) Population.probes(this::key, new Comparable<?>[size]);
      values = new Integer[size];
      for (int i = 0; i < size; i++) {
        values[i] = i;
      }
    }

    private Comparable<?> key(int i) {
      return type.equals("string") ? Population.name(i) : (Comparable<?>) Population.number(i);
    }
  }

  /** The tree, full. */
  @State(Scope.Benchmark)
  public static class Tree {
    private CountedTree<Item> tree;

    /** Fills it. */
    @Setup
    public void fill(Keys keys) {
      tree = one(keys);
      Population.age();
    }
  }

  /** The map, full. */
  @State(Scope.Benchmark)
  public static class Limit {
    private ConcurrentNavigableMap<Comparable<Object>, Integer> map;

    /** Fills it. */
    @Setup
    public void fill(Keys keys) {
      map = map(keys);
      Population.age();
    }
  }

  private static CountedTree<Item> one(Keys keys) {
    CountedTree<Item> tree = CountedTree.empty();
    for (int i = 0; i < keys.size; i++) {
      TreeEditor<Item> editor = tree.edit();
      put(editor, keys, i);
      tree = editor.build();
    }
    return tree;
  }

  private static void put(TreeEditor<Item> editor, Keys keys, int i) {
    Comparable<Object> key = keys.inserted[i];
    editor.put(new Item(key, keys.values[i]), key, ORDER);
  }

  private static ConcurrentNavigableMap<Comparable<Object>, Integer> map(Keys keys) {
    ConcurrentSkipListMap<Comparable<Object>, Integer> map = new ConcurrentSkipListMap<>();
    for (int i = 0; i < keys.size; i++) {
      map.put(keys.inserted[i], keys.values[i]);
    }
    return map;
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object insertOneByOne(Keys keys) {
    return one(keys);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object insertOneByOneLimit(Keys keys) {
    return map(keys);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object insertBatch(Keys keys) {
    TreeEditor<Item> editor = CountedTree.<Item>empty().edit();
    for (int i = 0; i < keys.size; i++) {
      put(editor, keys, i);
    }
    return editor.build();
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Object insertBatchLimit(Keys keys) {
    return map(keys);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void scanAll(Tree tree, Keys keys, Blackhole blackhole) {
    TreeWalk<Item> walk = tree.tree.walk(0, keys.size);
    for (Item item = walk.next(); item != null; item = walk.next()) {
      blackhole.consume(item.value);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public void scanAllLimit(Limit limit, Keys keys, Blackhole blackhole) {
    for (Integer value : limit.map.values()) {
      blackhole.consume(value);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public Integer find(Tree tree, Keys keys, Walk walk) {
    return tree.tree.find(keys.probes[walk.next(keys.size)], ORDER).value;
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public Integer findLimit(Limit limit, Keys keys, Walk walk) {
    return limit.map.get(keys.probes[walk.next(keys.size)]);
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void scan(Tree tree, Keys keys, Walk walk, Blackhole blackhole) {
    long from = tree.tree.rank(keys.probes[walk.next(keys.size)], ORDER, false);
    TreeWalk<Item> part = tree.tree.walk(from, Math.min(from + SCANNED, keys.size));
    for (Item item = part.next(); item != null; item = part.next()) {
      blackhole.consume(item.value);
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void scanLimit(Limit limit, Keys keys, Walk walk, Blackhole blackhole) {
    Iterator<Integer> part =
        limit.map.tailMap(keys.probes[walk.next(keys.size)]).values().iterator();
    for (int i = 0; i < SCANNED && part.hasNext(); i++) {
      blackhole.consume(part.next());
    }
  }
}
