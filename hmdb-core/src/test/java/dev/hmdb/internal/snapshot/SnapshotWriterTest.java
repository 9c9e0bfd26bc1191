package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotWriterTest {
  private static final int ENTRY = 95;

  private final SimulatedDirectory directory = new SimulatedDirectory();
  private final SplittableRandom random = new SplittableRandom(1);

  /** In each form. */
  private void roundtrip(TestSnapshot snapshot) throws IOException {
    for (SnapshotForm form : SnapshotForm.values()) {
      SimulatedDirectory fresh = new SimulatedDirectory();
      long size = snapshot.in(form).write(fresh, 1);
      snapshot.check(fresh, 1);
      assertThat(fresh.bytes(Snapshots.name(1))).hasSize((int) size);
      assertThat(fresh.list()).containsExactly(Snapshots.name(1));
      assertThat(fresh.openFiles()).isZero();
    }
  }

  @Test
  void whatWasAddedIsRead() throws IOException {
    roundtrip(TestSnapshot.small());
  }

  @Test
  void emptySnapshotIsRead() throws IOException {
    roundtrip(TestSnapshot.of(""));
  }

  @Test
  void emptySnapshotTakesSomeDozenBytesAndItsSchema() throws IOException {
    assertThat(TestSnapshot.of("schema").write(directory, 1)).isEqualTo(128 + 6);
  }

  @Test
  void anyTableIdIsKept() throws IOException {
    roundtrip(TestSnapshot.of("s").with(0, "a").with(Integer.MIN_VALUE, "b").with(-1, "c"));
  }

  @Test
  void manyTablesAreKeptApart() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s");
    for (int table = 0; table < 500; table++) {
      snapshot.with(table, "entry of " + table, TestSnapshot.text(random.nextInt(9), random));
    }
    roundtrip(snapshot);
  }

  @Test
  void entriesLongerThanABlockAndThanTheBufferAreRead() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s").with(1, "before");
    for (int length : new int[] {-1, 0, 1}) {
      snapshot.with(1, TestSnapshot.text(SnapshotWriter.BLOCK_LENGTH + length, random), "between");
      snapshot.with(2, TestSnapshot.text((1 << 18) + length, random));
    }
    roundtrip(snapshot.with(1, TestSnapshot.text(1 << 20, random), "after"));
  }

  @Test
  void entryLongerThanABlockGetsOneOfItsOwn() throws IOException {
    String large = TestSnapshot.text(SnapshotWriter.BLOCK_LENGTH + 1, random);
    TestSnapshot.of("s").with(1, "a", "b", large, "c").write(directory, 1);
    assertThat(TestSnapshot.blocks(directory, 1))
        .extracting(Block::entries)
        .containsExactly(2, 1, 1);
  }

  @Test
  void randomEntriesAreRead() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom lengths = new SplittableRandom(seed);
      TestSnapshot snapshot = TestSnapshot.of("seed " + seed);
      for (int i = 0; i < 200; i++) {
        int most = lengths.nextInt(10) == 0 ? 200_000 : 2_000;
        snapshot.with(
            lengths.nextInt(10) == 0 ? 2 : 1, TestSnapshot.text(lengths.nextInt(most), lengths));
      }
      snapshot.write(directory, seed + 1);
      snapshot.check(directory, seed + 1);
    }
  }

  @Test
  void blocksAreFullWhenTablesAreAddedOneByOne() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s");
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      snapshot.with(1, TestSnapshot.text(ENTRY, random));
    }
    long size = snapshot.write(directory, 1);
    assertThat(size).isLessThan((long) (1.001 * count * ENTRY));
    assertThat(TestSnapshot.blocks(directory, 1))
        .hasSize(count / (SnapshotWriter.BLOCK_LENGTH / ENTRY) + 1);
  }

  /** A count is bounded by the bytes, so a second entry without any begins a block. */
  @Test
  void entriesWithoutBytesAreCounted() throws IOException {
    roundtrip(TestSnapshot.of("s").with(1, "", "", "a", "", "b", "", ""));
  }

  @Test
  void entriesThatAreAlikeTakeLessWhenCompressed() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s");
    for (int i = 0; i < 5000; i++) {
      snapshot.with(1, "name-" + random.nextInt(1_000_000) + "@mail.example.org");
    }
    long plain = snapshot.write(directory, 1);
    assertThat(snapshot.in(SnapshotForm.COMPRESSED).write(directory, 2)).isLessThan(plain / 2);
    snapshot.check(directory, 2);
  }

  /** A block is as many entries as without, so that damage costs no more of them. */
  @Test
  void compressedBlocksHoldAsManyEntries() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s");
    for (int i = 0; i < 20_000; i++) {
      snapshot.with(1, "name-" + random.nextInt(1_000_000) + "@mail.example.org");
    }
    snapshot.write(directory, 1);
    snapshot.in(SnapshotForm.COMPRESSED).write(directory, 2);
    assertThat(TestSnapshot.blocks(directory, 2))
        .hasSizeGreaterThan(2)
        .extracting(Block::entries)
        .isEqualTo(TestSnapshot.blocks(directory, 1).stream().map(Block::entries).toList());
  }

  @Test
  void whatDoesNotShrinkIsWrittenAsItIs() throws IOException {
    TestSnapshot snapshot = TestSnapshot.of("s").with(1, TestSnapshot.text(50_000, random));
    long plain = snapshot.write(directory, 1);
    assertThat(snapshot.in(SnapshotForm.COMPRESSED).write(directory, 2)).isEqualTo(plain);
    snapshot.check(directory, 2);
  }

  @Test
  void anEntryOfMegabytesIsCompressedOneOfMoreThanSixteenIsNot() throws IOException {
    TestSnapshot.of("s")
        .in(SnapshotForm.COMPRESSED)
        .with(1, "x".repeat(CompressedLayout.MAX_LENGTH))
        .with(2, "x".repeat(CompressedLayout.MAX_LENGTH + 1))
        .write(directory, 1);
    assertThat(TestSnapshot.blocks(directory, 1))
        .extracting(Block::isCompressed)
        .containsExactly(true, false);
  }

  @Test
  void aPlainSnapshotTakesNoCompressedBlock() throws IOException {
    TestSnapshot.smallCompressed().write(directory, 1);
    try (SnapshotReader original = SnapshotReader.open(directory, 1);
        SnapshotWriter copy =
            SnapshotWriter.begin(directory, TestSnapshot.ID, 2, new byte[0], SnapshotForm.PLAIN)) {
      Block block = original.blocks().getFirst();
      byte[] stored = original.readStored(block);
      assertThatThrownBy(() -> copy.addBlock(block, stored))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is plain")
          .hasMessageContaining("compressed) cannot be added");
    }
  }

  private SnapshotWriter complete() throws IOException {
    SnapshotWriter writer =
        SnapshotWriter.begin(directory, DatabaseId.random(), 1, new byte[3], SnapshotForm.PLAIN);
    writer.add(1, new byte[] {5, 6}, 0, 2);
    writer.complete();
    return writer;
  }

  @Test
  void aCompleteSnapshotIsReadUnderItsTemporaryName() throws IOException {
    try (SnapshotWriter writer = complete();
        SnapshotReader reader = SnapshotReader.open(directory, 1, Snapshots.temporaryName(1))) {
      assertThat(reader.read(reader.blocks().getFirst())).containsExactly(5, 6);
      assertThatThrownBy(() -> writer.add(1, new byte[1], 0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("finished already");
    }
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void aSnapshotMayBePublishedUnderAnyName() throws IOException {
    try (SnapshotWriter writer = complete()) {
      assertThat(writer.publish("other")).isEqualTo(directory.bytes("other").length);
    }
    assertThat(directory.list()).containsExactly("other");
    SnapshotReader.open(directory, 1, "other").close();
  }

  @Test
  void whatIsNotCompleteIsNotPublished() throws IOException {
    try (SnapshotWriter writer =
        SnapshotWriter.begin(directory, DatabaseId.random(), 1, new byte[3], SnapshotForm.PLAIN)) {
      assertThatThrownBy(() -> writer.publish("other"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not complete");
    }
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void aNameThatCouldNotBeMadeDurableIsTakenBack() throws IOException {
    FailingDirectory calls = new FailingDirectory(directory);
    SnapshotWriter writer =
        SnapshotWriter.begin(calls, DatabaseId.random(), 1, new byte[3], SnapshotForm.PLAIN);
    writer.complete();
    calls.failAt(calls.calls() + 2, FailingDirectory.Fault.IO_ERROR);
    assertThatThrownBy(() -> writer.publish("other")).isInstanceOf(IOException.class);
    assertThat(calls.trace().getLast()).isEqualTo("sync directory");
    writer.close();
    assertThat(directory.list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void blocksOfAnotherSnapshotAreCopied(SnapshotForm form) throws IOException {
    TestSnapshot snapshot = TestSnapshot.small(form);
    snapshot.write(directory, 1);
    try (SnapshotReader original = SnapshotReader.open(directory, 1);
        SnapshotWriter copy =
            SnapshotWriter.begin(
                directory, original.databaseId(), 2, original.schema(), original.form())) {
      for (Block block : original.blocks()) {
        copy.addBlock(block, original.readStored(block));
      }
      copy.finish();
    }
    snapshot.check(directory, 2);
  }

  @Test
  void temporaryOfACrashIsReplaced() throws IOException {
    directory.put(Snapshots.temporaryName(1), new byte[5_000_000]);
    roundtrip(TestSnapshot.small());
  }

  @Test
  void numberThatExistsIsRefusedAndKept() throws IOException {
    TestSnapshot.small().write(directory, 1);
    assertThatThrownBy(() -> TestSnapshot.of("other").write(directory, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("snapshot-0000000000000001.hmdb exists already");
    TestSnapshot.small().check(directory, 1);
  }

  @Test
  void thereIsNoSnapshotBeforeItIsFinished() throws IOException {
    try (SnapshotWriter writer = begin()) {
      TestSnapshot.small().addTo(writer);
      assertThat(Snapshots.numbers(directory)).isEmpty();
    }
  }

  @Test
  void closingAnUnfinishedOneLeavesNothing() throws IOException {
    try (SnapshotWriter writer = begin()) {
      TestSnapshot.small().addTo(writer);
    }
    assertThat(directory.list()).isEmpty();
    assertThat(directory.openFiles()).isZero();
  }

  @Test
  void closingTwiceAndAFinishedOneDoesNothing() throws IOException {
    SnapshotWriter writer = begin();
    TestSnapshot.small().addTo(writer);
    writer.finish();
    writer.close();
    writer.close();
    assertThat(Snapshots.numbers(directory)).containsExactly(1L);
  }

  @Test
  void finishedOrClosedSnapshotTakesNoMore() throws IOException {
    SnapshotWriter finished = begin();
    finished.finish();
    assertThatThrownBy(() -> finished.add(1, new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("snapshot-0000000000000001.hmdb: is finished already");
    SnapshotWriter closed =
        SnapshotWriter.begin(directory, TestSnapshot.ID, 2, new byte[0], SnapshotForm.PLAIN);
    closed.close();
    assertThatThrownBy(closed::finish)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("snapshot-0000000000000002.hmdb: is closed");
  }

  @Test
  void rangeOutsideOfTheBufferIsRefused() throws IOException {
    try (SnapshotWriter writer = begin()) {
      assertThatThrownBy(() -> writer.add(1, new byte[3], 2, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private SnapshotWriter begin() throws IOException {
    return SnapshotWriter.begin(directory, TestSnapshot.ID, 1, new byte[0], SnapshotForm.PLAIN);
  }
}
