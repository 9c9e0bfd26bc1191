package dev.hmdb.internal.tx;

import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.concurrent.TimeUnit;

/** Transactions on one table of strings, over a log that does as it is told. */
final class TransactionsFixture implements AutoCloseable {
  final ScriptedLog log = new ScriptedLog();
  final Transactions transactions;
  final StoredTable<String, String> words;

  private TransactionsFixture(boolean publishesOnSync) {
    Clock clock = new Clock();
    words =
        new StoredTable<>(
            0,
            "words",
            HashTable.create(dev.hmdb.KeyShape.reference(), clock),
            Codecs.STRING,
            Codecs.STRING,
            new Writer());
    transactions = new Transactions(clock, 1, log, publishesOnSync, TimeUnit.HOURS.toNanos(1));
    transactions.start();
  }

  static TransactionsFixture buffered() {
    return new TransactionsFixture(false);
  }

  static TransactionsFixture synced() {
    return new TransactionsFixture(true);
  }

  private static final class Writer implements ChangeWriter<String, String> {
    @Override
    public void put(Encoder out, String key, String value) {
      out.writeString(key);
      out.writeString(value);
    }

    @Override
    public void remove(Encoder out, String key) {
      out.writeString(key);
    }

    @Override
    public void clear(Encoder out) {}
  }

  /** What somebody without a transaction reads. */
  String get(String key) {
    return words.entries().get(key);
  }

  @Override
  public void close() {
    log.releaseSyncs();
    transactions.abandon();
  }
}
