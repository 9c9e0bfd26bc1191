package dev.hmdb.benchmarks;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The limit of a buffered put: the bytes encoded, their checksum computed, and both copied to a
 * file that was filled with zeros and mapped beforehand. One thread, no locks, no recovery.
 */
public final class RawLog implements AutoCloseable {
  private static final ValueLayout.OfLong HEAD = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int HEAD_LENGTH = 8;

  /** How long a file is unless its maker has a wish. */
  private static final long USUAL_LENGTH = 1L << 29;

  /** As large as hmdb's larger windows; each is mapped anew, so that its pages are touched anew. */
  public static final long WINDOW_LENGTH = 1L << 26;

  private static final int LONGEST_FRAME = 1 << 12;

  private final FileChannel file;

  /** The file is used from its beginning again when it is full. */
  private final long fileLength;

  private final Encoder encoder = new Encoder();
  private final CRC32C checksum = new CRC32C();
  private Arena arena;
  private MemorySegment window;
  private long windowStart;
  private long offset;

  /** Makes the file, which takes a second. */
  public RawLog(Path path) {
    this(path, USUAL_LENGTH);
  }

  /**
   * Makes the file.
   *
   * @param fileLength a multiple of {@link #WINDOW_LENGTH}
   */
  public RawLog(Path path, long fileLength) {
    this.fileLength = fileLength;
    try {
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      var zeros = java.nio.ByteBuffer.allocate(1 << 20);
      for (long at = 0; at < fileLength; at += zeros.capacity()) {
        file.write(zeros.clear(), at);
      }
      file.force(true);
      map(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void map(long start) throws IOException {
    if (arena != null) {
      arena.close();
    }
    // Shared, as hmdb's: closing one costs more, but using it costs the same.
    arena = Arena.ofShared();
    window = file.map(MapMode.READ_WRITE, start, WINDOW_LENGTH, arena);
    windowStart = start;
    offset = 0;
  }

  /** Does with an entry what the log of any database has to do. */
  public <K, V> void put(Codec<K> keyCodec, K key, Codec<V> valueCodec, V value) {
    encoder.clear();
    encoder.writeVarint(0); // what the entry belongs to
    keyCodec.encode(key, encoder);
    valueCodec.encode(value, encoder);
    append(encoder.array(), encoder.position());
  }

  /** The same with four entries that are one transaction. */
  public <K, V> void putFour(
      Codec<K> keyCodec, K[] keys, Codec<V> valueCodec, V[] values, int from) {
    encoder.clear();
    for (int i = from; i < from + 4; i++) {
      encoder.writeVarint(0);
      keyCodec.encode(keys[i], encoder);
      valueCodec.encode(values[i], encoder);
    }
    append(encoder.array(), encoder.position());
  }

  private void append(byte[] body, int length) {
    checksum.reset();
    checksum.update(body, 0, length);
    if (offset + LONGEST_FRAME > WINDOW_LENGTH) {
      nextWindow();
    }
    MemorySegment.copy(body, 0, window, ValueLayout.JAVA_BYTE, offset + HEAD_LENGTH, length);
    window.set(HEAD, offset, checksum.getValue() << 32 | length);
    offset += HEAD_LENGTH + length;
  }

  private void nextWindow() {
    try {
      map((windowStart + WINDOW_LENGTH) % fileLength);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (file) {
      arena.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
