package dev.hmdb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A committed transaction, as the {@link Database#subscribe feed of changes} tells it.
 *
 * @param position its place in the order of all commits. Whoever has dealt with this transaction
 *     and keeps the number can {@link FeedOptions#from go on} behind it, also after the database
 *     was closed and opened again. It grows with each commit, and means nothing else
 * @param changes what it did, by the names of the tables; only those that it changed. See {@link
 *     #changes(Table)}. Of cells, lists and multimaps the entries that they are stored as, with the
 *     keys that {@link dev.hmdb.codec} has for them
 */
public record CommittedTransaction(long position, Map<String, List<Change<?, ?>>> changes) {
  /** Copies map and lists. */
  public CommittedTransaction {
    Map<String, List<Change<?, ?>>> copy = LinkedHashMap.newLinkedHashMap(changes.size());
    changes.forEach((table, of) -> copy.put(table, List.copyOf(of)));
    changes = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * What it did to a table: one change a key, in no particular order; empty if nothing.
   *
   * @param table any table of the database that the feed is of, such as {@code db.accounts()}
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the changes of a table are of its types
  public <K, V> List<Change<K, V>> changes(Table<K, V> table) {
    return (List) changes.getOrDefault(table.name(), List.of());
  }
}
