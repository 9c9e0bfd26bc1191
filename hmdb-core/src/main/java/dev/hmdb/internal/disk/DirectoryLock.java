package dev.hmdb.internal.disk;

import java.io.IOException;

/** A lock that is held until it is closed or the process ends. */
public interface DirectoryLock extends AutoCloseable {
  /** Whether other processes have the directory open for writing, all the same. */
  default boolean hasWriters() {
    return false;
  }

  /** Releases the lock. A second call does nothing. */
  @Override
  void close() throws IOException;
}
