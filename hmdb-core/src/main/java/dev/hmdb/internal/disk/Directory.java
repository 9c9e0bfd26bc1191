package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One database directory and the files directly in it, by name.
 *
 * <p>What is written to a file, and each change of the directory's entries, survives the death of
 * the process when the call returns; it survives a power cut only after {@link DiskFile#sync} and
 * {@link #sync}. Each {@link IOException} names the path. A failed call has changed nothing unless
 * it says otherwise.
 */
public interface Directory extends AutoCloseable {
  /** The real path, with every symbolic link resolved when the directory was opened. */
  Path path();

  /** Whether everything that changes the directory is refused with an {@link IOException}. */
  boolean isReadOnly();

  /** The names of all files, sorted. */
  List<String> list() throws IOException;

  boolean exists(String name) throws IOException;

  /**
   * Creates an empty file and opens it for reading and writing.
   *
   * @throws IOException if there is one of that name already
   */
  DiskFile create(String name) throws IOException;

  /**
   * Opens a file that exists.
   *
   * @throws IOException if there is none
   */
  DiskFile open(String name, Access access) throws IOException;

  /** Whether files can be opened for {@link Access#WRITE_THROUGH}. */
  boolean canWriteThrough();

  /**
   * Whether {@link DiskFile#sync} covers what other processes stored through their mappings of the
   * file, as it does what they wrote.
   */
  boolean canSyncMappingsOfOthers();

  /** Renames atomically; a file that was called {@code to} is gone. */
  void rename(String from, String to) throws IOException;

  void delete(String name) throws IOException;

  /**
   * Puts every create, rename and delete so far on stable storage. Does nothing where the operating
   * system cannot sync a directory.
   */
  void sync() throws IOException;

  /**
   * Takes the directory's lock: exclusive, or shared with other readers when {@link #isReadOnly}.
   * The lock ends with the process, however that dies.
   *
   * @param timeout how long to wait for another holder; an interrupt ends the wait, not the first
   *     try, and stays set. Who only reads waits for a member that writes for a moment, also if
   *     this is zero
   * @throws DirectoryLockedException if somebody else holds it
   */
  DirectoryLock lock(Duration timeout) throws IOException;

  /**
   * Joins the processes that have the directory open for writing, or becomes the first of them. The
   * new member has {@link Membership.Right#WRITER}.
   *
   * @param timeout how long to wait for others; an interrupt ends the wait, not the first try, and
   *     stays set. If it is zero, one that writes is waited for all the same, for a moment
   * @throws DirectoryLockedException if somebody has it for himself, or somebody writes all the
   *     time
   * @throws IOException if the directory cannot be shared
   */
  default Membership join(Duration timeout) throws IOException {
    throw new IOException(path() + ": cannot be shared by several processes");
  }

  /**
   * Undoes the creation of the directory itself: if opening created it and it holds nothing but the
   * files of the lock, it is removed. To be called before {@link #close}, with the lock held or
   * never taken, when what should have filled the directory failed. Otherwise does nothing.
   */
  void undoCreation() throws IOException;

  /** Lets go of the directory. Open files and the lock have to be closed by themselves. */
  @Override
  void close() throws IOException;

  /** What a file is opened for. */
  enum Access {
    READ,
    READ_WRITE,

    /**
     * Every {@link DiskFile#write} is on stable storage when it returns, as if {@link
     * DiskFile#sync} had been called for its bytes, and fails as that does; it says nothing about
     * what others wrote. Only where {@link #canWriteThrough}.
     */
    WRITE_THROUGH
  }
}
