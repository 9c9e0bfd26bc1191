package dev.hmdb.internal.engine;

import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.DirectoryLock;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A directory whose files can be read from end to end: pages that the disk cannot read are zeros,
 * and are remembered. For reading only, and for one thread.
 */
final class MendedDirectory implements Directory {
  private final Directory directory;

  /** The offsets of the pages that cannot be read, by the name of their file. */
  private final Map<String, NavigableSet<Long>> unreadable = new TreeMap<>();

  /**
   * @param directory stays open; to be closed by the caller
   */
  MendedDirectory(Directory directory) {
    this.directory = directory;
  }

  /** The offsets of the pages of a file that were found unreadable so far, ascending. */
  NavigableSet<Long> unreadablePages(String file) {
    return unreadable.getOrDefault(file, new TreeSet<>());
  }

  boolean isAnyUnreadable() {
    return unreadable.values().stream().anyMatch(pages -> !pages.isEmpty());
  }

  @Override
  public Path path() {
    return directory.path();
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public List<String> list() throws IOException {
    return directory.list();
  }

  @Override
  public boolean exists(String name) throws IOException {
    return directory.exists(name);
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    return new MendedFile(
        directory.open(name, access), unreadable.computeIfAbsent(name, _ -> new TreeSet<>()));
  }

  @Override
  public boolean canWriteThrough() {
    return false;
  }

  @Override
  public boolean canSyncMappingsOfOthers() {
    return true; // nobody else has it
  }

  @Override
  public DiskFile create(String name) {
    throw onlyReads();
  }

  @Override
  public void rename(String from, String to) {
    throw onlyReads();
  }

  @Override
  public void delete(String name) {
    throw onlyReads();
  }

  @Override
  public void sync() {
    throw onlyReads();
  }

  @Override
  public DirectoryLock lock(Duration timeout) {
    throw onlyReads();
  }

  @Override
  public void undoCreation() {
    throw onlyReads();
  }

  static UnsupportedOperationException onlyReads() {
    return new UnsupportedOperationException("for reading");
  }

  @Override
  public void close() {
    // whoever made this closes what it reads
  }
}
