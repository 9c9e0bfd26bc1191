package dev.hmdb.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hmdb.DatabaseLockedException;
import dev.hmdb.Options;
import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("data");
  }

  @Nested
  class InOneJvm {
    @Test
    void aSecondOpenIsRefusedAndTheFirstGoesOn() {
      try (LedgerDb db = LedgerDb.open(directory())) {
        assertThatThrownBy(() -> LedgerDb.open(directory()))
            .isInstanceOf(DatabaseLockedException.class)
            .hasMessageContaining("pid=" + ProcessHandle.current().pid())
            .hasMessageContaining(directory().toString());
        db.debits().put("a", 1L);
      }
      try (LedgerDb db = LedgerDb.open(directory())) {
        assertThat(db.debits().get("a")).isEqualTo(1L);
      }
    }

    @Test
    void aSymbolicLinkLeadsToTheSameLock() throws Exception {
      LedgerDb.open(directory()).close();
      Path link = Files.createSymbolicLink(parent.resolve("link"), directory());
      try (LedgerDb db = LedgerDb.open(link)) {
        assertThat(db.path()).isEqualTo(directory().toRealPath());
        assertThatThrownBy(() -> LedgerDb.open(directory()))
            .isInstanceOf(DatabaseLockedException.class);
      }
    }

    @Test
    void aRelativePathLeadsToTheSameLock() throws Exception {
      Path here = Path.of("").toAbsolutePath();
      assumeThat(here.getRoot()).isEqualTo(directory().toAbsolutePath().getRoot());
      Path relative = here.relativize(directory().toAbsolutePath());
      try (LedgerDb db = LedgerDb.open(relative)) {
        assertThat(db.path()).isEqualTo(directory().toRealPath());
        assertThatThrownBy(() -> LedgerDb.open(parent.resolve("x/../data").normalize()))
            .isInstanceOf(DatabaseLockedException.class);
      }
    }

    @Test
    void readersShareAndKeepAWriterOut() {
      try (LedgerDb db = LedgerDb.open(directory())) {
        db.debits().put("a", 1L);
        assertThatThrownBy(() -> LedgerDb.openReadOnly(directory()))
            .isInstanceOf(DatabaseLockedException.class);
      }
      try (LedgerDb one = LedgerDb.openReadOnly(directory());
          LedgerDb other = LedgerDb.openReadOnly(directory())) {
        assertThat(one.debits().get("a")).isEqualTo(1L);
        assertThat(other.debits().get("a")).isEqualTo(1L);
        assertThatThrownBy(() -> LedgerDb.open(directory()))
            .isInstanceOf(DatabaseLockedException.class);
      }
      LedgerDb.open(directory()).close();
    }

    @Test
    void closingTwiceLetsGoOnce() {
      LedgerDb first = LedgerDb.open(directory());
      first.close();
      try (LedgerDb second = LedgerDb.open(directory())) {
        first.close();
        assertThatThrownBy(() -> LedgerDb.open(directory()))
            .isInstanceOf(DatabaseLockedException.class);
        second.debits().put("a", 1L);
      }
    }

    /**
     * A close beside another one returned at once, and the directory was still locked when its
     * caller opened it again.
     */
    @Test
    void itIsFreeWhenAnyCloseReturns() throws Exception {
      for (int i = 0; i < 50; i++) {
        LedgerDb db = LedgerDb.open(directory());
        db.debits().put("a", 1L);
        Thread other = Thread.ofPlatform().start(db::close);
        db.close();
        LedgerDb.open(directory()).close();
        other.join();
      }
    }

    @Test
    void aWaitEndsWhenTheFirstCloses() throws Exception {
      LedgerDb first = LedgerDb.open(directory());
      Thread closer = Thread.ofPlatform().unstarted(first::close);
      Options waiting = Options.defaults().lockTimeout(Duration.ofSeconds(60));
      closer.start();
      LedgerDb.open(directory(), waiting).close();
      closer.join();
    }
  }

  @Nested
  class BetweenProcesses {
    @Test
    void aSecondProcessIsRefusedWithTheHoldersProcessId() throws Exception {
      try (ChildJvm child = ChildJvm.start(Holder.class, directory(), 0)) {
        child.await("opening");
        child.await("open");
        assertThatThrownBy(() -> LedgerDb.open(directory()))
            .isInstanceOf(DatabaseLockedException.class)
            .hasMessageContaining("pid=" + child.pid());
        assertThatThrownBy(() -> LedgerDb.openReadOnly(directory()))
            .isInstanceOf(DatabaseLockedException.class)
            .hasMessageContaining("pid=" + child.pid());
        child.goOn();
        child.await("closed");
        assertThat(child.awaitEnd()).isZero();
      }
      try (LedgerDb db = LedgerDb.open(directory())) {
        assertThat(db.debits().get("opened")).isEqualTo(1L);
      }
    }

    @Test
    void aProcessWaitsUntilTheFirstCloses() throws Exception {
      LedgerDb first = LedgerDb.open(directory());
      try (ChildJvm child = ChildJvm.start(Holder.class, directory(), 60)) {
        child.await("opening");
        first.debits().put("opened", 1L);
        first.close();
        child.await("open");
        child.goOn();
        child.await("closed");
      }
      try (LedgerDb db = LedgerDb.open(directory())) {
        assertThat(db.debits().get("opened")).isEqualTo(2L);
      }
    }

    @Test
    void aProcessWaitsUntilTheFirstIsKilled() throws Exception {
      try (ChildJvm child = ChildJvm.start(Holder.class, directory(), 0)) {
        child.await("opening");
        child.await("open");
        Thread killer =
            Thread.ofPlatform().start(() -> ProcessHandle.of(child.pid()).get().destroyForcibly());
        Options waiting = Options.defaults().lockTimeout(Duration.ofSeconds(60));
        try (LedgerDb db = LedgerDb.open(directory(), waiting)) {
          assertThat(db.debits().get("opened")).isEqualTo(1L);
        }
        killer.join();
      }
    }

    @Test
    void theLockIsFreeAfterTheHolderIsKilled() throws Exception {
      try (ChildJvm child = ChildJvm.start(Holder.class, directory(), 0)) {
        child.await("opening");
        child.await("open");
        child.kill();
      }
      try (LedgerDb db = LedgerDb.open(directory())) {
        assertThat(db.debits().get("opened")).isEqualTo(1L);
      }
    }

    @Test
    void failedOpensOfThisJvmDoNotFreeItsLock() throws Exception {
      try (LedgerDb db = LedgerDb.open(directory())) {
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(() -> LedgerDb.open(directory()))
              .isInstanceOf(DatabaseLockedException.class);
          assertThatThrownBy(() -> LedgerDb.openReadOnly(directory()))
              .isInstanceOf(DatabaseLockedException.class);
        }
        try (ChildJvm child = ChildJvm.start(Holder.class, directory(), 0)) {
          child.await("opening");
          assertThat(child.awaitEnd()).isEqualTo(1);
          assertThat(child.errors()).contains("DatabaseLockedException");
        }
        db.debits().put("a", 1L);
      }
    }
  }
}
