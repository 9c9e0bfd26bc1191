package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;

/**
 * Xodus' environments. With its defaults, as its wiki leaves them: a log cache of half the heap,
 * and a garbage collector in the background. Prefixing is what the wiki recommends for random keys.
 */
final class XodusStore<K> implements Store<K> {
  private static final int BATCH = 10_000;

  private final EncodedEntries<K> encoded;
  private final Environment environment;
  private final jetbrains.exodus.env.Store store;

  XodusStore(Request<K> request) {
    encoded = new EncodedEntries<>(request.keys().codec());
    environment =
        Environments.newInstance(
            request.folder().toFile(),
            new EnvironmentConfig().setLogDurableWrite(request.use() == Use.SYNCED));
    store =
        environment.computeInTransaction(transaction ->
            environment.openStore(
                "accounts", StoreConfig.WITHOUT_DUPLICATES_WITH_PREFIXING, transaction));
  }

  @Override
  public Account get(K key) {
    ByteIterable bytes = new ArrayByteIterable(encoded.key(key));
    ByteIterable value =
        environment.computeInReadonlyTransaction(transaction -> store.get(transaction, bytes));
    return value == null ? null : encoded.value(value.getBytesUnsafe(), value.getLength());
  }

  @Override
  public void put(K key, Account value) {
    environment.executeInTransaction(transaction -> put(transaction, key, value));
  }

  private void put(Transaction transaction, K key, Account value) {
    store.put(
        transaction,
        new ArrayByteIterable(encoded.key(key)),
        new ArrayByteIterable(encoded.value(value)));
  }

  @Override
  public void putFour(K[] keys, Account[] values, int from) {
    environment.executeInTransaction(transaction -> {
      for (int i = from; i < from + 4; i++) {
        put(transaction, keys[i], values[i]);
      }
    });
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int start = 0; start < count; start += BATCH) {
      int from = start;
      int to = Math.min(count, start + BATCH);
      environment.executeInTransaction(transaction -> {
        for (int i = from; i < to; i++) {
          put(transaction, keys.apply(i), values.apply(i));
        }
      });
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    environment.executeInReadonlyTransaction(transaction -> {
      try (Cursor cursor = store.openCursor(transaction)) {
        while (cursor.getNext()) {
          ByteIterable key = cursor.getKey();
          ByteIterable value = cursor.getValue();
          action.accept(
              encoded.key(key.getBytesUnsafe(), key.getLength()),
              encoded.value(value.getBytesUnsafe(), value.getLength()));
        }
      }
    });
  }

  /** Asks for it; the collector does it when it finds time, and there is no way to wait for it. */
  @Override
  public void compact() {
    environment.gc();
  }

  @Override
  public void close() {
    environment.close();
  }
}
