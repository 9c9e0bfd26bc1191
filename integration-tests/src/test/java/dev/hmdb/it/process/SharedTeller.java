package dev.hmdb.it.process;

import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Sharing;
import dev.hmdb.Snapshot;
import dev.hmdb.it.Ledger;
import dev.hmdb.it.LedgerDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves money between accounts of a database that other processes have open, until told to go on,
 * and says so after every hundred transfers. Ends with a line that begins with "wrong" if money was
 * made or lost.
 */
final class SharedTeller {
  static final int ACCOUNTS = 20;
  static final long EACH = 1000;

  private SharedTeller() {}

  /** Compacts often: every few hundred transfers. */
  static Options options() {
    return Options.defaults()
        .sharing(Sharing.MULTI_PROCESS)
        .lockTimeout(Duration.ofSeconds(100)) // some disks take their time
        .compaction(Compaction.automatic().minimumSize(16 << 10));
  }

  /**
   * @param arguments the directory, a seed
   */
  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[1]));
    AtomicBoolean isOver = new AtomicBoolean();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            int _ = System.in.read(); // or its end, if the parent is gone
            isOver.set(true);
          } catch (IOException e) {
            isOver.set(true);
          }
        });
    Options options = random.nextInt(4) == 0 ? options().durability(Durability.SYNC) : options();
    try (LedgerDb db = LedgerDb.open(Path.of(arguments[0]), options)) {
      System.out.println("open");
      for (long i = 1; !isOver.get(); i++) {
        transfer(db, random);
        if (i % 10 == 0) {
          String wrong = check(db, random);
          if (!wrong.isEmpty()) {
            System.out.println("wrong " + wrong);
            return;
          }
        }
        if (i % 100 == 0) {
          System.out.println(i);
        }
      }
      System.out.println(
          "end compactions=" + db.stats().compactions() + " waits=" + db.stats().lockWaits());
    }
  }

  private static void transfer(LedgerDb db, Random random) {
    String from = Integer.toString(random.nextInt(ACCOUNTS));
    String to = Integer.toString(random.nextInt(ACCOUNTS));
    long amount = random.nextInt(10);
    db.transaction(ledger -> {
      ledger.debits().put(from, ledger.debits().get(from) - amount);
      ledger.debits().put(to, ledger.debits().get(to) + amount);
    });
  }

  /** Empty if the sum is right, in one of three ways to see it. */
  private static String check(LedgerDb db, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> db.read(ledger -> sum(ledger, "read"));
      case 1 -> db.transactionResult(ledger -> sum(ledger, "transaction"));
      default -> {
        try (Snapshot<Ledger> snapshot = db.snapshot()) {
          yield sum(snapshot.tables(), "snapshot");
        }
      }
    };
  }

  static String sum(Ledger ledger, String how) {
    long sum = ledger.debits().values().mapToLong(Long::longValue).sum();
    return sum == ACCOUNTS * EACH ? "" : how + " sum=" + sum;
  }
}
