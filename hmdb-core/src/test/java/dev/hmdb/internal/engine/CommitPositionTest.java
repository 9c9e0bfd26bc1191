package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CommitPositionTest {
  private static final Options NEVER_BY_ITSELF =
      Options.defaults().syncInterval(Duration.ofHours(1));

  @TempDir Path directory;

  @Test
  void aPositionCoversTheCommitThatReturnedBefore() {
    SimulatedDirectory disk = new SimulatedDirectory();
    Engine<TwoTables> engine = TwoTables.open(disk, NEVER_BY_ITSELF);
    TwoTables.of(engine).words().put("a", "1");
    engine.awaitDurable(engine.commitPosition());
    SimulatedDirectory left = disk.crash(LossPattern.ALL, 1);
    engine.close();
    Engine<TwoTables> again = TwoTables.open(left, NEVER_BY_ITSELF);
    assertThat(TwoTables.of(again).words().get("a")).isEqualTo("1");
    again.close();
  }

  @Test
  void positionsGrowWithCommits() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      assertThat(db.commitPosition()).isZero();
      db.words().put("a", "1");
      assertThat(db.commitPosition()).isOne();
      db.words().remove("none");
      assertThat(db.commitPosition()).isOne();
    }
  }

  @Test
  void onePositionMaySyncForAnother() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      db.words().put("a", "1");
      long first = db.commitPosition();
      db.words().put("a", "2");
      db.awaitDurable(db.commitPosition());
      db.awaitDurable(first);
      db.whenDurable(first).toCompletableFuture().join();
      assertThat(db.stats().syncs()).isOne();
    }
  }

  @Test
  void aStageIsCompletedWithoutTheInterval() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      db.words().put("a", "1");
      db.whenDurable(db.commitPosition()).toCompletableFuture().join();
      assertThat(db.stats().syncs()).isOne();
    }
  }

  @Test
  void underSyncAPositionIsDurableAlready() {
    Options sync = NEVER_BY_ITSELF.durability(Durability.SYNC);
    try (TwoTablesDb db = TwoTablesDb.open(directory, sync)) {
      db.words().put("a", "1");
      assertThat(db.whenDurable(db.commitPosition()).toCompletableFuture()).isDone();
      assertThat(db.stats().syncs()).isOne();
    }
  }

  @Test
  void inMemoryEveryPositionIsDurable() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.words().put("a", "1");
      db.awaitDurable(db.commitPosition());
      assertThat(db.whenDurable(db.commitPosition()).toCompletableFuture()).isDone();
    }
  }

  @Test
  void aPositionThatWasNeverGivenIsRefused() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      assertThatThrownBy(() -> db.awaitDurable(1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("position=1 is not one that this database gave: the newest is 0");
      assertThatThrownBy(() -> db.whenDurable(-1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsDurableStaysSoAfterClosing() {
    TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF);
    db.words().put("a", "1");
    long position = db.commitPosition();
    db.close();
    db.awaitDurable(position);
    assertThat(db.whenDurable(position).toCompletableFuture()).isDone();
  }

  @Test
  void whatTheDeathOfTheProcessLeftUnsyncedIsRefused() {
    Engine<TwoTables> engine = TwoTables.open(new SimulatedDirectory(), NEVER_BY_ITSELF);
    TwoTables.of(engine).words().put("a", "1");
    engine.kill();
    assertThatThrownBy(() -> engine.awaitDurable(1)).isInstanceOf(DatabaseClosedException.class);
    assertThatThrownBy(() -> engine.whenDurable(1)).isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void aFailedSyncIsToldToWhoeverAsks() {
    FailingDirectory failing = new FailingDirectory(new SimulatedDirectory());
    Engine<TwoTables> engine = TwoTables.open(failing, NEVER_BY_ITSELF);
    TwoTables.of(engine).words().put("a", "1");
    failing.failAt(failing.calls() + 1, Fault.IO_ERROR);
    assertThatThrownBy(() -> engine.awaitDurable(1))
        .isInstanceOf(DatabaseFailedException.class)
        .hasMessageContaining("The log could not be synced");
    assertThatThrownBy(() -> engine.whenDurable(1).toCompletableFuture().join())
        .hasCauseInstanceOf(DatabaseFailedException.class);
    assertThat(TwoTables.of(engine).words().get("a")).isEqualTo("1");
    engine.kill();
  }
}
