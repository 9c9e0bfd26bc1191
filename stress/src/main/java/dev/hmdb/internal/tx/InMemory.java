package dev.hmdb.internal.tx;

import dev.hmdb.KeyShape;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;

/** Two tables and the transactions over them, without a log and without threads. */
final class InMemory {
  final Transactions transactions;
  final StoredTable<String, Integer> x;
  final StoredTable<String, Integer> y;

  InMemory() {
    Clock clock = new Clock();
    x = table(0, "x", clock);
    y = table(1, "y", clock);
    transactions = new Transactions(clock, 2, CommitLog.NONE, false, 1);
  }

  static StoredTable<String, Integer> table(int index, String name, Clock clock) {
    return new StoredTable<>(
        index,
        name,
        HashTable.create(KeyShape.reference(), clock),
        Codecs.STRING,
        Codecs.INT,
        new NothingWritten());
  }

  /** Sets a key in a commit of its own. */
  void put(StoredTable<String, Integer> table, String key, int value) {
    transactions.put(table, key, value);
  }

  /** Runs a body without locks. */
  void transact(Body body) {
    transactions.<Boolean, RuntimeException>run(
        Transactions.Locking.NONE,
        false,
        transaction -> {
          body.run(transaction);
          return true;
        });
  }

  /** What a transaction does. */
  interface Body {
    void run(TransactionContext transaction);
  }

  /** Whether no version of a key is kept. */
  static boolean isSettled(StoredTable<String, Integer> table, String key) {
    var entry = table.entries().find(key);
    return entry == null || entry.versionAcquire() == null;
  }

  private static final class NothingWritten implements ChangeWriter<String, Integer> {
    @Override
    public void put(Encoder out, String key, Integer value) {}

    @Override
    public void remove(Encoder out, String key) {}

    @Override
    public void clear(Encoder out) {}
  }
}
