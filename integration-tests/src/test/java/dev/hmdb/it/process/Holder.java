package dev.hmdb.it.process;

import dev.hmdb.Options;
import dev.hmdb.it.ChildJvm;
import dev.hmdb.it.LedgerDb;
import java.nio.file.Path;
import java.time.Duration;

/** Opens a database, puts one entry, and holds it until told to go on. */
final class Holder {
  private Holder() {}

  /**
   * @param arguments the directory, how many seconds to wait for its lock
   */
  public static void main(String[] arguments) throws Exception {
    Options options =
        Options.defaults().lockTimeout(Duration.ofSeconds(Long.parseLong(arguments[1])));
    System.out.println("opening");
    try (LedgerDb db = LedgerDb.open(Path.of(arguments[0]), options)) {
      db.debits().merge("opened", 1L, Long::sum);
      System.out.println("open");
      ChildJvm.awaitGoOn();
    }
    System.out.println("closed");
  }
}
