package dev.hmdb.internal.derived;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Kind;
import dev.hmdb.ConstraintViolationException.Violation;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index of which each index key has at most one entry, or else the commit is refused.
 *
 * @param <I> the type of the index keys
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class UniqueHashIndex<I, K, V>
    extends HashedIndex<I, K, V, Entry<K, V>, UniqueOverlay<I, K, V>> {
  /** So many are named of those that stand in the way of opening. */
  private static final int NAMED_OFFENDERS = 20;

  /** So many are listed. */
  private static final int LISTED_OFFENDERS = 100;

  private final String name;
  private final String tableName;

  /**
   * @param name of the index, for messages
   * @param tableName of the table, for messages
   */
  public UniqueHashIndex(
      String name,
      String tableName,
      HashTable<K, V> table,
      IndexKeys<K, V, I> indexKeys,
      Clock clock) {
    super(table, indexKeys, clock);
    this.name = name;
    this.tableName = tableName;
  }

  @Override
  public UniqueOverlay<I, K, V> overlay(long timestamp) {
    return new UniqueOverlay<>(this, timestamp);
  }

  @Override
  Entry<K, V> with(I indexKey, @Nullable Entry<K, V> present, Entry<K, V> entry) {
    if (present != null && !isSameKey(present, entry)) {
      throw new ConstraintViolationException(violation(indexKey, entry, present));
    }
    return entry;
  }

  private Violation violation(I indexKey, Entry<K, V> entry, Entry<K, V> present) {
    return new Violation(
        Kind.UNIQUE,
        name,
        tableName,
        table().keyOf(entry),
        indexKey,
        "Unique index "
            + name
            + " of table "
            + tableName
            + ": key "
            + table().keyOf(entry)
            + " has the value "
            + indexKey
            + ", which key "
            + table().keyOf(present)
            + " has already");
  }

  @Override
  @Nullable Entry<K, V> without(Entry<K, V> present, Entry<K, V> entry) {
    return isSameKey(present, entry) ? null : present;
  }

  boolean isSameKey(Entry<K, V> a, Entry<K, V> b) {
    return Objects.equals(table().keyOf(a), table().keyOf(b));
  }

  @Override
  Entry<K, V> ofAll(List<Entry<K, V>> entries) {
    return entries.getFirst();
  }

  @Override
  void requireAllowed(Map<I, List<Entry<K, V>>> all) {
    List<String> offenders = new ArrayList<>();
    List<Violation> violations = new ArrayList<>();
    long entries = 0;
    int count = 0;
    for (Map.Entry<I, List<Entry<K, V>>> group : all.entrySet()) {
      if (group.getValue().size() > 1) {
        count++;
        entries += group.getValue().size() - 1;
        addViolations(group.getKey(), group.getValue(), violations);
        if (offenders.size() < NAMED_OFFENDERS) {
          offenders.add(offender(group.getKey(), group.getValue()));
        }
      }
    }
    if (count > 0) {
      throw new ConstraintViolationException(
          "Unique index "
              + name
              + " of table "
              + tableName
              + ": the database has "
              + (count == 1 ? "a value" : count + " values")
              + " more than once: "
              + String.join("; ", offenders)
              + (count > offenders.size() ? "; and " + (count - offenders.size()) + " more" : "")
              + ". Open it without the index and change them",
          violations,
          entries);
    }
  }

  /** One for each entry but the first. */
  private void addViolations(I indexKey, List<Entry<K, V>> entries, List<Violation> violations) {
    for (Entry<K, V> entry : entries.subList(1, entries.size())) {
      if (violations.size() < LISTED_OFFENDERS) {
        violations.add(violation(indexKey, entry, entries.getFirst()));
      }
    }
  }

  private String offender(I indexKey, List<Entry<K, V>> entries) {
    List<String> keys =
        entries.stream()
            .limit(NAMED_OFFENDERS)
            .map(entry -> String.valueOf(table().keyOf(entry)))
            .sorted()
            .toList();
    return indexKey
        + " of keys "
        + String.join(", ", keys)
        + (entries.size() > keys.size() ? " and " + (entries.size() - keys.size()) + " more" : "");
  }
}
