package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.KeyShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A table together with the writer that the transactions are to it: each change is a commit of its
 * own, installed, published and settled in steps or at once.
 */
final class WrittenTable<K, V> {
  final Clock clock = new Clock();
  final HashTable<K, V> table = HashTable.create(KeyShape.reference(), clock);
  private final Map<Long, Object> sizes = new HashMap<>();
  private long installed;

  /** Sets a key, published and settled. */
  void put(K key, V value) {
    settle(publish(install(key, value)));
  }

  /** Removes a key, published and settled. */
  void remove(K key) {
    settle(publish(install(key, null)));
  }

  /** Sets or removes a key and leaves the commit unpublished. */
  Entry<K, V> install(K key, V value) {
    installed++;
    Entry<K, V> current = table.find(key);
    boolean was = current != null && current.value() != null;
    table.reserve(1);
    Entry<K, V> fresh = table.prepare(key, value, installed, current);
    Object size = table.prepareSize((value == null ? 0 : 1) - (was ? 1 : 0), installed);
    table.install(fresh);
    table.installSize(size, installed);
    sizes.put(installed, size);
    return fresh;
  }

  /** Publishes everything installed. */
  Entry<K, V> publish(Entry<K, V> entry) {
    clock.publish(installed);
    return entry;
  }

  /** Settles an entry whose commit is the newest of its key. */
  void settle(Entry<K, V> entry) {
    Version<K, V> version = entry.versionAcquire();
    table.settle(entry);
    table.settleSize(sizes.get(version.timestamp()));
  }

  /** The timestamp that a snapshot taken now would have. */
  long now() {
    return clock.published();
  }

  /** What a cursor passes from here to its end; fails if that is a key twice. */
  static <K, V> Map<K, V> rest(Cursor<K, V> cursor) {
    Map<K, V> passed = new HashMap<>();
    while (cursor.advance()) {
      assertThat(passed.put(cursor.key(), cursor.value())).as("%s", cursor.key()).isNull();
    }
    return passed;
  }

  /** Checks every chain, and that the newest size is the number of keys with a value. */
  void verify() {
    Set<K> keys = new HashSet<>();
    long[] present = new long[1];
    eachBucket((bucket, chain) -> {
      Entry<K, V> before = null;
      for (Entry<K, V> entry : chain) {
        assertThat(entry.hash()).isEqualTo(ReferenceHashTable.hash(table.keyOf(entry)));
        assertThat(entry.hash() >>> (32 - table.bucketsAcquire().bits())).isEqualTo(bucket);
        assertThat(before == null || Integer.compareUnsigned(before.hash(), entry.hash()) <= 0)
            .as("chain sorted by hash")
            .isTrue();
        assertThat(keys.add(table.keyOf(entry)))
            .as("one entry for %s", table.keyOf(entry))
            .isTrue();
        verifyVersions(entry);
        present[0] += entry.value == null ? 0 : 1;
        before = entry;
      }
    });
    assertThat(table.newestSize()).isEqualTo(present[0]);
  }

  private static void verifyVersions(Entry<?, ?> entry) {
    long last = Long.MAX_VALUE;
    Entry<?, ?> at = entry;
    while (at != null && at.versionAcquire() != null) {
      assertThat(at.versionAcquire().timestamp()).isLessThan(last);
      last = at.versionAcquire().timestamp();
      at = at.versionAcquire().older();
    }
  }

  /** The number of entries that are in a chain, tombstones included. */
  int linked() {
    int[] linked = new int[1];
    eachBucket((bucket, chain) -> linked[0] += chain.size());
    return linked[0];
  }

  private void eachBucket(BiConsumer<Integer, List<Entry<K, V>>> action) {
    Buckets<K, V> now = table.bucketsAcquire();
    for (long bucket = 0; bucket < 1L << now.bits(); bucket++) {
      int hash = (int) (bucket << (32 - now.bits()));
      Buckets<K, V> holder = now.holderAcquire(hash);
      List<Entry<K, V>> chain = new ArrayList<>();
      Entry<K, V> entry = holder.headAcquire(hash);
      for (; entry != null; entry = entry.nextAcquire()) {
        // A bucket of the previous array holds two of this one.
        if (entry.hash() >>> (32 - now.bits()) == bucket) {
          chain.add(entry);
        }
      }
      action.accept((int) bucket, chain);
    }
  }
}
