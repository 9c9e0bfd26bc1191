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
final class RawLog implements AutoCloseable {
  private static final ValueLayout.OfLong HEAD = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final int HEAD_LENGTH = 8;

  /** The file is used from its beginning again when it is full. */
  private static final long FILE_LENGTH = 1L << 29;

  /** As large as hmdb's larger windows; each is mapped anew, so that its pages are touched anew. */
  private static final long WINDOW_LENGTH = 1L << 26;

  private static final int LONGEST_FRAME = 1 << 12;

  private final FileChannel file;
  private final Encoder encoder = new Encoder();
  private final CRC32C checksum = new CRC32C();
  private Arena arena;
  private MemorySegment window;
  private long windowStart;
  private long offset;

  RawLog(Path path) {
    try {
      file =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      var zeros = java.nio.ByteBuffer.allocate(1 << 20);
      for (long at = 0; at < FILE_LENGTH; at += zeros.capacity()) {
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
  <K, V> void put(Codec<K> keyCodec, K key, Codec<V> valueCodec, V value) {
    encoder.clear();
    encoder.writeVarint(0); // what the entry belongs to
    keyCodec.encode(key, encoder);
    valueCodec.encode(value, encoder);
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
      map((windowStart + WINDOW_LENGTH) % FILE_LENGTH);
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
