package dev.hmdb;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An index whose index keys are in order, by the rules of {@link SortedTable}:
 * {@code @Index("accounts.created") SortedIndex<Instant, Username, Account> accountsByCreated();}.
 *
 * <p>Entries of one index key follow each other as {@link TableIndex#get} says.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of the table's values
 */
public interface SortedIndex<I, K, V> extends TableIndex<I, K, V> {

  /** The order of the index keys. */
  Comparator<? super I> comparator();

  /**
   * The entries whose index keys are in the range, in the order of the index keys. An entry with
   * several index keys in the range occurs once for each.
   */
  Entries<K, V> range(KeyRange<I> range);

  /** All entries that have an index key, in the order of the index keys. */
  default Entries<K, V> entries() {
    return range(KeyRange.all());
  }

  /** The least index key. */
  Optional<I> firstKey();

  /** The greatest index key. */
  Optional<I> lastKey();

  /** The greatest index key that is {@code indexKey} or less. */
  Optional<I> floorKey(I indexKey);

  /** The least index key that is {@code indexKey} or greater. */
  Optional<I> ceilingKey(I indexKey);

  /** The greatest index key that is less than {@code indexKey}. */
  Optional<I> lowerKey(I indexKey);

  /** The least index key that is greater than {@code indexKey}. */
  Optional<I> higherKey(I indexKey);

  /** The index keys that entries have, each once and in order; as {@link Table#stream}. */
  @Override
  Stream<I> keys();
}
