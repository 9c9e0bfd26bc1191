package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database is closed while others write to it, read it, and sync it. */
class CloseBesideWritersTest {
  private static final int ROUNDS = 10;
  private static final int THREADS = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whatReturnedIsThereAndTheRestIsRefused(Durability durability) throws Exception {
    AtomicLongArray acknowledged = new AtomicLongArray(THREADS);
    for (int round = 0; round < ROUNDS; round++) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      LedgerDb db = LedgerDb.open(directory, Options.defaults().durability(durability));
      CountDownLatch some = new CountDownLatch(round * 3);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    write(db, thread, acknowledged, some);
                  } catch (DatabaseClosedException e) {
                    // as it must
                  } catch (Throwable e) {
                    failure.set(e);
                  }
                }));
      }
      some.await();
      db.close();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
      assertHolds(acknowledged);
    }
  }

  private static void write(
      LedgerDb db, int thread, AtomicLongArray acknowledged, CountDownLatch some) {
    String key = Integer.toString(thread);
    while (true) {
      long n = acknowledged.get(thread) + 1;
      db.transaction((debits, credits) -> {
        debits.put(key, n);
        credits.put(key, n);
      });
      acknowledged.set(thread, n);
      some.countDown();
      if (n % 5 == 0) {
        db.sync();
      }
      assertThat(db.debits().get(key)).isEqualTo(n);
      assertThat(db.debits().size()).isPositive();
    }
  }

  private void assertHolds(AtomicLongArray acknowledged) {
    try (LedgerDb db = LedgerDb.open(directory)) {
      for (int t = 0; t < THREADS; t++) {
        String key = Integer.toString(t);
        long found = db.debits().getOrDefault(key, 0L);
        assertThat(db.credits().getOrDefault(key, 0L)).isEqualTo(found);
        assertThat(found).isEqualTo(acknowledged.get(t));
      }
    }
  }
}
