package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt loses nothing, breaks nothing, and is still set afterwards. */
class InterruptTest {
  private static final int THREADS = 4;
  private static final int COMMITS = 300;

  @TempDir Path directory;

  @AfterEach
  void clearInterrupt() {
    assertThat(Thread.interrupted()).as("interrupt of the test's own thread").isFalse();
  }

  private static Options options(Durability durability) {
    return Options.defaults().durability(durability).syncInterval(Duration.ofMillis(1));
  }

  /** What works with the interrupt set, which must be set still. */
  private static void interrupted(Runnable call) {
    Thread.currentThread().interrupt();
    try {
      call.run();
      assertThat(Thread.currentThread().isInterrupted()).as("still interrupted").isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCallWorksOnAnInterruptedThread(Durability durability) {
    List<LedgerDb> opened = new ArrayList<>();
    interrupted(() -> opened.add(LedgerDb.open(directory.resolve("data"), options(durability))));
    LedgerDb db = opened.getFirst();
    interrupted(() -> db.debits().put("a", 1L));
    interrupted(() -> db.transaction((debits, credits) -> credits.put("a", debits.get("a"))));
    interrupted(() -> db.transaction(TxOptions.lockAll(), tx -> tx.debits().put("b", 1L)));
    interrupted(() -> db.transaction(TxOptions.lock(db.debits()), tx -> tx.debits().put("c", 1L)));
    interrupted(() -> db.transaction(TxOptions.sync(), tx -> tx.debits().put("d", 1L)));
    interrupted(() -> {
      try (Transaction<Ledger> tx = db.begin()) {
        tx.tables().debits().put("e", 1L);
        tx.commit();
      }
    });
    interrupted(db::sync);
    interrupted(() -> assertThat(db.compact().bytesBefore()).isPositive());
    interrupted(() -> db.debits().put("e", 2L));
    interrupted(() -> assertThat(db.debits().stream().count()).isEqualTo(5));
    interrupted(db::close);
    interrupted(() -> opened.add(LedgerDb.openReadOnly(directory.resolve("data"))));
    assertThat(opened.getLast().debits().size()).isEqualTo(5);
    interrupted(opened.getLast()::close);
  }

  @Test
  void theLogGrowsOnAnInterruptedThread() {
    try (EveryByteDb db = EveryByteDb.open(directory)) {
      byte[] large = new byte[3 << 20];
      interrupted(() -> db.values().put(1, large));
      interrupted(() -> db.values().put(2, large));
    }
    try (EveryByteDb db = EveryByteDb.open(directory)) {
      assertThat(db.values().get(2)).hasSize(3 << 20);
    }
  }

  private static Thread.Builder threads(boolean isVirtual) {
    return isVirtual ? Thread.ofVirtual() : Thread.ofPlatform();
  }

  /** Writes ascending numbers, interrupted over and over. */
  private void interruptWriters(Durability durability, boolean isVirtual) throws Exception {
    Random random = new Random(Seed.next("InterruptTest"));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    ConcurrentHashMap<String, Long> acknowledged = new ConcurrentHashMap<>();
    try (LedgerDb db = LedgerDb.open(directory, options(durability))) {
      CountDownLatch done = new CountDownLatch(THREADS);
      List<Thread> writers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        String key = "thread-" + t;
        writers.add(
            threads(isVirtual)
                .start(() -> {
                  try {
                    write(db, key, acknowledged);
                  } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                  } finally {
                    done.countDown();
                  }
                }));
      }
      while (!done.await(random.nextInt(200), TimeUnit.MICROSECONDS)) {
        writers.get(random.nextInt(THREADS)).interrupt();
      }
      assertThat(failure.get()).isNull();
      assertThat(acknowledged).hasSize(THREADS);
      acknowledged.forEach((key, n) -> assertThat(db.debits().get(key)).isEqualTo(n));
    }
    try (LedgerDb db = LedgerDb.open(directory)) {
      acknowledged.forEach((key, n) -> {
        assertThat(db.debits().get(key)).isEqualTo(n);
        assertThat(db.credits().get(key)).isEqualTo(n);
      });
      assertThat(db.debits().size()).isEqualTo(THREADS);
    }
  }

  private static void write(LedgerDb db, String key, ConcurrentHashMap<String, Long> acknowledged) {
    for (long n = 1; n <= COMMITS; n++) {
      long number = n;
      switch ((int) (n % 4)) {
        case 0 -> {
          db.debits().put(key, number);
          db.credits().put(key, number);
        }
        case 1 -> db.sync();
        default ->
            db.transaction((debits, credits) -> {
              debits.put(key, number);
              credits.put(key, number);
            });
      }
      if (n % 4 != 1) {
        acknowledged.put(key, n);
      }
      if (n % 7 == 0) {
        Thread.interrupted();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void interruptedWritersLoseNothing(Durability durability) throws Exception {
    interruptWriters(durability, false);
  }

  @ParameterizedTest
  @EnumSource
  void interruptedVirtualThreadsLoseNothing(Durability durability) throws Exception {
    interruptWriters(durability, true);
  }

  @ParameterizedTest
  @EnumSource
  void aPoolThatIsShutDownInTheMiddleLosesNothing(Durability durability) throws Exception {
    AtomicLong acknowledged = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (LedgerDb db = LedgerDb.open(directory, options(durability))) {
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      CountDownLatch some = new CountDownLatch(100);
      for (int i = 0; i < 5_000; i++) {
        pool.submit(() -> {
          try {
            db.transaction(tx -> {
              tx.debits().merge("count", 1L, Long::sum);
              tx.credits().merge("count", 1L, Long::sum);
            });
            acknowledged.incrementAndGet();
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          }
          some.countDown();
        });
      }
      some.await();
      pool.shutdownNow();
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(failure.get()).isNull();
      assertThat(db.debits().get("count")).isEqualTo(acknowledged.get());
      db.credits().put("more", 1L);
    }
    try (LedgerDb db = LedgerDb.open(directory)) {
      assertThat(db.debits().get("count")).isEqualTo(acknowledged.get());
      assertThat(db.credits().get("count")).isEqualTo(acknowledged.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void openingAndClosingWhileInterruptedLeavesNothingBehind(Durability durability)
      throws Exception {
    Random random = new Random(Seed.next("InterruptTest"));
    AtomicReference<Throwable> failure = new AtomicReference<>();
    int rounds = 40;
    CountDownLatch done = new CountDownLatch(1);
    Thread opener =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (long i = 0; i < rounds; i++) {
                  try (LedgerDb db = LedgerDb.open(directory, options(durability))) {
                    db.debits().merge("count", 1L, Long::sum);
                  }
                }
              } catch (Throwable e) {
                failure.set(e);
              } finally {
                done.countDown();
              }
            });
    while (!done.await(random.nextInt(300), TimeUnit.MICROSECONDS)) {
      opener.interrupt();
    }
    assertThat(failure.get()).isNull();
    try (LedgerDb db = LedgerDb.open(directory)) {
      assertThat(db.debits().get("count")).isEqualTo(rounds);
    }
  }
}
