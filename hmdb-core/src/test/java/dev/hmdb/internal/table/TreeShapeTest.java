package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many nodes there are, and how deep they lie. */
class TreeShapeTest {
  private static final int SIZE = 20_000;

  private final TreeEditor<Integer> editor = CountedTree.<Integer>empty().edit();

  @Test
  void elementsThatComeInOrderLeaveNodesThreeQuartersFull() {
    for (int i = 0; i < SIZE; i++) {
      editor.insertAt(i, i);
    }
    assertThat(leaves()).isLessThanOrEqualTo(leavesOf(0.75));
  }

  @Test
  void elementsThatComeInReverseLeaveNodesThreeQuartersFull() {
    for (int i = 0; i < SIZE; i++) {
      editor.insertAt(0, i);
    }
    assertThat(leaves()).isLessThanOrEqualTo(leavesOf(0.75));
  }

  @Test
  void elementsInRandomOrderLeaveNodesMoreThanHalfFull() {
    Random random = new Random(7);
    for (int i = 0; i < SIZE; i++) {
      editor.insertAt(random.nextInt(i + 1), i);
    }
    assertThat(leaves()).isLessThan(leavesOf(0.60));
  }

  @Test
  void aTreeOfSortedElementsHasNodesThreeQuartersFull() {
    CountedTree<Integer> tree = CountedTree.ofSorted(IntStream.range(0, SIZE).boxed().toList());
    assertThat(count(tree.root())).isLessThanOrEqualTo(leavesOf(0.75) + 1);
    assertThat(count(tree.root())).isGreaterThanOrEqualTo(leavesOf(0.80));
  }

  @Test
  void removalsGiveNodesBack() {
    fillAtRandom();
    Random random = new Random(8);
    for (int left = SIZE; left > SIZE / 100; left--) {
      editor.removeAt(random.nextInt(left));
      assertThat(leaves()).isLessThanOrEqualTo(Math.max(1, left / TreeNode.MINIMUM));
    }
    TreeInvariants.verify(editor.build());
  }

  @Test
  void heightIsGivenBack() {
    fillAtRandom();
    assertThat(editor.root().height()).isEqualTo(3);
    for (int left = SIZE; left > 1; left--) {
      editor.removeAt(left / 2);
    }
    assertThat(editor.root().height()).isZero();
    editor.removeAt(0);
    assertThat(TreeInvariants.verify(editor.build())).isEmpty();
  }

  @Test
  void aNodeAtItsLimitIsNotSplitAndMergedInTurn() {
    for (int i = 0; i <= TreeNode.CAPACITY; i++) {
      editor.insertAt(i / 2, i);
    }
    assertThat(leaves()).isEqualTo(2);
    for (int i = 0; i < TreeNode.CAPACITY / 4; i++) {
      editor.removeAt(0);
      assertThat(leaves()).isEqualTo(2);
    }
  }

  private void fillAtRandom() {
    Random random = new Random(9);
    for (int i = 0; i < SIZE; i++) {
      editor.insertAt(random.nextInt(i + 1), i);
    }
  }

  private int leaves() {
    return count(editor.root());
  }

  private static int leavesOf(double fill) {
    return (int) Math.ceil(SIZE / (TreeNode.CAPACITY * fill));
  }

  private static int count(TreeNode<Integer> node) {
    if (!(node instanceof TreeInner<Integer> inner)) {
      return 1;
    }
    if (inner.height() == 1) {
      return inner.count;
    }
    int leaves = 0;
    for (int slot = 0; slot < inner.count; slot++) {
      leaves += count(inner.child(slot));
    }
    return leaves;
  }
}
