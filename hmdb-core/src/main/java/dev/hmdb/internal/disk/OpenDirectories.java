package dev.hmdb.internal.disk;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directories that are locked in this JVM, whichever class loader loaded this class. */
final class OpenDirectories {
  /*
   * A lock of the operating system belongs to the process: a second attempt in the same process
   * would be granted or, worse, drop the first lock when its channel is closed. So the process
   * itself remembers what it has open, before any channel is opened. A static field would be one for
   * each class loader; the system properties are one for all.
   *
   * Both key and value are strings, as whoever prints the system properties expects.
   */
  private static final String PREFIX = "dev.hmdb.open.";

  private OpenDirectories() {}

  /** Enters a directory by its real path; {@code null} if it was entered before. */
  static @Nullable Entry enter(Path realPath) {
    String key = PREFIX + realPath;
    String value = "since " + Instant.now() + " as " + UUID.randomUUID();
    return System.getProperties().putIfAbsent(key, value) == null ? new Entry(key, value) : null;
  }

  /** The right to leave again, once. */
  record Entry(String key, String value) {
    void leave() {
      System.getProperties().remove(key, value);
    }
  }
}
