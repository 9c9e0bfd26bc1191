package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.AnyTable;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.tx.Await;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TableLockingTest {
  private final Engine<TwoTables> engine = TwoTables.inMemory();
  private final TwoTables tables = TwoTables.of(engine);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anotherTableIsWrittenWhileTheBodyRuns() {
    engine.transaction(
        TxOptions.lock(tables.words()),
        tx -> {
          CompletableFuture.runAsync(() -> tables.numbers().put(1L, 1L)).join();
          tx.words().put("a", "1");
          return null;
        });
    assertThat(tables.numbers().get(1L)).isEqualTo(1L);
  }

  @Test
  void aWriterOfTheLockedTableWaitsUntilTheBodyHasRunOnce() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    tables.words().put("a", "0");
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> {
          await(started);
          tables.words().compute("a", (key, value) -> value + "x");
        });
    engine.transaction(
        TxOptions.lock(tables.words()),
        tx -> {
          runs.incrementAndGet();
          String read = tx.words().get("a");
          started.countDown();
          tx.words().put("a", read + "1");
          return null;
        });
    other.join();
    assertThat(runs).hasValue(1);
    assertThat(tables.words().get("a")).isEqualTo("01x");
  }

  @Test
  void twoThatWriteWhatTheOtherHasLockedBothEnd() throws Exception {
    CyclicBarrier bothLocked = new CyclicBarrier(2);
    AtomicInteger otherRuns = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() ->
            engine.transaction(
                TxOptions.lock(tables.numbers()),
                tx -> {
                  meet(bothLocked, otherRuns);
                  tx.words().set("from", "numbers");
                  tx.numbers().set(1L, 1L);
                  return null;
                }));
    engine.transaction(
        TxOptions.lock(tables.words()),
        tx -> {
          meet(bothLocked, runs);
          tx.numbers().set(2L, 2L);
          tx.words().set("to", "words");
          return null;
        });
    other.join();
    assertThat(tables.words().asMap()).hasSize(2);
    assertThat(tables.numbers().asMap()).hasSize(2);
  }

  private static Map<AnyTable, Consumer<Kinds>> writes(Kinds own) {
    return Map.of(
        own.events(), tables -> tables.events().set("a", "1"),
        own.accounts(), tables -> tables.accounts().set(1L, "free 20"),
        own.settings(), tables -> tables.settings().set("s"),
        own.notes(), tables -> tables.notes().add("n"),
        own.tags(), tables -> tables.tags().add("k", "v"),
        own.comments(), tables -> tables.comments().put("k", "v"));
  }

  @Test
  void everyKindOfTableCanBeLocked() throws Exception {
    try (KindsDb db = KindsDb.inMemory()) {
      for (Map.Entry<AnyTable, Consumer<Kinds>> each : writes(db.own()).entrySet()) {
        Thread other = new Thread(() -> db.transaction(each.getValue()::accept));
        db.transaction(
            TxOptions.lock(each.getKey()),
            _ -> {
              other.start();
              Await.until(() ->
                  other.getState() == Thread.State.WAITING
                      || other.getState() == Thread.State.TERMINATED);
              assertThat(other.isAlive()).as(each.getKey().name()).isTrue();
            });
        other.join();
      }
    }
  }

  @Test
  void oneOfAnotherDatabaseIsNoTableToLock() {
    try (KindsDb db = KindsDb.inMemory();
        KindsDb another = KindsDb.inMemory()) {
      assertThatThrownBy(() -> db.transaction(TxOptions.lock(another.own().notes()), _ -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("TxOptions.lock: List[notes] is not one of this database's own tables");
    }
  }

  @Test
  void aTableOfATransactionIsNoTableToLock() {
    engine.transaction(
        TxOptions.defaults(),
        tx -> {
          TxOptions options = TxOptions.lock(tx.words());
          assertThatThrownBy(() ->
                  CompletableFuture.runAsync(() -> engine.transaction(options, unused -> null))
                      .join())
              .hasRootCauseInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("not one of this database's own tables");
          return null;
        });
  }

  /** On a body's first run only: the other one may have committed by the second. */
  private static void meet(CyclicBarrier barrier, AtomicInteger runs) {
    if (runs.getAndIncrement() > 0) {
      return;
    }
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
