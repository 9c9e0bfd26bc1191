package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hmdb.BackupFailedException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.HmdbException;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.snapshot.SnapshotForm;
import dev.hmdb.internal.tx.SnapshotContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;

  private Path copy() {
    return folder.resolve("copy");
  }

  private Map<String, String> wordsOfCopy() {
    try (TwoTablesDb db = TwoTablesDb.open(copy())) {
      return Map.copyOf(db.words().asMap());
    }
  }

  @Nested
  class OpenedAgain {
    @Test
    void itHoldsWhatWasThere() {
      try (TwoTablesDb db = TwoTablesDb.open(folder.resolve("db"))) {
        db.words().put("a", "1");
        db.words().put("b", "2");
        db.words().remove("b");
        for (long i = 0; i < 20_000; i++) {
          db.numbers().put(i, -i);
        }
        db.backup(copy());
      }

      try (TwoTablesDb db = TwoTablesDb.open(copy())) {
        assertThat(db.words().asMap()).isEqualTo(Map.of("a", "1"));
        assertThat(db.numbers().size()).isEqualTo(20_000);
        assertThat(db.numbers().get(12_345L)).isEqualTo(-12_345);
      }
    }

    @Test
    void whatIsWrittenToItIsKept() {
      try (TwoTablesDb db = TwoTablesDb.inMemory()) {
        db.words().put("a", "1");
        db.backup(copy());
      }
      try (TwoTablesDb db = TwoTablesDb.open(copy())) {
        db.words().put("b", "2");
        db.words().remove("a");
      }

      assertThat(wordsOfCopy()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void itCanBeOpenedReadOnly() {
      try (TwoTablesDb db = TwoTablesDb.inMemory()) {
        db.words().put("a", "1");
        db.backup(copy());
      }

      try (TwoTablesDb db = TwoTablesDb.openReadOnly(copy())) {
        assertThat(db.words().get("a")).isEqualTo("1");
      }
    }

    @Test
    void anEmptyDatabaseIsOneAgain() {
      try (TwoTablesDb db = TwoTablesDb.inMemory()) {
        db.backup(copy());
      }

      assertThat(wordsOfCopy()).isEmpty();
    }

    @Test
    void itCanBeBackedUpItself() {
      try (TwoTablesDb db = TwoTablesDb.inMemory()) {
        db.words().put("a", "1");
        db.backup(folder.resolve("first"));
      }
      try (TwoTablesDb db = TwoTablesDb.openReadOnly(folder.resolve("first"))) {
        db.backup(copy());
      }

      assertThat(wordsOfCopy()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void withSyncItHoldsWhatIsPublished() {
      Options sync = Options.defaults().durability(Durability.SYNC);
      try (TwoTablesDb db = TwoTablesDb.open(folder.resolve("db"), sync)) {
        db.words().put("a", "1");
        db.backup(copy());
      }

      assertThat(wordsOfCopy()).isEqualTo(Map.of("a", "1"));
    }
  }

  /** Transactions that keep both tables equal; a copy that has half of one is found at once. */
  @Test
  void aCopyTakenWhileOthersWriteIsOneState() throws InterruptedException {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread writer =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((_, e) -> failure.set(e))
              .start(() -> {
                for (long i = 0; i < 5000; i++) {
                  long n = i;
                  db.transaction(tx -> {
                    tx.words().put("w" + n, "" + n);
                    tx.numbers().put(n, n);
                  });
                }
              });
      db.backup(copy());
      writer.join();
      assertThat(failure).hasNullValue();
    }

    try (TwoTablesDb db = TwoTablesDb.open(copy())) {
      long count = db.numbers().size();
      assertThat(db.words().size()).isEqualTo(count);
      for (long i = 0; i < count; i++) {
        assertThat(db.numbers().get(i)).isEqualTo(i);
        assertThat(db.words().get("w" + i)).isEqualTo("" + i);
      }
    }
  }

  @Nested
  class Refused {
    private final TwoTablesDb db = TwoTablesDb.inMemory();

    @Test
    void aDirectoryThatHoldsAnythingIsLeftAlone() throws IOException {
      Files.createDirectory(copy());
      Files.writeString(copy().resolve("notes.txt"), "mine");

      assertThatThrownBy(() -> db.backup(copy()))
          .isInstanceOf(BackupFailedException.class)
          .hasMessage(
              "The backup was not begun: "
                  + copy().toRealPath()
                  + " is not empty, it holds notes.txt; take a directory that is empty or does not"
                  + " exist yet");
      try (var files = Files.list(copy())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .contains("notes.txt")
            .noneMatch(name -> name.endsWith(".hmdb"));
      }
    }

    @Test
    void aDirectoryWithoutParentIsNotMade() {
      assertThatThrownBy(() -> db.backup(folder.resolve("missing").resolve("copy")))
          .isInstanceOf(BackupFailedException.class)
          .hasMessageContaining("its parent");
      assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
      Files.writeString(copy(), "mine");

      assertThatThrownBy(() -> db.backup(copy())).isInstanceOf(BackupFailedException.class);
      assertThat(copy()).hasContent("mine");
    }

    @Test
    void theDirectoryOfAnOpenDatabaseIsLeftAlone() {
      try (TwoTablesDb open = TwoTablesDb.open(copy())) {
        open.words().put("a", "1");
        assertThatThrownBy(() -> db.backup(copy()))
            .isInstanceOf(BackupFailedException.class)
            .hasMessageContaining("not begun");
      }

      assertThat(wordsOfCopy()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aDirectoryInTheDatabasesOwnIsRefused() {
      Path own = folder.resolve("db");
      try (TwoTablesDb open = TwoTablesDb.open(own)) {
        assertThatThrownBy(() -> open.backup(own.resolve("copy")))
            .isInstanceOf(BackupFailedException.class)
            .hasMessageContaining("lies in the database's own directory; take one elsewhere");
        assertThat(own.resolve("copy")).doesNotExist();
      }
    }

    @Test
    void insideATransactionItIsRefused() {
      assertThatThrownBy(() -> db.transaction(tx -> db.backup(copy())))
          .isInstanceOf(IllegalStateException.class);
      assertThat(copy()).doesNotExist();
    }

    @Test
    void afterCloseItIsRefused() {
      db.close();

      assertThatThrownBy(() -> db.backup(copy())).isInstanceOf(DatabaseClosedException.class);
      assertThat(copy()).doesNotExist();
    }

    @Test
    void anEmptyDirectoryIsTaken() throws IOException {
      Files.createDirectory(copy());
      db.words().put("a", "1");
      db.backup(copy());

      assertThat(wordsOfCopy()).isEqualTo(Map.of("a", "1"));
    }
  }

  @Nested
  class Failing {
    private final LooseTables tables = new LooseTables().put("a", "1").putNumbers(1000);

    private void backup(dev.hmdb.internal.disk.Directory directory) {
      SnapshotContext state = tables.transactions.snapshot();
      try {
        Backup.write(
            directory,
            null,
            LooseTables.CATALOG,
            List.of(tables.words, tables.numbers),
            state,
            SnapshotForm.PLAIN);
      } finally {
        state.close();
      }
    }

    private List<String> trace() {
      FailingDirectory counting = new FailingDirectory(new SimulatedDirectory());
      backup(counting);
      return counting.trace();
    }

    @Test
    void anyCallLeavesNothingBehind() {
      List<String> trace = trace();
      for (int n = 1; n <= trace.size(); n++) {
        SimulatedDirectory disk = new SimulatedDirectory();
        FailingDirectory failing = new FailingDirectory(disk).failAt(n, Fault.IO_ERROR);
        Throwable thrown = catchThrowable(() -> backup(failing));
        // A seal that finds no room is no loss: the log does without.
        if (thrown != null) {
          String call = "call " + n + ": " + trace.get(n - 1);
          assertThat(thrown).as(call).isInstanceOf(BackupFailedException.class);
          assertThat(disk.list()).as(call).isEmpty();
          assertThat(disk.openFiles()).as(call).isZero();
        }
      }
    }

    @Test
    void afterTheLastCallItSaysThatTheBackupIsComplete() {
      SimulatedDirectory disk = new SimulatedDirectory();

      assertThatThrownBy(() -> backup(new FailingDirectory(disk).failToClose()))
          .isInstanceOf(BackupFailedException.class)
          .hasMessage(
              "The backup to "
                  + disk.path()
                  + " is complete and on stable storage, but its directory could not be let go of:"
                  + " close directory: Input/output error (injected)");
      requireWholeOrNone(disk.kill(), "after closing");
      assertThat(disk.list()).isNotEmpty();
    }

    @Test
    void whatCannotBeRemovedIsTold() {
      int n = trace().indexOf("sync directory") + 1;
      FailingDirectory failing = new FailingDirectory(new SimulatedDirectory());

      assertThatThrownBy(() -> backup(failing.failFrom(n, Fault.IO_ERROR)))
          .isInstanceOf(BackupFailedException.class)
          .hasMessageContaining(
              "failed, and what was written of it could not be removed: delete the directory");
    }

    @Test
    void aCrashAtAnyCallLeavesAWholeBackupOrNone() {
      List<String> trace = trace();
      for (int n = 1; n <= trace.size(); n++) {
        FailingDirectory failing =
            new FailingDirectory(new SimulatedDirectory()).failAt(n, Fault.CRASH);
        catchThrowable(() -> backup(failing));
        for (LossPattern pattern : LossPattern.values()) {
          SimulatedDirectory after = failing.atCrash().crash(pattern, n);
          requireWholeOrNone(after, "call " + n + ": " + trace.get(n - 1) + " " + pattern);
        }
      }
    }

    private void requireWholeOrNone(SimulatedDirectory after, String when) {
      Engine<TwoTables> engine;
      try {
        engine = TwoTables.open(after, Options.defaults().createIfMissing(false));
      } catch (HmdbException e) {
        return; // no backup
      }
      assertThat(TwoTables.of(engine).words().asMap()).as(when).isEqualTo(Map.of("a", "1"));
      assertThat(TwoTables.of(engine).numbers().size()).as(when).isEqualTo(1000);
      engine.close();
    }
  }
}
