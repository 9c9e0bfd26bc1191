package dev.hmdb.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseOpenException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Sharing;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
  @TempDir Path parent;

  @Test
  void aMissingDatabaseIsNotCreatedWhenToldSo() {
    Path missing = parent.resolve("missing");
    assertThatThrownBy(() -> LedgerDb.open(missing, Options.defaults().createIfMissing(false)))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("does not exist");
    assertThat(missing).doesNotExist();
  }

  @Test
  void anEmptyDirectoryIsNotFilledWhenToldSo() {
    assertThatThrownBy(() -> LedgerDb.open(parent, Options.defaults().createIfMissing(false)))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("holds no database");
    try (LedgerDb db = LedgerDb.open(parent)) {
      assertThat(db.debits().isEmpty()).isTrue();
    }
  }

  /**
   * A path that was null by mistake opened a database in memory, and whatever was put was lost. Now
   * it is refused.
   */
  @Test
  void aMissingPathIsNoDatabaseInMemory() {
    assertThatThrownBy(() -> LedgerDb.open(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("path is null");
    assertThatThrownBy(() -> LedgerDb.openReadOnly(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("path is null");
    assertThatThrownBy(() -> LedgerDb.open(parent.resolve("data"), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("options is null");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void theOptionsAreThoseItWasOpenedWith() throws Exception {
    Options options =
        Options.defaults().durability(Durability.SYNC).syncInterval(Duration.ofSeconds(3));
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      assertThat(db.options()).isEqualTo(options);
      assertThat(db.path()).isEqualTo(parent.resolve("data").toRealPath());
    }
    try (LedgerDb db = LedgerDb.inMemory()) {
      assertThat(db.options()).isEqualTo(Options.defaults());
      assertThat(db.path()).isNull();
    }
  }

  @Test
  void withSyncEachCommitOfOneThreadIsSynced() {
    Options options =
        Options.defaults().durability(Durability.SYNC).syncInterval(Duration.ofDays(1));
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      long before = db.stats().syncs();
      for (long i = 0; i < 20; i++) {
        db.debits().put("a", i);
      }
      assertThat(db.stats().syncs() - before).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void withoutSyncCommitsAreSyncedWhenAsked() {
    Options options = Options.defaults().syncInterval(Duration.ofDays(1));
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      long before = db.stats().syncs();
      for (long i = 0; i < 20; i++) {
        db.debits().put("a", i);
      }
      assertThat(db.stats().syncs()).isEqualTo(before);
      db.sync();
      assertThat(db.stats().syncs()).isEqualTo(before + 1);
    }
  }

  @Test
  void theLongestIntervalIsNoProblem() {
    Options options = Options.defaults().syncInterval(Duration.ofSeconds(Long.MAX_VALUE));
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      db.debits().put("a", 1L);
      db.sync();
    }
  }

  @Test
  void theLongestTimeoutIsNoProblem() {
    Options options = Options.defaults().lockTimeout(Duration.ofSeconds(Long.MAX_VALUE));
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      db.debits().put("a", 1L);
    }
  }

  @Test
  void aSharedDatabaseTellsItsOptions() {
    Options options = Options.defaults().sharing(Sharing.MULTI_PROCESS);
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"), options)) {
      db.debits().put("a", 1L);
      assertThat(db.options()).isEqualTo(options);
      assertThat(db.stats().lockWaits()).isZero();
    }
    try (LedgerDb db = LedgerDb.open(parent.resolve("data"))) {
      assertThat(db.debits().get("a")).isEqualTo(1L);
    }
  }

  @Test
  void senselessOptionsAreRefused() {
    assertThatThrownBy(() -> Options.defaults().syncInterval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("syncInterval=PT0S must be positive");
    assertThatThrownBy(() -> Options.defaults().lockTimeout(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lockTimeout=PT-0.001S must not be negative");
    assertThatThrownBy(() -> Options.defaults().durability(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("durability");
  }
}
