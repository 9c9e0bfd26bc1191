package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Cursor;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.internal.table.TreeEditor;
import dev.hmdb.internal.table.Version;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are made of a table's entries, in an order.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <E> the type of the elements
 */
public abstract sealed class Ordered<K, V, E> extends Derived<K, V, OrderedOverlay<K, V, E>>
    permits OrderedEntries, OrderedIndex {
  /*
   * Publication
   *
   * A tree never changes; each commit that changes the table makes another one, and writes it to
   * `newest` with release. It leads to the ones before until it is settled. A reader first reads
   * `newest` with acquire, then the clock, and goes back to the newest tree that the clock has
   * reached; if it finds the end of the chain instead, that tree was settled, and so published.
   *
   * Elements hold the entries themselves, and a tree exactly those of its state: whoever has it
   * needs neither versions nor a place in the registry of snapshots, and may keep it for ever.
   */
  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(Ordered.class, "newest", TreeRoot.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final HashTable<K, V> table;
  private final Clock clock;

  private TreeRoot<E> newest = new TreeRoot<>(CountedTree.empty(), 0, null);

  Ordered(HashTable<K, V> table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The order, in which no two elements are the same. */
  public abstract Comparator<E> order();

  /**
   * Puts the elements of an entry in the place of those of another one.
   *
   * @param before null if there is none
   * @param after null or a tombstone if there is none
   */
  abstract void change(
      TreeEditor<E> editor, @Nullable Entry<K, V> before, @Nullable Entry<K, V> after);

  /** Adds the elements of an entry, in any order, some perhaps twice. */
  abstract void addTo(List<E> elements, Entry<K, V> entry);

  /** The table that this is made of. */
  public final HashTable<K, V> table() {
    return table;
  }

  // ---- Readers

  /** All elements, published. */
  public final CountedTree<E> published() {
    return newestAcquire().asOf(clock.published());
  }

  /** All elements as of a timestamp that a registered snapshot holds. */
  public final CountedTree<E> asOf(long timestamp) {
    return newestAcquire().asOf(timestamp);
  }

  @SuppressWarnings("unchecked") // the field's type
  private TreeRoot<E> newestAcquire() {
    return (TreeRoot<E>) NEWEST.getAcquire(this);
  }

  @Override
  public final OrderedOverlay<K, V, E> overlay(long timestamp) {
    return new OrderedOverlay<>(this, timestamp);
  }

  // ---- The writer

  /** All elements, published or not. */
  final CountedTree<E> newest() {
    return newest.tree;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an editor that changes nothing builds the same tree
  final Object prepare(List<Entry<K, V>> fresh, boolean replacesAll, long timestamp) {
    TreeEditor<E> editor = newest.tree.edit();
    if (replacesAll) {
      editor.clear();
    }
    for (Entry<K, V> entry : fresh) {
      Version<K, V> version = replacesAll ? null : entry.versionAcquire();
      change(editor, version == null ? null : version.older(), entry);
    }
    CountedTree<E> tree = editor.build();
    return tree == newest.tree ? newest : new TreeRoot<>(tree, timestamp, newest);
  }

  @Override
  final void install(Object prepared, long timestamp) {
    NEWEST.setRelease(this, (TreeRoot<?>) prepared);
  }

  @Override
  final void settle(Object prepared) {
    ((TreeRoot<?>) prepared).settle();
  }

  // ---- Loading

  @Override
  @SuppressWarnings("unchecked") // the array is handed to whoever takes it for its elements alone
  public final void build() {
    List<E> elements = new ArrayList<>();
    Cursor<K, V> cursor = table.cursor(Long.MAX_VALUE);
    while (cursor.advance()) {
      addTo(elements, cursor.entry());
    }
    E[] sorted = (E[]) elements.toArray();
    Arrays.parallelSort(sorted, order());
    newest = new TreeRoot<>(CountedTree.ofSorted(withoutTwins(sorted)), 0, null);
  }

  private E[] withoutTwins(E[] sorted) {
    int count = 0;
    for (E element : sorted) {
      if (count == 0 || order().compare(sorted[count - 1], element) != 0) {
        sorted[count++] = element;
      }
    }
    return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
  }
}
