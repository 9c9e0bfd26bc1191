package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConflictException;
import dev.hmdb.Snapshot;
import dev.hmdb.Table;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.Engine;
import dev.hmdb.internal.engine.TwoTables;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Money moves between accounts; whoever counts all of it finds the same sum. */
@Timeout(120)
class BankTest {
  private static final int ACCOUNTS = 50;
  private static final long EACH = 1000;
  private static final int TRANSFERS = 20_000;
  private static final int COUNTS = 1000;

  private final Engine<TwoTables> engine = TwoTables.inMemory();
  private final TwoTables tables = TwoTables.of(engine);
  private final long seed = Long.getLong("hmdb.model.seed", System.nanoTime());

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theSumIsTheSameForWhoeverCounts() throws Exception {
    for (long account = 0; account < ACCOUNTS; account++) {
      tables.numbers().put(account, EACH);
    }
    List<Callable<Void>> parts = new ArrayList<>();
    parts.add(() -> transfer(1));
    parts.add(() -> transfer(2));
    parts.add(this::grow);
    parts.add(this::count);
    parts.add(this::count);
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Future<Void>> futures = new ArrayList<>();
      parts.forEach(part -> futures.add(threads.submit(part)));
      for (Future<Void> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
      threads.close();
    }
    verify("at the end", sum(tables));
    assertThat(tables.numbers().size()).isEqualTo(ACCOUNTS + TRANSFERS / 10);
  }

  private Void transfer(int part) {
    SplittableRandom random = new SplittableRandom(seed + part);
    for (int i = 0; i < TRANSFERS; i++) {
      long from = random.nextLong(ACCOUNTS);
      long to = (from + 1 + random.nextLong(ACCOUNTS - 1)) % ACCOUNTS;
      long amount = random.nextLong(100);
      if (i % 4 == 0) {
        transferUntilNoConflict(from, to, amount);
      } else {
        TxOptions how = i % 101 == 0 ? TxOptions.lock(tables.numbers()) : TxOptions.defaults();
        engine.transaction(
            how,
            tx -> {
              move(tx, from, to, amount);
              return true;
            });
      }
    }
    return null;
  }

  private void transferUntilNoConflict(long from, long to, long amount) {
    boolean isDone = false;
    while (!isDone) {
      try (Transaction<TwoTables> tx = engine.begin()) {
        move(tx.tables(), from, to, amount);
        tx.commit();
        isDone = true;
      } catch (ConflictException e) {
        Thread.onSpinWait(); // somebody else got on
      }
    }
  }

  private static void move(TwoTables tx, long from, long to, long amount) {
    Table<Long, Long> accounts = tx.numbers();
    accounts.put(from, accounts.get(from) - amount);
    accounts.merge(to, amount, Long::sum);
    tx.words().set("from" + from, "to" + to);
  }

  /** Makes the table of the accounts grow, by empty ones, and clears the other. */
  private Void grow() {
    for (long i = 0; i < TRANSFERS / 10; i++) {
      tables.numbers().put(ACCOUNTS + i, 0L);
      if (i % 50 == 0) {
        tables.words().clear();
      }
    }
    return null;
  }

  private Void count() {
    for (int i = 0; i < COUNTS; i++) {
      switch (i % 5) {
        case 0 -> verify("read", engine.read(BankTest::sum));
        case 1 -> {
          try (Snapshot<TwoTables> snapshot = engine.snapshot()) {
            verify("snapshot", sum(snapshot.tables()));
            verify("snapshot again", sum(snapshot.tables()));
          }
        }
        case 2 ->
            verify(
                "transaction",
                engine.<Long, RuntimeException>transaction(TxOptions.defaults(), BankTest::sum));
        case 3 -> verify("stream", tables.numbers().values().mapToLong(Long::longValue).sum());
        default -> verify("forEach", sum(tables));
      }
    }
    return null;
  }

  private static long sum(TwoTables tables) {
    long[] sum = new long[1];
    tables.numbers().forEach((account, balance) -> sum[0] += balance);
    return sum[0];
  }

  private void verify(String how, long sum) {
    assertThat(sum).as("the sum by %s, -Dhmdb.model.seed=%d", how, seed).isEqualTo(ACCOUNTS * EACH);
  }
}
