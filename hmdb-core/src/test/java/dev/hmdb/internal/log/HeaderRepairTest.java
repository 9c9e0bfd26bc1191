package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderRepairTest {
  private final byte[] whole = new SegmentHeader(TestLog.ID, 7, 123_456_789).toBytes();

  @Test
  void everyByteIsMendedWhateverItBecame() {
    for (int i = 0; i < whole.length; i++) {
      for (int other = 1; other < 256; other += 37) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) other;
        assertThat(HeaderRepair.repair(damaged)).isTrue();
        assertThat(damaged).as("byte %s", i).isEqualTo(whole);
      }
    }
  }

  @Test
  void zerosAreNotMended() {
    byte[] zeros = new byte[whole.length];

    assertThat(HeaderRepair.repair(zeros)).isFalse();
    assertThat(zeros).containsOnly(0);
  }

  @Test
  void twoBytesAreNotMended() {
    byte[] damaged = whole.clone();
    damaged[17] ^= 1;
    damaged[40] ^= 1;
    byte[] before = damaged.clone();

    assertThat(HeaderRepair.repair(damaged)).isFalse();
    assertThat(damaged).isEqualTo(before);
  }
}
