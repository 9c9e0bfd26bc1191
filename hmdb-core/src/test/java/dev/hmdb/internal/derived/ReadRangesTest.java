package dev.hmdb.internal.derived;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.TreeEditor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadRangesTest {
  private static final int MANY = 10_000;

  /** The even numbers from 0 to less than 200. */
  private final List<Integer> elements = IntStream.range(0, 100).map(i -> 2 * i).boxed().toList();

  private final CountedTree<Integer> base = CountedTree.ofSorted(elements);
  private final ReadRanges<Integer> reads = new ReadRanges<>(Comparator.naturalOrder(), base);

  private static Cut<Integer> before(int number) {
    return element -> element < number;
  }

  private void read(int from, int end) {
    reads.begin(before(from), before(end), false).exhausted();
  }

  private boolean isSameWith(int number) {
    TreeEditor<Integer> editor = base.edit();
    editor.put(number, number, Integer::compare);
    return reads.isSame(editor.build());
  }

  private boolean isSameWithout(int number) {
    TreeEditor<Integer> editor = base.edit();
    editor.remove(number, Integer::compare);
    return reads.isSame(editor.build());
  }

  @Test
  void fewAreKeptAsTheyWereRead() {
    read(11, 21);
    assertThat(isSameWith(11)).isFalse();
    assertThat(isSameWithout(20)).isFalse();
    assertThat(isSameWith(9)).isTrue();
    assertThat(isSameWith(21)).isTrue();
    assertThat(isSameWithout(10)).isTrue();
    assertThat(isSameWithout(22)).isTrue();
  }

  @Test
  void manyAreKeptAsWhatTheyCameTo() {
    for (int i = 0; i < MANY; i++) {
      int from = i % 2 == 0 ? 10 + i % 7 : 100 + i % 5;
      read(from, from + 4);
    }
    assertThat(reads.size()).isLessThan(2000);
    for (int inside : new int[] {10, 14, 18, 100, 106}) {
      assertThat(isSameWithout(inside)).as("without %s", inside).isFalse();
      assertThat(isSameWith(inside + 1)).as("with %s", inside + 1).isFalse();
    }
    for (int outside : new int[] {0, 6, 24, 60, 94, 112, 198}) {
      assertThat(isSameWithout(outside)).as("without %s", outside).isTrue();
      assertThat(isSameWith(outside + 1)).as("with %s", outside + 1).isTrue();
    }
  }

  @Test
  void manyAtBothEndsReachBeyondAllElements() {
    for (int i = 0; i < MANY; i++) {
      read(-5, 1);
      read(197, 205);
    }
    assertThat(isSameWith(-3)).isFalse();
    assertThat(isSameWith(201)).isFalse();
    assertThat(isSameWithout(100)).isTrue();
  }

  @Test
  void whoReadsOnAfterwardsIsHeardAgain() {
    ReadRange<Integer> early = reads.begin(before(150), before(190), false);
    early.reached(150);
    for (int i = 0; i < MANY; i++) {
      read(10, 14);
    }
    assertThat(isSameWithout(180)).isTrue();
    early.reached(180);
    assertThat(isSameWithout(180)).isFalse();
    assertThat(isSameWithout(150)).isFalse();
    assertThat(isSameWithout(10)).isFalse();
  }
}
