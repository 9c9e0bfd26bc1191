package dev.hmdb.internal.table;

import java.util.Arrays;

/** A leaf of a {@link CountedTree}. */
final class TreeLeaf<E> extends TreeNode<E> {
  /** As many as {@link #count} says, and room for more perhaps. */
  private Object[] elements;

  TreeLeaf(long edit, Object[] elements) {
    super(edit, elements.length);
    this.elements = elements;
  }

  Object[] elements() {
    return elements;
  }

  @SuppressWarnings("unchecked") // nothing but elements is ever stored
  E element(int slot) {
    return (E) elements[slot];
  }

  @Override
  int height() {
    return 0;
  }

  @Override
  long size() {
    return count;
  }

  @Override
  E first() {
    return element(0);
  }

  @Override
  TreeLeaf<E> leafOf(long index) {
    return this;
  }

  @Override
  TreeLeaf<E> insertAt(long edit, long index, E element) {
    int slot = (int) index;
    if (this.edit != edit) {
      Object[] copy = new Object[count + 1];
      System.arraycopy(elements, 0, copy, 0, slot);
      copy[slot] = element;
      System.arraycopy(elements, slot, copy, slot + 1, count - slot);
      return new TreeLeaf<>(edit, copy);
    }
    if (count == elements.length) {
      elements = Arrays.copyOf(elements, CAPACITY + 1);
    }
    System.arraycopy(elements, slot, elements, slot + 1, count - slot);
    elements[slot] = element;
    count++;
    return this;
  }

  @Override
  TreeLeaf<E> setAt(long edit, long index, E element) {
    TreeLeaf<E> leaf =
        this.edit == edit ? this : new TreeLeaf<>(edit, Arrays.copyOf(elements, count));
    leaf.elements[(int) index] = element;
    return leaf;
  }

  @Override
  TreeLeaf<E> removeAt(long edit, long index) {
    int slot = (int) index;
    if (this.edit != edit) {
      Object[] copy = new Object[count - 1];
      System.arraycopy(elements, 0, copy, 0, slot);
      System.arraycopy(elements, slot + 1, copy, slot, count - 1 - slot);
      return new TreeLeaf<>(edit, copy);
    }
    System.arraycopy(elements, slot + 1, elements, slot, count - 1 - slot);
    count--;
    Arrays.fill(elements, count, count + 1, null);
    return this;
  }

  @Override
  TreeLeaf<E> splitOff(int kept) {
    TreeLeaf<E> right = new TreeLeaf<>(edit, Arrays.copyOfRange(elements, kept, count));
    elements = Arrays.copyOf(elements, kept);
    count = kept;
    return right;
  }

  @Override
  TreeLeaf<E> joinedWith(long edit, TreeNode<E> right) {
    TreeLeaf<E> other = (TreeLeaf<E>) right;
    Object[] joined = Arrays.copyOf(elements, count + other.count);
    System.arraycopy(other.elements, 0, joined, count, other.count);
    return new TreeLeaf<>(edit, joined);
  }
}
