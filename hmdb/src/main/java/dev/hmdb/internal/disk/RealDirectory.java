package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A directory of the file system. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class RealDirectory implements Directory {
  /**
   * Opens a directory for reading and writing.
   *
   * @param createIfMissing whether it is created if it is missing and its parent is there
   * @throws IOException if it is missing, no directory, not readable or not writable, or cannot be
   *     created; nothing half-made is left
   */
  public static RealDirectory open(Path path, boolean createIfMissing) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Opens a directory for reading alone; not a byte in it is ever changed.
   *
   * @throws IOException if it is missing, no directory or not readable
   */
  public static RealDirectory openReadOnly(Path path) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path path() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isReadOnly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> list() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean exists(String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public DiskFile create(String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String name) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sync() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public DirectoryLock lock(Duration timeout) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void undoCreation() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
