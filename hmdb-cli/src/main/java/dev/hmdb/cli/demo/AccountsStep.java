package dev.hmdb.cli.demo;

import dev.hmdb.examples.accounts.Account;
import dev.hmdb.examples.accounts.FileMetadata;
import dev.hmdb.examples.accounts.Plan;
import dev.hmdb.examples.accounts.QuotaExceededException;
import dev.hmdb.examples.accounts.SchemaV1Db;
import dev.hmdb.examples.accounts.Username;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two tables, transactions over both, and all of it there after reopening. */
final class AccountsStep {
  private static final Username ADA = new Username("ada");
  private static final Username BOB = new Username("bob");
  private static final Instant MORNING = Instant.parse("2026-11-01T09:00:00Z");

  private final Narrator narrator;
  private final int transactions;

  /**
   * @param transactions how many are timed
   */
  AccountsStep(Narrator narrator, int transactions) {
    this.narrator = narrator;
    this.transactions = transactions;
  }

  private record Contents(Map<Username, Account> accounts, Map<UUID, FileMetadata> files) {
    static Contents of(SchemaV1Db db) {
      return db.read(tables ->
          new Contents(Map.copyOf(tables.accounts().asMap()), Map.copyOf(tables.files().asMap())));
    }
  }

  void run(Path directory) {
    narrator.title("Step 1 of 3: accounts and their files");
    narrator.say(
        "A database is a directory, and its schema a Java interface: here one with the tables"
            + " accounts (Username to Account) and files (UUID to FileMetadata).");
    Contents before;
    Elapsed.Clock opening = Elapsed.start();
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      narrator.fact("open, a new database", opening.elapsed().toString());
      putAndGet(db);
      transactionOverBoth(db);
      transactionThatFails(db);
      manyTransactions(db);
      before = Contents.of(db);
    }
    reopen(directory, before);
  }

  private void putAndGet(SchemaV1Db db) {
    Account ada = newAccount(1, ADA);
    db.accounts().put(ADA, ada);
    db.accounts().put(BOB, newAccount(2, BOB));
    narrator.check("what was put is read back", ada.equals(db.accounts().get(ADA)));
    narrator.check(
        "a key that is absent is found to be so",
        db.accounts().find(new Username("nobody")).isEmpty());
  }

  private void transactionOverBoth(SchemaV1Db db) {
    narrator.say(
        "One transaction over both tables: it adds a file and marks the account of its owner.");
    UUID id = new UUID(1, 1);
    FileMetadata file = new FileMetadata(ADA, "engine.pdf", 120_000, MORNING);
    db.transaction(tx -> {
      tx.files().put(id, file);
      tx.accounts().computeIfPresent(ADA, (name, account) -> account.withTag("has-files"));
    });
    boolean both =
        db.read(tables ->
            file.equals(tables.files().get(id))
                && newAccount(1, ADA).withTag("has-files").equals(tables.accounts().get(ADA)));
    narrator.check("both tables show it", both);
  }

  private void transactionThatFails(SchemaV1Db db) {
    narrator.say(
        "One that fails: it writes to both tables, then throws a checked exception of its own.");
    Contents before = Contents.of(db);
    QuotaExceededException thrown = new QuotaExceededException(BOB);
    try {
      db.transaction((accounts, files) -> {
        files.put(new UUID(1, 2), new FileMetadata(BOB, "holiday.mp4", 80_000_000, MORNING));
        accounts.remove(BOB);
        throw thrown;
      });
      narrator.check("the exception reaches the caller unchanged", false);
    } catch (QuotaExceededException e) {
      narrator.check("the exception reaches the caller unchanged", e == thrown);
    }
    narrator.check("nothing of what it wrote is there", before.equals(Contents.of(db)));
  }

  private void manyTransactions(SchemaV1Db db) {
    narrator.say(
        "%,d transactions like the first, one after the other, each one written to the log before"
                .formatted(transactions)
            + " the next begins. (This JVM is cold, so part of the time is its compiling.)");
    Elapsed elapsed =
        Elapsed.of(() -> {
          for (int i = 0; i < transactions; i++) {
            UUID id = new UUID(2, i);
            FileMetadata file = new FileMetadata(ADA, "page-" + i, i, MORNING);
            Plan plan = i % 2 == 0 ? Plan.PREMIUM : Plan.FREE;
            db.transaction(tx -> {
              tx.files().put(id, file);
              tx.accounts().computeIfPresent(ADA, (name, account) -> account.withPlan(plan));
            });
          }
        });
    narrator.fact("a transaction, on average", elapsed.each(transactions));
    narrator.check("every one left its file", db.files().size() == transactions + 1L);
  }

  private void reopen(Path directory, Contents before) {
    narrator.say("The database is closed and opened again.");
    narrator.fact("bytes on disk", "%,d".formatted(WorkingDirectory.bytesIn(directory)));
    Elapsed.Clock opening = Elapsed.start();
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      narrator.fact("open again", opening.elapsed().toString());
      narrator.check("every account and file is as it was", before.equals(Contents.of(db)));
    }
  }

  private static Account newAccount(long id, Username name) {
    return new Account(
        new UUID(0, id), name, name.value() + "@example.org", MORNING, Plan.FREE, List.of());
  }
}
