package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.prevayler.Prevayler;
import org.prevayler.PrevaylerFactory;
import org.prevayler.Transaction;
import org.prevayler.foundation.serialization.Serializer;
import org.prevayler.implementation.PrevaylerDirectory;

/**
 * Prevayler. The javadoc of its factory lets one choose the serializers, and drop the copy of each
 * transaction where the caller keeps no references into it: both is done, with hmdb's encoding.
 * Readers ask the concurrent map itself instead of queueing with the transactions.
 */
final class PrevaylerStore<K> implements Store<K> {
  private static final int BATCH = 1000;

  private final Prevayler<ConcurrentHashMap<K, Account>> prevayler;
  private final ConcurrentHashMap<K, Account> map;
  private final Path folder;

  PrevaylerStore(Request<K> request) {
    folder = request.folder();
    Codec<K> keys = request.keys().codec();
    PrevaylerFactory<ConcurrentHashMap<K, Account>> factory = new PrevaylerFactory<>();
    factory.configurePrevalentSystem(new ConcurrentHashMap<>());
    factory.configurePrevalenceDirectory(folder.toString());
    factory.configureJournalSerializer("journal", new TransactionSerializer<>(keys));
    factory.configureSnapshotSerializer("snapshot", new MapSerializer<>(keys));
    factory.configureJournalDiskSync(request.use() == Use.SYNCED);
    factory.configureTransactionDeepCopy(false);
    try {
      prevayler = factory.create();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    map = prevayler.prevalentSystem();
  }

  /** Some puts. */
  private record Puts<K>(List<K> keys, List<Account> values)
      implements Transaction<ConcurrentHashMap<K, Account>> {
    private static final long serialVersionUID = 1;

    @Override
    public void executeOn(ConcurrentHashMap<K, Account> map, Date time) {
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), values.get(i));
      }
    }
  }

  @Override
  public Account get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, Account value) {
    prevayler.execute(new Puts<>(List.of(key), List.of(value)));
  }

  @Override
  public void putFour(K[] keys, Account[] values, int from) {
    prevayler.execute(
        new Puts<>(
            List.of(keys[from], keys[from + 1], keys[from + 2], keys[from + 3]),
            List.of(values[from], values[from + 1], values[from + 2], values[from + 3])));
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    for (int start = 0; start < count; start += BATCH) {
      int to = Math.min(count, start + BATCH);
      prevayler.execute(
          new Puts<>(
              IntStream.range(start, to).mapToObj(keys).toList(),
              IntStream.range(start, to).mapToObj(values).toList()));
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    map.forEach(action);
  }

  /** Takes a snapshot, and deletes the files that it makes superfluous, as is left to the user. */
  @Override
  public void compact() {
    try {
      prevayler.takeSnapshot();
      PrevaylerDirectory directory = new PrevaylerDirectory(folder.toFile());
      Set<?> necessary = directory.necessaryFiles();
      for (File file : folder.toFile().listFiles()) {
        boolean isData = file.getName().endsWith("journal") || file.getName().endsWith("snapshot");
        if (isData && !necessary.contains(file) && !file.delete()) {
          throw new IOException("cannot delete " + file);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      prevayler.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One transaction. */
  private static final class TransactionSerializer<K> implements Serializer {
    private final Codec<K> keys;
    private final ThreadLocal<Encoder> encoder = ThreadLocal.withInitial(Encoder::new);

    TransactionSerializer(Codec<K> keys) {
      this.keys = keys;
    }

    @Override
    @SuppressWarnings("unchecked") // There are no other transactions.
    public void writeObject(OutputStream stream, Object object) throws IOException {
      Puts<K> puts = (Puts<K>) object;
      Encoder out = encoder.get();
      out.clear();
      for (int i = 0; i < puts.keys.size(); i++) {
        keys.encode(puts.keys.get(i), out);
        Encodings.ACCOUNT.encode(puts.values.get(i), out);
      }
      stream.write(out.array(), 0, out.position());
    }

    @Override
    public Object readObject(InputStream stream) throws IOException {
      Decoder in = new Decoder(stream.readAllBytes());
      List<K> keysRead = new ArrayList<>();
      List<Account> valuesRead = new ArrayList<>();
      while (in.remaining() > 0) {
        keysRead.add(keys.decode(in));
        valuesRead.add(Encodings.ACCOUNT.decode(in));
      }
      return new Puts<>(keysRead, valuesRead);
    }
  }

  /** Everything. */
  private static final class MapSerializer<K> implements Serializer {
    private final Codec<K> keys;

    MapSerializer(Codec<K> keys) {
      this.keys = keys;
    }

    @Override
    @SuppressWarnings("unchecked") // It is the prevalent system.
    public void writeObject(OutputStream stream, Object object) throws IOException {
      ConcurrentHashMap<K, Account> map = (ConcurrentHashMap<K, Account>) object;
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16));
      Encoder encoder = new Encoder();
      out.writeInt(map.size());
      for (var entry : map.entrySet()) {
        encoder.clear();
        keys.encode(entry.getKey(), encoder);
        Encodings.ACCOUNT.encode(entry.getValue(), encoder);
        out.writeShort(encoder.position());
        out.write(encoder.array(), 0, encoder.position());
      }
      out.flush();
    }

    @Override
    public Object readObject(InputStream stream) throws IOException {
      DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
      int size = in.readInt();
      ConcurrentHashMap<K, Account> map = new ConcurrentHashMap<>(size);
      for (int i = 0; i < size; i++) {
        Decoder decoder = new Decoder(in.readNBytes(in.readUnsignedShort()));
        map.put(keys.decode(decoder), Encodings.ACCOUNT.decode(decoder));
      }
      return map;
    }
  }
}
