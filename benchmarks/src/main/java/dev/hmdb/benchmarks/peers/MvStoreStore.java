package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.BasicDataType;

/**
 * H2's MVStore. Its page (h2database.com/html/mvstore.html) recommends data types of one's own over
 * Java serialization, and leaves writing to the background thread; transactions over several maps
 * or entries are for {@code TransactionStore}. The cache holds the pages' objects; 256 MB instead
 * of 16, since others have as much.
 */
final class MvStoreStore<K> implements Store<K> {
  private static final int CACHE_MEGABYTES = 256;
  private static final int MOST_COMPACTION_MILLIS = 60_000;

  /** What {@code MVStore.close} takes for it. */
  private static final int WHOLE_COMPACTION = -1;

  private final MVStore store;
  private final boolean isSynced;
  private final MVMap<K, Account> map;
  private final TransactionStore transactions;
  private final EntryType<K> keyType;
  private final EntryType<Account> valueType;
  private boolean isCompacted;

  MvStoreStore(Request<K> request) {
    store =
        new MVStore.Builder()
            .fileName(request.folder().resolve("store.mv").toString())
            .cacheSize(CACHE_MEGABYTES)
            .open();
    isSynced = request.use() == Use.SYNCED;
    keyType = keyType(request.keys());
    valueType = new AccountType();
    if (request.use() == Use.TRANSACTIONS) {
      transactions = new TransactionStore(store);
      transactions.init();
      map = null;
    } else {
      transactions = null;
      map =
          store.openMap(
              "accounts", new MVMap.Builder<K, Account>().keyType(keyType).valueType(valueType));
    }
  }

  @SuppressWarnings("unchecked") // K is String.
  private static <K> EntryType<K> keyType(Keys<K> keys) {
    return keys.equals(Keys.STRING)
        ? (EntryType<K>) new NameType()
        : new EntryType<>(keys.codec(), keys.order(), 64);
  }

  private TransactionMap<K, Account> in(Transaction transaction) {
    return transaction.openMap("accounts", keyType, valueType);
  }

  @Override
  public Account get(K key) {
    if (map != null) {
      return map.get(key);
    }
    Transaction transaction = transactions.begin();
    Account account = in(transaction).get(key);
    transaction.commit();
    return account;
  }

  @Override
  public void put(K key, Account value) {
    if (map == null) {
      Transaction transaction = transactions.begin();
      in(transaction).put(key, value);
      transaction.commit();
      return;
    }
    map.put(key, value);
    if (isSynced) {
      store.commit();
      store.sync();
    }
  }

  @Override
  public void putFour(K[] keys, Account[] values, int from) {
    Transaction transaction = transactions.begin();
    TransactionMap<K, Account> bound = in(transaction);
    for (int i = from; i < from + 4; i++) {
      bound.put(keys[i], values[i]);
    }
    transaction.commit();
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int i = 0; i < count; i++) {
      if (map == null) {
        put(keys.apply(i), values.apply(i));
      } else {
        map.put(keys.apply(i), values.apply(i)); // not synced one by one
      }
    }
    store.commit();
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    for (Map.Entry<K, Account> entry : map.entrySet()) {
      action.accept(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public void compact() {
    store.setRetentionTime(0);
    store.compactFile(MOST_COMPACTION_MILLIS);
    isCompacted = true;
  }

  /** Old chunks go only when it is closed with time to compact. */
  @Override
  public void close() {
    store.close(isCompacted ? WHOLE_COMPACTION : 0);
  }

  /** Keys that are strings. */
  public static final class NameType extends EntryType<String> {
    public NameType() {
      super(Keys.STRING.codec(), Keys.STRING.order(), 64);
    }
  }

  /** Values. */
  public static final class AccountType extends EntryType<Account> {
    public AccountType() {
      super(Encodings.ACCOUNT, (_, _) -> 0, 400);
    }
  }

  /**
   * Bytes by a codec, with their length before them. {@code TransactionStore} writes down the class
   * and makes an object of it by its public constructor.
   */
  private static class EntryType<T> extends BasicDataType<T> {
    private final Codec<T> codec;
    private final Comparator<T> order;
    private final int memory;
    private final ThreadLocal<Encoder> encoder = ThreadLocal.withInitial(Encoder::new);

    EntryType(Codec<T> codec, Comparator<T> order, int memory) {
      this.codec = codec;
      this.order = order;
      this.memory = memory;
    }

    @Override
    public int compare(T left, T right) {
      return order.compare(left, right);
    }

    @Override
    public int getMemory(T object) {
      return memory;
    }

    @Override
    public void write(WriteBuffer buffer, T object) {
      Encoder out = encoder.get();
      out.clear();
      codec.encode(object, out);
      buffer.putVarInt(out.position());
      buffer.put(ByteBuffer.wrap(out.array(), 0, out.position()));
    }

    @Override
    public T read(ByteBuffer buffer) {
      byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
      buffer.get(bytes);
      return codec.decode(new Decoder(bytes));
    }

    @Override
    @SuppressWarnings("unchecked") // As BasicDataType does it.
    public T[] createStorage(int size) {
      return (T[]) new Object[size];
    }
  }
}
