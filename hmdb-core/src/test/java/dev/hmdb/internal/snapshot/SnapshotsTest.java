package dev.hmdb.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final SimulatedDirectory directory = new SimulatedDirectory();

  @Test
  void emptyDirectoryHasNone() throws IOException {
    assertThat(Snapshots.numbers(directory)).isEmpty();
    assertThat(Snapshots.newest(directory)).isEmpty();
  }

  @Test
  void numbersAscend() throws IOException {
    for (long number : new long[] {20, 3, 999_999_999_999_999L}) {
      TestSnapshot.small().write(directory, number);
    }
    assertThat(Snapshots.numbers(directory)).containsExactly(3L, 20L, 999_999_999_999_999L);
    assertThat(Snapshots.newest(directory)).hasValue(999_999_999_999_999L);
  }

  @Test
  void otherFilesAreNoSnapshots() throws IOException {
    putStrangers();
    assertThat(Snapshots.numbers(directory)).isEmpty();
  }

  @Test
  void temporariesAreDeletedAndNothingElse() throws IOException {
    putStrangers();
    TestSnapshot.small().write(directory, 2);
    directory.put("snapshot-0000000000000001.hmdb.tmp", new byte[3]);
    directory.put("snapshot-0000000000000002.hmdb.tmp", new byte[3]);
    int before = directory.list().size();
    assertThat(Snapshots.deleteTemporaries(directory)).isEqualTo(2);
    assertThat(directory.list()).hasSize(before - 2);
    assertThat(Snapshots.deleteTemporaries(directory)).isZero();
  }

  private void putStrangers() {
    for (String name :
        new String[] {
          "log-0000000000000001.hmdb",
          "log-0000000000000001.hmdb.tmp",
          "snapshot-1.hmdb",
          "snapshot-0000000000000000.hmdb",
          "snapshot-1000000000000000.hmdb",
          "snapshot-00000000000000001.hmdb",
          "snapshot-0000000000000001.hmdb.old",
          "my-snapshot-0000000000000001.hmdb.tmp",
        }) {
      directory.put(name, new byte[1]);
    }
  }

  @Test
  void numberOutOfRangeHasNoName() {
    for (long number : new long[] {Long.MIN_VALUE, 0, 10_000_000_000_000_000L}) {
      assertThatThrownBy(() -> Snapshots.name(number))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("number=" + number);
    }
  }
}
