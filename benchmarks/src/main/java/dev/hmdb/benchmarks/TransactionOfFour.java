package dev.hmdb.benchmarks;

import dev.hmdb.Table;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Four puts to two tables in one transaction, beside the same puts one by one. {@code put} returns
 * the value before and so counts as a read; {@code set} does not. A measurement is one pass over
 * all entries.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TransactionOfFour {

  /** Two tables, each full. */
  @State(Scope.Benchmark)
  public static class Database {
    /** How many puts a pass has. */
    @Param({"1000000", "100000"})
    public int size;

    private String[] names;
    private Account[] accounts;
    private Path folder;
    private BenchSchemaDb db;

    /** Fills them. */
    @Setup
    public void fill() {
      names = Population.probes(Population::name, new String[size]);
      accounts = Population.accounts(size);
      folder = Folders.create();
      db = BenchSchemaDb.open(folder.resolve("db"), Settings.WITHOUT_COMPACTION);
      for (int i = 0; i < size; i++) {
        db.accounts().put(names[i], accounts[i]);
        db.copies().put(names[i], accounts[i]);
      }
    }

    /** Closes them. */
    @TearDown
    public void close() {
      db.close();
      Folders.delete(folder);
    }
  }

  @Benchmark
  public void put(Database database) {
    for (int i = 0; i + 3 < database.size; i += 4) {
      int at = i;
      database.db.transaction(tables -> {
        tables.accounts().put(database.names[at], database.accounts[at]);
        tables.accounts().put(database.names[at + 1], database.accounts[at + 1]);
        tables.copies().put(database.names[at + 2], database.accounts[at + 2]);
        tables.copies().put(database.names[at + 3], database.accounts[at + 3]);
      });
    }
  }

  @Benchmark
  public void putLimit(Database database) {
    Table<String, Account> accounts = database.db.accounts();
    Table<String, Account> copies = database.db.copies();
    for (int i = 0; i + 3 < database.size; i += 4) {
      accounts.put(database.names[i], database.accounts[i]);
      accounts.put(database.names[i + 1], database.accounts[i + 1]);
      copies.put(database.names[i + 2], database.accounts[i + 2]);
      copies.put(database.names[i + 3], database.accounts[i + 3]);
    }
  }

  @Benchmark
  public void set(Database database) {
    for (int i = 0; i + 3 < database.size; i += 4) {
      int at = i;
      database.db.transaction(tables -> {
        tables.accounts().set(database.names[at], database.accounts[at]);
        tables.accounts().set(database.names[at + 1], database.accounts[at + 1]);
        tables.copies().set(database.names[at + 2], database.accounts[at + 2]);
        tables.copies().set(database.names[at + 3], database.accounts[at + 3]);
      });
    }
  }

  @Benchmark
  public void setLimit(Database database) {
    Table<String, Account> accounts = database.db.accounts();
    Table<String, Account> copies = database.db.copies();
    for (int i = 0; i + 3 < database.size; i += 4) {
      accounts.set(database.names[i], database.accounts[i]);
      accounts.set(database.names[i + 1], database.accounts[i + 1]);
      copies.set(database.names[i + 2], database.accounts[i + 2]);
      copies.set(database.names[i + 3], database.accounts[i + 3]);
    }
  }
}
