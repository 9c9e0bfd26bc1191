package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CountedTreeTest {
  private static final KeyOrder<Integer, Integer> NATURAL = Integer::compare;

  /** The even numbers below 200. */
  private final CountedTree<Integer> even =
      CountedTree.ofSorted(IntStream.range(0, 100).map(i -> 2 * i).boxed().toList());

  @Nested
  class Empty {
    private final CountedTree<Integer> empty = CountedTree.empty();

    @Test
    void itHasNoElements() {
      assertThat(empty.isEmpty()).isTrue();
      assertThat(empty.first()).isNull();
      assertThat(empty.last()).isNull();
      assertThat(empty.walk(0, 0).next()).isNull();
      assertThat(empty.walkDown(0, 0).next()).isNull();
    }

    @Test
    void nothingIsFoundInIt() {
      assertThat(empty.find(1, NATURAL)).isNull();
      assertThat(empty.floor(1, NATURAL)).isNull();
      assertThat(empty.ceiling(1, NATURAL)).isNull();
      assertThat(empty.rank(1, NATURAL, true)).isZero();
    }

    @Test
    void aTreeOfNothingIsTheEmptyOne() {
      assertThat(CountedTree.ofSorted(List.of())).isSameAs(empty);
    }
  }

  @Nested
  class Reading {
    @Test
    void anElementIsFoundByItsKeyAlone() {
      assertThat(even.find(84, NATURAL)).isEqualTo(84);
      assertThat(even.find(85, NATURAL)).isNull();
      assertThat(even.find(-1, NATURAL)).isNull();
      assertThat(even.find(200, NATURAL)).isNull();
    }

    @Test
    void theRankOfAKeyCountsWhatLiesBefore() {
      assertThat(even.rank(84, NATURAL, false)).isEqualTo(42);
      assertThat(even.rank(84, NATURAL, true)).isEqualTo(43);
      assertThat(even.rank(85, NATURAL, false)).isEqualTo(43);
    }

    @Test
    void aKeyOfManyElementsHasThemInOnePiece() {
      KeyOrder<Integer, Integer> byTens = (element, key) -> element / 10 - key;
      assertThat(even.begin(KeySpan.at(7), byTens)).isEqualTo(35);
      assertThat(even.end(KeySpan.at(7), byTens)).isEqualTo(40);
      assertThat(even.find(7, byTens)).isBetween(70, 79);
    }

    @Test
    void aKeyOfMoreElementsThanANodeHoldsHasThemInOnePiece() {
      KeyOrder<Integer, Integer> byHundreds = (element, key) -> element / 100 - key;
      assertThat(even.begin(KeySpan.at(1), byHundreds)).isEqualTo(50);
      assertThat(even.end(KeySpan.at(0), byHundreds)).isEqualTo(50);
    }

    @Test
    void aSpanWithItsBoundsTheWrongWayRoundIsEmpty() {
      KeySpan<Integer> span = new KeySpan<>(120, true, 40, true);
      assertThat(even.end(span, NATURAL)).isEqualTo(even.begin(span, NATURAL));
    }

    @Test
    void comparisonsMayReturnTheLeastInteger() {
      KeyOrder<Integer, Integer> extreme =
          (element, key) -> element < key ? Integer.MIN_VALUE : element > key ? 1 : 0;
      assertThat(even.find(84, extreme)).isEqualTo(84);
      assertThat(even.rank(84, extreme, true)).isEqualTo(43);
    }

    @Test
    void indexesOutOfRangeAreRefused() {
      assertThatThrownBy(() -> even.get(100)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> even.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> even.walk(3, 101)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> even.walkDown(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Nested
  class Building {
    @Test
    void aTreeOfSortedElementsHoldsThemWhateverTheirNumber() {
      for (int size = 0; size < 5000; size += 1 + size / 100) {
        List<Integer> sorted = IntStream.range(0, size).boxed().toList();
        CountedTree<Integer> tree = CountedTree.ofSorted(sorted);
        assertThat(TreeInvariants.verify(tree)).isEqualTo(sorted);
      }
    }

    @Test
    void anArrayMayBeChangedAfterwards() {
      Integer[] array = {1, 2, 3};
      CountedTree<Integer> tree = CountedTree.ofSorted(array);
      array[0] = 9;
      assertThat(tree.first()).isEqualTo(1);
    }

    @Test
    void nullIsRefused() {
      assertThatThrownBy(() -> CountedTree.ofSorted(new Integer[] {1, null}))
          .isInstanceOf(NullPointerException.class);
    }
  }

  @Nested
  class Walking {
    private final List<Integer> sorted = IntStream.range(0, 3000).boxed().toList();
    private final CountedTree<Integer> tree = CountedTree.ofSorted(sorted);

    @Test
    void everyPartIsPassedUpwards() {
      eachPart((from, to) -> {
        List<Integer> passed = new ArrayList<>();
        tree.walk(from, to).forEachRemaining(passed::add);
        assertThat(passed).isEqualTo(sorted.subList(from, to));
      });
    }

    @Test
    void everyPartIsPassedDownwards() {
      eachPart((from, to) -> {
        List<Integer> passed = new ArrayList<>();
        tree.walkDown(from, to).forEachRemaining(passed::add);
        assertThat(passed).isEqualTo(sorted.subList(from, to).reversed());
      });
    }

    @Test
    void whatIsLeftIsCounted() {
      TreeWalk<Integer> walk = tree.walk(10, 2000);
      TreeWalk<Integer> down = tree.walkDown(10, 2000);
      for (int left = 1990; left > 0; left--) {
        assertThat(walk.remaining()).isEqualTo(left);
        assertThat(down.remaining()).isEqualTo(left);
        walk.next();
        down.next();
      }
      assertThat(walk.remaining()).isZero();
      assertThat(down.remaining()).isZero();
    }

    @Test
    void aWalkThatHasEndedStaysSo() {
      TreeWalk<Integer> walk = tree.walk(2999, 3000);
      assertThat(walk.next()).isEqualTo(2999);
      assertThat(walk.next()).isNull();
      assertThat(walk.next()).isNull();
    }

    @Test
    void aWalkPassesItsTreeAndNoneThatIsMadeMeanwhile() {
      TreeEditor<Integer> editor = tree.edit();
      TreeWalk<Integer> walk = editor.build().walk(0, 3000);
      for (int i = 0; i < 3000; i++) {
        editor.removeAt(0);
        assertThat(walk.next()).isEqualTo(i);
      }
    }

    /** With ends around those of leaves and of their parents. */
    private void eachPart(PartTest test) {
      for (int from = 0; from <= 3000; from += 1 + from % 7 * 10) {
        for (int to = from; to <= 3000; to += 1 + to % 5 * 40) {
          test.test(from, to);
        }
      }
    }
  }

  private interface PartTest {
    void test(int from, int to);
  }
}
