package dev.hmdb.benchmarks;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * The limit of a synced put: the bytes encoded, their checksum computed, both written to a file
 * that was filled with zeros beforehand, and synced. One at a time, no recovery.
 */
public final class RawSyncedLog implements AutoCloseable {
  private static final int HEAD_LENGTH = 10; // as long as hmdb's

  /** The file is used from its beginning again when it is full. */
  private static final int FILE_LENGTH = 1 << 24;

  private static final int LONGEST_FRAME = 1 << 12;

  private final FileChannel file;

  /** Fair, so that all threads get equally far. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final Encoder encoder = new Encoder();
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(LONGEST_FRAME).order(ByteOrder.LITTLE_ENDIAN);
  private long offset;

  /** Makes the file. */
  public RawSyncedLog(Path path) {
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      file.write(ByteBuffer.allocate(FILE_LENGTH), 0);
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the entry is on stable storage. */
  public <K> void put(Codec<K> keyCodec, K key, Account value) {
    turn.lock();
    try {
      putInTurn(keyCodec, key, value);
    } finally {
      turn.unlock();
    }
  }

  private <K> void putInTurn(Codec<K> keyCodec, K key, Account value) {
    encoder.clear();
    encoder.writeVarint(0); // what the entry belongs to
    keyCodec.encode(key, encoder);
    BenchSchemaCodecs.AccountCodec.INSTANCE.encode(value, encoder);
    int length = encoder.position();
    checksum.reset();
    checksum.update(encoder.array(), 0, length);
    frame.clear().putInt(length).putInt((int) checksum.getValue()).putShort((short) 0);
    frame.put(encoder.array(), 0, length).flip();
    if (offset + LONGEST_FRAME > FILE_LENGTH) {
      offset = 0;
    }
    try {
      file.write(frame, offset);
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    offset += HEAD_LENGTH + length;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
