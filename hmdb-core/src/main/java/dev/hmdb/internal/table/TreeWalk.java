package dev.hmdb.internal.table;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the elements of a part of a {@link CountedTree}, up or down. The tree does not change, so
 * neither does what is passed. For one thread at a time.
 *
 * @param <E> the type of the elements
 */
public final class TreeWalk<E> {
  /*
   * Mechanism
   *
   * It goes along the array of a leaf, and from there to the next leaf of the same parent. Only from
   * a parent to the next it goes down from the root, once for some hundreds of elements: cheaper
   * than to keep the way down, which would be two more arrays for every walk, long or short.
   */
  private final TreeNode<E> root;
  private final int step;

  /** The indexes that are left, apart from those of the present leaf. */
  private long from;

  private long to;

  // The present leaf: the next slot, and the first one that is not passed any more.
  private Object[] elements = {};
  private int slot;
  private int end;

  // Its parent; null if that is to be looked up or there is none.
  private @Nullable TreeInner<E> parent;
  private long parentFrom;
  private int slotInParent;

  TreeWalk(TreeNode<E> root, long from, long to, boolean isDown) {
    this.root = root;
    this.from = from;
    this.to = to;
    this.step = isDown ? -1 : 1;
  }

  /** The next element; null when all have been passed. */
  @SuppressWarnings("unchecked") // a leaf holds nothing but elements
  public @Nullable E next() {
    if (slot == end && !nextLeaf()) {
      return null;
    }
    E element = (E) elements[slot];
    slot += step;
    return element;
  }

  /** Passes all that are left. */
  @SuppressWarnings("unchecked") // a leaf holds nothing but elements
  public void forEachRemaining(Consumer<? super E> action) {
    while (slot != end || nextLeaf()) {
      Object[] present = elements;
      while (slot != end) {
        E element = (E) present[slot];
        slot += step;
        action.accept(element);
      }
    }
  }

  /** How many elements are left. */
  public long remaining() {
    return to - from + Math.abs(end - slot);
  }

  private boolean nextLeaf() {
    if (from >= to) {
      return false;
    }
    long index = step > 0 ? from : to - 1;
    if (root instanceof TreeLeaf<E> leaf) {
      enter(leaf, 0, index);
      return true;
    }
    TreeInner<E> present = parent;
    int next = slotInParent + step;
    if (present == null || next < 0 || next >= present.count) {
      present = parentOf(index);
      next = present.slotOf(index - parentFrom);
    }
    slotInParent = next;
    enter((TreeLeaf<E>) present.child(next), parentFrom + present.before(next), index);
    return true;
  }

  private TreeInner<E> parentOf(long index) {
    TreeInner<E> inner = (TreeInner<E>) root;
    parentFrom = 0;
    while (inner.height() > 1) {
      int next = inner.slotOf(index - parentFrom);
      parentFrom += inner.before(next);
      inner = (TreeInner<E>) inner.child(next);
    }
    parent = inner;
    return inner;
  }

  private void enter(TreeLeaf<E> leaf, long leafFrom, long index) {
    elements = leaf.elements();
    slot = (int) (index - leafFrom);
    if (step > 0) {
      end = (int) Math.min(leaf.count, to - leafFrom);
      from = leafFrom + end;
    } else {
      int last = (int) Math.max(0, from - leafFrom);
      end = last - 1;
      to = leafFrom + last;
    }
  }
}
