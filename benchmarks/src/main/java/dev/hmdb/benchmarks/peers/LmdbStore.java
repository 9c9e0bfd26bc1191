package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.codec.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * LMDB by lmdbjava. As its tutorial and lmdb.h have it: read transactions are reset and renewed
 * instead of made anew (so the environment is opened with MDB_NOTLS), buffers are direct and
 * reused. Buffered means MDB_NOSYNC: the file is whole after the process's death, and after a power
 * cut only if the file system kept the order of writes.
 */
final class LmdbStore<K> implements Store<K> {
  private static final int BATCH = 10_000;
  private static final int LONGEST_KEY = 511;
  private static final int LONGEST_VALUE = 4096;

  private final EncodedEntries<K> encoded;
  private final Path folder;
  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> accounts;
  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Session> session = ThreadLocal.withInitial(this::newSession);
  private boolean isCompacted;

  /** What a thread reuses. */
  private record Session(Txn<ByteBuffer> read, ByteBuffer key, ByteBuffer value) {}

  LmdbStore(Request<K> request) {
    encoded = new EncodedEntries<>(request.keys().codec());
    folder = request.folder();
    EnvFlags[] flags =
        request.use() == Use.SYNCED
            ? new EnvFlags[] {EnvFlags.MDB_NOTLS}
            : new EnvFlags[] {EnvFlags.MDB_NOTLS, EnvFlags.MDB_NOSYNC};
    env =
        Env.create()
            .setMapSize((1L << 30) + request.size() * 2048L)
            .setMaxDbs(1)
            .open(folder.toFile(), flags);
    accounts = env.openDbi("accounts", DbiFlags.MDB_CREATE);
  }

  private Session newSession() {
    Txn<ByteBuffer> read = env.txnRead();
    read.reset();
    Session made =
        new Session(
            read, ByteBuffer.allocateDirect(LONGEST_KEY), ByteBuffer.allocateDirect(LONGEST_VALUE));
    sessions.add(made);
    return made;
  }

  @Override
  public Account get(K key) {
    Session mine = session.get();
    mine.read.renew();
    try {
      ByteBuffer value = accounts.get(mine.read, fill(mine.key, encoded.encodedKey(key)));
      return value == null ? null : account(value);
    } finally {
      mine.read.reset();
    }
  }

  private static ByteBuffer fill(ByteBuffer buffer, Encoder bytes) {
    return buffer.clear().put(bytes.array(), 0, bytes.position()).flip();
  }

  private Account account(ByteBuffer value) {
    byte[] bytes = bytes(value);
    return encoded.value(bytes, bytes.length);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public void put(K key, Account value) {
    Session mine = session.get();
    try (Txn<ByteBuffer> write = env.txnWrite()) {
      put(write, mine, key, value);
      write.commit();
    }
  }

  private void put(Txn<ByteBuffer> write, Session mine, K key, Account value) {
    accounts.put(
        write,
        fill(mine.key, encoded.encodedKey(key)),
        fill(mine.value, encoded.encodedValue(value)));
  }

  @Override
  public void putFour(K[] keys, Account[] values, int from) {
    Session mine = session.get();
    try (Txn<ByteBuffer> write = env.txnWrite()) {
      for (int i = from; i < from + 4; i++) {
        put(write, mine, keys[i], values[i]);
      }
      write.commit();
    }
  }

  @Override
  public void putAll(int count, IntFunction<K> keys, IntFunction<Account> values) {
    Session mine = session.get();
    for (int start = 0; start < count; start += BATCH) {
      try (Txn<ByteBuffer> write = env.txnWrite()) {
        for (int i = start; i < Math.min(count, start + BATCH); i++) {
          put(write, mine, keys.apply(i), values.apply(i));
        }
        write.commit();
      }
    }
  }

  @Override
  public void forEach(BiConsumer<K, Account> action) {
    try (Txn<ByteBuffer> read = env.txnRead();
        CursorIterable<ByteBuffer> entries = accounts.iterate(read)) {
      for (CursorIterable.KeyVal<ByteBuffer> entry : entries) {
        byte[] key = bytes(entry.key());
        action.accept(encoded.key(key, key.length), account(entry.val()));
      }
    }
  }

  /** A copy without free pages, which takes the place of the file when it is closed. */
  @Override
  public void compact() {
    Path copy = folder.resolve("copy");
    try {
      Files.createDirectories(copy);
      Files.deleteIfExists(copy.resolve("data.mdb"));
      env.copy(copy.toFile(), CopyFlags.MDB_CP_COMPACT);
      isCompacted = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sessions.forEach(each -> each.read.close());
    env.close();
    if (isCompacted) {
      try {
        Files.move(
            folder.resolve("copy").resolve("data.mdb"),
            folder.resolve("data.mdb"),
            StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("copy"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
