package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A small language for tests of the log: bodies are strings. */
final class TestLog implements AutoCloseable {
  static final DatabaseId ID = new DatabaseId(0x0011223344556677L, 0x8899AABBCCDDEEFFL);

  /** Grows at once, by little, and always in the same order of calls. */
  static final LogOptions SMALL = new LogOptions(4096, 16384, false);

  static final String FILE = Segments.name(1);

  /** What segments begin with. */
  static final byte[] SCHEMA = {'t', 'y', 'p', 'e', 's'};

  final Log log;
  final List<String> frames;

  private TestLog(Log log, List<String> frames) {
    this.log = log;
    this.frames = frames;
  }

  static TestLog create(Directory directory) throws IOException {
    return create(directory, SMALL);
  }

  static TestLog create(Directory directory, LogOptions options) throws IOException {
    return new TestLog(Log.create(directory, ID, options), new ArrayList<>());
  }

  static TestLog open(Directory directory) throws IOException {
    return open(directory, SMALL);
  }

  static TestLog open(Directory directory, LogOptions options) throws IOException {
    return open(directory, 1, options);
  }

  static TestLog open(Directory directory, long first, LogOptions options) throws IOException {
    List<String> frames = new ArrayList<>();
    return new TestLog(Log.open(directory, first, null, options, collector(frames)), frames);
  }

  static FrameVisitor collector(List<String> frames) {
    return (kind, position, buffer, offset, length) -> {
      if (kind == FrameKind.COMMIT) {
        frames.add(new String(buffer, offset, length, StandardCharsets.ISO_8859_1));
      }
    };
  }

  /** The frames that the log of a directory holds, read without changing it. */
  static List<String> frames(Directory directory) throws IOException {
    List<String> frames = new ArrayList<>();
    LogScan.readOnly(directory, 1, null, collector(frames));
    return frames;
  }

  TestLog append(String... bodies) throws IOException {
    for (String body : bodies) {
      byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      long before = log.end();
      long after = log.append(FrameKind.COMMIT, bytes, 0, bytes.length);
      assertThat(after).isEqualTo(log.end()).isGreaterThan(before + bytes.length);
      frames.add(body);
    }
    return this;
  }

  void appendUnchecked(String body) {
    try {
      append(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestLog sync() throws IOException {
    log.sync();
    return this;
  }

  /** Goes on in the next segment, which is all that is open then. */
  TestLog switchSegment() throws IOException {
    beginSwitch().log.finishSwitch();
    return this;
  }

  /** Goes on in the next segment; the one before is not synced. */
  TestLog beginSwitch() throws IOException {
    log.switchTo(log.prepareNext(SCHEMA));
    return this;
  }

  /** A body of {@code length} bytes that no other seed gives. */
  static String body(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
