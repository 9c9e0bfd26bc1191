package dev.hmdb.internal.table;

import org.jspecify.annotations.Nullable;

/** Finds places in a {@link CountedTree} by comparing. */
final class TreeSearch {
  /*
   * Each search goes down to the last child whose first element lies before what is looked for.
   * From the second level on, the first element of a node is therefore known to lie before it, and
   * is not compared again.
   */
  private TreeSearch() {}

  /** The index of an element that lies at the key; if none does, {@code -1 - rank}. */
  static <E, K> long locate(TreeNode<E> root, K key, KeyOrder<? super E, ? super K> order) {
    TreeNode<E> node = root;
    long before = 0;
    int known = 0;
    while (node instanceof TreeInner<E> inner) {
      int slot = search(inner.firsts(), known, inner.count, key, order);
      if (slot >= 0) {
        return before + inner.before(slot);
      }
      int after = -1 - slot;
      if (after == 0) {
        return -1;
      }
      before += inner.before(after - 1);
      node = inner.child(after - 1);
      known = 1;
    }
    int slot = search(((TreeLeaf<E>) node).elements(), known, node.count, key, order);
    return slot >= 0 ? before + slot : slot - before;
  }

  /** An element that lies at the key, or null. */
  static <E, K> @Nullable E find(TreeNode<E> root, K key, KeyOrder<? super E, ? super K> order) {
    TreeNode<E> node = root;
    int known = 0;
    while (node instanceof TreeInner<E> inner) {
      int slot = search(inner.firsts(), known, inner.count, key, order);
      if (slot >= 0) {
        return inner.child(slot).first();
      }
      int after = -1 - slot;
      if (after == 0) {
        return null;
      }
      node = inner.child(after - 1);
      known = 1;
    }
    TreeLeaf<E> leaf = (TreeLeaf<E>) node;
    int slot = search(leaf.elements(), known, leaf.count, key, order);
    return slot >= 0 ? leaf.element(slot) : null;
  }

  /** How many elements lie before the key, or before it and at it. */
  static <E, K> long rank(
      TreeNode<E> root, K key, KeyOrder<? super E, ? super K> order, boolean isAfter) {
    TreeNode<E> node = root;
    long before = 0;
    int known = 0;
    while (node instanceof TreeInner<E> inner) {
      int after = bound(inner.firsts(), known, inner.count, key, order, isAfter);
      if (after == 0) {
        return 0;
      }
      before += inner.before(after - 1);
      node = inner.child(after - 1);
      known = 1;
    }
    return before + bound(((TreeLeaf<E>) node).elements(), known, node.count, key, order, isAfter);
  }

  @SuppressWarnings("unchecked") // nodes hold nothing but elements
  private static <E, K> int search(
      Object[] sorted, int from, int to, K key, KeyOrder<E, ? super K> order) {
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int compared = order.compareToKey((E) sorted[middle], key);
      if (compared < 0) {
        low = middle + 1;
      } else if (compared > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  @SuppressWarnings("unchecked") // nodes hold nothing but elements
  private static <E, K> int bound(
      Object[] sorted, int from, int to, K key, KeyOrder<E, ? super K> order, boolean isAfter) {
    int limit = isAfter ? 1 : 0;
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      // Not the difference: a comparison may return any number.
      if (Integer.signum(order.compareToKey((E) sorted[middle], key)) < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
