package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Transaction;
import dev.hmdb.internal.tx.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AbandonedTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void forgottenSnapshotsAreLetGoOfAndCounted() {
    forgetSnapshots();
    awaitAbandoned(3);
    assertThat(db.stats().openSnapshots()).isZero();
  }

  private void awaitAbandoned(int count) {
    Await.collecting(() -> db.stats().abandonedSnapshots() == count);
  }

  private void forgetSnapshots() {
    for (int i = 0; i < 3; i++) {
      db.snapshot().tables().words().get("a");
    }
  }

  @Test
  void forgottenTransactionsAreLetGoOfAndCounted() {
    forgetTransaction();
    awaitAbandoned(1);
    assertThat(db.stats().openSnapshots()).isZero();
    assertThat(db.words().get("a")).isNull();
  }

  private void forgetTransaction() {
    db.begin().tables().words().put("a", "1");
  }

  @Test
  void whatWasClosedIsNotCounted() {
    useAndClose();
    Garbage.collect();
    assertThat(db.stats().abandonedSnapshots()).isZero();
  }

  private void useAndClose() {
    db.snapshot().close();
    db.begin().rollback();
    Transaction<TwoTables> tx = db.begin();
    tx.tables().words().put("a", "1");
    tx.commit();
    db.words().stream().close();
  }
}
