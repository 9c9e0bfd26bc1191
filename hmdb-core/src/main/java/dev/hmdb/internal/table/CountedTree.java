package dev.hmdb.internal.table;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Elements in an order, which never change: a change makes another tree, which shares nearly all
 * with this one. For any number of threads.
 *
 * <p>What takes an index, a key or both takes logarithmic time. The order is up to who calls and
 * has to be always the same. No element is null.
 *
 * @param <E> the type of the elements
 */
public final class CountedTree<E> {
  /*
   * Mechanism
   *
   * A B+tree: the elements are in the leaves, all of which have the same depth. Inner nodes count
   * the elements below each child, hence select and rank. A change copies the leaf and the nodes
   * above it; several changes by one TreeEditor copy each node once.
   *
   * Invariants
   * 1. All leaves have the same depth.
   * 2. A node has at most CAPACITY places, and at least MINIMUM, the root apart; a root that is an
   *    inner node has two children at least.
   * 3. Inner nodes know the first element of each child and count right: see TreeInner.
   * 4. A node that is reachable from a tree never changes: see TreeEditor.
   *
   * Publication
   *
   * Nodes have fields that are not final, because their editor changes them, but only before it
   * makes a tree of them. `root` is final: whoever sees a tree, even through a data race, sees its
   * nodes as they were when the tree was made, and by invariant 4 they are so for ever.
   */

  /** The number of nodes and trees that no editor has made. */
  static final long NO_EDIT = 0;

  private static final CountedTree<?> EMPTY =
      new CountedTree<>(new TreeLeaf<>(NO_EDIT, new Object[0]), NO_EDIT);

  private final TreeNode<E> root;
  private final long lastEdit;

  CountedTree(TreeNode<E> root, long lastEdit) {
    this.root = root;
    this.lastEdit = lastEdit;
  }

  /** The tree without elements: always the same one. */
  @SuppressWarnings("unchecked") // it holds none
  public static <E> CountedTree<E> empty() {
    return (CountedTree<E>) EMPTY;
  }

  /** A tree of these elements, which are in their order already. Takes linear time. */
  public static <E> CountedTree<E> ofSorted(E[] sorted) {
    return sorted.length == 0 ? empty() : new CountedTree<>(TreeBuild.ofSorted(sorted), NO_EDIT);
  }

  /** A tree of these elements, which are in their order already. Takes linear time. */
  @SuppressWarnings("unchecked") // nothing but elements is in the list
  public static <E> CountedTree<E> ofSorted(List<? extends E> sorted) {
    return ofSorted((E[]) sorted.toArray());
  }

  TreeNode<E> root() {
    return root;
  }

  /** None of the nodes was made by an edit with a greater number. */
  long lastEdit() {
    return lastEdit;
  }

  /** Begins to make other trees of this one. */
  public TreeEditor<E> edit() {
    return new TreeEditor<>(this);
  }

  /** The number of elements. */
  public long size() {
    return root.size();
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  // ---- By index

  /**
   * The element before which there are so many others.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public E get(long index) {
    return get(root, Objects.checkIndex(index, size()));
  }

  static <E> E get(TreeNode<E> root, long index) {
    TreeNode<E> node = root;
    long offset = index;
    while (node instanceof TreeInner<E> inner) {
      int slot = inner.slotOf(offset);
      offset -= inner.before(slot);
      node = inner.child(slot);
    }
    return ((TreeLeaf<E>) node).element((int) offset);
  }

  /** The first element, or null. */
  public @Nullable E first() {
    return isEmpty() ? null : root.first();
  }

  /** The last element, or null. */
  public @Nullable E last() {
    return getOrNull(size() - 1);
  }

  private @Nullable E getOrNull(long index) {
    return index >= 0 && index < size() ? get(root, index) : null;
  }

  // ---- By key

  /** An element that lies at a key, or null; if several do, any of them. */
  public <K> @Nullable E find(K key, KeyOrder<? super E, ? super K> order) {
    return TreeSearch.find(root, key, order);
  }

  /**
   * How many elements lie before a key. That is the index of the first one that does not.
   *
   * @param isAfter to count those at the key as well
   */
  public <K> long rank(K key, KeyOrder<? super E, ? super K> order, boolean isAfter) {
    return TreeSearch.rank(root, key, order, isAfter);
  }

  /** The last element before a key, or null. */
  public <K> @Nullable E lower(K key, KeyOrder<? super E, ? super K> order) {
    return getOrNull(rank(key, order, false) - 1);
  }

  /** The last element before a key or at it, or null. */
  public <K> @Nullable E floor(K key, KeyOrder<? super E, ? super K> order) {
    return getOrNull(rank(key, order, true) - 1);
  }

  /** The first element at a key or after it, or null. */
  public <K> @Nullable E ceiling(K key, KeyOrder<? super E, ? super K> order) {
    return getOrNull(rank(key, order, false));
  }

  /** The first element after a key, or null. */
  public <K> @Nullable E higher(K key, KeyOrder<? super E, ? super K> order) {
    return getOrNull(rank(key, order, true));
  }

  /** The index of the first element in a span, or where it would be. */
  public <K> long begin(KeySpan<K> span, KeyOrder<? super E, ? super K> order) {
    K from = span.from();
    return from == null ? 0 : rank(from, order, !span.isFromIncluded());
  }

  /**
   * The index after the last element in a span; that of {@link #begin} if there is none, even if
   * the span's bounds are the wrong way round.
   */
  public <K> long end(KeySpan<K> span, KeyOrder<? super E, ? super K> order) {
    K to = span.to();
    long end = to == null ? size() : rank(to, order, span.isToIncluded());
    return Math.max(end, begin(span, order));
  }

  // ---- Many

  /**
   * Passes the elements from an index to another upwards.
   *
   * @param to the index after the last one
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= size}
   */
  public TreeWalk<E> walk(long from, long to) {
    Objects.checkFromToIndex(from, to, size());
    return new TreeWalk<>(root, from, to, false);
  }

  /**
   * Passes the same elements as {@link #walk}, the last one first.
   *
   * @param to the index after the last one
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= size}
   */
  public TreeWalk<E> walkDown(long from, long to) {
    Objects.checkFromToIndex(from, to, size());
    return new TreeWalk<>(root, from, to, true);
  }

  /**
   * Whether the two trees have the same objects for elements in a span, in the same order. Takes
   * time for what was changed in the span since the trees were one, and not for the rest.
   */
  public <K> boolean isSame(
      CountedTree<E> other, KeySpan<K> span, KeyOrder<? super E, ? super K> order) {
    if (root == other.root) {
      return true;
    }
    long from = begin(span, order);
    long otherFrom = other.begin(span, order);
    long length = end(span, order) - from;
    return length == other.end(span, order) - otherFrom
        && new TreeComparison<>(root, other.root).isSame(from, otherFrom, length);
  }
}
