package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.TxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryTest {
  private static final int OPTIMISTIC_TRIES = 8;

  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void withoutConflictTheBodyRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    db.transaction(tx -> {
      runs.incrementAndGet();
      tx.words().put("a", "1");
    });
    assertThat(runs).hasValue(1);
  }

  @Test
  void afterAConflictTheBodyRunsAgainOnTheNewState() {
    db.words().put("a", "1");
    List<String> seen = new ArrayList<>();
    db.transaction(tx -> {
      seen.add(tx.words().get("a"));
      if (seen.size() == 1) {
        inAnotherThread(() -> db.words().put("a", "2"));
      }
      tx.words().put("a", "3");
    });
    assertThat(seen).containsExactly("1", "2");
    assertThat(db.words().get("a")).isEqualTo("3");
    assertThat(db.stats().conflicts()).isOne();
  }

  @Test
  void whatAConflictingRunWroteIsForgotten() {
    AtomicInteger runs = new AtomicInteger();
    db.transaction(tx -> {
      int run = runs.incrementAndGet();
      tx.words().put("run " + run, "1");
      tx.numbers().get(1L);
      if (run == 1) {
        inAnotherThread(() -> db.numbers().put(1L, 1L));
      }
    });
    assertThat(db.words().keys()).containsExactly("run 2");
  }

  @Test
  void againstAPermanentAdversaryTheBodyRunsNineTimesAtMost() {
    db.numbers().put(1L, 0L);
    AtomicInteger runs = new AtomicInteger();
    List<CompletableFuture<Void>> blocked = new ArrayList<>();
    long result =
        db.transactionResult(tx -> {
          long seen = tx.numbers().get(1L);
          CompletableFuture<Void> adversary =
              CompletableFuture.runAsync(() -> db.numbers().merge(1L, 1L, Long::sum));
          if (runs.incrementAndGet() <= OPTIMISTIC_TRIES) {
            adversary.join();
          } else {
            blocked.add(adversary); // everybody else is locked out
          }
          tx.numbers().put(1L, seen + 100);
          return seen + 100;
        });
    blocked.forEach(CompletableFuture::join);
    assertThat(runs).hasValue(OPTIMISTIC_TRIES + 1);
    assertThat(result).isEqualTo(OPTIMISTIC_TRIES + 100);
    assertThat(db.numbers().get(1L)).isEqualTo(OPTIMISTIC_TRIES + 101);
    assertThat(db.stats().conflicts()).isGreaterThanOrEqualTo(OPTIMISTIC_TRIES);
  }

  @Test
  void lockingEverythingTheBodyRunsOnceWhateverOthersDo() {
    db.numbers().put(1L, 0L);
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(
          CompletableFuture.runAsync(() -> {
            for (int n = 0; n < 500; n++) {
              db.numbers().merge(1L, 1L, Long::sum);
            }
          }));
    }
    AtomicInteger runs = new AtomicInteger();
    for (int n = 0; n < 200; n++) {
      db.transaction(
          TxOptions.lockAll(),
          tx -> {
            runs.incrementAndGet();
            long seen = tx.numbers().get(1L);
            tx.numbers().put(1L, seen + 1);
          });
    }
    others.forEach(CompletableFuture::join);
    assertThat(runs).hasValue(200);
    assertThat(db.numbers().get(1L)).isEqualTo(2200);
  }

  @Test
  void aTransactionThatLocksEverythingMayOnlyRead() {
    db.words().put("a", "1");
    String value = db.transactionResult(TxOptions.lockAll(), tx -> tx.words().get("a"));
    assertThat(value).isEqualTo("1");
  }

  private static void inAnotherThread(Runnable task) {
    CompletableFuture.runAsync(task).join();
  }
}
