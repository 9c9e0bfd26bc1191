package dev.hmdb.internal.engine;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import junit.framework.Test;
import junit.framework.TestSuite;

/**
 * Guava's suite of {@code ConcurrentMap}, over the map views of the kinds of table.
 *
 * <p>All features of a general-purpose map are asked for, except these:
 *
 * <ul>
 *   <li>those that allow nulls: a {@code ConcurrentMap} that refuses them keeps its promises;
 *   <li>{@code FAILS_FAST_ON_CONCURRENT_MODIFICATION}: iterators of a {@code ConcurrentMap} are
 *       weakly consistent;
 *   <li>{@code KNOWN_ORDER}: hash tables have none;
 *   <li>{@code SERIALIZABLE}: {@code ConcurrentMap} does not promise it, and a view of a database
 *       cannot travel without it;
 *   <li>{@code REJECTS_DUPLICATES_AT_CREATION}: views are not created from entries.
 * </ul>
 */
public final class MapViewSuiteTest {
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  private MapViewSuiteTest() {}

  /** Found by JUnit by its name. */
  public static Test suite() {
    TestSuite suite = new TestSuite("asMap()");
    suite.addTest(writable("live", words(MapViewSuiteTest::live)));
    suite.addTest(writable("unsettled", words(MapViewSuiteTest::unsettled)));
    suite.addTest(writable("transaction", words(MapViewSuiteTest::transaction)));
    suite.addTest(writable("own writes", words(MapViewSuiteTest::ownWrites)));
    suite.addTest(writable("numbers", new Numbers()));
    suite.addTest(readOnly("snapshot", words(MapViewSuiteTest::snapshot)));
    return suite;
  }

  private static Test writable(String name, TestMapGenerator<?, ?> generator) {
    return ConcurrentMapTestSuiteBuilder.using(generator)
        .named(name)
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionSize.ANY)
        .withTearDown(MapViewSuiteTest::closeAll)
        .createTestSuite();
  }

  private static Test readOnly(String name, TestMapGenerator<?, ?> generator) {
    return ConcurrentMapTestSuiteBuilder.using(generator)
        .named(name)
        .withFeatures(CollectionSize.ANY)
        .withTearDown(MapViewSuiteTest::closeAll)
        .createTestSuite();
  }

  private static <T extends AutoCloseable> T open(T closeable) {
    OPEN.push(closeable);
    return closeable;
  }

  private static void closeAll() {
    while (!OPEN.isEmpty()) {
      try {
        OPEN.pop().close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Map<String, String> live(Map<String, String> entries) {
    TwoTablesDb db = open(TwoTablesDb.inMemory());
    db.words().putAll(entries);
    return db.words().asMap();
  }

  private static Map<String, String> unsettled(Map<String, String> entries) {
    TwoTablesDb db = open(TwoTablesDb.inMemory());
    open(db.snapshot());
    db.words().putAll(entries);
    return db.words().asMap();
  }

  private static Map<String, String> transaction(Map<String, String> entries) {
    TwoTablesDb db = open(TwoTablesDb.inMemory());
    db.words().putAll(entries);
    Transaction<TwoTables> transaction = open(db.begin());
    return transaction.tables().words().asMap();
  }

  private static Map<String, String> ownWrites(Map<String, String> entries) {
    TwoTablesDb db = open(TwoTablesDb.inMemory());
    db.words().put("removed", "");
    Transaction<TwoTables> transaction = open(db.begin());
    transaction.tables().words().remove("removed");
    transaction.tables().words().putAll(entries);
    return transaction.tables().words().asMap();
  }

  private static Map<String, String> snapshot(Map<String, String> entries) {
    TwoTablesDb db = open(TwoTablesDb.inMemory());
    db.words().putAll(entries);
    Snapshot<TwoTables> snapshot = open(db.snapshot());
    return snapshot.tables().words().asMap();
  }

  private static TestMapGenerator<String, String> words(
      Function<Map<String, String>, Map<String, String>> view) {
    return new TestStringMapGenerator() {
      @Override
      protected Map<String, String> create(Entry<String, String>[] entries) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Entry<String, String> entry : entries) {
          all.put(entry.getKey(), entry.getValue());
        }
        return view.apply(all);
      }
    };
  }

  /** Keys that are kept as numbers. */
  private static final class Numbers implements TestMapGenerator<Long, Long> {
    @Override
    public Map<Long, Long> create(Object... entries) {
      TwoTablesDb db = open(TwoTablesDb.inMemory());
      for (Object entry : entries) {
        Entry<?, ?> number = (Entry<?, ?>) entry;
        db.numbers().put((Long) number.getKey(), (Long) number.getValue());
      }
      return db.numbers().asMap();
    }

    @Override
    public SampleElements<Entry<Long, Long>> samples() {
      return new SampleElements<>(
          Map.entry(0L, 1L),
          Map.entry(-1L, 2L),
          Map.entry(Long.MIN_VALUE, 3L),
          Map.entry(1L << 40, 4L),
          Map.entry(5L, 5L));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Entry<Long, Long>[] createArray(int length) {
      return (Entry<Long, Long>[]) new Entry<?, ?>[length];
    }

    @Override
    public Long[] createKeyArray(int length) {
      return new Long[length];
    }

    @Override
    public Long[] createValueArray(int length) {
      return new Long[length];
    }

    @Override
    public Iterable<Entry<Long, Long>> order(List<Entry<Long, Long>> insertionOrder) {
      return new ArrayList<>(insertionOrder);
    }
  }
}
