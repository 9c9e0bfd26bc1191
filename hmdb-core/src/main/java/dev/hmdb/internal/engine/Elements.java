package dev.hmdb.internal.engine;

import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.HashIndex;
import dev.hmdb.internal.derived.Ordered;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.Entry;

/**
 * Elements in an order, as they are at each call.
 *
 * @param <E> the type of the elements
 */
interface Elements<E> {
  /** All that there are. What is read of them has to be told to {@link #reading}. */
  CountedTree<E> tree(String method);

  /** Is to be told what is read on the way from a place to another one. */
  Reading<E> reading(Cut<E> from, Cut<E> end, boolean isDown);

  /** Checks that reading may go on; see {@link Binding#requireUsable}. */
  void requireUsable();

  /** Whether what was begun may go on for ever. */
  boolean isLasting();

  /** Those of an order. */
  record Of<K, V, E>(Binding binding, Part<K, V> part, Ordered<K, V, E> ordered)
      implements Elements<E> {
    @Override
    public CountedTree<E> tree(String method) {
      return binding.tree(part, ordered, method);
    }

    @Override
    public Reading<E> reading(Cut<E> from, Cut<E> end, boolean isDown) {
      return binding.reading(part, ordered, from, end, isDown);
    }

    @Override
    public void requireUsable() {
      binding.requireUsable();
    }

    @Override
    public boolean isLasting() {
      return binding.isLasting();
    }
  }

  /** The entries of one index key, which are read as a whole. */
  record Found<I, K, V>(Binding binding, Part<K, V> part, HashIndex<I, K, V> index, I indexKey)
      implements Elements<Entry<K, V>> {
    @Override
    public CountedTree<Entry<K, V>> tree(String method) {
      return binding.entries(part, index, indexKey, method);
    }

    @Override
    public Reading<Entry<K, V>> reading(
        Cut<Entry<K, V>> from, Cut<Entry<K, V>> end, boolean isDown) {
      return Reading.unwatched();
    }

    @Override
    public void requireUsable() {
      binding.requireUsable();
    }

    @Override
    public boolean isLasting() {
      return binding.isLasting();
    }
  }
}
