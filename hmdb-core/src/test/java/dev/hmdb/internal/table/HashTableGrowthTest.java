package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashTableGrowthTest {
  private final WrittenTable<Integer, Integer> written = new WrittenTable<>();
  private final HashTable<Integer, Integer> table = written.table;

  @Test
  void everyKeyIsThereAfterManyDoublings() {
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      written.put(i, -i);
    }
    assertThat(table.bucketsAcquire().bits()).isGreaterThanOrEqualTo(18);
    for (int i = 0; i < count; i++) {
      assertThat(table.get(i)).isEqualTo(-i);
    }
    assertThat(table.size()).isEqualTo(count);
    written.verify();
  }

  @Test
  void everyStepOfGrowingKeepsTheTableWhole() {
    for (int i = 0; i < 3000; i++) {
      written.put(i, i);
      if (table.bucketsAcquire().isGrowing() && i % 16 == 0) {
        written.verify();
      }
    }
    written.verify();
  }

  @Test
  void aKeyIsReplacedAndRemovedWhileItsBucketHasNotMoved() {
    int i = growUntilHalfway();
    for (int key = 0; key < i; key += 2) {
      written.put(key, -key);
    }
    for (int key = 1; key < i; key += 2) {
      written.remove(key);
    }
    for (int key = 0; key < i; key++) {
      assertThat(table.get(key)).isEqualTo(key % 2 == 0 ? -key : null);
    }
    written.verify();
  }

  @Test
  void whatIsNotPublishedStaysSoWhileItMoves() {
    written.put(0, 1);
    written.install(0, 2);
    for (int i = 1; i < 100; i++) {
      written.install(i, i);
    }
    assertThat(table.get(0)).isEqualTo(1);
    assertThat(table.get(1)).isNull();
    written.verify();
  }

  @Test
  void aDoublingIsSpreadOverTheWritesAfterIt() {
    int count = growUntilHalfway();
    int writes = 0;
    while (table.bucketsAcquire().isGrowing()) {
      written.put(count + writes++, 0);
    }
    // 512 of the 8192 buckets move at once, then as many with every write.
    assertThat(writes).isEqualTo(8192 / 512 - 1);
  }

  @Test
  void aCommitOfManyKeysMovesAsMuchAsTheSameKeysOneByOne() {
    growUntilHalfway();
    int commits = 0;
    while (table.bucketsAcquire().isGrowing()) {
      table.reserve(8);
      commits++;
    }
    assertThat(commits).isEqualTo((8192 - 512 + 4095) / 4096);
  }

  @Test
  void nothingIsLeftToMoveAfterLoading() {
    int count = 0;
    while (!table.bucketsAcquire().isGrowing() || table.bucketsAcquire().bits() < 14) {
      table.load(count, -count);
      count++;
    }
    table.finishLoading();
    assertThat(table.bucketsAcquire().isGrowing()).isFalse();
    for (int i = 0; i < count; i++) {
      assertThat(table.get(i)).isEqualTo(-i);
    }
    written.verify();
  }

  @Test
  void oneLargeCommitMakesItsRoomAtOnce() {
    table.reserve(90_000);
    assertThat(table.bucketsAcquire().bits()).isEqualTo(17);
    written.put(1, 1);
    assertThat(table.get(1)).isEqualTo(1);
    written.verify();
  }

  @Test
  void aCommitThatIsLargeForTheTableDoesNotWaitForTheThreadThatAllocates() {
    table.reserve(300_000);
    assertThat(table.bucketsAcquire().bits()).isGreaterThanOrEqualTo(18);
  }

  @Test
  void aLargeTableGrowsOnceItsArrayIsAllocated() {
    int count = 0;
    while (table.bucketsAcquire().bits() < 17) {
      written.put(count, -count);
      count++;
    }
    int full = 3 << 15;
    for (; count < full; count++) {
      written.put(count, -count);
    }
    assertThat(table.bucketsAcquire().bits()).isEqualTo(17);
    while (table.bucketsAcquire().bits() < 18) {
      table.reserve(1);
      Thread.onSpinWait();
    }
    for (int key = 0; key < count; key++) {
      assertThat(table.get(key)).isEqualTo(-key);
    }
    written.verify();
  }

  /** Puts keys until an array of 2^14 buckets begins to grow out of the one before. */
  private int growUntilHalfway() {
    int i = 0;
    while (table.bucketsAcquire().bits() < 14) {
      written.put(i, i);
      i++;
    }
    assertThat(table.bucketsAcquire().isGrowing()).isTrue();
    return i;
  }

  /**
   * A move runs on the stack of whoever puts a key, and may end in the middle with a
   * StackOverflowError. The next move used to begin the piece again, from what was in it before the
   * keys put since: they were gone.
   */
  @Test
  void aMoveThatEndedInTheMiddleIsFinishedBeforeAnythingIsInstalled() {
    for (int stopAt = 13; stopAt < 800; stopAt += 7) {
      WrittenTable<Integer, Integer> written = new WrittenTable<>();
      for (int key = 0; key < stopAt; key++) {
        written.put(key, key);
      }
      Buckets<Integer, Integer> growing = written.table.bucketsAcquire();
      growing.moveHalf(16);
      for (int key = stopAt; key < 2 * stopAt; key++) {
        written.put(key, key);
      }
      for (int key = 0; key < 2 * stopAt; key++) {
        assertThat(written.table.get(key)).as("key %s, stopped at %s", key, stopAt).isEqualTo(key);
      }
      written.verify();
    }
  }

  /**
   * A tombstone may be settled while a move is left in the middle. If it was all that the lower
   * bucket had, the entry behind it belongs to the upper one; as the lower one's head it would stay
   * there for good, and scans would pass it even after it was replaced.
   */
  @Test
  void aTombstoneSettledInTheMiddleOfAMoveLeavesItsBucketEmpty() {
    WrittenTable<Placed, Integer> chains = new WrittenTable<>();
    int bucket = 0xF0000000;
    Placed low = Placed.at(bucket);
    Placed high = Placed.at(bucket + (1 << 27));
    chains.put(low, 1);
    chains.put(high, 2);
    for (int other = 0; other < 10; other++) {
      chains.put(Placed.at(other << 28), other);
    }
    Entry<Placed, Integer> tombstone = chains.publish(chains.install(low, null));
    Buckets<Placed, Integer> growing = chains.table.bucketsAcquire();
    assertThat(growing.isGrowing()).isTrue();
    assertThat(growing.holderAcquire(bucket)).isNotSameAs(growing);

    growing.moveHalf(16);
    chains.settle(tombstone);
    chains.put(high, 3);

    assertThat(chains.table.bucketsAcquire().headAcquire(bucket)).isNull();
    assertThat(WrittenTable.rest(chains.table.liveCursor())).containsEntry(high, 3).hasSize(11);
    chains.verify();
  }
}
