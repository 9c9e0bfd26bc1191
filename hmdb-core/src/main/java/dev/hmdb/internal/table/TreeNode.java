package dev.hmdb.internal.table;

/**
 * A node of a {@link CountedTree}: a leaf with elements, or an inner node with children.
 *
 * <p>The changing methods return the node that has the change: this one if the edit made it, else a
 * copy. They may leave it with one place more than {@link #CAPACITY} or less than {@link #MINIMUM};
 * whoever holds it sees to that.
 *
 * @param <E> the type of the elements
 */
abstract sealed class TreeNode<E> permits TreeLeaf, TreeInner {
  /**
   * How many places a node has at most. Measured with a million strings, JDK 25: with 16 inserting
   * takes 1.15 times as long as with 32, and with 64 it is within the noise; finding and scanning
   * are within it with all three.
   */
  static final int CAPACITY = 32;

  /**
   * How many it has at least, unless it is the root. A quarter and not half: then a node that was
   * just split is far from being merged again, and a split can leave most in one half. Arrays are
   * as long as what they hold, so a node that is not full takes little room.
   */
  static final int MINIMUM = CAPACITY / 4;

  /** The edit that made this node and may change it; see {@link TreeEditor}. */
  final long edit;

  /** How many places are used. */
  int count;

  TreeNode(long edit, int count) {
    this.edit = edit;
    this.count = count;
  }

  final boolean isTooLarge() {
    return count > CAPACITY;
  }

  final boolean isTooSmall() {
    return count < MINIMUM;
  }

  /** How many levels are below. */
  abstract int height();

  /** How many elements there are in the leaves. */
  abstract long size();

  /** The first element of the first leaf. Not for an empty one. */
  abstract E first();

  abstract TreeNode<E> insertAt(long edit, long index, E element);

  abstract TreeNode<E> setAt(long edit, long index, E element);

  abstract TreeNode<E> removeAt(long edit, long index);

  /** Keeps so many places and returns a node with the others. For who made this node. */
  abstract TreeNode<E> splitOff(int kept);

  /** A new node with the places of both, more than {@link #CAPACITY} perhaps. */
  abstract TreeNode<E> joinedWith(long edit, TreeNode<E> right);

  /**
   * The leaf in which an element is.
   *
   * @param index of the element, below {@link #size}
   */
  abstract TreeLeaf<E> leafOf(long index);

  /**
   * Where to split a node that a new element has made too large. Elements that come in order, up or
   * down, leave behind nodes that are three quarters full, and not half.
   *
   * @param index of the new element in this node
   */
  final int cutAfter(long index) {
    if (index == size() - 1) {
      return count - MINIMUM;
    }
    return index == 0 ? MINIMUM : count / 2;
  }
}
