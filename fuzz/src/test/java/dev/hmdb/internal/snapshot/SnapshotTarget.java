package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.CorruptDatabaseException;
import dev.hmdb.DatabaseOpenException;
import dev.hmdb.fuzz.Parcel;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.DatabaseId;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A snapshot file, read with its index and salvaged without. Of a file that is intact the salvage
 * finds all blocks; whatever both find is the same.
 */
public final class SnapshotTarget {
  private SnapshotTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    SimulatedDirectory directory = Parcel.of(input).directory().readOnly();
    for (long number : Snapshots.numbers(directory)) {
      one(directory, number);
    }
    assertThat(directory.openFiles()).isZero();
  }

  private static void one(SimulatedDirectory directory, long number) throws IOException {
    Map<Long, byte[]> read = new HashMap<>();
    boolean isWhole = false;
    DatabaseId id = new DatabaseId(0, 0);
    try (SnapshotReader reader = SnapshotReader.open(directory, number)) {
      isWhole = true;
      id = reader.databaseId();
      long entries = 0;
      for (Block block : reader.blocks()) {
        entries += block.entries();
        try {
          byte[] bytes = reader.read(block);
          assertThat(bytes.length).isLessThanOrEqualTo(block.maxEntriesLength());
          assertThat(reader.readStored(block)).hasSize(block.length());
          assertThat(reader.readWithoutHead(block)).isEqualTo(bytes);
          read.put(block.offset(), bytes);
        } catch (CorruptDatabaseException e) {
          isWhole = false;
        }
      }
      assertThat(reader.totals().stream().mapToLong(TableTotal::entries).sum()).isEqualTo(entries);
    } catch (CorruptDatabaseException e) {
      id = SnapshotSalvage.databaseId(directory, number).orElse(id);
    } catch (DatabaseOpenException e) {
      return; // a newer release wrote it
    }
    salvage(directory, number, id, read, isWhole);
  }

  private static void salvage(
      SimulatedDirectory directory,
      long number,
      DatabaseId id,
      Map<Long, byte[]> read,
      boolean isWhole)
      throws IOException {
    try (SnapshotSalvage salvage = SnapshotSalvage.open(directory, number, id)) {
      for (Block block : salvage.blocks()) {
        byte[] bytes = salvage.read(block);
        byte[] same = read.remove(block.offset());
        assertThat(same == null || Arrays.equals(same, bytes)).isTrue();
      }
      for (LostRange lost : salvage.lost()) {
        assertThat(lost.length()).isPositive();
        assertThat(lost.offset() + lost.length()).isLessThanOrEqualTo(salvage.size());
        if (lost.block() != null) {
          salvage.readDamaged(lost.block());
        }
      }
      if (isWhole) {
        assertThat(read).isEmpty();
        assertThat(salvage.lost()).isEmpty();
        assertThat(salvage.schema()).isPresent();
      }
    }
  }
}
