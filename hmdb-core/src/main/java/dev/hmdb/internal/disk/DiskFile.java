package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An open file. Calls of different threads do not disturb each other; overlapping writes of
 * different threads end in any order.
 */
public interface DiskFile extends AutoCloseable {
  String name();

  /** For messages. */
  Path path();

  long size() throws IOException;

  /**
   * Cuts the file to {@code size}, or extends it by a hole of zeros. No live mapping may reach
   * beyond {@code size}: touching what was cut off would kill the process on some systems, and
   * others refuse the call.
   */
  void truncate(long size) throws IOException;

  /**
   * Reads until {@code length} bytes are there or the file ends.
   *
   * @return how many bytes were read, less than {@code length} only at the end of the file
   */
  int read(long offset, byte[] buffer, int bufferOffset, int length) throws IOException;

  /**
   * Writes all bytes, extending the file if need be. After an {@link IOException} any part of them
   * may have been written.
   */
  void write(long offset, byte[] buffer, int bufferOffset, int length) throws IOException;

  /**
   * Writes zeros to {@code [from, to)}, extending the file if need be, so that the space is there:
   * a full disk shows here as an {@link IOException} and not later, in a mapping, as the death of a
   * copy. After an {@link IOException} any part of the range may have been written.
   */
  void zeroFill(long from, long to) throws IOException;

  /**
   * Maps {@code [offset, offset + length)}, which has to lie within the file, for reading and
   * writing. What is copied there survives the death of the process, and is seen by {@link #read}
   * and by other mappings, at once.
   */
  MappedRegion map(long offset, long length) throws IOException;

  /**
   * Puts on stable storage what was written before the call, through mappings too, and what is
   * needed to find it, but not the directory entry. After an {@link IOException} nothing is known
   * about what is on stable storage, and no later success says anything about it.
   */
  void sync() throws IOException;

  /** Closes the file; mappings live on. A second call does nothing. */
  @Override
  void close() throws IOException;
}
