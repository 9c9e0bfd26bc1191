package dev.hmdb.internal.table;

import java.util.Arrays;
import java.util.Objects;

/** Makes the nodes of a {@link CountedTree} from elements that are sorted, in linear time. */
final class TreeBuild {
  /**
   * How many places of a node are used, about. Not all: the first elements that are added would
   * split every node.
   */
  private static final int FILL = TreeNode.CAPACITY / 4 * 3;

  private TreeBuild() {}

  static <E> TreeNode<E> ofSorted(E[] sorted) {
    int parts = parts(sorted.length);
    TreeNode<E>[] nodes = TreeInner.newArray(parts);
    for (int part = 0; part < parts; part++) {
      nodes[part] =
          leaf(sorted, begin(part, parts, sorted.length), begin(part + 1, parts, sorted.length));
    }
    while (nodes.length > 1) {
      nodes = above(nodes);
    }
    return nodes[0];
  }

  private static <E> TreeLeaf<E> leaf(E[] sorted, int from, int to) {
    Object[] elements = Arrays.copyOfRange(sorted, from, to, Object[].class);
    for (Object element : elements) {
      Objects.requireNonNull(element);
    }
    return new TreeLeaf<>(CountedTree.NO_EDIT, elements);
  }

  private static <E> TreeNode<E>[] above(TreeNode<E>[] nodes) {
    int parts = parts(nodes.length);
    TreeNode<E>[] above = TreeInner.newArray(parts);
    for (int part = 0; part < parts; part++) {
      int from = begin(part, parts, nodes.length);
      int to = begin(part + 1, parts, nodes.length);
      above[part] = TreeInner.above(CountedTree.NO_EDIT, nodes, from, to);
    }
    return above;
  }

  /** How many nodes there are: one if they fit into one. */
  private static int parts(int length) {
    return length <= TreeNode.CAPACITY ? 1 : (length + FILL - 1) / FILL;
  }

  private static int begin(int part, int parts, int length) {
    return (int) ((long) length * part / parts);
  }
}
