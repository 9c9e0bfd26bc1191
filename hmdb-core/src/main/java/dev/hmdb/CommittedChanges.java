package dev.hmdb;

import java.util.List;

/**
 * What one committed transaction did to one table.
 *
 * @param position see {@link CommittedTransaction#position}
 * @param changes at least one; one a key, in no particular order
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record CommittedChanges<K, V>(long position, List<Change<K, V>> changes) {
  /** Copies the list. */
  public CommittedChanges {
    changes = List.copyOf(changes);
  }
}
