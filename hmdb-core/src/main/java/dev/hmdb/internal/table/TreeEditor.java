package dev.hmdb.internal.table;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a {@link CountedTree}, which make new trees. For one thread at a time.
 *
 * <p>Trees that were built never change. If a method throws because of its arguments, or because
 * the order did, nothing has changed; after an {@link Error} of the JVM's the editor is of no use
 * any more, but the trees that it has built are.
 *
 * @param <E> the type of the elements
 */
public final class TreeEditor<E> {
  /*
   * Who may change a node
   *
   * Each node carries the number of the edit that made it, each tree one that none of its nodes
   * exceeds. An editor uses the number after that of its tree, and takes the next one when it hands
   * out a tree. So the nodes that have its present number are those that it has made since, and
   * no tree has them; only these it changes in place. Editors of the same tree use the same number,
   * but none ever meets a node that another has made.
   */
  private CountedTree<E> built;
  private TreeNode<E> root;
  private long edit;

  TreeEditor(CountedTree<E> tree) {
    this.built = tree;
    this.root = tree.root();
    this.edit = tree.lastEdit() + 1;
  }

  TreeNode<E> root() {
    return root;
  }

  /** How many elements there are by now. */
  public long size() {
    return root.size();
  }

  /** As {@link CountedTree#get}, by now. */
  public E get(long index) {
    return CountedTree.get(root, Objects.checkIndex(index, size()));
  }

  /** As {@link CountedTree#find}, by now. */
  public <K> @Nullable E find(K key, KeyOrder<? super E, ? super K> order) {
    return TreeSearch.find(root, key, order);
  }

  /** As {@link CountedTree#rank}, by now. */
  public <K> long rank(K key, KeyOrder<? super E, ? super K> order, boolean isAfter) {
    return TreeSearch.rank(root, key, order, isAfter);
  }

  /**
   * Puts an element in its place, which is at that key, instead of the one that lies there.
   *
   * @param order one in which no two elements lie at the same key
   * @return what was replaced; null if nothing was
   */
  public <K> @Nullable E put(E element, K key, KeyOrder<? super E, ? super K> order) {
    long index = TreeSearch.locate(root, key, order);
    if (index >= 0) {
      return setAt(index, element);
    }
    insertAt(-1 - index, element);
    return null;
  }

  /**
   * Removes the element at a key.
   *
   * @param order one in which no two elements lie at the same key
   * @return what was removed; null if there was none
   */
  public <K> @Nullable E remove(K key, KeyOrder<? super E, ? super K> order) {
    long index = TreeSearch.locate(root, key, order);
    return index >= 0 ? removeAt(index) : null;
  }

  /**
   * Inserts an element before that which has the index, or at the end.
   *
   * @throws IndexOutOfBoundsException if the index is negative or more than {@link #size}
   */
  public void insertAt(long index, E element) {
    Objects.checkIndex(index, size() + 1);
    Objects.requireNonNull(element);
    TreeNode<E> changed = root.insertAt(edit, index, element);
    if (changed.isTooLarge()) {
      TreeNode<E>[] halves = TreeInner.newArray(2);
      halves[1] = changed.splitOff(changed.cutAfter(index));
      halves[0] = changed;
      changed = TreeInner.above(edit, halves, 0, 2);
    }
    root = changed;
  }

  /**
   * Replaces the element that has the index.
   *
   * @return what was replaced
   * @throws IndexOutOfBoundsException if there is none
   */
  public E setAt(long index, E element) {
    E replaced = get(index);
    Objects.requireNonNull(element);
    root = root.setAt(edit, index, element);
    return replaced;
  }

  /**
   * Removes the element that has the index.
   *
   * @return what was removed
   * @throws IndexOutOfBoundsException if there is none
   */
  public E removeAt(long index) {
    E removed = get(index);
    TreeNode<E> changed = root.removeAt(edit, index);
    while (changed instanceof TreeInner<E> inner && inner.count == 1) {
      changed = inner.child(0);
    }
    root = changed;
    return removed;
  }

  /** Removes everything. */
  public void clear() {
    root = CountedTree.<E>empty().root();
  }

  /**
   * The tree as it is by now; the same as before if nothing was called that changes it. The editor
   * may be used on.
   */
  @SuppressWarnings("ReferenceEquality") // a change of a tree's root is another node
  public CountedTree<E> build() {
    if (root != built.root()) {
      built = new CountedTree<>(root, edit);
      edit++;
    }
    return built;
  }
}
