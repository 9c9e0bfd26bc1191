package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void anEmptyArrayIsWholeAndHasNoEntry() {
    Buckets<String, String> buckets = Buckets.empty(Buckets.MIN_BITS);
    assertThat(buckets.isGrowing()).isFalse();
    for (int bucket = 0; bucket < 16; bucket++) {
      int hash = bucket << 28;
      assertThat(buckets.holderAcquire(hash)).isSameAs(buckets);
      assertThat(buckets.headAcquire(hash)).isNull();
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
  void aGrowingArrayHoldsWhatHasMoved() {
    Buckets<String, String> old = Buckets.empty(4);
    Buckets<String, String> growing = grow(old);
    assertThat(growing.bits()).isEqualTo(5);
    assertThat(growing.isGrowing()).isTrue();
    assertThat(growing.holderAcquire(0)).isSameAs(old);
    growing.move(8);
    assertThat(growing.holderAcquire(0)).isSameAs(growing);
    assertThat(growing.holderAcquire(0x7FFFFFFF)).isSameAs(growing);
    assertThat(growing.holderAcquire(0x80000000)).isSameAs(old);
    assertThat(growing.holderAcquire(-1)).isSameAs(old);
  }

  @Test
  void aGrownArrayIsTheSameArrayAsAWhole() {
    Buckets<String, String> growing = grow(Buckets.empty(4));
    growing.move(8);
    assertThat(growing.hasMoved()).isFalse();
    growing.move(8);
    assertThat(growing.hasMoved()).isTrue();
    Buckets<String, String> whole = growing.whole();
    assertThat(whole.isGrowing()).isFalse();
    assertThat(whole.isSameArray(growing)).isTrue();
    assertThat(whole.holderAcquire(-1)).isSameAs(whole);
  }

  @Test
  void aMovedBucketIsEmptiedWhereItWas() {
    Buckets<String, String> old = Buckets.empty(4);
    old.setHeadRelease(0, entry(1));
    old.setHeadRelease(0x10000000, entry(0x10000001));
    grow(old).move(1);
    assertThat(old.headAcquire(0)).isNull();
    assertThat(old.headAcquire(0x10000000)).isNotNull();
  }

  @Test
  void aMoveThatWasBegunIsFinishedWholeAndNoOther() {
    Buckets<String, String> old = Buckets.empty(4);
    Buckets<String, String> growing = grow(old);
    growing.moveHalf(4);
    assertThat(growing.hasBegunMove()).isTrue();
    growing.move(1);
    assertThat(growing.hasBegunMove()).isFalse();
    assertThat(growing.holderAcquire(0x3FFFFFFF)).isSameAs(growing);
    assertThat(growing.holderAcquire(0x40000000)).isSameAs(old);
  }

  @Test
  void aMovedChainIsCutBetweenItsHalves() {
    Buckets<String, String> old = Buckets.empty(4);
    Entry<String, String> high = entry(0x08000000);
    Entry<String, String> low = entry(0x07FFFFFF);
    low.setNextRelease(high);
    old.setHeadRelease(0, low);

    Buckets<String, String> growing = grow(old);
    growing.move(16);

    assertThat(growing.headAcquire(0)).isSameAs(low);
    assertThat(low.nextAcquire()).isNull();
    assertThat(growing.headAcquire(0x08000000)).isSameAs(high);
  }

  @Test
  void aChainOfOneHalfLeavesTheOtherBucketEmpty() {
    Buckets<String, String> old = Buckets.empty(4);
    Entry<String, String> high = entry(0x08000000);
    old.setHeadRelease(0, high);

    Buckets<String, String> growing = grow(old);
    growing.move(16);

    assertThat(growing.headAcquire(0)).isNull();
    assertThat(growing.headAcquire(0x08000000)).isSameAs(high);
  }

  private static Entry<String, String> entry(int hash) {
    return new ReferenceEntry<>(hash, "key" + hash, "value", null);
  }

  private static Buckets<String, String> grow(Buckets<String, String> old) {
    return Buckets.growingFrom(old, Buckets.newHeads(old.bits() + 1));
  }
}
