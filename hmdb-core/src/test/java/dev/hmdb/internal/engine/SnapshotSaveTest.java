package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.snapshot.Snapshots;
import dev.hmdb.internal.tx.SnapshotContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotSaveTest {
  private final SimulatedDirectory directory = new SimulatedDirectory();
  private final LooseTables tables = new LooseTables();

  @AfterEach
  void leavesNoFileOpenAndNoSnapshotRegistered() {
    assertThat(directory.openFiles()).isZero();
    assertThat(tables.transactions.openSnapshots()).isZero();
    tables.close();
  }

  private static Map<String, String> reloadedWords(SimulatedDirectory directory)
      throws IOException {
    try (LooseTables again = new LooseTables()) {
      return again.load(directory, 2, 1).words();
    }
  }

  @Test
  void theSizeIsThatOfTheFile() throws IOException {
    long size = tables.put("a", "1").putNumbers(1000).save(directory, 2);

    assertThat(size).isEqualTo(directory.bytes(Snapshots.name(2)).length);
  }

  @Test
  void theFileSurvivesAPowerCut() throws IOException {
    tables.put("a", "1").save(directory, 2);

    SimulatedDirectory after = directory.crash(dev.hmdb.internal.disk.LossPattern.ALL, 0);
    assertThat(reloadedWords(after)).containsExactly(Map.entry("a", "1"));
  }

  @Test
  void whatIsCommittedAfterTheStateWasTakenIsNotInIt() throws IOException {
    tables.put("a", "1").put("b", "2");
    SnapshotContext state = tables.transactions.snapshot();
    tables.put("a", "changed").put("c", "new");
    tables.transactions.remove(tables.words, "b");
    tables.save(directory, 2, state, () -> false);
    state.close();

    assertThat(reloadedWords(directory)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void whatIsCommittedWhileItIsWrittenIsNotInIt() throws IOException {
    tables.put("a", "1").put("b", "2");
    tables.save(
        directory,
        2,
        () -> {
          tables.put("a", "changed").put("b", "changed").put("c", "new");
          return false;
        });

    assertThat(reloadedWords(directory)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void cancellingLeavesNothing() {
    tables.putNumbers(100_000);
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(() -> tables.save(directory, 2, () -> asked.incrementAndGet() == 50_000))
        .isInstanceOf(CancellationException.class);
    assertThat(asked).hasValue(50_000);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void cancellingAfterTheLastEntryStillCounts() {
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () -> tables.put("a", "1").save(directory, 2, () -> asked.incrementAndGet() == 2))
        .isInstanceOf(CancellationException.class);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void closingTheDatabaseEndsIt() {
    tables.putNumbers(10);

    assertThatThrownBy(() ->
            tables.save(
                directory,
                2,
                () -> {
                  tables.transactions.close();
                  return false;
                }))
        .isInstanceOf(DatabaseClosedException.class);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void aSnapshotOfThatNumberIsLeftAlone() throws IOException {
    tables.put("a", "1").save(directory, 2);
    byte[] before = directory.bytes(Snapshots.name(2));
    tables.put("a", "2");

    assertThatThrownBy(() -> tables.save(directory, 2)).isInstanceOf(IOException.class);
    assertThat(directory.bytes(Snapshots.name(2))).isEqualTo(before);
  }

  @Test
  void aFailureAtAnyCallLeavesNothing() throws IOException {
    tables.putNumbers(20_000);
    FailingDirectory counting = new FailingDirectory(new SimulatedDirectory());
    tables.save(counting, 2);
    List<String> trace = counting.trace();

    for (int n = 1; n <= trace.size(); n++) {
      SimulatedDirectory disk = new SimulatedDirectory();
      FailingDirectory failing = new FailingDirectory(disk).failAt(n, Fault.IO_ERROR);
      assertThatThrownBy(() -> tables.save(failing, 2))
          .as("call %s: %s", n, trace.get(n - 1))
          .isInstanceOf(IOException.class);
      assertThat(disk.list()).as("call %s: %s", n, trace.get(n - 1)).isEmpty();
      assertThat(disk.openFiles()).isZero();
    }
  }
}
