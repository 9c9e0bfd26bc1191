package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;
import dev.hmdb.internal.table.TreeEditor;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has of an {@link Ordered}.
 *
 * @param <K> the type of the table's keys
 * @param <V> the type of its values
 * @param <E> the type of the elements
 */
public final class OrderedOverlay<K, V, E> implements Overlay<K, V> {
  /*
   * The transaction has a tree of its own, which begins as that of its snapshot and which each write
   * changes: what it reads needs no merging. Its reads are kept as ranges between two places. One
   * is valid if the newest tree has in it the very elements that the snapshot has; what the
   * transaction itself wrote there then comes to the same again. So what others change elsewhere
   * does not matter, and what they add inside does.
   */
  private final Ordered<K, V, E> ordered;
  private final CountedTree<E> base;
  private final OwnEntries<K, V> own;
  private final ReadRanges<E> reads;

  /** Null until something is written. */
  private @Nullable TreeEditor<E> editor;

  // Those of all elements from either end, which would be many: one goes as far as all of them.
  private @Nullable ReadRange<E> fromLowest;
  private @Nullable ReadRange<E> fromHighest;

  OrderedOverlay(Ordered<K, V, E> ordered, long timestamp) {
    this.ordered = ordered;
    this.base = ordered.asOf(timestamp);
    this.reads = new ReadRanges<>(ordered.order(), base);
    this.own = new OwnEntries<>(ordered.table(), timestamp);
  }

  /** The elements by now. They count as read only as {@link #reading} is told. */
  public CountedTree<E> tree() {
    return editor == null ? base : editor.build();
  }

  /** Is to be told what is read of {@link #tree} on the way from a place to another one. */
  public Reading<E> reading(Cut<E> from, Cut<E> end, boolean isDown) {
    if (own.isCleared()) {
      return Reading.unwatched();
    }
    if (!isDown && isAll(from, end)) {
      if (fromLowest == null) {
        fromLowest = reads.begin(from, end, false);
      }
      return fromLowest;
    }
    if (isDown && isAll(end, from)) {
      if (fromHighest == null) {
        fromHighest = reads.begin(from, end, true);
      }
      return fromHighest;
    }
    return reads.begin(from, end, isDown);
  }

  private static <E> boolean isAll(Cut<E> lower, Cut<E> upper) {
    return lower.equals(Cut.<E>lowest()) && upper.equals(Cut.<E>highest());
  }

  @Override
  public void write(K key, @Nullable V value) {
    Entry<K, V> before = own.find(key);
    ordered.change(editor(), before, own.write(key, value));
  }

  @Override
  public void clear() {
    own.clear();
    editor().clear();
  }

  @Override
  public void forget() {
    own.forget();
    editor = null;
  }

  private TreeEditor<E> editor() {
    if (editor == null) {
      editor = base.edit();
    }
    return editor;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same tree needs no comparison
  public boolean isValid() {
    CountedTree<E> newest = ordered.newest();
    return newest == base || reads.isSame(newest);
  }
}
