package dev.hmdb.internal.disk;

import dev.hmdb.internal.disk.Directory.Access;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** An open file of a {@link SimulatedDirectory}. */
final class SimulatedFile implements DiskFile {
  private static final int CHUNK = 1 << 12;

  private final SimulatedDirectory directory;
  private final SimulatedImage image;
  private final String name;
  private final Access access;
  private boolean isClosed;

  SimulatedFile(SimulatedDirectory directory, SimulatedImage image, String name, Access access) {
    this.directory = directory;
    this.image = image;
    this.name = name;
    this.access = access;
    image.handles++;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path path() {
    return directory.path().resolve(name);
  }

  @Override
  public long size() throws IOException {
    synchronized (directory) {
      requireOpen();
      return image.size();
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    synchronized (directory) {
      requireWritable();
      long growth = size - image.size();
      if (growth > Math.max(0, directory.freeSpace())) {
        throw noSpace();
      }
      image.truncate(Math.toIntExact(size));
      directory.takeSpace(growth);
    }
  }

  @Override
  public int read(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    synchronized (directory) {
      requireOpen();
      return image.read(offset, buffer, bufferOffset, length);
    }
  }

  /** On a full disk writes what there is room for and then fails. */
  @Override
  public void write(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    synchronized (directory) {
      requireWritable();
      long missing = Math.max(0, offset + length - image.size());
      int fitting = (int) Math.max(0, length - Math.max(0, missing - directory.freeSpace()));
      directory.takeSpace(missing - (length - fitting));
      image.write(Math.toIntExact(offset), buffer, bufferOffset, fitting);
      if (access == Access.WRITE_THROUGH) {
        image.sync(Math.toIntExact(offset), fitting);
      }
      if (fitting < length) {
        throw noSpace();
      }
    }
  }

  @Override
  public void zeroFill(long from, long to) throws IOException {
    byte[] zeros = new byte[CHUNK];
    for (long at = from; at < to; at += CHUNK) {
      write(at, zeros, 0, (int) Math.min(CHUNK, to - at));
    }
  }

  @Override
  public MappedRegion map(long offset, long length) throws IOException {
    synchronized (directory) {
      requireOpen();
      if (offset < 0 || length < 1 || offset + length > image.size()) {
        throw new IOException(path() + ": cannot map " + offset + "+" + length);
      }
      MemorySegment segment =
          image.map(Math.toIntExact(offset), Math.toIntExact(length), directory.mappedCapacity());
      MemorySegment seen = access == Access.READ ? segment.asReadOnly() : segment;
      return new MappedRegion(
          seen,
          () -> {
            synchronized (directory) {
              image.unmap(segment);
            }
          });
    }
  }

  @Override
  public void sync() throws IOException {
    synchronized (directory) {
      requireOpen();
      image.sync();
    }
  }

  /**
   * As {@link #sync} with an error of the disk: the operating system drops what it could not write.
   */
  void failSync() throws IOException {
    synchronized (directory) {
      requireOpen();
      image.failSync();
    }
  }

  /**
   * As {@link #write} with an error of the disk. Of a file that writes through everybody reads the
   * bytes, but they never get to the disk; to any other nothing is written.
   */
  void failWrite(long offset, byte[] buffer, int bufferOffset, int length) throws IOException {
    synchronized (directory) {
      requireWritable();
      if (access == Access.WRITE_THROUGH && offset + length <= image.size()) {
        image.write(Math.toIntExact(offset), buffer, bufferOffset, length);
        image.failSync();
      }
    }
  }

  @Override
  public void close() {
    synchronized (directory) {
      if (!isClosed) {
        isClosed = true;
        image.handles--;
      }
    }
  }

  private IOException noSpace() {
    return new IOException(path() + ": No space left on device");
  }

  private void requireOpen() throws IOException {
    if (isClosed) {
      throw new IOException(path() + ": closed");
    }
  }

  private void requireWritable() throws IOException {
    requireOpen();
    if (access == Access.READ) {
      throw new IOException(path() + ": opened for reading");
    }
  }
}
