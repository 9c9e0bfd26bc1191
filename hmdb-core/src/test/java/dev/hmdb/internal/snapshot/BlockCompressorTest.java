package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockCompressorTest {
  private final BlockCompressor compressor = new BlockCompressor();

  @AfterEach
  void close() {
    compressor.close();
  }

  private int length(byte[] entries) {
    return compressor.compress(entries, 0, entries.length);
  }

  @Test
  void whatShrinksByLessThanAnEighthIsLeftAsItIs() {
    byte[] entries = new byte[8000];
    new SplittableRandom(1).nextBytes(entries);
    System.arraycopy(entries, 0, entries, 7100, 900); // saves 900, less what a stream costs
    assertThat(length(entries)).isZero();
    System.arraycopy(entries, 0, entries, 6500, 1500);
    assertThat(length(entries)).isBetween(6500, 7000);
  }

  @Test
  void aFewBytesAreLeftAsTheyAre() {
    for (int length = 0; length < 8; length++) {
      assertThat(length(new byte[length])).isZero();
    }
  }

  @Test
  void theLengthComesFirst() {
    length(new byte[0x010203]);
    assertThat(compressor.payload()).startsWith(3, 2, 1, 0);
  }

  @Test
  void onlyTheRangeIsCompressed() {
    byte[] bytes = "...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...".getBytes();
    int whole = length("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".getBytes());
    byte[] expected = java.util.Arrays.copyOf(compressor.payload(), whole);
    int part = compressor.compress(bytes, 3, 40);
    assertThat(java.util.Arrays.copyOf(compressor.payload(), part)).isEqualTo(expected);
  }

  @Test
  void closingTwiceDoesNothing() {
    compressor.close();
    compressor.close();
  }
}
