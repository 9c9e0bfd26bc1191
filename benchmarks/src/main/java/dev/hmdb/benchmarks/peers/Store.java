package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of every store: accounts by keys of one type. What a call that has returned
 * survives is the store's own, see {@link Peer#promise}. Any number of threads may call anything
 * but {@link #close}.
 */
interface Store<K> extends AutoCloseable {
  /** The account of a key, null if there is none. */
  @Nullable Account get(K key);

  /** Stores an account, without asking what was there before where the store lets one choose. */
  void put(K key, Account value);

  /**
   * Stores four accounts in one transaction.
   *
   * @param from where the four begin, in both arrays
   */
  default void putFour(K[] keys, Account[] values, int from) {
    throw new UnsupportedOperationException("no transactions");
  }

  /** Stores many, in the way that is meant for it; the numbers go from 0 to {@code count}. */
  default void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int i = 0; i < count; i++) {
      put(keys.apply(i), values.apply(i));
    }
  }

  /** Visits every entry, in any order. */
  void forEach(BiConsumer<K, Account> action);

  /** Makes the files as small as the store can, and returns when that is done. */
  default void compact() {}

  @Override
  void close();
}
