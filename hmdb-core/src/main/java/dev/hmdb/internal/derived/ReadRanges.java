package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.KeySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a transaction has read of one order. For one thread at a time. */
final class ReadRanges<E> {
  /*
   * Mechanism
   * Places cannot be compared with each other, only with elements. So the ranges are kept one by one
   * while they are few, each as exact as it was read. When there are MAX they are put together: each
   * is widened to the elements of the snapshot that lie around it, and is then a pair of ranks, and
   * such that touch are one. What is kept grows with what was read, and no more with how often.
   *
   * Whoever still reads on a range that was put together adds it again.
   */
  private static final int MAX = 1024;

  private final Comparator<E> order;
  private final CountedTree<E> base;
  private final List<ReadRange<E>> ranges = new ArrayList<>();

  /**
   * So many elements of the snapshot lie before and so many not behind; no two have a rank in
   * common.
   */
  private final TreeMap<Long, Long> merged = new TreeMap<>();

  /**
   * @param base the snapshot
   */
  ReadRanges(Comparator<E> order, CountedTree<E> base) {
    this.order = order;
    this.base = base;
  }

  ReadRange<E> begin(Cut<E> from, Cut<E> end, boolean isDown) {
    return new ReadRange<>(this, from, end, isDown);
  }

  Comparator<E> order() {
    return order;
  }

  /** Something more was read than {@link #isSame} knows. */
  void add(ReadRange<E> range) {
    if (ranges.size() >= MAX) {
      for (ReadRange<E> each : ranges) {
        merge(each);
        each.setForgotten();
      }
      ranges.clear();
    }
    ranges.add(range);
  }

  private void merge(ReadRange<E> range) {
    long from = range.lower().rankIn(base);
    long to = Math.max(from, range.upper().rankIn(base));
    Map.Entry<Long, Long> before = merged.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> next = merged.ceilingEntry(from);
    while (next != null && next.getKey() <= to) {
      to = Math.max(to, next.getValue());
      merged.remove(next.getKey());
      next = merged.ceilingEntry(from);
    }
    merged.put(from, to);
  }

  /** So much is kept. */
  int size() {
    return ranges.size() + merged.size();
  }

  /** Whether a tree has the same elements as the snapshot, as objects, wherever this was read. */
  boolean isSame(CountedTree<E> other) {
    for (ReadRange<E> range : ranges) {
      if (!isSame(other, range.lower(), range.upper())) {
        return false;
      }
    }
    for (Map.Entry<Long, Long> range : merged.entrySet()) {
      if (!isSame(other, behind(range.getKey()), before(range.getValue()))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(CountedTree<E> other, Cut<E> lower, Cut<E> upper) {
    return base.isSame(other, new KeySpan<>(lower, true, upper, true), Cut.order());
  }

  /** The place behind the element before which there is one less than so many. */
  private Cut<E> behind(long rank) {
    if (rank == 0) {
      return Cut.lowest();
    }
    E element = base.get(rank - 1);
    return other -> order.compare(other, element) <= 0;
  }

  private Cut<E> before(long rank) {
    if (rank == base.size()) {
      return Cut.highest();
    }
    E element = base.get(rank);
    return other -> order.compare(other, element) < 0;
  }
}
