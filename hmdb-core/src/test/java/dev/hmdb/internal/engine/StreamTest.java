package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.internal.tx.Await;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @BeforeEach
  void putSome() {
    db.words().putAll(Map.of("a", "1", "b", "2", "c", "3"));
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void theStateIsThatOfTheCall() {
    Stream<String> values = db.words().values();
    db.words().put("a", "changed");
    db.words().put("d", "4");
    db.words().remove("b");
    assertThat(values).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void inATransactionTheStateIsThatOfTheCall() {
    db.transaction(tx -> {
      tx.words().put("a", "own");
      Stream<String> values = tx.words().values();
      tx.words().put("a", "changed");
      tx.words().clear();
      assertThat(values).containsExactlyInAnyOrder("own", "2", "3");
    });
  }

  @Test
  void aStreamThatRanToItsEndKeepsNoSnapshot() {
    Stream<String> values = db.words().values();
    assertThat(db.stats().openSnapshots()).isOne();
    assertThat(values.count()).isEqualTo(3);
    assertThat(db.stats().openSnapshots()).isZero();
  }

  @Test
  void aClosedStreamKeepsNoSnapshot() {
    db.words().keys().close();
    assertThat(db.stats().openSnapshots()).isZero();
  }

  @Test
  void aForgottenStreamIsLetGoOfSilently() {
    forgetStreams();
    Await.collecting(() -> db.stats().openSnapshots() == 0);
    assertThat(db.stats().abandonedSnapshots()).isZero();
  }

  private void forgetStreams() {
    for (int i = 0; i < 10; i++) {
      Iterator<String> begun = db.words().keys().iterator();
      begun.next();
    }
  }

  @Test
  void aStreamKeepsItsSnapshotAlive() {
    // It did not: the collector closed a snapshot whose stream was still running.
    Stream<String> stream = db.snapshot().tables().words().values();
    Iterator<String> iterator = db.snapshot().tables().words().asMap().values().iterator();
    Garbage.collect();
    assertThat(db.stats().openSnapshots()).isEqualTo(2);
    assertThat(stream).hasSize(3);
    assertThat(iterator).toIterable().hasSize(3);
  }

  @Test
  void aTransactionsStreamEndsWithTheTransaction() {
    Stream<String> values = db.transactionResult(tx -> tx.words().values());
    assertThatThrownBy(values::count)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The transaction has ended");
  }

  @Test
  void aStreamOfAClosedDatabaseSaysSo() {
    Stream<String> values = db.words().values();
    db.close();
    assertThatThrownBy(values::count).isInstanceOf(DatabaseClosedException.class);
  }

  @Test
  void aParallelStreamPassesEachEntryOnce() {
    for (int i = 0; i < 5000; i++) {
      db.words().put("k" + i, "v");
    }
    assertThat(db.words().keys().parallel().distinct().count()).isEqualTo(5003);
  }
}
