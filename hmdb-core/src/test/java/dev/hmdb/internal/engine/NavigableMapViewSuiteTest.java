package dev.hmdb.internal.engine;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.function.Function;
import junit.framework.Test;
import junit.framework.TestSuite;

/**
 * Guava's suite of {@code ConcurrentNavigableMap}, over the map views of the kinds of sorted table,
 * and over their parts and reversals, which the suite makes itself.
 *
 * <p>All features of a general-purpose map are asked for, with the exceptions that {@link
 * MapViewSuiteTest} gives; here the order is known. The suite makes thousands of tests of each map,
 * which all sizes and kinds would be too many of to hold: so three kinds have it with several
 * entries, and the two others the suite of {@code ConcurrentMap}, with any number.
 */
public final class NavigableMapViewSuiteTest {
  /** More than one test needs. */
  private static final int MOST_OPEN = 20;

  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

  private NavigableMapViewSuiteTest() {}

  /** Found by JUnit by its name. */
  public static Test suite() {
    TestSuite suite = new TestSuite("sorted asMap()");
    suite.addTest(writable("unsettled", NavigableMapViewSuiteTest::unsettled));
    suite.addTest(writable("own writes", NavigableMapViewSuiteTest::ownWrites));
    suite.addTest(readOnly("snapshot", NavigableMapViewSuiteTest::snapshot));
    suite.addTest(map("live", NavigableMapViewSuiteTest::live));
    suite.addTest(map("transaction", NavigableMapViewSuiteTest::transaction));
    return suite;
  }

  private static Test writable(
      String name, Function<Map<String, String>, SortedMap<String, String>> view) {
    return ConcurrentNavigableMapTestSuiteBuilder.using(new Generator(view))
        .named(name)
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionFeature.KNOWN_ORDER,
            CollectionSize.SEVERAL)
        .withTearDown(NavigableMapViewSuiteTest::closeAll)
        .createTestSuite();
  }

  private static Test readOnly(
      String name, Function<Map<String, String>, SortedMap<String, String>> view) {
    return ConcurrentNavigableMapTestSuiteBuilder.using(new Generator(view))
        .named(name)
        .withFeatures(CollectionFeature.KNOWN_ORDER, CollectionSize.SEVERAL)
        .withTearDown(NavigableMapViewSuiteTest::closeAll)
        .createTestSuite();
  }

  private static Test map(
      String name, Function<Map<String, String>, SortedMap<String, String>> view) {
    return ConcurrentMapTestSuiteBuilder.using(new Generator(view))
        .named(name)
        .withFeatures(
            MapFeature.GENERAL_PURPOSE,
            CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
            CollectionFeature.KNOWN_ORDER,
            CollectionSize.ANY)
        .withTearDown(NavigableMapViewSuiteTest::closeAll)
        .createTestSuite();
  }

  private static <T extends AutoCloseable> T open(T closeable) {
    OPEN.addLast(closeable);
    return closeable;
  }

  private static KindsDb openDatabase() {
    // The suites of parts and reversals do not tear down.
    closeUntil(MOST_OPEN);
    return open(KindsDb.inMemory());
  }

  private static void closeAll() {
    closeUntil(0);
  }

  private static void closeUntil(int left) {
    while (OPEN.size() > left) {
      try {
        OPEN.removeFirst().close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static SortedMap<String, String> live(Map<String, String> entries) {
    KindsDb db = openDatabase();
    db.own().events().putAll(entries);
    return db.own().events().asMap();
  }

  private static SortedMap<String, String> unsettled(Map<String, String> entries) {
    KindsDb db = openDatabase();
    open(db.snapshot());
    db.own().events().putAll(entries);
    return db.own().events().asMap();
  }

  private static SortedMap<String, String> transaction(Map<String, String> entries) {
    KindsDb db = openDatabase();
    db.own().events().putAll(entries);
    Transaction<Kinds> transaction = open(db.begin());
    return transaction.tables().events().asMap();
  }

  private static SortedMap<String, String> ownWrites(Map<String, String> entries) {
    KindsDb db = openDatabase();
    db.own().events().put("removed", "");
    Transaction<Kinds> transaction = open(db.begin());
    transaction.tables().events().remove("removed");
    transaction.tables().events().putAll(entries);
    return transaction.tables().events().asMap();
  }

  private static SortedMap<String, String> snapshot(Map<String, String> entries) {
    KindsDb db = openDatabase();
    db.own().events().putAll(entries);
    Snapshot<Kinds> snapshot = open(db.snapshot());
    return snapshot.tables().events().asMap();
  }

  private static final class Generator extends TestStringSortedMapGenerator {
    private final Function<Map<String, String>, SortedMap<String, String>> view;

    Generator(Function<Map<String, String>, SortedMap<String, String>> view) {
      this.view = view;
    }

    @Override
    protected SortedMap<String, String> create(Entry<String, String>[] entries) {
      Map<String, String> all = new LinkedHashMap<>();
      for (Entry<String, String> entry : entries) {
        all.put(entry.getKey(), entry.getValue());
      }
      return view.apply(all);
    }
  }
}
