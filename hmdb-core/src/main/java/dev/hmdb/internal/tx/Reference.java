package dev.hmdb.internal.tx;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Kind;
import dev.hmdb.ConstraintViolationException.Violation;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.IndexKeys;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that the entries of one table refer to keys of another one, or of the same.
 *
 * @param name for messages
 * @param from the table whose entries refer
 * @param to the table that they refer to
 * @param keys what an entry refers to
 * @param index finds entries by what they refer to; null if that is the entry's own key
 * @param onRemoval what becomes of entries when what they refer to is removed
 * @param <R> the type of the keys that are referred to
 * @param <K> the type of the keys of the table that refers
 * @param <V> the type of its values
 */
public record Reference<R, K, V>(
    String name,
    StoredTable<K, V> from,
    StoredTable<R, ?> to,
    IndexKeys<K, V, R> keys,
    @Nullable HashIndex<R, K, V> index,
    OnRemoval<R, V> onRemoval) {

  /**
   * Checks that what an entry refers to will be there.
   *
   * @throws ConstraintViolationException if it will not
   */
  void requireTargets(K key, V value, Outcome outcome) {
    Collection<? extends R> targets = keys.of(key, value);
    for (R target : targets) {
      if (outcome.after(to, target) == null) {
        throw new ConstraintViolationException(dangling(name, from.name(), key, to.name(), target));
      }
    }
  }

  /**
   * Checks that nothing will refer to a key that is removed.
   *
   * @throws ConstraintViolationException if something will
   */
  void requireUnreferenced(R target, Outcome outcome) {
    for (K key : referring(target)) {
      V value = outcome.after(from, key);
      if (value != null && refers(key, value, target)) {
        throw new ConstraintViolationException(referenced(key, target));
      }
    }
  }

  /** Whether an entry refers to a key. */
  boolean refers(K key, V value, R target) {
    return keys.of(key, value).contains(target);
  }

  /** The keys of the entries that refer to a key, or did before the commit. */
  List<K> referring(R target) {
    List<K> found = new ArrayList<>();
    if (index == null) {
      found.add(asKey(target));
      return found;
    }
    CountedTree<Entry<K, V>> entries = index.newest(target);
    if (entries != null) {
      entries.walk(0, entries.size()).forEachRemaining(each -> found.add(keyOf(each)));
    }
    return found;
  }

  @SuppressWarnings("unchecked") // without an index the keys are what refers
  private K asKey(R target) {
    return (K) target;
  }

  private K keyOf(Entry<K, V> entry) {
    return from.entries().keyOf(entry);
  }

  /** An entry that refers to a key which is not there. */
  public static Violation dangling(
      String name, String table, Object key, String targetTable, Object target) {
    return new Violation(
        Kind.REFERENCE,
        name,
        table,
        key,
        target,
        "Reference "
            + name
            + ": key "
            + ShortText.of(key)
            + " of table "
            + table
            + " refers to key "
            + ShortText.of(target)
            + " of table "
            + targetTable
            + ", which is not there");
  }

  private Violation referenced(K key, R target) {
    return new Violation(
        Kind.REFERENCE,
        name,
        from.name(),
        key,
        target,
        "Reference "
            + name
            + ": key "
            + ShortText.of(target)
            + " of table "
            + to.name()
            + " cannot be removed while key "
            + ShortText.of(key)
            + " of table "
            + from.name()
            + " refers to it");
  }
}
