package dev.hmdb.internal.engine;

import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.MappedRegion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableSet;

/** A file whose pages that the disk cannot read are zeros. For reading only, and for one thread. */
final class MendedFile implements DiskFile {
  /*
   * A disk fails by sectors, and operating systems read by pages: of a read that fails each page is
   * tried by itself, and one that fails is not tried again, since a disk may take seconds to give up.
   */
  static final int PAGE = 4096;

  private final DiskFile file;
  private final NavigableSet<Long> unreadable;

  /**
   * @param unreadable the offsets of pages that are known not to be readable; more are added
   */
  MendedFile(DiskFile file, NavigableSet<Long> unreadable) {
    this.file = file;
    this.unreadable = unreadable;
  }

  @Override
  public int read(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    if (unreadable.subSet(offset - offset % PAGE, offset + length).isEmpty()) {
      try {
        return file.read(offset, buffer, bufferOffset, length);
      } catch (IOException e) {
        return readPages(offset, buffer, bufferOffset, length);
      }
    }
    return readPages(offset, buffer, bufferOffset, length);
  }

  private int readPages(long offset, byte[] buffer, int bufferOffset, int length)
      throws IOException {
    int count = Math.clamp(file.size() - offset, 0, length);
    int done = 0;
    while (done < count) {
      long page = (offset + done) - (offset + done) % PAGE;
      int part = (int) Math.min(count - done, page + PAGE - (offset + done));
      readPage(page, offset + done, buffer, bufferOffset + done, part);
      done += part;
    }
    return count;
  }

  private void readPage(long page, long offset, byte[] buffer, int bufferOffset, int length) {
    if (!unreadable.contains(page)) {
      try {
        file.read(offset, buffer, bufferOffset, length);
        return;
      } catch (IOException e) {
        unreadable.add(page); // which is told in the report
      }
    }
    Arrays.fill(buffer, bufferOffset, bufferOffset + length, (byte) 0);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void truncate(long size) {
    throw MendedDirectory.onlyReads();
  }

  @Override
  public void write(long offset, byte[] buffer, int bufferOffset, int length) {
    throw MendedDirectory.onlyReads();
  }

  @Override
  public void zeroFill(long from, long to) {
    throw MendedDirectory.onlyReads();
  }

  @Override
  public MappedRegion map(long offset, long length) {
    throw MendedDirectory.onlyReads();
  }

  @Override
  public void sync() {
    throw MendedDirectory.onlyReads();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
