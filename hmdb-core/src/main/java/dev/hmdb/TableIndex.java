package dev.hmdb;

import java.util.stream.Stream;

/**
 * Finds the entries of a table by something in their values, the index key:
 * {@code @Index("accounts.plan") TableIndex<Plan, Username, Account> accountsByPlan();}.
 *
 * <p>An index is derived from its table, in memory alone: it is built when a database is opened, a
 * commit changes both at once, and declaring one or giving it up needs no migration. {@link Index}
 * says what an index key can be.
 *
 * <p>An index comes in the three kinds that a {@link Table} comes in: that of a database, a
 * transaction's, which sees the transaction's own writes, and a snapshot's. What is said there of
 * threads, null and exceptions holds here. In a transaction, what was found under an index key
 * conflicts with changes of entries that had that index key or have it then, and with nothing else.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public interface TableIndex<I, K, V> {

  /** The index's name: that of the schema's method. */
  String name();

  /** Whether an entry has that index key. */
  boolean containsKey(I indexKey);

  /** The number of entries that have that index key. */
  default long count(I indexKey) {
    return get(indexKey).size();
  }

  /**
   * The entries that have that index key, none if there are none. They are in the order of the
   * table's keys, where those have a natural order or the table is sorted, else in an order of
   * which nothing is promised.
   */
  Entries<K, V> get(I indexKey);

  /** The index keys that entries have, each once; as {@link Table#stream}. */
  Stream<I> keys();
}
