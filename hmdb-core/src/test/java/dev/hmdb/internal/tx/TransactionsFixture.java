package dev.hmdb.internal.tx;

import dev.hmdb.KeyShape;
import dev.hmdb.codec.Codecs;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import java.util.concurrent.TimeUnit;

/** Transactions on two tables of strings, over a log that does as it is told. */
final class TransactionsFixture implements AutoCloseable {
  final ScriptedLog log = new ScriptedLog();
  final Transactions transactions;
  final StoredTable<String, String> words;
  final StoredTable<String, String> names;

  private TransactionsFixture(boolean publishesOnSync) {
    Clock clock = new Clock();
    words = table(0, "words", clock);
    names = table(1, "names", clock);
    transactions = new Transactions(clock, 2, log, publishesOnSync, TimeUnit.HOURS.toNanos(1));
    transactions.start();
  }

  static StoredTable<String, String> table(int index, String name, Clock clock) {
    return new StoredTable<>(
        index,
        name,
        HashTable.create(KeyShape.reference(), clock),
        Codecs.STRING,
        Codecs.STRING,
        new Writer());
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
