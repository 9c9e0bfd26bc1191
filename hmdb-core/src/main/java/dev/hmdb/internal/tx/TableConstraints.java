package dev.hmdb.internal.tx;

import dev.hmdb.ConstraintViolationException;
import dev.hmdb.ConstraintViolationException.Kind;
import dev.hmdb.ConstraintViolationException.Violation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the schema demands of the entries of one table, and of those that refer to its keys. Made
 * complete before anybody uses the table, and not changed after that.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class TableConstraints<K, V> {
  /*
   * Why a commit is checked when it is prepared. Under the commit lock the newest state is the one
   * that the commit will change, whoever made it: nobody can remove what an entry refers to between
   * the check and the install, and nothing that the transaction read need be remembered for it. A
   * commit that is refused has changed nothing.
   *
   * Commits of other processes are not checked: they are in the log already, and whoever made them
   * has checked them under the right to write.
   */
  private record NamedCheck<K, V>(String name, BiFunction<K, V, @Nullable String> complaint) {}

  private final List<NamedCheck<K, V>> checks = new ArrayList<>();

  /** Those that the table's entries have. */
  private final List<Reference<?, K, V>> references = new ArrayList<>();

  /** Those that entries have to the table's keys. */
  private final List<Reference<K, ?, ?>> referrers = new ArrayList<>();

  private @Nullable ThreadGuard guard;

  /** Whether there are neither, so that nothing has to be done. */
  private boolean isEmpty = true;

  /** Whether the removal of a key can change other entries. */
  private boolean hasConsequences;

  /**
   * Adds a condition on the table's entries.
   *
   * @param complaint says what is wrong with an entry; null if nothing is
   * @param guard keeps it from using the database
   */
  public void addCheck(
      String name, BiFunction<K, V, @Nullable String> complaint, ThreadGuard guard) {
    checks.add(new NamedCheck<>(name, complaint));
    this.guard = guard;
    isEmpty = false;
  }

  /** Adds a rule to both of its tables. */
  public static <R, K, V> void add(Reference<R, K, V> reference) {
    reference.from().constraints().addReference(reference);
    addReferrer(reference.to().constraints(), reference);
  }

  private void addReference(Reference<?, K, V> reference) {
    references.add(reference);
    isEmpty = false;
  }

  private static <R> void addReferrer(TableConstraints<R, ?> target, Reference<R, ?, ?> reference) {
    target.referrers.add(reference);
    target.hasConsequences |= !(reference.onRemoval() instanceof OnRemoval.Refuse);
    target.isEmpty = false;
  }

  boolean isEmpty() {
    return isEmpty;
  }

  boolean hasConsequences() {
    return hasConsequences;
  }

  List<Reference<K, ?, ?>> referrers() {
    return referrers;
  }

  /** Adds the tables whose entries a removal here can change. */
  void addChanged(BitSet tables) {
    for (Reference<K, ?, ?> referrer : referrers) {
      int from = referrer.from().index();
      if (!(referrer.onRemoval() instanceof OnRemoval.Refuse) && !tables.get(from)) {
        tables.set(from);
        referrer.from().constraints().addChanged(tables);
      }
    }
  }

  /**
   * Checks an entry that a commit puts.
   *
   * @throws ConstraintViolationException if it may not be
   */
  void requireAllowed(StoredTable<K, V> table, K key, V value, Outcome outcome) {
    requireTargets(key, value, outcome);
    guarded(() -> requirePassed(table, key, value));
  }

  /**
   * Checks every entry that a commit puts.
   *
   * @throws ConstraintViolationException if one may not be
   */
  void requireAllowed(TableChanges<K, V> changes, Outcome outcome) {
    if (!references.isEmpty()) {
      changes.forEachPut((key, value) -> requireTargets(key, value, outcome));
    }
    guarded(() -> changes.forEachPut((key, value) -> requirePassed(changes.table(), key, value)));
  }

  private void requireTargets(K key, V value, Outcome outcome) {
    for (Reference<?, K, V> reference : references) {
      reference.requireTargets(key, value, outcome);
    }
  }

  /** Has checks run as if in a transaction: they may not use the database. */
  private void guarded(Runnable run) {
    ThreadGuard own = guard;
    if (own != null) {
      own.enter();
      try {
        run.run();
      } finally {
        own.exit();
      }
    }
  }

  /**
   * Checks that a key may be removed.
   *
   * @throws ConstraintViolationException if entries refer to it which must not lose it
   */
  void requireRemovable(K key, Outcome outcome) {
    for (Reference<K, ?, ?> referrer : referrers) {
      if (referrer.onRemoval() instanceof OnRemoval.Refuse) {
        referrer.requireUnreferenced(key, outcome);
      }
    }
  }

  private void requirePassed(StoredTable<K, V> table, K key, V value) {
    for (NamedCheck<K, V> check : checks) {
      String complaint = check.complaint.apply(key, value);
      if (complaint != null) {
        throw new ConstraintViolationException(
            failed(check.name, table.name(), key, value, complaint));
      }
    }
  }

  /** An entry that does not pass a check. */
  public static Violation failed(
      String name, String table, Object key, Object value, String complaint) {
    return new Violation(
        Kind.CHECK,
        name,
        table,
        key,
        value,
        "Check "
            + name
            + " of table "
            + table
            + ": key "
            + ShortText.of(key)
            + " with the value "
            + ShortText.of(value)
            + " does not pass it"
            + (complaint.isEmpty() ? "" : ": " + complaint));
  }
}
