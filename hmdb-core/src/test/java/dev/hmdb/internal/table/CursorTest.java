package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorTest {
  private final WrittenTable<Placed, Integer> written = new WrittenTable<>();
  private final HashTable<Placed, Integer> table = written.table;

  @Test
  void anEmptyTableHasNothingToPass() {
    assertThat(table.liveCursor().advance()).isFalse();
  }

  @Test
  void aCursorAtTheEndStaysThere() {
    written.put(Placed.at(1), 1);
    Cursor<Placed, Integer> cursor = table.liveCursor();
    assertThat(cursor.advance()).isTrue();
    assertThat(cursor.advance()).isFalse();
    written.put(Placed.at(-1), 2);
    assertThat(cursor.advance()).isFalse();
  }

  @Test
  void beforeTheFirstAdvanceThereIsNoKey() {
    assertThatThrownBy(() -> table.liveCursor().key())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no current entry");
  }

  @Test
  void keysArePassedInTheOrderOfTheirHashesUnsigned() {
    int[] places = {-1, 0, Integer.MIN_VALUE, 5, Integer.MAX_VALUE, 1 << 30};
    for (int place : places) {
      written.put(Placed.at(place), place);
    }
    List<Integer> passed = new ArrayList<>();
    Cursor<Placed, Integer> cursor = table.liveCursor();
    while (cursor.advance()) {
      passed.add(cursor.key().place());
    }
    assertThat(passed).containsExactly(0, 5, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1);
  }

  @Test
  void aLiveCursorPassesWhatIsPublishedWhenItGetsThere() {
    written.put(Placed.at(1), 1);
    written.put(Placed.at(1 << 30), 2);
    Cursor<Placed, Integer> cursor = table.liveCursor();
    cursor.advance();
    written.put(Placed.at(1 << 30), 3);
    written.install(Placed.at(2 << 30), 4);
    assertThat(WrittenTable.rest(cursor)).isEqualTo(Map.of(Placed.at(1 << 30), 3));
  }

  @Test
  void aSnapshotsCursorPassesTheStateOfItsTime() {
    written.put(Placed.at(1), 1);
    written.put(Placed.at(2), 2);
    long then = written.now();
    written.publish(written.install(Placed.at(1), 11));
    written.publish(written.install(Placed.at(2), null));
    written.publish(written.install(Placed.at(3), 3));
    assertThat(WrittenTable.rest(table.cursor(then)))
        .isEqualTo(Map.of(Placed.at(1), 1, Placed.at(2), 2));
  }

  @Test
  void anEntryRemovedUnderTheCursorLeadsOn() {
    for (int place = 1; place <= 4; place++) {
      written.put(Placed.at(place), place);
    }
    Cursor<Placed, Integer> cursor = table.liveCursor();
    cursor.advance();
    written.remove(Placed.at(1));
    written.remove(Placed.at(2));
    assertThat(WrittenTable.rest(cursor).values()).contains(3, 4);
  }

  @Test
  void keysOfOneHashArePassedOnceEachWhileTheTableGrows() {
    for (int name = 0; name < 10; name++) {
      written.put(new Placed(-7, name), name);
    }
    Cursor<Placed, Integer> cursor = table.liveCursor();
    cursor.advance();
    int first = cursor.value();
    for (int place = 0; place < 500; place++) {
      written.put(Placed.at(place << 16), -1);
    }
    Map<Placed, Integer> rest = WrittenTable.rest(cursor);
    assertThat(rest.values()).doesNotContain(first);
    assertThat(rest.values().stream().filter(value -> value >= 0)).hasSize(9);
  }

  @Test
  void aChainThatIsAboutToBeCutIsPassedOnce() {
    // 13 keys, one in each of the last buckets of 32, so that two each share a bucket of 16.
    for (int bucket = 19; bucket < 32; bucket++) {
      written.put(Placed.at(bucket << 27), bucket);
    }
    Buckets<Placed, Integer> growing = table.bucketsAcquire();
    assertThat(growing.bits()).isEqualTo(5);
    growing.moveHalf(16);
    assertThat(WrittenTable.rest(table.liveCursor())).hasSize(13);
  }
}
