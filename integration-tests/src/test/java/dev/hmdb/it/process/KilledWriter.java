package dev.hmdb.it.process;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.TxOptions;
import dev.hmdb.it.LedgerDb;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Writes until it is killed, and acknowledges each commit that returned: thread t writes, under key
 * t, ever higher numbers to both tables, or one number to a key of its own. Meanwhile the database
 * is compacted all the time.
 */
final class KilledWriter {
  static final int THREADS = 4;

  private static final FileOutputStream ACKNOWLEDGEMENTS = new FileOutputStream(FileDescriptor.out);

  private KilledWriter() {}

  /**
   * @param arguments the directory, the durability, the first number, how many commits until it
   *     closes by itself
   */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Durability durability = Durability.valueOf(arguments[1]);
    long first = Long.parseLong(arguments[2]);
    long commits = Long.parseLong(arguments[3]);
    acknowledge("opening");
    Options options = Options.defaults().durability(durability).syncInterval(Duration.ofMillis(3));
    try (LedgerDb db = LedgerDb.open(directory, options)) {
      acknowledge("open");
      Thread.ofPlatform().daemon().start(() -> compactUntilClosed(db));
      CountDownLatch done = new CountDownLatch(THREADS);
      for (int t = 0; t < THREADS; t++) {
        String thread = Integer.toString(t);
        Thread.ofPlatform()
            .start(() -> {
              for (long n = first; n < first + commits; n++) {
                commit(db, thread, n);
              }
              done.countDown();
            });
      }
      done.await();
      acknowledge("closing");
    }
    acknowledge("closed");
  }

  private static void compactUntilClosed(LedgerDb db) {
    try {
      while (true) {
        db.compact();
      }
    } catch (DatabaseClosedException e) {
      return; // it was closed by itself
    }
  }

  private static void commit(LedgerDb db, String thread, long n) {
    if (n % 3 == 0) {
      db.debits().put("single-" + thread + "-" + n, n);
      acknowledge("single " + thread + " " + n);
      return;
    }
    TxOptions how = n % 50 == 1 ? TxOptions.sync() : TxOptions.defaults();
    db.transaction(
        how,
        (debits, credits) -> {
          debits.put(thread, n);
          credits.put(thread, n);
          credits.put("pad-" + thread, n);
        });
    acknowledge("both " + thread + " " + n);
  }

  /** One write each, so that no line is torn. */
  private static void acknowledge(String line) {
    try {
      ACKNOWLEDGEMENTS.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
