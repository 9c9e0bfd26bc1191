package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.log.LittleEndian;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockInflationTest {
  private final BlockInflation inflation = new BlockInflation();

  @AfterEach
  void close() {
    inflation.close();
  }

  /** The payload of a block of these bytes, which are to be followed by others like them. */
  static byte[] payload(byte[] entries) {
    byte[] padded = Arrays.copyOf(entries, Math.max(entries.length, 64));
    try (BlockCompressor compressor = new BlockCompressor()) {
      int length = compressor.compress(padded, 0, padded.length);
      assertThat(length).isPositive();
      return Arrays.copyOf(compressor.payload(), length);
    }
  }

  private static byte[] text(int length) {
    return "some text, ".repeat(length / 11 + 1).substring(0, length).getBytes();
  }

  private void refused(byte[] payload) {
    assertThatThrownBy(() -> inflation.entries(payload)).isInstanceOf(DataFormatException.class);
  }

  private static byte[] claiming(long length, byte[] payload) {
    byte[] changed = payload.clone();
    LittleEndian.putInt(changed, CompressedLayout.LENGTH_OFFSET, (int) length);
    return changed;
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 1000, 1 << 17, (1 << 17) + 1, 3_000_000, CompressedLayout.MAX_LENGTH})
  void whatWasCompressedIsThere(int length) throws DataFormatException {
    byte[] entries = text(length);
    assertThat(inflation.entries(payload(entries))).isEqualTo(entries);
  }

  @Test
  void oneInflatesMany() throws DataFormatException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      byte[] entries = text(random.nextInt(64, 10_000));
      byte[] payload = payload(entries);
      refused(Arrays.copyOf(payload, payload.length - 1));
      assertThat(inflation.entries(payload)).isEqualTo(entries);
    }
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] payload = payload(text(500));
    for (int length = 0; length < payload.length; length++) {
      refused(Arrays.copyOf(payload, length));
    }
  }

  @Test
  void bytesBehindTheStreamAreRefused() {
    byte[] payload = payload(text(500));
    refused(Arrays.copyOf(payload, payload.length + 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 499, 501, 1 << 24, (1 << 24) + 1, 0x7FFF_FFFFL, 0xFFFF_FFFFL})
  void anotherLengthThanThatOfTheEntriesIsRefused(long length) {
    refused(claiming(length, payload(text(500))));
  }

  @Test
  void moreThanTheBytesCanHoldIsRefusedBeforeRoomIsMade() {
    byte[] payload = claiming(1 + 8 * 1032, new byte[4 + 8]);
    assertThatThrownBy(() -> inflation.entries(payload))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("length=8257 is not possible in 12 bytes");
  }

  /** A stream of zeros that goes on behind the length that it claims. */
  @Test
  void aStreamThatDoesNotEndIsRefused() {
    byte[] payload = claiming(1000, payload(new byte[1 << 20]));
    assertThatThrownBy(() -> inflation.entries(payload))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("does not end with length=1000");
  }

  @Test
  void anyBytesAreRefusedOrRead() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      byte[] payload = new byte[random.nextInt(40)];
      random.nextBytes(payload);
      assertThat(inflation.entriesOfDamaged(payload).length)
          .isLessThanOrEqualTo(CompressedLayout.maxLength(payload.length));
      refused(payload);
    }
  }

  @Test
  void whatCameBeforeTheDamageIsThere() {
    byte[] entries = new byte[20_000];
    new SplittableRandom(3).nextBytes(entries);
    System.arraycopy(entries, 0, entries, 10_000, 10_000);
    byte[] payload = payload(entries);
    byte[] cut = Arrays.copyOf(payload, payload.length / 2);
    byte[] left = inflation.entriesOfDamaged(cut);
    assertThat(left).hasSizeGreaterThan(3_000);
    assertThat(left).isEqualTo(Arrays.copyOf(entries, left.length));
  }

  @Test
  void aDamagedLengthDoesNotHideTheEntries() {
    byte[] entries = text(500);
    for (long length : new long[] {0, 600, 0xFFFF_FFFFL}) {
      assertThat(inflation.entriesOfDamaged(claiming(length, payload(entries)))).isEqualTo(entries);
    }
  }
}
