package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotSalvageTest {
  private static final long NUMBER = 5;
  private static final String FILE = Snapshots.name(NUMBER);

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private byte[] whole;
  private List<Block> blocks;

  @BeforeEach
  void writeSnapshot() throws IOException {
    write(TestSnapshot.small());
  }

  private void write(TestSnapshot snapshot) throws IOException {
    whole = snapshot.bytes(NUMBER);
    directory.put(FILE, whole);
    blocks = TestSnapshot.blocks(directory, NUMBER);
  }

  private SnapshotSalvage salvage(byte[] bytes) throws IOException {
    directory.put(FILE, bytes);
    return SnapshotSalvage.open(directory, NUMBER, TestSnapshot.ID);
  }

  private boolean isIn(long offset, Block block) {
    return offset >= block.offset() && offset < block.end();
  }

  @Test
  void nothingOfAnIntactSnapshotIsLost() throws IOException {
    try (SnapshotSalvage salvage = SnapshotSalvage.open(directory, NUMBER)) {
      assertThat(salvage.blocks()).isEqualTo(blocks);
      assertThat(salvage.lost()).isEmpty();
      assertThat(salvage.hasEnd()).isTrue();
      assertThat(salvage.schema()).contains(TestSnapshot.bytes("catalog"));
    }
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void everyFlippedBitLosesItsSectionAlone(SnapshotForm form) throws IOException {
    write(TestSnapshot.small(form));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      long damage = bit / 8;
      try (SnapshotSalvage salvage = salvage(flipped)) {
        assertThat(salvage.blocks())
            .as("damage at " + damage)
            .isEqualTo(blocks.stream().filter(block -> !isIn(damage, block)).toList());
        assertThat(salvage.schema().isEmpty()).isEqualTo(damage >= 64 && damage < 95);
        assertThat(salvage.lost()).hasSize(damage >= 64 && damage < lastEnd() ? 1 : 0);
        assertThat(salvage.hasEnd()).isTrue();
      }
    }
  }

  private long lastEnd() {
    return blocks.getLast().end();
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void everyTruncationKeepsTheBlocksBeforeItAndIsNoticed(SnapshotForm form) throws IOException {
    write(TestSnapshot.small(form));
    for (int length = 0; length < whole.length; length++) {
      try (SnapshotSalvage salvage = salvage(Arrays.copyOf(whole, length))) {
        int size = length;
        assertThat(salvage.blocks())
            .isEqualTo(blocks.stream().filter(block -> block.end() <= size).toList());
        assertThat(salvage.hasEnd()).isEqualTo(length >= whole.length - TrailerLayout.LENGTH);
      }
    }
  }

  /** The header that says so may be damaged. */
  @Test
  void compressedBlocksAreKnownWithoutTheHeader() throws IOException {
    write(TestSnapshot.smallCompressed());
    Arrays.fill(whole, 0, HeaderLayout.LENGTH, (byte) 0);
    try (SnapshotSalvage salvage = salvage(whole)) {
      assertThat(salvage.blocks()).isEqualTo(blocks);
      assertThat(TestSnapshot.text(salvage.read(blocks.getLast())))
          .isEqualTo("c=" + "3".repeat(40));
    }
  }

  @Test
  void whatIsLeftOfADamagedCompressedBlockIsRead() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    String text = TestSnapshot.text(5000, random).repeat(2);
    write(TestSnapshot.of("s").in(SnapshotForm.COMPRESSED).with(1, text));
    Block block = blocks.getFirst();
    whole[(int) block.end() - 1 - block.length() / 2] ^= 16;
    try (SnapshotSalvage salvage = salvage(whole)) {
      String left = TestSnapshot.text(salvage.readDamaged(block));
      assertThat(left.length()).isBetween(2000, text.length());
      assertThat(left).startsWith(text.substring(0, 2000));
    }
  }

  @Test
  void lostBlockIsNamedWhenItsHeadIsIntact() throws IOException {
    Block second = blocks.get(1);
    whole[(int) second.end() - 1] ^= 1;
    try (SnapshotSalvage salvage = salvage(whole)) {
      assertThat(salvage.lost())
          .containsExactly(new LostRange(second.offset(), second.end() - second.offset(), second));
    }
  }

  @Test
  void lostRangeReachesToTheNextIntactHead() throws IOException {
    Block second = blocks.get(1);
    whole[(int) second.offset()] ^= 1;
    try (SnapshotSalvage salvage = salvage(whole)) {
      assertThat(salvage.lost())
          .containsExactly(new LostRange(second.offset(), second.end() - second.offset(), null));
    }
  }

  @Test
  void keptBlocksAreRead() throws IOException {
    whole[(int) blocks.getFirst().offset()] ^= 1;
    try (SnapshotSalvage salvage = salvage(whole)) {
      assertThat(salvage.blocks())
          .extracting(block -> TestSnapshot.text(salvage.read(block)))
          .containsExactly("x", "c=3");
    }
  }

  @Test
  void blocksBehindALargeHoleAreFound() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    TestSnapshot large = TestSnapshot.of("s");
    for (int table = 0; table < 10; table++) {
      large.with(table, TestSnapshot.text(100_000, random));
    }
    write(large);
    int from = (int) blocks.get(2).offset() + 10;
    int to = (int) blocks.get(6).offset() + 10;
    byte[] noise = new byte[to - from];
    for (byte fill : new byte[] {0, 1, -1}) {
      Arrays.fill(noise, fill);
      assertHole(from, noise, blocks);
    }
    random.nextBytes(noise);
    assertHole(from, noise, blocks);
  }

  private void assertHole(int from, byte[] noise, List<Block> all) throws IOException {
    byte[] damaged = whole.clone();
    System.arraycopy(noise, 0, damaged, from, noise.length);
    try (SnapshotSalvage salvage = salvage(damaged)) {
      assertThat(salvage.blocks())
          .containsExactly(all.get(0), all.get(1), all.get(7), all.get(8), all.get(9));
      assertThat(salvage.lost())
          .containsExactly(
              new LostRange(all.get(2).offset(), all.get(7).offset() - all.get(2).offset(), null));
      assertThat(salvage.hasEnd()).isTrue();
    }
  }

  @Test
  void blocksOfAnotherDatabaseDoNotCount() throws IOException {
    try (SnapshotSalvage salvage = SnapshotSalvage.open(directory, NUMBER, new DatabaseId(1, 2))) {
      assertThat(salvage.blocks()).isEmpty();
      assertThat(salvage.schema()).isEmpty();
      assertThat(salvage.hasEnd()).isFalse();
      assertThat(salvage.lost()).containsExactly(new LostRange(64, whole.length - 64L, null));
    }
  }

  /** A value that holds the bytes of a section, as of a snapshot that someone stored in a table. */
  @Test
  void sectionInsideOfAnEntryDoesNotCount() throws IOException {
    byte[] inner = Arrays.copyOfRange(whole, 95, (int) lastEnd());
    write(TestSnapshot.of("s").with(1, TestSnapshot.text(inner)).with(2, "y"));
    whole[(int) blocks.getFirst().offset()] ^= 1;
    try (SnapshotSalvage salvage = salvage(whole)) {
      assertThat(salvage.blocks()).containsExactly(blocks.get(1));
    }
  }

  @Test
  void damagedHeaderIsRefusedWhenTheDatabaseIsNotKnown() {
    whole[20] ^= 1;
    directory.put(FILE, whole);
    assertThatThrownBy(() -> SnapshotSalvage.open(directory, NUMBER))
        .isInstanceOf(CorruptDatabaseException.class)
        .hasMessageContaining("damaged header");
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void nothingIsChanged() throws IOException {
    whole[100] ^= 1;
    salvage(whole).close();
    assertThat(directory.bytes(FILE)).isEqualTo(whole);
    assertThat(directory.openFiles()).isZero();
  }
}
