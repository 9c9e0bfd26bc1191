package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotReaderTest {
  private final SimulatedDirectory directory = new SimulatedDirectory();

  @Test
  void blocksLieOneBehindTheOther() throws IOException {
    TestSnapshot.small().write(directory, 4);
    assertThat(TestSnapshot.blocks(directory, 4))
        .extracting(Block::offset, Block::length, Block::table, Block::entries)
        .containsExactly(tuple(95, 6, 3, 2), tuple(125, 1, 7, 1), tuple(150, 3, 3, 1));
  }

  private static Tuple tuple(long offset, int length, int table, int entries) {
    return Assertions.tuple(offset, length, table, entries);
  }

  @Test
  void totalsAreThoseOfTheTables() throws IOException {
    TestSnapshot.small().write(directory, 4);
    try (SnapshotReader reader = SnapshotReader.open(directory, 4)) {
      assertThat(reader.totals())
          .containsExactly(new TableTotal(3, 2, 3, 9, 9), new TableTotal(7, 1, 1, 1, 1));
    }
  }

  @Test
  void blocksThatWereWorthItAreCompressed() throws IOException {
    TestSnapshot.smallCompressed().write(directory, 4);
    assertThat(TestSnapshot.blocks(directory, 4))
        .extracting(Block::isCompressed, Block::table, Block::entries)
        .containsExactly(
            Assertions.tuple(true, 3, 2),
            Assertions.tuple(false, 7, 1),
            Assertions.tuple(true, 3, 1));
  }

  @Test
  void totalsOfCompressedBlocksBoundWhatTheyHold() throws IOException {
    TestSnapshot.smallCompressed().write(directory, 4);
    try (SnapshotReader reader = SnapshotReader.open(directory, 4)) {
      TableTotal total = reader.totals().getFirst();
      assertThat(total.entries()).isEqualTo(3);
      assertThat(total.bytes()).isLessThan(3 * 42);
      assertThat(total.maxBytes()).isBetween(3 * 42L, 1032 * total.bytes());
    }
  }

  @Test
  void formIsThatOfTheFile() throws IOException {
    TestSnapshot.small().write(directory, 4);
    TestSnapshot.smallCompressed().write(directory, 5);
    assertThat(Snapshots.form(directory, 4)).isEqualTo(SnapshotForm.PLAIN);
    assertThat(Snapshots.form(directory, 5)).isEqualTo(SnapshotForm.COMPRESSED);
  }

  @Test
  void databaseAndSizeAreThoseOfTheFile() throws IOException {
    long size = TestSnapshot.small().write(directory, 4);
    try (SnapshotReader reader = SnapshotReader.open(directory, 4)) {
      assertThat(reader.databaseId()).isEqualTo(TestSnapshot.ID);
      assertThat(reader.size()).isEqualTo(size);
    }
  }

  @Test
  void schemaIsTheCallersToChange() throws IOException {
    TestSnapshot.of("catalog").write(directory, 4);
    try (SnapshotReader reader = SnapshotReader.open(directory, 4)) {
      reader.schema()[0] = 0;
      assertThat(TestSnapshot.text(reader.schema())).isEqualTo("catalog");
    }
  }

  @Test
  void missingSnapshotIsNamed() {
    assertThatThrownBy(() -> SnapshotReader.open(directory, 4))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("snapshot-0000000000000004.hmdb");
  }

  @Test
  void readOnlyDirectoryIsRead() throws IOException {
    TestSnapshot.small().write(directory, 4);
    TestSnapshot.small().check(directory.readOnly(), 4);
  }

  @ParameterizedTest
  @EnumSource(SnapshotForm.class)
  void threadsReadAtOnce(SnapshotForm form, @TempDir Path path) throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    TestSnapshot snapshot = TestSnapshot.of("s").in(form);
    for (int i = 0; i < 40; i++) {
      snapshot.with(i, TestSnapshot.text(25_000 + 500 * i, random).repeat(2));
    }
    Directory real = RealDirectory.open(path, false);
    snapshot.write(real, 1);
    try (SnapshotReader reader = SnapshotReader.open(real, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Map<Integer, TestSnapshot.Content>> reading = () -> TestSnapshot.content(reader);
      List<Future<Map<Integer, TestSnapshot.Content>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(reading));
      }
      for (Future<Map<Integer, TestSnapshot.Content>> one : all) {
        assertThat(one.get()).isEqualTo(snapshot.content());
      }
    }
  }
}
