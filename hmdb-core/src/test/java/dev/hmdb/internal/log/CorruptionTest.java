package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.HmdbException;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class CorruptionTest {
  private static final List<String> ALL = List.of("first", "second", "third");

  private final SimulatedDirectory directory = new SimulatedDirectory();

  private byte[] sealedLog() throws IOException {
    TestLog.create(directory).append("first", "second", "third").close();
    return directory.bytes(TestLog.FILE);
  }

  /** The last frame of it promises what is before "second". */
  private byte[] killedLog() throws IOException {
    TestLog log = TestLog.create(directory).append("first").sync().append("second", "third");
    byte[] bytes = Arrays.copyOf(directory.bytes(TestLog.FILE), (int) log.log.end());
    log.log.discard();
    return bytes;
  }

  private static final int FIRST = SegmentLayout.HEADER_LENGTH;
  private static final int SECOND = FIRST + 10 + 5;
  private static final int SEAL_LENGTH = 10;

  @Test
  void everyFlippedBitBeforeTheSealRefusesToOpen() throws IOException {
    byte[] whole = sealedLog();
    for (int bit = 0; bit < 8 * (whole.length - SEAL_LENGTH); bit++) {
      byte[] flipped = flipped(whole, bit);
      assertThatThrownBy(() -> TestLog.open(directory))
          .as("bit " + bit)
          .isInstanceOf(CorruptDatabaseException.class)
          .hasMessageContaining(TestLog.FILE)
          .hasMessageContaining("offset");
      assertThat(directory.bytes(TestLog.FILE)).isEqualTo(flipped);
    }
  }

  @Test
  void everyFlippedBitOfTheSealCostsTheSealAlone() throws IOException {
    byte[] whole = sealedLog();
    for (int bit = 8 * (whole.length - SEAL_LENGTH); bit < 8 * whole.length; bit++) {
      flipped(whole, bit);
      assertThat(TestLog.frames(directory)).as("bit " + bit).isEqualTo(ALL);
    }
  }

  @Test
  void everyFlippedBitOfAKilledLogIsRefusedOrCostsUnsyncedFramesOnly() throws IOException {
    byte[] whole = killedLog();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      flipped(whole, bit);
      int offset = bit / 8;
      if (offset < SECOND) {
        assertThatThrownBy(() -> TestLog.frames(directory)).isInstanceOf(HmdbException.class);
      } else {
        assertThat(TestLog.frames(directory))
            .as("bit " + bit)
            .isEqualTo(ALL.subList(0, offset < SECOND + 16 ? 1 : 2));
      }
    }
  }

  private byte[] flipped(byte[] whole, int bit) {
    byte[] flipped = whole.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    directory.put(TestLog.FILE, flipped);
    return flipped;
  }

  @Test
  void sealedLogCutAnywhereIsNeverMoreThanAPrefix() throws IOException {
    byte[] whole = sealedLog();
    for (int length = 0; length < whole.length; length++) {
      directory.put(TestLog.FILE, Arrays.copyOf(whole, length));
      if (length < FIRST) {
        assertThatThrownBy(() -> TestLog.frames(directory))
            .isInstanceOf(CorruptDatabaseException.class);
      } else {
        List<String> frames = TestLog.frames(directory);
        assertThat(frames).isEqualTo(ALL.subList(0, frames.size()));
      }
    }
  }

  @Test
  void messageSaysWhereWhatAndHowMuchIsBehind() throws IOException {
    byte[] whole = sealedLog();
    whole[SECOND + 12] ^= 1;
    directory.put(TestLog.FILE, whole);
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("damaged frame at offset=" + SECOND)
        .hasMessageContaining("checksum found=0x")
        .hasMessageContaining("expected=0x")
        .hasMessageContaining("Intact frames behind the damage=2")
        .hasMessageContaining("Nothing was changed");
  }

  @Test
  void zeroedFrameBeforeAPromiseIsCorruption() throws IOException {
    byte[] whole = sealedLog();
    Arrays.fill(whole, SECOND, SECOND + 16, (byte) 0);
    directory.put(TestLog.FILE, whole);
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("its length is 0");
  }

  @Test
  void fileOfZerosIsNoLog() {
    directory.put(TestLog.FILE, new byte[4096]);
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("not a log of hmdb");
  }

  @Test
  void newerFormatIsRefusedWithoutWritingAByte() throws IOException {
    byte[] whole = sealedLog();
    LittleEndian.putInt(whole, SegmentLayout.VERSION_OFFSET, 2);
    repairHeader(whole);
    directory.put(TestLog.FILE, whole);
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("found=2 expected=1");
    assertThat(directory.bytes(TestLog.FILE)).isEqualTo(whole);
  }

  @Test
  void segmentUnderAnotherNumberIsRefused() throws IOException {
    byte[] whole = sealedLog();
    LittleEndian.putLong(whole, SegmentLayout.SEGMENT_NUMBER_OFFSET, 2);
    repairHeader(whole);
    directory.put(TestLog.FILE, whole);
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("segment number");
  }

  private static void repairHeader(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, SegmentLayout.CHECKSUM_OFFSET);
    LittleEndian.putInt(bytes, SegmentLayout.CHECKSUM_OFFSET, (int) crc.getValue());
  }

  @Test
  void framesOfAnotherDatabaseDoNotCount() throws IOException {
    byte[] ours = killedLog();
    SimulatedDirectory other = new SimulatedDirectory();
    Log.create(other, new DatabaseId(1, 2), TestLog.SMALL).discard();
    byte[] theirs = other.bytes(TestLog.FILE);
    System.arraycopy(ours, FIRST, theirs, FIRST, ours.length - FIRST);
    other.put(TestLog.FILE, theirs);
    assertThat(TestLog.frames(other)).isEmpty();
  }

  @Test
  void framesOfAnotherSegmentDoNotCount() throws IOException {
    byte[] ours = killedLog();
    FrameChecksum second = new FrameChecksum(new SegmentHeader(TestLog.ID, 2, 0));
    second.begin(FIRST, 7);
    second.update(ours, FIRST + FrameLayout.PAYLOAD_OFFSET, 7);
    LittleEndian.putInt(ours, FIRST + FrameLayout.CHECKSUM_OFFSET, second.value());
    directory.put(TestLog.FILE, Arrays.copyOf(ours, SECOND));
    assertThat(TestLog.frames(directory)).isEmpty();
  }

  @Test
  void framesOfAnotherPositionDoNotCount() throws IOException {
    byte[] ours = killedLog();
    byte[] repeated = Arrays.copyOf(ours, ours.length + 16);
    System.arraycopy(ours, SECOND, repeated, ours.length, 16); // the log's own second frame again
    directory.put(TestLog.FILE, repeated);
    assertThat(TestLog.frames(directory)).isEqualTo(ALL);
  }

  @Test
  void intactFrameOfAnUnknownKindIsRefusedWhereverItIs() throws IOException {
    byte[] ours = killedLog();
    ours[FIRST + FrameLayout.PAYLOAD_OFFSET + 1] = 9;
    FrameChecksum checksum = new FrameChecksum(new SegmentHeader(TestLog.ID, 1, 0));
    checksum.begin(FIRST, 7);
    checksum.update(ours, FIRST + FrameLayout.PAYLOAD_OFFSET, 7);
    LittleEndian.putInt(ours, FIRST + FrameLayout.CHECKSUM_OFFSET, checksum.value());
    directory.put(TestLog.FILE, Arrays.copyOf(ours, SECOND));
    assertThatThrownBy(() -> TestLog.frames(directory))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("kind=9");
  }

  @Test
  void damageInAFrameLargerThanTheReadersBufferIsFound() throws IOException {
    String large = "x".repeat(3 << 20);
    SimulatedDirectory roomy = new SimulatedDirectory(16 << 20);
    TestLog.create(roomy).append("a", large, "b").close();
    byte[] whole = roomy.bytes(TestLog.FILE);
    whole[2 << 20] ^= 4;
    roomy.put(TestLog.FILE, whole);
    assertThatThrownBy(() -> TestLog.frames(roomy))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("Intact frames behind the damage=2");
  }
}
