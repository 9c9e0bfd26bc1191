package dev.hmdb.internal.table;

import java.util.Arrays;

/** An inner node of a {@link CountedTree}: two children at least, all of the same height. */
final class TreeInner<E> extends TreeNode<E> {
  /*
   * Invariants, for each slot below `count`
   * 1. firsts[slot] is the first element of children[slot]: the very object, so that an element
   *    that was replaced or removed is not kept alive by the nodes above it.
   * 2. ends[slot] is how many elements there are in the children up to and including that one.
   *
   * A copy of a node shares `firsts` and `ends` with it until something in them changes: most changes
   * are not to the first element of anything, and one that replaces an element moves no index.
   */
  private final int height;
  private TreeNode<E>[] children;
  private Object[] firsts;
  private long[] ends;
  private boolean isOwnerOfFirsts;
  private boolean isOwnerOfEnds;

  private TreeInner(
      long edit,
      int count,
      int height,
      TreeNode<E>[] children,
      Object[] firsts,
      long[] ends,
      boolean isOwner) {
    super(edit, count);
    this.height = height;
    this.children = children;
    this.firsts = firsts;
    this.ends = ends;
    this.isOwnerOfFirsts = isOwner;
    this.isOwnerOfEnds = isOwner;
  }

  /** Above children of the same height, which the array holds from an index on. */
  static <E> TreeInner<E> above(long edit, TreeNode<E>[] nodes, int from, int to) {
    int count = to - from;
    TreeInner<E> inner =
        new TreeInner<>(
            edit,
            count,
            nodes[from].height() + 1,
            Arrays.copyOfRange(nodes, from, to),
            new Object[count],
            new long[count],
            true);
    long end = 0;
    for (int slot = 0; slot < count; slot++) {
      TreeNode<E> child = inner.children[slot];
      end += child.size();
      inner.firsts[slot] = child.first();
      inner.ends[slot] = end;
    }
    return inner;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  static <E> TreeNode<E>[] newArray(int length) {
    return (TreeNode<E>[]) new TreeNode[length];
  }

  Object[] firsts() {
    return firsts;
  }

  TreeNode<E> child(int slot) {
    return children[slot];
  }

  /** How many elements lie in the children before that one. */
  long before(int slot) {
    return slot == 0 ? 0 : ends[slot - 1];
  }

  /** The child in which the element of that index is; the last one if there is none such. */
  int slotOf(long index) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] > index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  int height() {
    return height;
  }

  @Override
  long size() {
    return ends[count - 1];
  }

  @Override
  @SuppressWarnings("unchecked") // nothing but elements is ever stored
  E first() {
    return (E) firsts[0];
  }

  @Override
  TreeLeaf<E> leafOf(long index) {
    int slot = slotOf(index);
    return children[slot].leafOf(index - before(slot));
  }

  // ---- Changes

  @Override
  TreeInner<E> insertAt(long edit, long index, E element) {
    int slot = index == 0 ? 0 : slotOf(index - 1);
    long inside = index - before(slot);
    TreeNode<E> child = children[slot].insertAt(edit, inside, element);
    TreeInner<E> inner = madeBy(edit);
    inner.replace(slot, child, 1);
    if (child.isTooLarge()) {
      inner.insertAfter(slot, child.splitOff(child.cutAfter(inside)));
    }
    return inner;
  }

  @Override
  TreeInner<E> setAt(long edit, long index, E element) {
    int slot = slotOf(index);
    TreeNode<E> child = children[slot].setAt(edit, index - before(slot), element);
    TreeInner<E> inner = madeBy(edit);
    inner.replace(slot, child, 0);
    return inner;
  }

  @Override
  TreeInner<E> removeAt(long edit, long index) {
    int slot = slotOf(index);
    TreeNode<E> child = children[slot].removeAt(edit, index - before(slot));
    TreeInner<E> inner = madeBy(edit);
    inner.replace(slot, child, -1);
    if (child.isTooSmall()) {
      inner.refill(slot == 0 ? 0 : slot - 1);
    }
    return inner;
  }

