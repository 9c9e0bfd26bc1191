package dev.hmdb;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An index in which no two entries have the same index key: {@code @Unique("accounts.email")
 * UniqueIndex<String, Username, Account> accountsByEmail();}.
 *
 * <p>That is so in every committed state. A transaction may break it meanwhile, in whatever order
 * it writes; if it still does so at its end, its commit throws {@link ConstraintViolationException}
 * and nothing of it is kept. Until then the transaction finds either of the entries. A database
 * whose entries break it is refused when it is opened.
 *
 * <p>What is said of {@link TableIndex} of kinds, threads and transactions holds here.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public interface UniqueIndex<I, K, V> {

  /** The index's name: that of the schema's method. */
  String name();

  /** The value of the entry that has that index key, or null when none has. */
  @Nullable V get(I indexKey);

  /** The value of the entry that has that index key, if there is one. */
  Optional<V> find(I indexKey);

  /** The entry that has that index key, if there is one. */
  Optional<Map.Entry<K, V>> entry(I indexKey);

  /** The key of the entry that has that index key, if there is one. */
  default Optional<K> keyOf(I indexKey) {
    return entry(indexKey).map(Map.Entry::getKey);
  }

  /** Whether an entry has that index key. */
  boolean containsKey(I indexKey);

  /** The index keys that entries have; as {@link Table#stream}. */
  Stream<I> keys();

  /** The number of index keys that entries have. */
  long size();
}
