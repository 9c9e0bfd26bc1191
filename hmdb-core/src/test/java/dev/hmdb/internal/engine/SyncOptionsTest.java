package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.TxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyncOptionsTest {
  private static final Options NEVER_BY_ITSELF =
      Options.defaults().syncInterval(Duration.ofHours(1));

  @TempDir Path directory;

  @Test
  void aBufferedCommitIsNotSyncedByItself() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      db.words().put("a", "1");
      db.transaction(tx -> {
        tx.words().put("a", "2");
      });
      assertThat(db.stats().syncs()).isZero();
    }
  }

  @Test
  void oneCommitCanBeSyncedWhateverTheDurability() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      db.transaction(TxOptions.sync(), tx -> tx.words().set("a", "1"));
      assertThat(db.stats().syncs()).isOne();
      db.transaction(TxOptions.lockAll().andSync(), tx -> tx.words().set("a", "2"));
      assertThat(db.stats().syncs()).isEqualTo(2);
    }
  }

  @Test
  void whatWasCommittedSoFarCanBeSynced() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, NEVER_BY_ITSELF)) {
      db.words().put("a", "1");
      db.sync();
      assertThat(db.stats().syncs()).isOne();
      db.sync();
      assertThat(db.stats().syncs()).isOne();
    }
  }

  @Test
  void underSyncEveryCommitIsSyncedBeforeItsCallReturns() {
    Options sync = NEVER_BY_ITSELF.durability(Durability.SYNC);
    try (TwoTablesDb db = TwoTablesDb.open(directory, sync)) {
      for (int i = 1; i <= 20; i++) {
        db.words().put("a", "" + i);
        assertThat(db.stats().syncs()).isEqualTo(i);
        assertThat(db.words().get("a")).isEqualTo("" + i);
      }
    }
  }

  @Test
  void underSyncCommitsOfSeveralThreadsShareSyncs() {
    Options sync = NEVER_BY_ITSELF.durability(Durability.SYNC);
    try (TwoTablesDb db = TwoTablesDb.open(directory, sync)) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (long thread = 0; thread < 50; thread++) {
        long key = thread;
        threads.add(
            CompletableFuture.runAsync(
                () -> {
                  for (long i = 0; i < 20; i++) {
                    db.numbers().put(key, i);
                  }
                },
                Thread::startVirtualThread));
      }
      threads.forEach(CompletableFuture::join);
      assertThat(db.stats().commits()).isEqualTo(1000);
      assertThat(db.stats().syncs()).isLessThan(1000);
    }
  }

  @Test
  void inMemoryThereIsNothingToWaitFor() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      db.transaction(TxOptions.sync(), tx -> tx.words().set("a", "1"));
      db.sync();
      assertThat(db.stats().syncs()).isZero();
    }
  }

  @Test
  void anInterruptedThreadCommitsAndKeepsItsInterrupt() {
    Options sync = NEVER_BY_ITSELF.durability(Durability.SYNC);
    try (TwoTablesDb db = TwoTablesDb.open(directory, sync)) {
      Thread.currentThread().interrupt();
      db.words().put("a", "1");
      db.transaction(tx -> {
        tx.words().put("b", "1");
      });
      assertThat(Thread.interrupted()).isTrue();
    }
    try (TwoTablesDb again = TwoTablesDb.open(directory)) {
      assertThat(again.words().size()).isEqualTo(2);
    }
  }
}
