package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollidingKeysTest {
  private final WrittenTable<Placed, Integer> written = new WrittenTable<>();
  private final HashTable<Placed, Integer> table = written.table;

  @AfterEach
  void verify() {
    written.verify();
  }

  @Test
  void keysOfOneHashAreToldApart() {
    for (int name = 0; name < 200; name++) {
      written.put(new Placed(0x80000000, name), name);
    }
    for (int name = 0; name < 200; name++) {
      assertThat(table.get(new Placed(0x80000000, name))).isEqualTo(name);
    }
    assertThat(table.get(new Placed(0x80000000, 200))).isNull();
  }

  @Test
  void oneOfSeveralKeysOfOneHashIsReplacedInItsPlace() {
    for (int name = 0; name < 3; name++) {
      written.put(new Placed(7, name), name);
    }
    written.put(new Placed(7, 1), 11);
    assertThat(WrittenTable.rest(table.liveCursor()).values()).containsExactlyInAnyOrder(0, 11, 2);
  }

  @Test
  void oneOfSeveralKeysOfOneHashIsRemoved() {
    for (int name = 0; name < 3; name++) {
      written.put(new Placed(7, name), name);
    }
    written.remove(new Placed(7, 1));
    assertThat(WrittenTable.rest(table.liveCursor()).values()).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void aFullBucketOfOneHashGrowsWithTheTable() {
    for (int name = 0; name < 50; name++) {
      written.put(new Placed(-1, name), name);
    }
    for (int place = 0; place < 500; place++) {
      written.put(Placed.at(place << 20), place);
    }
    for (int name = 0; name < 50; name++) {
      assertThat(table.get(new Placed(-1, name))).isEqualTo(name);
    }
  }

  @Test
  void theSmallestAndTheLargestHashHaveTheirPlaces() {
    for (int place : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      written.put(Placed.at(place), place);
    }
    assertThat(WrittenTable.rest(table.liveCursor()).values())
        .containsExactlyInAnyOrder(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Test
  void hashCodesThatDifferInTheHighBitsOnlyAreSpread() {
    int[] buckets = new int[16];
    for (int i = 0; i < 160; i++) {
      buckets[ReferenceHashTable.hash(i << 20) >>> 28]++;
    }
    assertThat(buckets).doesNotContain(0);
  }
}