  /** This node if that edit made it, else a copy. */
  private TreeInner<E> madeBy(long edit) {
    return this.edit == edit
        ? this
        : new TreeInner<>(edit, count, height, Arrays.copyOf(children, count), firsts, ends, false);
  }

  private void replace(int slot, TreeNode<E> child, int growth) {
    children[slot] = child;
    setFirst(slot, child.first());
    if (growth != 0) {
      ownEnds();
      for (int i = slot; i < count; i++) {
        ends[i] += growth;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // invariant 1
  private void setFirst(int slot, E first) {
    if (firsts[slot] != first) {
      ownFirsts();
      firsts[slot] = first;
    }
  }

  private void ownFirsts() {
    if (!isOwnerOfFirsts) {
      firsts = Arrays.copyOf(firsts, count);
      isOwnerOfFirsts = true;
    }
  }

  private void ownEnds() {
    if (!isOwnerOfEnds) {
      ends = Arrays.copyOf(ends, count);
      isOwnerOfEnds = true;
    }
  }

  /** Makes a child of what was split off the child in that slot. */
  private void insertAfter(int slot, TreeNode<E> right) {
    makeRoom();
    int at = slot + 1;
    System.arraycopy(firsts, at, firsts, at + 1, count - at);
    System.arraycopy(children, at, children, at + 1, count - at);
    System.arraycopy(ends, slot, ends, at, count - slot);
    firsts[at] = right.first();
    children[at] = right;
    ends[slot] -= right.size();
    count++;
  }

  /** For one more child. */
  private void makeRoom() {
    int length = count + 1;
    children = children.length >= length ? children : Arrays.copyOf(children, length);
    firsts = isOwnerOfFirsts && firsts.length >= length ? firsts : Arrays.copyOf(firsts, length);
    ends = isOwnerOfEnds && ends.length >= length ? ends : Arrays.copyOf(ends, length);
    isOwnerOfFirsts = true;
    isOwnerOfEnds = true;
  }

  /** Makes one of two children of which one has become too small, or two of the same size. */
  private void refill(int slot) {
    TreeNode<E> left = children[slot].joinedWith(edit, children[slot + 1]);
    ownFirsts();
    ownEnds();
    if (!left.isTooLarge()) {
      removeAfter(slot);
      children[slot] = left;
    } else {
      TreeNode<E> right = left.splitOff(left.count / 2);
      children[slot] = left;
      ends[slot] = ends[slot + 1] - right.size();
      children[slot + 1] = right;
      firsts[slot + 1] = right.first();
    }
  }

  /** Takes out the child after that one, which gets its elements. */
  private void removeAfter(int slot) {
    int at = slot + 1;
    System.arraycopy(firsts, at + 1, firsts, at, count - 1 - at);
    System.arraycopy(children, at + 1, children, at, count - 1 - at);
    System.arraycopy(ends, at, ends, slot, count - at);
    count--;
    Arrays.fill(firsts, count, count + 1, null);
    Arrays.fill(children, count, count + 1, null);
  }

  @Override
  TreeInner<E> splitOff(int kept) {
    TreeInner<E> right = above(edit, children, kept, count);
    firsts = Arrays.copyOf(firsts, kept);
    children = Arrays.copyOf(children, kept);
    ends = Arrays.copyOf(ends, kept);
    count = kept;
    return right;
  }

  @Override
  TreeInner<E> joinedWith(long edit, TreeNode<E> right) {
    TreeInner<E> other = (TreeInner<E>) right;
    TreeNode<E>[] joined = Arrays.copyOf(children, count + other.count);
    System.arraycopy(other.children, 0, joined, count, other.count);
    return above(edit, joined, 0, joined.length);
  }
}
