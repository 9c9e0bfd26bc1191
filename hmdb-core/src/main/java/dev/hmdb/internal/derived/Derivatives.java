package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Entry;
import java.util.List;

/**
 * Everything that is derived from one table. Immutable.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 */
public final class Derivatives<K, V> {
  private static final Derivatives<?, ?> NONE = new Derivatives<>(List.of());

  /** An array, because install must not allocate an iterator. */
  private final Derived<K, V, ?>[] all;

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of parameterized types
  private Derivatives(List<? extends Derived<K, V, ?>> all) {
    this.all = all.toArray(new Derived[0]);
  }

  /** As of a table from which nothing is derived. */
  @SuppressWarnings("unchecked") // it holds nothing
  public static <K, V> Derivatives<K, V> none() {
    return (Derivatives<K, V>) NONE;
  }

  /** All these. */
  public static <K, V> Derivatives<K, V> of(List<? extends Derived<K, V, ?>> all) {
    return all.isEmpty() ? none() : new Derivatives<>(all);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return all.length == 0;
  }

  /** Makes what {@link #install} will need; see {@link Derived#prepare}. */
  public Object[] prepare(List<Entry<K, V>> fresh, boolean replacesAll, long timestamp) {
    Object[] prepared = new Object[all.length];
    for (int i = 0; i < all.length; i++) {
      prepared[i] = all[i].prepare(fresh, replacesAll, timestamp);
    }
    return prepared;
  }

  /** Installs what {@link #prepare} made. Allocates nothing and calls no user's code. */
  public void install(Object[] prepared, long timestamp) {
    for (int i = 0; i < all.length; i++) {
      all[i].install(prepared[i], timestamp);
    }
  }

  /** Settles what {@link #install} installed. */
  public void settle(Object[] prepared) {
    for (int i = 0; i < all.length; i++) {
      all[i].settle(prepared[i]);
    }
  }
}
