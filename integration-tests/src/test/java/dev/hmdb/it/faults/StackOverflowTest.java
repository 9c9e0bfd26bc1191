package dev.hmdb.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.DatabaseFailedException;
import dev.hmdb.Durability;
import dev.hmdb.HmdbException;
import dev.hmdb.Options;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack ends in the middle of hmdb, at any depth of it. */
class StackOverflowTest {
  /**
   * How many frames above the overflow try; some 100 bytes each, a third of that once compiled, and
   * a commit wants 16 KiB left.
   */
  private static final int TRIES = 2400;

  @TempDir Path directory;
  private final TreeSet<Integer> acknowledged = new TreeSet<>();

  /** Overflows the stack, then tries on the way back, with ever more stack left. */
  private static int dive(IntConsumer attempt) {
    int distance;
    try {
      distance = dive(attempt);
    } catch (StackOverflowError e) {
      distance = 0;
    }
    if (distance < TRIES) {
      attempt.accept(distance);
    }
    return distance + 1;
  }

  private void tryAtEachDepth(Durability durability, ObjIntConsumer<LedgerDb> write)
      throws InterruptedException {
    Map<String, Long> debits;
    Map<String, Long> credits;
    Throwable[] failure = new Throwable[1];
    LedgerDb db = LedgerDb.open(directory, Options.defaults().durability(durability));
    try {
      Thread diver =
          new Thread(
              null,
              () ->
                  dive(distance -> {
                    try {
                      write.accept(db, distance);
                      acknowledged.add(distance);
                    } catch (StackOverflowError e) {
                      // as it must
                    } catch (HmdbException e) {
                      failure[0] = e;
                    }
                  }),
              "diver",
              512 << 10);
      diver.start();
      diver.join();
      debits = new TreeMap<>(db.debits().asMap());
      credits = new TreeMap<>(db.credits().asMap());
      if (failure[0] == null) {
        db.debits().put("after", 1L);
        debits.put("after", 1L);
      }
    } finally {
      close(db);
    }
    if (failure[0] == null) {
      assertThat(acknowledged).hasSizeBetween(1, TRIES - 1);
    } // else the first tries may have ended where the database has to fail for good
    try (LedgerDb reopened = LedgerDb.open(directory)) {
      for (int distance : acknowledged) {
        assertThat(reopened.debits().get("k" + distance)).isEqualTo(distance);
      }
      assertThat(reopened.debits().asMap()).isEqualTo(debits);
      assertThat(reopened.credits().asMap()).isEqualTo(credits);
    }
  }

  private static void close(LedgerDb db) {
    try {
      db.close();
    } catch (DatabaseFailedException e) {
      // The stack ended where commits allocate nothing: it says so, and reopening decides.
    }
  }

  @Test
  void inAPut() throws Exception {
    tryAtEachDepth(Durability.BUFFERED, (db, n) -> db.debits().put("k" + n, (long) n));
  }

  @Test
  void inASyncedPut() throws Exception {
    tryAtEachDepth(Durability.SYNC, (db, n) -> db.debits().put("k" + n, (long) n));
  }

  @Test
  void inATransaction() throws Exception {
    tryAtEachDepth(
        Durability.BUFFERED,
        (db, n) ->
            db.transaction((debits, credits) -> {
              debits.put("k" + n, (long) n);
              credits.put("k" + n, (long) n);
            }));
  }
}
