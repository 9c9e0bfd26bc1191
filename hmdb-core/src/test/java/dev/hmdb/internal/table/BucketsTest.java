package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void anEmptyArrayHasEveryPieceAndNoEntry() {
    Buckets<String, String> buckets = Buckets.empty(Buckets.MIN_BITS);
    for (int bucket = 0; bucket < 16; bucket++) {
      int hash = bucket << 28;
      assertThat(buckets.pieceAcquire(hash)).isNotNull();
      assertThat(buckets.headAcquire(buckets.pieceAcquire(hash), hash)).isNull();
    }
  }

  @Test
  void aBucketEndsBeforeTheNextOne() {
    Buckets<String, String> buckets = Buckets.empty(4);
    assertThat(buckets.lastHashOfBucket(0)).isEqualTo(0x0FFFFFFF);
    assertThat(buckets.lastHashOfBucket(0x0FFFFFFF)).isEqualTo(0x0FFFFFFF);
    assertThat(buckets.lastHashOfBucket(0xF0000000)).isEqualTo(-1);
  }

  @Test
  void aGrowingArrayHasNoPieceUntilItMoved() {
    Buckets<String, String> old = Buckets.empty(4);
    Buckets<String, String> growing = Buckets.growingFrom(old);
    assertThat(growing.bits()).isEqualTo(5);
    assertThat(growing.isGrowing()).isTrue();
    assertThat(growing.previousAcquire()).isSameAs(old);
    assertThat(growing.pieceAcquire(0)).isNull();
    growing.moveOnePiece();
    assertThat(growing.pieceAcquire(0)).isNotNull();
    assertThat(growing.pieceAcquire(-1)).isNull();
  }

  @Test
  void aGrownArrayForgetsThePreviousOne() {
    Buckets<String, String> growing = Buckets.growingFrom(Buckets.empty(4));
    growing.moveOnePiece();
    growing.moveOnePiece();
    assertThat(growing.isGrowing()).isFalse();
    assertThat(growing.previousAcquire()).isNull();
    growing.moveOnePiece();
    assertThat(growing.pieceAcquire(-1)).isNotNull();
  }

  @Test
  void aMovedChainIsCutBetweenItsHalves() {
    Buckets<String, String> old = Buckets.empty(4);
    Entry<String, String> high = entry(0x08000000);
    Entry<String, String> low = entry(0x07FFFFFF);
    low.setNextRelease(high);
    old.setHeadRelease(old.pieceAcquire(0), 0, low);

    Buckets<String, String> growing = Buckets.growingFrom(old);
    growing.moveOnePiece();

    assertThat(head(growing, 0)).isSameAs(low);
    assertThat(low.nextAcquire()).isNull();
    assertThat(head(growing, 0x08000000)).isSameAs(high);
  }

  @Test
  void aChainOfOneHalfLeavesTheOtherBucketEmpty() {
    Buckets<String, String> old = Buckets.empty(4);
    Entry<String, String> high = entry(0x08000000);
    old.setHeadRelease(old.pieceAcquire(0), 0, high);

    Buckets<String, String> growing = Buckets.growingFrom(old);
    growing.moveOnePiece();

    assertThat(head(growing, 0)).isNull();
    assertThat(head(growing, 0x08000000)).isSameAs(high);
  }

  @Test
  void aLargeArrayMovesAThousandBucketsAtATime() {
    Buckets<String, String> growing = Buckets.growingFrom(Buckets.empty(13));
    int moves = 0;
    while (growing.isGrowing()) {
      growing.moveOnePiece();
      moves++;
    }
    assertThat(moves).isEqualTo(8);
  }

  private static Entry<String, String> entry(int hash) {
    return new ReferenceEntry<>(hash, "key" + hash, "value", null);
  }

  private static Entry<String, String> head(Buckets<String, String> buckets, int hash) {
    return buckets.headAcquire(buckets.pieceAcquire(hash), hash);
  }
}
