package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.HTreeMap;
import org.mapdb.Serializer;

/**
 * MapDB. Its manual's page on performance recommends mapped files with the cleaner hack, and a
 * serializer for each type; {@code transactionEnable} is what protects a file from a crash, and its
 * commit always syncs. So buffered writes have no log at all, and there are no buffered
 * transactions.
 */
final class MapDbStore<K> implements Store<K> {
  private static final int BATCH = 10_000;

  private final DB db;
  private final boolean isSynced;
  private final HTreeMap<K, Account> map;

  MapDbStore(Request<K> request) {
    isSynced = request.use() == Use.SYNCED;
    DBMaker.Maker maker =
        DBMaker.fileDB(request.folder().resolve("map.db").toFile())
            .fileMmapEnable()
            .cleanerHackEnable();
    db = (isSynced ? maker.transactionEnable() : maker).make();
    map =
        db.hashMap("accounts")
            .keySerializer(new EntrySerializer<>(request.keys().codec()))
            .valueSerializer(new EntrySerializer<>(Encodings.ACCOUNT))
            .createOrOpen();
  }

  @Override
  public Account get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, Account value) {
    map.put(key, value);
    if (isSynced) {
      db.commit();
    }
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int i = 0; i < count; i++) {
      map.put(keys.apply(i), values.apply(i));
      if (isSynced && i % BATCH == 0) {
        db.commit();
      }
    }
    db.commit();
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    for (Map.Entry<K, Account> entry : map.getEntries()) {
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void compact() {
    db.getStore().compact();
  }

  @Override
  public void close() {
    db.close();
  }

  /** Bytes by a codec, with their length before them. */
  private static final class EntrySerializer<T> implements Serializer<T> {
    private final Codec<T> codec;
    private final ThreadLocal<Encoder> encoder = ThreadLocal.withInitial(Encoder::new);

    EntrySerializer(Codec<T> codec) {
      this.codec = codec;
    }

    @Override
    public void serialize(DataOutput2 out, T value) throws IOException {
      Encoder bytes = encoder.get();
      bytes.clear();
      codec.encode(value, bytes);
      out.packInt(bytes.position());
      out.write(bytes.array(), 0, bytes.position());
    }

    @Override
    public T deserialize(DataInput2 in, int available) throws IOException {
      byte[] bytes = new byte[in.unpackInt()];
      in.readFully(bytes);
      return codec.decode(new Decoder(bytes));
    }
  }
}
