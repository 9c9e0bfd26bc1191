package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import dev.hmdb.internal.log.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotCorruptionTest {
  private static final long NUMBER = 5;
  private static final String FILE = Snapshots.name(NUMBER);

  private final SimulatedDirectory directory = new SimulatedDirectory();

  private void refused(byte[] bytes) {
    refused(bytes, FILE);
  }

  private void refused(byte[] bytes, String... inMessage) {
    directory.put(FILE, bytes);
    assertThatThrownBy(() -> SnapshotReader.open(directory, NUMBER))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining(FILE)
        .hasMessageContaining("nothing was changed")
        .hasMessageContainingAll(inMessage);
    assertThat(directory.openFiles()).isZero();
    assertThat(directory.bytes(FILE)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void everyFlippedBitIsRefusedOrCostsItsBlockAlone(SnapshotForm form) throws IOException {
    byte[] whole = TestSnapshot.small(form).bytes(NUMBER);
    directory.put(FILE, whole);
    List<Block> blocks = TestSnapshot.blocks(directory, NUMBER);
    List<byte[]> entries = entries(blocks);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      long offset = bit / 8;
      if (offset < blocks.getFirst().offset() || offset >= blocks.getLast().end()) {
        refused(flipped);
      } else {
        directory.put(FILE, flipped);
        assertOnlyUnreadable(offset, blocks, entries);
      }
    }
  }

  private List<byte[]> entries(List<Block> blocks) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
      for (Block block : blocks) {
        entries.add(reader.read(block));
      }
    }
    return entries;
  }

  private void assertOnlyUnreadable(long damage, List<Block> blocks, List<byte[]> entries)
      throws IOException {
    try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
      for (Block block : blocks) {
        if (damage >= block.offset() && damage < block.end()) {
          assertThatThrownBy(() -> reader.read(block))
              .as("damage at " + damage)
              .isInstanceOf(CorruptDatabaseException.class)
              .hasMessageContaining(FILE)
              .hasMessageContaining("offset=" + block.offset())
              .hasMessageContaining("found=")
              .hasMessageContaining("expected=");
        } else {
          assertThat(reader.read(block)).isEqualTo(entries.get(blocks.indexOf(block)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void everyTruncationIsRefused(SnapshotForm form) throws IOException {
    byte[] whole = TestSnapshot.small(form).bytes(NUMBER);
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void bytesBehindTheTrailerAreRefused() throws IOException {
    byte[] whole = TestSnapshot.small().bytes(NUMBER);
    for (int more : new int[] {1, TrailerLayout.LENGTH, 512, 100_000}) {
      refused(Arrays.copyOf(whole, whole.length + more), "no trailer");
    }
  }

  @Test
  void fileOfZerosIsNoSnapshot() {
    refused(new byte[4096], "not a snapshot of hmdb");
  }

  @Test
  void fileCutBehindItsHeaderSaysSo() throws IOException {
    byte[] whole = TestSnapshot.small().bytes(NUMBER);
    refused(Arrays.copyOf(whole, 70), "it was cut: size=70");
  }

  @Test
  void damagedBlockSaysWhoseEntriesAreAffected() throws IOException {
    byte[] whole = TestSnapshot.small().bytes(NUMBER);
    directory.put(FILE, whole);
    Block block = TestSnapshot.blocks(directory, NUMBER).getFirst();
    whole[(int) block.end() - 1] ^= 1;
    directory.put(FILE, whole);
    try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
      assertThatThrownBy(() -> reader.read(block))
          .hasMessageContaining("block at offset=95 (table id=3 entries=2 length=6)")
          .hasMessageContaining("checksum found=0x")
          .hasMessageContaining("expected=0x")
          .hasMessageContaining("restore the whole directory from a backup");
    }
  }

  @Test
  void damageInABlockOfItsOwnIsFound() throws IOException {
    byte[] whole = TestSnapshot.of("s").with(1, "x".repeat(3 << 20)).bytes(NUMBER);
    whole[2 << 20] ^= 4;
    directory.put(FILE, whole);
    try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
      assertThatThrownBy(() -> reader.read(reader.blocks().getFirst()))
          .isInstanceOf(CorruptDatabaseException.class);
    }
  }

  @Test
  void newerFormatIsRefusedWithoutWritingAByte() throws IOException {
    byte[] whole = TestSnapshot.small().bytes(NUMBER);
    LittleEndian.putInt(whole, HeaderLayout.VERSION_OFFSET, 3);
    repairHeader(whole);
    directory.put(FILE, whole);
    assertThatThrownBy(() -> SnapshotReader.open(directory, NUMBER))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("found=3 expected=1 or 2");
    assertThat(directory.bytes(FILE)).isEqualTo(whole);
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void snapshotUnderAnotherNumberIsRefused() throws IOException {
    refused(TestSnapshot.small().bytes(6), "snapshot number", "found=6 expected=5");
  }

  @Test
  void logIsNoSnapshot() {
    byte[] log = new byte[200];
    LittleEndian.putLong(log, 0, 0x676F6C62646D6889L);
    refused(log, "not a snapshot of hmdb");
  }

  private static void repairHeader(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, HeaderLayout.CHECKSUM_OFFSET);
    LittleEndian.putInt(bytes, HeaderLayout.CHECKSUM_OFFSET, (int) crc.getValue());
  }

  /** Whole sections that are intact where they come from. */
  @Nested
  class Splices {
    private byte[] fromDatabase(DatabaseId id) throws IOException {
      SimulatedDirectory other = new SimulatedDirectory();
      TestSnapshot.small().write(other, id, NUMBER);
      return other.bytes(FILE);
    }

    /** Puts all of {@code theirs} behind the header into {@code ours}. */
    private byte[] behindTheHeader(byte[] ours, byte[] theirs) {
      byte[] spliced = theirs.clone();
      System.arraycopy(ours, 0, spliced, 0, HeaderLayout.LENGTH);
      return spliced;
    }

    private void assertBlockRefused(byte[] ours, byte[] theirs, int from, int to)
        throws IOException {
      directory.put(FILE, ours);
      Block block = TestSnapshot.blocks(directory, NUMBER).get(to);
      long source = TestSnapshot.blocks(directory, NUMBER).get(from).offset();
      byte[] spliced = ours.clone();
      System.arraycopy(
          theirs,
          (int) source,
          spliced,
          (int) block.offset(),
          SectionLayout.PAYLOAD_OFFSET + block.length());
      directory.put(FILE, spliced);
      try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
        assertThatThrownBy(() -> reader.read(block)).isInstanceOf(CorruptDatabaseException.class);
      }
    }

    @Test
    void fileOfAnotherDatabaseBehindOurHeaderIsRefused() throws IOException {
      byte[] ours = TestSnapshot.small().bytes(NUMBER);
      refused(behindTheHeader(ours, fromDatabase(new DatabaseId(1, 2))));
    }

    @Test
    void fileOfAnotherNumberBehindOurHeaderIsRefused() throws IOException {
      byte[] ours = TestSnapshot.small().bytes(NUMBER);
      refused(behindTheHeader(ours, TestSnapshot.small().bytes(NUMBER + 1)));
    }

    @Test
    void blockOfAnotherDatabaseIsRefused() throws IOException {
      byte[] ours = TestSnapshot.small().bytes(NUMBER);
      assertBlockRefused(ours, fromDatabase(new DatabaseId(1, 2)), 0, 0);
    }

    @Test
    void blockOfAnotherSnapshotIsRefused() throws IOException {
      byte[] ours = TestSnapshot.small().bytes(NUMBER);
      assertBlockRefused(ours, TestSnapshot.small().bytes(NUMBER + 1), 0, 0);
    }

    @Test
    void blockOfAnotherPlaceIsRefused() throws IOException {
      byte[] ours = TestSnapshot.of("s").with(1, "a").with(2, "b").with(1, "c").bytes(NUMBER);
      assertBlockRefused(ours, ours, 0, 2);
    }

    /** A first try at the same snapshot was given up; a disk brought a block of it back. */
    @Test
    void blockOfAnEarlierTryIsRefused() throws IOException {
      byte[] ours = TestSnapshot.of("s").with(1, "a", "b").bytes(NUMBER);
      byte[] earlier = TestSnapshot.of("s").with(1, "b", "a").bytes(NUMBER);
      assertBlockRefused(ours, earlier, 0, 0);
    }

    @Test
    void indexOfAnEarlierTryIsRefused() throws IOException {
      byte[] ours = TestSnapshot.of("s").with(1, "a", "b").bytes(NUMBER);
      byte[] earlier = TestSnapshot.of("s").with(1, "b", "a").bytes(NUMBER);
      System.arraycopy(earlier, 0, ours, 0, ours.length - TrailerLayout.LENGTH);
      refused(ours, "is not the one that the trailer means");
    }
  }

  /** Files whose checksums all hold, made by someone who knows the format. */
  @Nested
  class Hostile {
    private static final int NO_BLOCKS = 0;

    /** A snapshot with one block of one byte and this index. */
    private byte[] withIndex(int count, int... fields) throws IOException {
      return written(out -> {
        out.section(SectionKind.BLOCK, 1, 1, new byte[1], 0, 1);
        byte[] records = new byte[fields.length * Integer.BYTES];
        for (int i = 0; i < fields.length; i++) {
          LittleEndian.putInt(records, i * Integer.BYTES, fields[i]);
        }
        long offset = out.offset();
        out.trailer(offset, out.section(SectionKind.INDEX, 0, count, records, 0, records.length));
      });
    }

    private interface Body {
      void writeTo(SectionOutput out) throws IOException;
    }

    private byte[] written(Body body) throws IOException {
      return written(SnapshotForm.PLAIN, body);
    }

    private byte[] written(SnapshotForm form, Body body) throws IOException {
      SimulatedDirectory scratch = new SimulatedDirectory();
      SnapshotHeader header = new SnapshotHeader(TestSnapshot.ID, NUMBER, form);
      try (var file = scratch.create(FILE)) {
        SectionOutput out = new SectionOutput(file, header);
        out.write(header.toBytes());
        out.section(SectionKind.SCHEMA, 0, 0, new byte[0], 0, 0);
        body.writeTo(out);
        out.writeOut();
      }
      return scratch.bytes(FILE);
    }

    @Test
    void countThatTheIndexDoesNotHoldIsRefused() throws IOException {
      for (int count : new int[] {Integer.MAX_VALUE, -1, 2, NO_BLOCKS, 1 << 28}) {
        refused(withIndex(count, 1, 1, 1, 0), "count=" + count + " does not go with length=16");
      }
    }

    @Test
    void lengthOfARecordThatTheFileDoesNotHoldIsRefused() throws IOException {
      for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 64, -1, 2}) {
        refused(withIndex(1, length, 1, 1, 0), "length=" + length, "is impossible");
      }
    }

    @Test
    void numberOfEntriesThatABlockDoesNotHoldIsRefused() throws IOException {
      for (int entries : new int[] {Integer.MAX_VALUE, 0, -1, 3}) {
        refused(withIndex(1, 1, 1, entries, 0), "entries=" + entries, "is impossible");
      }
    }

    @Test
    void blocksThatLeaveAGapAreRefused() throws IOException {
      refused(withIndex(1, 0, 1, 1, 0), "its blocks end at offset=112 expected=113");
      refused(withIndex(NO_BLOCKS), "its blocks end at offset=88 expected=113");
    }

    @Test
    void indexLongerThanTheFileIsRefused() throws IOException {
      for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 64, -1, 33}) {
        byte[] whole = withIndex(1, 1, 1, 1, 0);
        forgeHead(whole, 113, length);
        refused(whole, "expected an index at offset=113");
      }
    }

    @Test
    void schemaLongerThanTheFileIsRefused() throws IOException {
      for (int length : new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE - 64, -1, 1000}) {
        byte[] whole = withIndex(1, 1, 1, 1, 0);
        forgeHead(whole, HeaderLayout.LENGTH, length);
        refused(whole, "expected a schema at offset=64");
      }
    }

    /** Gives the section at {@code offset} another length and makes the head's checksum hold. */
    private void forgeHead(byte[] bytes, int offset, int length) {
      LittleEndian.putInt(bytes, offset + SectionLayout.LENGTH_OFFSET, length);
      PlaceChecksum checksum = new PlaceChecksum(new SnapshotHeader(TestSnapshot.ID, NUMBER));
      checksum.begin(offset);
      checksum.update(bytes, offset, SectionLayout.HEAD_CHECKSUM_OFFSET);
      LittleEndian.putInt(bytes, offset + SectionLayout.HEAD_CHECKSUM_OFFSET, checksum.value());
    }

    /** A file with one compressed block of table 1 that has this payload. */
    private byte[] compressed(SnapshotForm form, int count, byte... payload) throws IOException {
      return written(
          form,
          out -> {
            SectionHead block =
                out.section(SectionKind.COMPRESSED_BLOCK, 1, count, payload, 0, payload.length);
            IndexWriter index = new IndexWriter();
            index.add(block);
            long offset = out.offset();
            out.trailer(offset, index.writeTo(out));
          });
    }

    @Test
    void compressedBlockInAPlainFileIsRefused() throws IOException {
      byte[] payload = BlockInflationTest.payload(TestSnapshot.bytes("a=1"));
      directory.put(FILE, compressed(SnapshotForm.COMPRESSED, 1, payload));
      assertThat(TestSnapshot.blocks(directory, NUMBER)).hasSize(1);
      refused(compressed(SnapshotForm.PLAIN, 1, payload), "is impossible");
    }

    @Test
    void numberOfEntriesThatACompressedBlockCannotHoldIsRefused() throws IOException {
      byte[] payload = new byte[6]; // two bytes of a stream, each worth 1032 at most
      for (int entries : new int[] {Integer.MAX_VALUE, 0, -1, 2 * 1032 + 2}) {
        refused(
            compressed(SnapshotForm.COMPRESSED, entries, payload),
            "entries=" + entries,
            "is impossible");
      }
    }

    @Test
    void compressedBlockWithoutAStreamIsRefused() throws IOException {
      refused(compressed(SnapshotForm.COMPRESSED, 1, new byte[4]), "is impossible");
    }

    @Test
    void whatIsNotCompressedIsRefusedAndLosesItsBlockAlone() throws IOException {
      byte[] whole = compressed(SnapshotForm.COMPRESSED, 1, new byte[] {3, 0, 0, 0, -1, -1});
      directory.put(FILE, whole);
      try (SnapshotReader reader = SnapshotReader.open(directory, NUMBER)) {
        Block block = reader.blocks().getFirst();
        assertThatThrownBy(() -> reader.read(block))
            .isInstanceOf(CorruptDatabaseException.class)
            .hasMessageContaining(FILE)
            .hasMessageContaining("damaged block at offset=88 (table id=1 entries=1 length=6")
            .hasMessageContaining("its checksum holds, but it cannot be decompressed");
      }
      try (SnapshotSalvage salvage = SnapshotSalvage.open(directory, NUMBER)) {
        assertThat(salvage.blocks()).isEmpty();
        assertThat(salvage.lost()).singleElement().extracting(LostRange::block).isNotNull();
      }
    }

    @Test
    void trailerThatPointsOutsideIsRefused() throws IOException {
      for (long indexOffset : new long[] {Long.MIN_VALUE, -1, 0, 63, 1000, Long.MAX_VALUE}) {
        refused(
            written(out -> {
              SectionHead index = out.section(SectionKind.INDEX, 0, 0, new byte[0], 0, 0);
              out.trailer(indexOffset, index);
            }),
            "index at offset=" + indexOffset + " is not in its size=128");
      }
    }

    @Test
    void trailerThatPointsToABlockIsRefused() throws IOException {
      refused(
          written(out -> {
            long offset = out.offset();
            out.trailer(offset, out.section(SectionKind.BLOCK, 1, 1, new byte[1], 0, 1));
          }),
          "at offset=88");
    }

    @Test
    void bytesBetweenIndexAndTrailerAreRefused() throws IOException {
      refused(
          written(out -> {
            long offset = out.offset();
            SectionHead index = out.section(SectionKind.INDEX, 0, 0, new byte[0], 0, 0);
            out.write(new byte[8]);
            out.trailer(offset, index);
          }),
          "ends at offset=112 expected=120");
    }
  }
}
