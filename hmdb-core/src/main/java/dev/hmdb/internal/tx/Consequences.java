package dev.hmdb.internal.tx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the schema says to a commit: adds what has to follow from the keys that it removes, then
 * checks what comes of all that. Under the commit lock, before anything is prepared.
 */
final class Consequences {
  /*
   * Mechanism
   *
   * What counts is the state after the commit, whatever led to it. First the keys that it removes,
   * one after the other: every entry that would refer to one is removed, which makes it one of them,
   * or put without the reference. Then, when nothing more follows: of each removed key, that no
   * other entry refers to it; of each entry that is put, that it may be.
   *
   * Invariants
   * 1. A key that was removed is not put again: so each is removed once, and circles end.
   * 2. A reference is only ever taken away: so the entries that can refer to a key are those that the
   *    index knows from before the commit and those that the transaction itself puts.
   *
   * Failure: nothing but the changes of this commit is changed, which is thrown away then.
   */
  private final Changes changes;
  private final Deque<Removed<?>> toFollow = new ArrayDeque<>();
  private final List<Removed<?>> removed = new ArrayList<>();

  /**
   * Of each reference that was asked for: the keys that the transaction puts, by what they name.
   */
  private final Map<Reference<?, ?, ?>, Map<?, ?>> ownPuts = new HashMap<>();

  private record Removed<R>(StoredTable<R, ?> table, R key) {}

  Consequences(Changes changes) {
    this.changes = changes;
  }

  /**
   * Does it.
   *
   * @throws dev.hmdb.ConstraintViolationException if the commit may not be
   */
  void settle() {
    for (TableChanges<?, ?> each : changes.written()) {
      addRemoved(each);
    }
    while (!toFollow.isEmpty()) {
      follow(toFollow.remove());
    }
    removed.forEach(this::requireRemovable);
    for (TableChanges<?, ?> each : changes.written()) {
      each.requireAllowed(changes);
    }
  }

  private <K, V> void addRemoved(TableChanges<K, V> written) {
    StoredTable<K, V> table = written.table();
    if (!table.constraints().referrers().isEmpty()) {
      written.forEachRemoved(key -> add(new Removed<>(table, key)));
    }
  }

  private void add(Removed<?> key) {
    removed.add(key);
    toFollow.add(key);
  }

  private <R> void follow(Removed<R> target) {
    for (Reference<R, ?, ?> referrer : target.table.constraints().referrers()) {
      follow(referrer, target.key);
    }
  }

  private <R, K, V> void follow(Reference<R, K, V> reference, R target) {
    if (reference.onRemoval() instanceof OnRemoval.Refuse) {
      return;
    }
    StoredTable<K, V> table = reference.from();
    for (K key : referring(reference, target)) {
      V value = changes.after(table, key);
      if (value != null && reference.refers(key, value, target)) {
        if (reference.onRemoval() instanceof OnRemoval.Empty<R, V>(var without)) {
          changes.addConsequence(table, key, without.apply(value, target));
        } else {
          changes.addConsequence(table, key, null);
          add(new Removed<>(table, key));
        }
      }
    }
  }

  private <R, K, V> Set<K> referring(Reference<R, K, V> reference, R target) {
    Set<K> keys = new LinkedHashSet<>(reference.referring(target));
    if (reference.index() != null) {
      keys.addAll(ownPuts(reference).getOrDefault(target, List.of()));
    }
    return keys;
  }

  @SuppressWarnings("unchecked") // made for the reference
  private <R, K, V> Map<R, List<K>> ownPuts(Reference<R, K, V> reference) {
    Map<?, ?> present = ownPuts.get(reference);
    if (present == null) {
      Map<R, List<K>> found = new HashMap<>();
      TableChanges<K, V> own = changes.changes(reference.from());
      if (own != null) {
        own.forEachPut((key, value) -> {
          for (R target : reference.keys().of(key, value)) {
            found.computeIfAbsent(target, _ -> new ArrayList<>(1)).add(key);
          }
        });
      }
      ownPuts.put(reference, found);
      present = found;
    }
    return (Map<R, List<K>>) present;
  }

  private <R> void requireRemovable(Removed<R> target) {
    // An entry that the transaction puts is checked as such.
    target.table.constraints().requireRemovable(target.key, changes);
  }
}
