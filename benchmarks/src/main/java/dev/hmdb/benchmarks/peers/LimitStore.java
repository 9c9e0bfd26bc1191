package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.benchmarks.RawLog;
import dev.hmdb.benchmarks.RawSyncedLog;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * No store but what one cannot do without: a map; for writes the encoded bytes with their checksum
 * copied to a mapped file, or written and synced; for opening, decoding the bytes and putting them
 * into a map. What it writes cannot be recovered, and {@link #compact} alone makes something that
 * opens: the encoded bytes.
 */
final class LimitStore<K> implements Store<K> {
  /*
   * The map is a HashMap where one thread is all there is, and a ConcurrentHashMap elsewhere. The log
   * is opened with the first write, since it fills its file with zeros.
   *
   * The file of bytes is a sequence of chunks with their length before them, so that it may be longer
   * than an array. All chunks together have four bytes for some hundred thousand entries more than the
   * bytes.
   */
  private static final int CHUNK = 1 << 24;

  /** With fewer entries nothing is measured but whether it works. */
  private static final int SMALL = 50_000;

  private final Keys<K> keys;
  private final Path folder;
  private final Path bytes;
  private final boolean isSynced;
  private final boolean isShared;
  private final boolean isSmall;
  private final Map<K, Account> map;
  private RawLog log;
  private RawSyncedLog syncedLog;

  LimitStore(Request<K> request) {
    keys = request.keys();
    folder = request.folder();
    bytes = folder.resolve("bytes");
    isSynced = request.use() == Use.SYNCED;
    isShared = request.use() == Use.SHARED || isSynced;
    isSmall = request.size() < SMALL;
    map = isShared ? new ConcurrentHashMap<>() : new HashMap<>();
    if (Files.exists(bytes)) {
      decode();
    }
  }

  @Override
  public Account get(K key) {
    return map.get(key);
  }

  @Override
  public void put(K key, Account value) {
    if (isSynced) {
      syncedLog().put(keys.codec(), key, value);
    } else if (isShared) {
      synchronized (this) {
        log().put(keys.codec(), key, Encodings.ACCOUNT, value);
      }
    } else {
      log().put(keys.codec(), key, Encodings.ACCOUNT, value);
    }
    map.put(key, value);
  }

  @Override
  public void putFour(K[] four, Account[] values, int from) {
    log().putFour(keys.codec(), four, Encodings.ACCOUNT, values, from);
    for (int i = from; i < from + 4; i++) {
      map.put(four[i], values[i]);
    }
  }

  @Override
  public void putAll(int count, IntFunction<K> newKeys, IntFunction<Account> values) {
    for (int i = 0; i < count; i++) {
      map.put(newKeys.apply(i), values.apply(i));
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    map.forEach(action);
  }

  @Override
  public void compact() {
    Encoder encoder = new Encoder(CHUNK);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(bytes)))) {
      for (Map.Entry<K, Account> entry : map.entrySet()) {
        keys.codec().encode(entry.getKey(), encoder);
        Encodings.ACCOUNT.encode(entry.getValue(), encoder);
        if (encoder.position() > CHUNK - (1 << 12)) {
          writeChunk(encoder, out);
        }
      }
      writeChunk(encoder, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeChunk(Encoder encoder, DataOutputStream out) throws IOException {
    out.writeInt(encoder.position());
    out.write(encoder.array(), 0, encoder.position());
    encoder.clear();
  }

  private void decode() {
    byte[] chunk = new byte[CHUNK];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(bytes)))) {
      while (true) {
        int length = in.readInt();
        in.readFully(chunk, 0, length);
        Decoder decoder = new Decoder(Arrays.copyOf(chunk, length));
        while (decoder.remaining() > 0) {
          map.put(keys.codec().decode(decoder), Encodings.ACCOUNT.decode(decoder));
        }
      }
    } catch (EOFException e) {
      // That was the last chunk.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawLog log() {
    if (log == null) {
      Path file = folder.resolve("log");
      log = isSmall ? new RawLog(file, RawLog.WINDOW_LENGTH) : new RawLog(file);
    }
    return log;
  }

  private synchronized RawSyncedLog syncedLog() {
    if (syncedLog == null) {
      syncedLog = new RawSyncedLog(folder.resolve("log"));
    }
    return syncedLog;
  }

  @Override
  public void close() {
    try {
      if (log != null) {
        log.close();
      }
      if (syncedLog != null) {
        syncedLog.close();
      }
      Files.deleteIfExists(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
