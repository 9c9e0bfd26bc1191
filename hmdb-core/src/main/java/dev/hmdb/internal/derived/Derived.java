package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import java.util.List;

/**
 * Something derived from the entries of one table: an order of them, or an index.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <O> what a transaction has of it
 */
public abstract class Derived<K, V, O extends Overlay<K, V>> {
  /*
   * A commit changes it in the steps in which it changes the table, with the table's own promises:
   * prepare may fail and changes nothing that anybody sees; install allocates nothing and calls no
   * user's code; what it installed is visible once the commit is published; settle frees what older
   * readers needed, and may be called twice.
   */

  /** Fills this, which is empty, from all entries of the table. Before anybody reads it. */
  public abstract void build();

  /**
   * Makes everything that {@link #install} will need.
   *
   * @param fresh the entries that the commit will install, at most one a key; the version of each
   *     says which entry it replaces
   * @param replacesAll whether they replace every entry that there is
   * @throws dev.hmdb.ConstraintViolationException if the commit may not be
   */
  abstract Object prepare(List<Entry<K, V>> fresh, boolean replacesAll, long timestamp);

  /** Installs what {@link #prepare} made. */
  abstract void install(Object prepared, long timestamp);

  /** Settles what {@link #install} installed. */
  abstract void settle(Object prepared);

  /**
   * What a transaction has of this, with nothing written yet.
   *
   * @param timestamp at which the transaction reads, held by a registered snapshot
   */
  public abstract O overlay(long timestamp);
}
