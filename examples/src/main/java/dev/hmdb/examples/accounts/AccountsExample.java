package dev.hmdb.examples.accounts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A database of accounts and files, from its first opening to its second.
 *
 * <p>Run it with the directory of a new database, or without arguments to use a temporary one.
 */
public final class AccountsExample {
  private static final Username ADA = new Username("ada");
  private static final Username BOB = new Username("bob");
  private static final Instant MORNING = Instant.parse("2026-11-01T09:00:00Z");
  private static final long FREE_BYTES = 1_000_000;

  private final PrintStream out;

  AccountsExample(PrintStream out) {
    this.out = out;
  }

  /** Runs the example. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("hmdb-accounts");
    new AccountsExample(System.out).run(directory);
  }

  void run(Path directory) {
    // A database is a directory. It is made when it is missing, and locked while it is open.
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      putAndGet(db);
      transactionOverBothTables(db);
      transactionThatFails(db);
      readOverBothTables(db);
    }
    // Closing loses nothing, and neither does opening again.
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      out.println("after reopening: " + db.accounts().get(ADA));
      out.println("after reopening: " + db.files().size() + " file");
    }
  }

  private void putAndGet(SchemaV1Db db) {
    // A table has the methods of a ConcurrentMap. Each call is a transaction of its own, and when
    // it returns, what it wrote survives the death of this process.
    db.accounts().put(ADA, newAccount(1, ADA));
    db.accounts().put(BOB, newAccount(2, BOB));

    // Reading hands out the object itself; nothing is decoded, nothing is copied.
    Account ada = db.accounts().get(ADA);
    out.println("get: " + ada);

    // get returns null for an absent key, find an empty Optional.
    Optional<Account> nobody = db.accounts().find(new Username("nobody"));
    out.println("find: " + nobody);

    // One key is read and written in one step, so that two threads cannot undo each other's change.
    db.accounts().computeIfPresent(BOB, (name, bob) -> bob.withTag("new"));
    out.println("computeIfPresent: " + db.accounts().get(BOB));
  }

  private void transactionOverBothTables(SchemaV1Db db) {
    UUID file = new UUID(0, 10);
    // Both tables change at once or not at all. The body may run again if another thread changed
    // what it read, so it has no effects besides its writes.
    db.transaction(tx -> {
      tx.files().put(file, new FileMetadata(ADA, "engine.pdf", 120_000, MORNING));
      tx.accounts().computeIfPresent(ADA, (name, ada) -> ada.withTag("has-files"));
    });
    out.println("transaction: " + db.files().get(file));
    out.println("transaction: " + db.accounts().get(ADA));
  }

  private void transactionThatFails(SchemaV1Db db) {
    UUID file = new UUID(0, 11);
    try {
      // The same with one parameter a table.
      db.transaction((accounts, files) -> {
        files.put(file, new FileMetadata(BOB, "holiday.mp4", 80_000_000, MORNING));
        long used =
            files
                .values()
                .filter(stored -> stored.owner().equals(BOB))
                .mapToLong(FileMetadata::length)
                .sum();
        if (accounts.containsKey(BOB) && used > FREE_BYTES) {
          throw new QuotaExceededException(BOB);
        }
      });
    } catch (QuotaExceededException e) {
      // Whatever leaves the body ends the transaction and arrives here unchanged.
      out.println("transaction failed: " + e.getMessage());
    }
    out.println("what it wrote: " + db.files().find(file));
  }

  private void readOverBothTables(SchemaV1Db db) {
    // One state of the whole database, however long the reading takes; it delays no writer.
    String summary =
        db.read(tables ->
            "%d accounts, %d file of %d bytes"
                .formatted(
                    tables.accounts().size(),
                    tables.files().size(),
                    tables.files().values().mapToLong(FileMetadata::length).sum()));
    out.println("read: " + summary);
  }

  private static Account newAccount(long id, Username name) {
    return new Account(
        new UUID(0, id), name, name.value() + "@example.org", MORNING, Plan.FREE, List.of());
  }
}
