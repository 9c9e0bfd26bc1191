package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final WrittenTable<String, Integer> written = new WrittenTable<>();
  private final HashTable<String, Integer> table = written.table;

  @AfterEach
  void verify() {
    written.verify();
  }

  @Test
  void aSettledEntryKeepsNoOlderOne() {
    written.put("a", 1);
    Entry<String, Integer> fresh = written.publish(written.install("a", 2));
    assertThat(fresh.versionAcquire().older().value()).isEqualTo(1);
    written.settle(fresh);
    assertThat(fresh.versionAcquire()).isNull();
    assertThat(table.get("a")).isEqualTo(2);
  }

  @Test
  void aSettledTombstoneIsUnlinked() {
    written.put("a", 1);
    Entry<String, Integer> tombstone = written.publish(written.install("a", null));
    assertThat(written.linked()).isOne();
    written.settle(tombstone);
    assertThat(written.linked()).isZero();
    assertThat(table.find("a")).isNull();
  }

  @Test
  void aTombstoneThatWasReplacedBeforeItSettledTakesNothingAlong() {
    written.put("a", 1);
    Entry<String, Integer> tombstone = written.install("a", null);
    Entry<String, Integer> again = written.publish(written.install("a", 2));
    written.settle(tombstone);
    assertThat(table.find("a")).isSameAs(again);
    written.settle(again);
    assertThat(table.get("a")).isEqualTo(2);
  }

  @Test
  void theNeighboursOfAnUnlinkedEntryStay() {
    WrittenTable<Placed, Integer> chain = new WrittenTable<>();
    for (int place = 1; place <= 3; place++) {
      chain.put(Placed.at(place), place);
    }
    chain.remove(Placed.at(2));
    assertThat(chain.table.get(Placed.at(1))).isEqualTo(1);
    assertThat(chain.table.get(Placed.at(2))).isNull();
    assertThat(chain.table.get(Placed.at(3))).isEqualTo(3);
    chain.verify();
  }

  @Test
  void theFirstAndTheLastOfAChainCanBeUnlinked() {
    WrittenTable<Placed, Integer> chain = new WrittenTable<>();
    for (int place = 1; place <= 3; place++) {
      chain.put(Placed.at(place), place);
    }
    chain.remove(Placed.at(1));
    chain.remove(Placed.at(3));
    assertThat(WrittenTable.rest(chain.table.liveCursor())).containsOnlyKeys(Placed.at(2));
    chain.verify();
  }

  @Test
  void settledSizesForgetTheOlderOnes() {
    written.put("a", 1);
    written.put("b", 1);
    // No snapshot may ask any more; that it gets the newest shows that the older are gone.
    assertThat(table.size(1)).isEqualTo(2);
  }

  @Test
  void putsAndRemovalsOfManyKeysLeaveNothingBehind() {
    for (int i = 0; i < 10_000; i++) {
      written.put("k" + i, i);
      written.remove("k" + i);
    }
    assertThat(written.linked()).isZero();
    assertThat(table.bucketsAcquire().bits()).isEqualTo(Buckets.MIN_BITS);
  }
}
