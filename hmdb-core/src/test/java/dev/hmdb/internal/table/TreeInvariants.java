package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What holds of every {@link CountedTree}, by the numbers of its invariants. */
final class TreeInvariants {
  private TreeInvariants() {}

  /** Checks every node, and returns the elements in their order. */
  static <E> List<E> verify(CountedTree<E> tree) {
    List<E> elements = new ArrayList<>();
    TreeNode<E> root = tree.root();
    if (root instanceof TreeInner<E>) {
      assertThat(root.count).as("children of the root").isGreaterThanOrEqualTo(2);
    }
    verify(root, tree.lastEdit(), elements);
    assertThat(tree.size()).isEqualTo(elements.size());
    return elements;
  }

  private static <E> void verify(TreeNode<E> node, long lastEdit, List<E> elements) {
    assertThat(node.count).as("places of a node").isLessThanOrEqualTo(TreeNode.CAPACITY);
    assertThat(node.edit).as("edit of a node").isLessThanOrEqualTo(lastEdit);
    if (node instanceof TreeInner<E> inner) {
      verifyChildren(inner, lastEdit, elements);
    } else {
      TreeLeaf<E> leaf = (TreeLeaf<E>) node;
      for (int slot = 0; slot < leaf.count; slot++) {
        assertThat(leaf.element(slot)).as("an element").isNotNull();
        elements.add(leaf.element(slot));
      }
      assertEmptyFrom(leaf.count, leaf.elements());
    }
  }

  private static <E> void verifyChildren(TreeInner<E> inner, long lastEdit, List<E> elements) {
    int before = elements.size();
    for (int slot = 0; slot < inner.count; slot++) {
      TreeNode<E> child = inner.child(slot);
      assertThat(child.height()).as("height of a child").isEqualTo(inner.height() - 1);
      assertThat(child.count).as("places of a node").isGreaterThanOrEqualTo(TreeNode.MINIMUM);
      assertThat(elements.size() - before).as("elements before").isEqualTo(inner.before(slot));
      int first = elements.size();
      verify(child, lastEdit, elements);
      assertThat(inner.firsts()[slot]).as("first of a child").isSameAs(elements.get(first));
    }
    assertThat(elements.size() - before).as("elements below").isEqualTo(inner.size());
    assertEmptyFrom(inner.count, inner.firsts());
  }

  /** Nothing is kept alive by a place that is not used. */
  private static void assertEmptyFrom(int count, Object[] places) {
    for (int slot = count; slot < places.length; slot++) {
      assertThat(places[slot]).as("a place that is not used").isNull();
    }
  }
}
