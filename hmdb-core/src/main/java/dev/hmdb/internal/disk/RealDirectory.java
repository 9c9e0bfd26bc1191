package dev.hmdb.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the file system. */
public final class RealDirectory implements Directory {
  /*
   * The real path is resolved once: a change of the working directory or of a symbolic link
   * afterwards changes nothing, and two names of one directory meet at one lock.
   *
   * LOCK and owner belong to the lock. They are not listed and cannot be opened, renamed or deleted
   * through this class, so that no code above can drop the lock by touching them.
   */
  private static final boolean IS_WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  /** Between two tries for the lock: too short to be noticed by people, and next to no work. */
  private static final Duration POLL = Duration.ofMillis(10);

  /**
   * For who does not want to wait: commits of others take less, the recovery of a database more.
   */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Whatever is longer would overflow, and ends after nobody's life. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  /** There locks or mappings of several machines do not agree, or cannot be relied on to. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "nfs\\d?|cifs|smb\\w*|afs|afpfs|webdav|davfs|9p|virtiofs|vboxsf|prl_fs|ceph|lustre|gpfs"
              + "|ocfs2|gfs2|glusterfs|fuse\\.(sshfs|rclone|s3fs|davfs|glusterfs|ceph|grpcfuse).*",
          Pattern.CASE_INSENSITIVE);

  private final Path path;
  private final boolean isReadOnly;
  private final boolean wasCreated;
  private volatile @Nullable RealLock lock;

  private RealDirectory(Path path, boolean isReadOnly, boolean wasCreated) {
    this.path = path;
    this.isReadOnly = isReadOnly;
    this.wasCreated = wasCreated;
  }

  /**
   * Opens a directory for reading and writing.
   *
   * @param createIfMissing whether it is created if it is missing and its parent is there
   * @throws IOException if it is missing, no directory, not readable or not writable, or cannot be
   *     created; nothing half-made is left
   */
  public static RealDirectory open(Path path, boolean createIfMissing) throws IOException {
    return open(path, createIfMissing, false);
  }

  /**
   * Opens a directory for reading alone; not a byte in it is ever changed.
   *
   * @throws IOException if it is missing, no directory or not readable
   */
  public static RealDirectory openReadOnly(Path path) throws IOException {
    return open(path, false, true);
  }

  /** Whether there is nothing at a path, not even a symbolic link. */
  public static boolean isMissing(Path path) {
    return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static RealDirectory open(Path path, boolean createIfMissing, boolean isReadOnly)
      throws IOException {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new DiskException(
          path, "is in " + path.getFileSystem() + "; a database needs the default file system");
    }
    boolean wasCreated = createIfMissing && !Files.exists(path) && create(path);
    Path real = realPath(path);
    if (!Files.isDirectory(real)) {
      throw new DiskException(real, "is a file; a database is a directory");
    }
    if (!Files.isReadable(real) || !Files.isExecutable(real)) {
      throw new DiskException(real, "no right to read the directory");
    }
    if (!isReadOnly && !Files.isWritable(real)) {
      throw new DiskException(
          real,
          "no right to write to the directory, or a read-only file system; open it read-only");
    }
    return new RealDirectory(real, isReadOnly, wasCreated);
  }

  /** Whether it was this call that created it. */
  private static boolean create(Path path) throws IOException {
    if (isDangling(path)) {
      throw dangling(path);
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new DiskException(
          path, "cannot be created: its parent " + parent + " is not an existing directory");
    }
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      return false; // somebody was faster
    } catch (IOException e) {
      throw new DiskException(path, "create the directory", e);
    }
    try {
      syncDirectory(parent);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw new DiskException(parent, "sync the directory", e);
    }
    return true;
  }

  private static Path realPath(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      if (isDangling(path)) {
        throw dangling(path);
      }
      throw new DiskException(path.toAbsolutePath(), "open the directory", e);
    }
  }

  private static boolean isDangling(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.exists(path);
  }

  private static DiskException dangling(Path path) {
    return new DiskException(
        path.toAbsolutePath(), "is a symbolic link to something that does not exist");
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean isReadOnly() {
    return isReadOnly;
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .map(Path::getFileName)
          .map(String::valueOf)
          .filter(name -> !belongsToLock(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DiskException(path, "list the directory", e);
    }
  }

  @Override
  public boolean exists(String name) throws IOException {
    return Files.exists(resolve(name));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    Path file = resolve(name);
    requireWritable(file, "create");
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new DiskException(file, "create the file", e);
    }
    try {
      return RealFile.open(file, Access.READ_WRITE);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new DiskException(file, "open the file", e);
    }
  }

  @Override
  public DiskFile open(String name, Access access) throws IOException {
    Path file = resolve(name);
    if (access != Access.READ) {
      requireWritable(file, "open for writing");
    }
    if (!Files.isRegularFile(file)) {
      throw new DiskException(
          file, Files.exists(file) ? "is not a regular file" : "does not exist");
    }
    try {
      return RealFile.open(file, access);
    } catch (IOException e) {
      throw new DiskException(file, "open the file", e);
    }
  }

  @Override
  public boolean canWriteThrough() {
    return RealFile.CAN_WRITE_THROUGH;
  }

  @Override
  public boolean canSyncMappingsOfOthers() {
    return RealFile.SYNC_COVERS_MAPPINGS;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path source = resolve(from);
    Path target = resolve(to);
    requireWritable(source, "rename");
    try {
      Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new DiskException(source, "rename it to " + to, e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = resolve(name);
    requireWritable(file, "delete");
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new DiskException(file, "delete it", e);
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      syncDirectory(path);
    } catch (IOException e) {
      throw new DiskException(path, "sync the directory", e);
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    UninterruptibleThread.call(() -> {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (AccessDeniedException e) {
        if (!IS_WINDOWS) { // which does not open directories, and syncs their entries itself
          throw e;
        }
      }
      return true;
    });
  }

  @Override
  public DirectoryLock lock(Duration timeout) throws IOException {
    return await(
        timeout, deadline -> isReadOnly ? SharedLock.tryLock(path, deadline) : exclusiveLock());
  }

  @Override
  public Membership join(Duration timeout) throws IOException {
    requireWritable(path, "share");
    String type = Files.getFileStore(path).type();
    if (NETWORK.matcher(type).matches()) {
      throw new DiskException(
          path,
          "is on a network file system (type="
              + type
              + "), on which processes cannot share a database; open it from one process");
    }
    return await(timeout, deadline -> RealMembership.tryJoin(path, deadline));
  }

  private interface LockAttempt<T> {
    /**
     * @param deadline until when to wait for a member that writes, by {@link System#nanoTime}
     */
    T run(long deadline) throws IOException;
  }

  /** Whether it waits here or in an attempt, the timeout is for all of it. */
  private static <T> T await(Duration timeout, LockAttempt<T> attempt) throws IOException {
    Duration patience = timeout.isZero() ? GRACE : timeout;
    long start = System.nanoTime();
    long deadline = start + (patience.compareTo(LONGEST) > 0 ? LONGEST : patience).toNanos();
    while (true) {
      try {
        return attempt.run(deadline);
      } catch (DirectoryLockedException e) {
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        if (!left.isPositive() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(left.compareTo(POLL) < 0 ? left.toNanos() : POLL.toNanos());
      }
    }
  }

  private RealLock exclusiveLock() throws IOException {
    RealLock taken = RealLock.tryLock(path);
    lock = taken;
    return taken;
  }

  @Override
  public void undoCreation() throws IOException {
    if (!wasCreated || !Files.isDirectory(path) || !list().isEmpty()) {
      return;
    }
    RealLock held = lock;
    if (held != null && held.isHeld()) {
      removeDirectory();
      return;
    }
    try (RealLock ours = RealLock.tryLock(path)) {
      assert ours.isHeld();
      removeDirectory();
    } catch (DirectoryLockedException e) {
      return; // another process has begun to use it
    }
  }

  private void removeDirectory() throws IOException {
    try {
      Files.deleteIfExists(path.resolve(OwnerFile.NAME));
      Files.deleteIfExists(path.resolve(RealLock.NAME));
      Files.deleteIfExists(path);
      Path parent = path.getParent();
      if (parent != null) {
        syncDirectory(parent);
      }
    } catch (IOException e) {
      throw new DiskException(path, "remove the directory that was just created", e);
    }
  }

  @Override
  public void close() {}

  private void requireWritable(Path file, String action) throws IOException {
    if (isReadOnly) {
      throw new DiskException(file, "cannot " + action + ": the directory was opened read-only");
    }
  }

  private Path resolve(String name) {
    Path file = path.resolve(name);
    boolean isOneName =
        path.equals(file.getParent()) && name.equals(String.valueOf(file.getFileName()));
    if (!isOneName || name.equals(".") || name.equals("..") || belongsToLock(name)) {
      throw new IllegalArgumentException("name=" + name + " is not the name of a file of its own");
    }
    return file;
  }

  private static boolean belongsToLock(String name) {
    return name.equals(RealLock.NAME) || OwnerFile.isName(name);
  }
}
