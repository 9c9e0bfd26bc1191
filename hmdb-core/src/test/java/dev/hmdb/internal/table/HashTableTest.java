package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashTableTest {
  private final WrittenTable<String, Integer> written = new WrittenTable<>();
  private final HashTable<String, Integer> table = written.table;

  @AfterEach
  void verify() {
    written.verify();
  }

  @Test
  void anAbsentKeyHasNeitherValueNorEntry() {
    assertThat(table.get("a")).isNull();
    assertThat(table.find("a")).isNull();
  }

  @Test
  void aKeyHasTheValueThatWasPutLast() {
    written.put("a", 1);
    written.put("b", 2);
    written.put("a", 3);
    assertThat(table.get("a")).isEqualTo(3);
    assertThat(table.get("b")).isEqualTo(2);
  }

  @Test
  void aRemovedKeyHasNoValue() {
    written.put("a", 1);
    written.publish(written.install("a", null));
    assertThat(table.get("a")).isNull();
  }

  @Test
  void anEqualKeyIsTheSameKey() {
    written.put(new String("a"), 1);
    written.put(new String("a"), 2);
    assertThat(table.get("a")).isEqualTo(2);
    assertThat(table.size()).isOne();
  }

  @Test
  void whatIsNotPublishedIsNotSeen() {
    written.put("a", 1);
    written.install("a", 2);
    written.install("b", 2);
    assertThat(table.get("a")).isEqualTo(1);
    assertThat(table.get("b")).isNull();
    assertThat(table.size()).isOne();
    assertThat(table.newestSize()).isEqualTo(2);
  }

  @Test
  void severalKeysBecomeVisibleAtOnce() {
    Entry<String, Integer> a = written.install("a", 1);
    Entry<String, Integer> b = written.install("b", 1);
    assertThat(table.get("a")).isNull();
    assertThat(table.get("b")).isNull();
    written.publish(a);
    written.publish(b);
    assertThat(table.get("a")).isEqualTo(1);
    assertThat(table.get("b")).isEqualTo(1);
  }

  @Test
  void theNewestEntryIsFoundPublishedOrNot() {
    written.put("a", 1);
    Entry<String, Integer> newest = written.install("a", 2);
    assertThat(table.find("a")).isSameAs(newest);
  }

  @Test
  void aSnapshotReadsTheValuesOfItsTime() {
    written.put("a", 1);
    long before = written.now();
    written.publish(written.install("a", 2));
    written.publish(written.install("b", 2));
    long after = written.now();
    written.publish(written.install("a", null));

    assertThat(table.get("a", before)).isEqualTo(1);
    assertThat(table.get("b", before)).isNull();
    assertThat(table.get("a", after)).isEqualTo(2);
    assertThat(table.get("b", after)).isEqualTo(2);
    assertThat(table.get("a")).isNull();
  }

  @Test
  void aKeyThatWasPutAgainAfterItsRemovalIsAbsentInBetween() {
    written.put("a", 1);
    written.publish(written.install("a", null));
    long between = written.now();
    written.publish(written.install("a", 2));
    assertThat(table.get("a", between)).isNull();
    assertThat(table.get("a")).isEqualTo(2);
  }

  @Test
  void aSnapshotHasTheSizeOfItsTime() {
    written.put("a", 1);
    long one = written.now();
    written.publish(written.install("b", 1));
    written.publish(written.install("c", 1));
    long three = written.now();
    written.publish(written.install("a", null));

    assertThat(table.size(one)).isEqualTo(1);
    assertThat(table.size(three)).isEqualTo(3);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void replacingAValueLeavesTheSizeAsItIs() {
    written.put("a", 1);
    written.put("a", 2);
    assertThat(table.size()).isOne();
  }

  @Test
  void theLastChangeIsThatOfTheNewestCommit() {
    assertThat(table.lastChange()).isZero();
    written.put("a", 1);
    written.put("a", 2);
    assertThat(table.lastChange()).isEqualTo(2);
  }
}
