package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeEditorTest {
  private static final KeyOrder<Integer, Integer> NATURAL = Integer::compare;

  private final List<Integer> sorted = IntStream.range(0, 2000).boxed().toList();
  private final CountedTree<Integer> tree = CountedTree.ofSorted(sorted);

  @Test
  void withoutAChangeTheTreeStaysTheSame() {
    TreeEditor<Integer> editor = tree.edit();
    assertThat(editor.remove(-1, NATURAL)).isNull();
    assertThat(editor.build()).isSameAs(tree);
  }

  @Test
  void aTreeThatWasBuiltIsTheSameUntilTheNextChange() {
    TreeEditor<Integer> editor = tree.edit();
    editor.removeAt(0);
    CountedTree<Integer> built = editor.build();
    assertThat(editor.build()).isSameAs(built);
    editor.removeAt(0);
    assertThat(editor.build()).isNotSameAs(built);
  }

  @Test
  void everyBuiltTreeKeepsItsElements() {
    TreeEditor<Integer> editor = tree.edit();
    for (int i = 0; i < 500; i++) {
      CountedTree<Integer> before = editor.build();
      List<Integer> elements = TreeInvariants.verify(before);
      editor.insertAt(1000, -i);
      editor.removeAt(i);
      editor.setAt(i, -i);
      assertThat(TreeInvariants.verify(before)).isEqualTo(elements);
    }
    assertThat(TreeInvariants.verify(tree)).isEqualTo(sorted);
  }

  @Test
  void aNodeIsCopiedOnceForManyChanges() {
    TreeEditor<Integer> editor = tree.edit();
    editor.setAt(1000, -1);
    TreeLeaf<Integer> leaf = editor.build().root().leafOf(1000);
    editor.setAt(1000, -2);
    editor.setAt(1001, -3);
    TreeLeaf<Integer> copy = editor.build().root().leafOf(1000);
    assertThat(copy).isNotSameAs(leaf);

    TreeEditor<Integer> other = tree.edit();
    other.setAt(1000, -1);
    Object[] places = placesOf(other);
    other.setAt(1001, -2);
    assertThat(placesOf(other)).isSameAs(places);
  }

  /** Without building a tree, which would end the edit. */
  private static Object[] placesOf(TreeEditor<Integer> editor) {
    return editor.root().leafOf(1000).elements();
  }

  @Test
  void whatWasNotChangedIsShared() {
    TreeEditor<Integer> editor = tree.edit();
    editor.setAt(1000, -1);
    CountedTree<Integer> changed = editor.build();
    assertThat(changed.root().leafOf(0)).isSameAs(tree.root().leafOf(0));
    assertThat(changed.root().leafOf(1999)).isSameAs(tree.root().leafOf(1999));
  }

  @Test
  void editorsOfTheSameTreeDoNotMeet() {
    TreeEditor<Integer> one = tree.edit();
    TreeEditor<Integer> two = tree.edit();
    for (int i = 0; i < 1000; i++) {
      one.removeAt(0);
      two.removeAt(1000);
    }
    assertThat(TreeInvariants.verify(one.build())).isEqualTo(sorted.subList(1000, 2000));
    assertThat(TreeInvariants.verify(two.build())).isEqualTo(sorted.subList(0, 1000));
  }

  @Test
  void editorsOfTheSameTreeThatHaveBuiltTreesDoNotMeet() {
    TreeEditor<Integer> one = tree.edit();
    one.removeAt(0);
    TreeEditor<Integer> two = one.build().edit();
    TreeEditor<Integer> three = one.build().edit();
    two.removeAt(0);
    one.removeAt(1);
    three.removeAt(2);
    assertThat(TreeInvariants.verify(one.build())).startsWith(1, 3, 4);
    assertThat(TreeInvariants.verify(two.build())).startsWith(2, 3, 4);
    assertThat(TreeInvariants.verify(three.build())).startsWith(1, 2, 4);
  }

  @Test
  void anEditorReadsWhatItHasChanged() {
    TreeEditor<Integer> editor = tree.edit();
    editor.removeAt(0);
    editor.insertAt(1999, 5000);
    assertThat(editor.size()).isEqualTo(2000);
    assertThat(editor.get(0)).isEqualTo(1);
    assertThat(editor.find(0, NATURAL)).isNull();
    assertThat(editor.find(5000, NATURAL)).isEqualTo(5000);
    assertThat(editor.rank(10, NATURAL, false)).isEqualTo(9);
  }

  @Test
  void clearLeavesAnEmptyTree() {
    TreeEditor<Integer> editor = tree.edit();
    editor.clear();
    assertThat(TreeInvariants.verify(editor.build())).isEmpty();
    editor.put(1, 1, NATURAL);
    assertThat(TreeInvariants.verify(editor.build())).containsExactly(1);
    assertThat(CountedTree.empty().isEmpty()).isTrue();
  }

  @Test
  void anOrderThatThrowsHasChangedNothing() {
    TreeEditor<Integer> editor = tree.edit();
    KeyOrder<Integer, Integer> broken =
        (element, key) -> {
          throw new IllegalStateException("broken");
        };
    assertThatThrownBy(() -> editor.put(1, 1, broken)).isInstanceOf(IllegalStateException.class);
    assertThat(editor.build()).isSameAs(tree);
  }

  @Test
  void nullIsRefused() {
    TreeEditor<Integer> editor = tree.edit();
    assertThatThrownBy(() -> editor.setAt(0, null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> editor.insertAt(0, null)).isInstanceOf(NullPointerException.class);
    assertThat(editor.build()).isSameAs(tree);
  }

  @Test
  void indexesOutOfRangeAreRefused() {
    TreeEditor<Integer> editor = tree.edit();
    assertThatThrownBy(() -> editor.insertAt(2001, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> editor.setAt(2000, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> editor.removeAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(editor.build()).isSameAs(tree);
  }
}
