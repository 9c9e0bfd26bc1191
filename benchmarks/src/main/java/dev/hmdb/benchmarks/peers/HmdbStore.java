package dev.hmdb.benchmarks.peers;

import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Table;
import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.BenchSchemaDb;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** hmdb, with its defaults: it compacts in the background, as the others do. */
final class HmdbStore<K> implements Store<K> {
  private final Keys<K> keys;
  private final BenchSchemaDb db;
  private final Table<K, Account> table;

  HmdbStore(Request<K> request) {
    Durability durability = request.use() == Use.SYNCED ? Durability.SYNC : Durability.BUFFERED;
    keys = request.keys();
    db =
        BenchSchemaDb.open(
            request.folder().resolve("db"), Options.defaults().durability(durability));
    table = keys.table().apply(db);
  }

  @Override
  public Account get(K key) {
    return table.get(key);
  }

  @Override
  public void put(K key, Account value) {
    table.set(key, value);
  }

  @Override
  public void putFour(K[] four, Account[] values, int from) {
    db.transaction(tables -> {
      Table<K, Account> bound = keys.table().apply(tables);
      for (int i = from; i < from + 4; i++) {
        bound.set(four[i], values[i]);
      }
    });
  }

  @Override
  public void putAll(int count, IntFunction<K> newKeys, IntFunction<Account> values) {
    table.putInBatches(
        IntStream.range(0, count).mapToObj(i -> Map.entry(newKeys.apply(i), values.apply(i))));
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    table.forEach(action);
  }

  @Override
  public void compact() {
    db.compact();
  }

  @Override
  public void close() {
    db.close();
  }
}
