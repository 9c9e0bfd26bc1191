package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TreeComparisonTest {
  private final CountedTree<TreeItem> tree =
      CountedTree.ofSorted(IntStream.range(0, 3000).mapToObj(TreeItem::new).toList());

  @Test
  void anEqualElementThatIsAnotherObjectIsADifference() {
    CountedTree<TreeItem> changed = put(new TreeItem(1500));
    assertThat(tree.isSame(changed, KeySpan.all(), TreeItem.BY_KEY)).isFalse();
    assertThat(tree.isSame(changed, KeySpan.at(1500), TreeItem.BY_KEY)).isFalse();
  }

  @Test
  void aChangeBesideTheSpanIsNone() {
    CountedTree<TreeItem> changed = put(new TreeItem(1500));
    assertThat(tree.isSame(changed, new KeySpan<>(null, false, 1500, false), TreeItem.BY_KEY))
        .isTrue();
    assertThat(tree.isSame(changed, new KeySpan<>(1500, false, null, false), TreeItem.BY_KEY))
        .isTrue();
    assertThat(tree.isSame(changed, new KeySpan<>(1500, true, null, false), TreeItem.BY_KEY))
        .isFalse();
    assertThat(tree.isSame(changed, new KeySpan<>(null, false, 1500, true), TreeItem.BY_KEY))
        .isFalse();
  }

  @Test
  void indexesMayHaveMoved() {
    TreeEditor<TreeItem> editor = tree.edit();
    for (int i = 0; i < 100; i++) {
      editor.removeAt(500);
    }
    CountedTree<TreeItem> changed = editor.build();
    assertThat(tree.isSame(changed, new KeySpan<>(600, true, null, false), TreeItem.BY_KEY))
        .isTrue();
    assertThat(tree.isSame(changed, new KeySpan<>(599, true, null, false), TreeItem.BY_KEY))
        .isFalse();
    assertThat(tree.isSame(changed, new KeySpan<>(499, false, 600, false), TreeItem.BY_KEY))
        .isFalse();
  }

  @Test
  void aRemovalAndAnInsertionInTheSpanAreADifference() {
    TreeEditor<TreeItem> editor = tree.edit();
    editor.removeAt(1000);
    editor.insertAt(1001, new TreeItem(1001));
    KeySpan<Integer> span = new KeySpan<>(900, true, 1100, true);
    assertThat(tree.isSame(editor.build(), span, TreeItem.BY_KEY)).isFalse();
  }

  @Test
  void treesOfDifferentHeightAreCompared() {
    TreeEditor<TreeItem> editor = tree.edit();
    while (editor.size() > 20) {
      editor.removeAt(20);
    }
    CountedTree<TreeItem> small = editor.build();
    assertThat(small.root().height()).isLessThan(tree.root().height());
    KeySpan<Integer> head = new KeySpan<>(null, false, 20, false);
    assertThat(tree.isSame(small, head, TreeItem.BY_KEY)).isTrue();
    assertThat(small.isSame(tree, head, TreeItem.BY_KEY)).isTrue();
    assertThat(small.isSame(tree, KeySpan.all(), TreeItem.BY_KEY)).isFalse();
  }

  @Test
  void spansWithoutElementsAreTheSame() {
    assertThat(tree.isSame(CountedTree.empty(), KeySpan.at(-5), TreeItem.BY_KEY)).isTrue();
    assertThat(tree.isSame(CountedTree.empty(), KeySpan.at(5), TreeItem.BY_KEY)).isFalse();
  }

  private CountedTree<TreeItem> put(TreeItem element) {
    TreeEditor<TreeItem> editor = tree.edit();
    editor.put(element, element.key, TreeItem.BY_KEY);
    return editor.build();
  }

  /** So many elements that only what skips comes to an end: each node has one child many times. */
  @Nested
  class Immense {
    private static final int LEVELS = 12;

    private final CountedTree<TreeItem> immense = immense();

    @Test
    void whatIsSharedIsSkipped() {
      TreeEditor<TreeItem> editor = immense.edit();
      long middle = immense.size() / 2;
      editor.insertAt(middle, new TreeItem(-1));
      editor.removeAt(middle);
      CountedTree<TreeItem> other = editor.build();
      assertThat(other.root()).isNotSameAs(immense.root());
      assertThat(immense.isSame(other, KeySpan.all(), TreeItem.BY_KEY)).isTrue();
    }

    @Test
    void oneDifferenceIsFound() {
      TreeEditor<TreeItem> editor = immense.edit();
      editor.setAt(immense.size() / 3, new TreeItem(0));
      assertThat(immense.isSame(editor.build(), KeySpan.all(), TreeItem.BY_KEY)).isFalse();
    }

    @Test
    void indexesAreLong() {
      TreeEditor<TreeItem> editor = immense.edit();
      long index = immense.size() / 3 * 2;
      TreeItem item = new TreeItem(-1);
      editor.insertAt(index, item);
      assertThat(editor.get(index)).isSameAs(item);
      assertThat(editor.build().walk(index, index + 1).next()).isSameAs(item);
      assertThat(editor.build().walkDown(0, index + 1).next()).isSameAs(item);
      assertThat(editor.size()).isEqualTo(immense.size() + 1).isGreaterThan(1L << 55);
    }

    private static CountedTree<TreeItem> immense() {
      TreeItem[] elements = new TreeItem[TreeNode.CAPACITY * 3 / 4];
      Arrays.fill(elements, new TreeItem(0));
      TreeNode<TreeItem> node = CountedTree.ofSorted(elements).root();
      for (int level = 0; level < LEVELS; level++) {
        TreeNode<TreeItem>[] children = TreeInner.newArray(elements.length);
        Arrays.fill(children, node);
        node = TreeInner.above(CountedTree.NO_EDIT, children, 0, children.length);
      }
      return new CountedTree<>(node, CountedTree.NO_EDIT);
    }
  }
}
