package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A directory for those who read it while somebody else has it open and locked: they change
 * nothing, and neither lock nor close it.
 */
public final class BorrowedDirectory implements Directory {
  private final Directory owned;

  /** The directory as its owner lends it. */
  public BorrowedDirectory(Directory owned) {
    this.owned = owned;
  }

  @Override
  public Path path() {
    return owned.path();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public List<String> list() throws IOException {
    return owned.list();
  }

  @Override
  public boolean exists(String name) throws IOException {
    return owned.exists(name);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    throw refused(name);
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    if (access != Access.READ) {
      throw refused(name);
    }
    return owned.open(name, access);
  }

  @Override
  public boolean canWriteThrough() {
    return false;
  }

  @Override
  public boolean canSyncMappingsOfOthers() {
    return owned.canSyncMappingsOfOthers();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    throw refused(from);
  }

  @Override
  public void delete(String name) throws IOException {
    throw refused(name);
  }

  private DiskException refused(String name) {
    return new DiskException(path().resolve(name), "cannot be changed: it is only lent");
  }

  @Override
  public void sync() {}

  @Override
  public DirectoryLock lock(Duration timeout) {
    return () -> {};
  }

  @Override
  public void undoCreation() {}

  @Override
  public void close() {}
}
