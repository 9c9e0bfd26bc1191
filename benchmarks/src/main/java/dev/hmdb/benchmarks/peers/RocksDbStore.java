package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB by rocksdbjni. Settings of the page "Setup Options and Basic Tuning" of its wiki: dynamic
 * level sizes, bytes per sync, two or more background jobs, a block cache of a part of the memory,
 * bloom filters of 10 bits, blocks of 16 KiB with index and filters in the cache, LZ4 with
 * Zstandard at the bottom. Buffered writes go to the log without a sync.
 */
final class RocksDbStore<K> implements Store<K> {
  private static final int BATCH = 1000;

  static {
    RocksDB.loadLibrary();
  }

  private final EncodedEntries<K> encoded;
  private final LRUCache cache = new LRUCache(512L << 20);
  private final BloomFilter filter = new BloomFilter(10, false);
  private final Options options;
  private final WriteOptions write;
  private final RocksDB db;

  RocksDbStore(Request<K> request) {
    encoded = new EncodedEntries<>(request.keys().codec());
    options =
        new Options()
            .setCreateIfMissing(true)
            .setLevelCompactionDynamicLevelBytes(true)
            .setBytesPerSync(1 << 20)
            .setMaxBackgroundJobs(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setFilterPolicy(filter)
                    .setBlockSize(16 << 10)
                    .setCacheIndexAndFilterBlocks(true)
                    .setPinL0FilterAndIndexBlocksInCache(true));
    write = new WriteOptions().setSync(request.use() == Use.SYNCED);
    try {
      db = RocksDB.open(options, request.folder().toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Account get(K key) {
    try {
      byte[] value = db.get(encoded.key(key));
      return value == null ? null : encoded.value(value, value.length);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(K key, Account value) {
    try {
      db.put(write, encoded.key(key), encoded.value(value));
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void putFour(K[] keys, Account[] values, int from) {
    putBatch(from, from + 4, i -> keys[i], i -> values[i]);
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int start = 0; start < count; start += BATCH) {
      putBatch(start, Math.min(count, start + BATCH), keys, values);
    }
  }

  private void putBatch(int from, int to, IntFunction<K> keys, IntFunction<Account> values) {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = from; i < to; i++) {
        batch.put(encoded.key(keys.apply(i)), encoded.value(values.apply(i)));
      }
      db.write(write, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    try (RocksIterator entries = db.newIterator()) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        byte[] key = entries.key();
        byte[] value = entries.value();
        action.accept(encoded.key(key, key.length), encoded.value(value, value.length));
      }
    }
  }

  @Override
  public void compact() {
    try {
      db.compactRange();
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    db.close();
    write.close();
    options.close();
    filter.close();
    cache.close();
  }
}
