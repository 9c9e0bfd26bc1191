package dev.hmdb.internal.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A place among several writers, by the operating system's locks on parts of {@code LOCK}. */
final class RealMembership implements Membership {
  /*
   * Every member locks PRESENCE shared, which keeps exclusive openers out, and a byte of its own
   * among MEMBERS exclusively, which says that it lives. Whoever asks who lives does so with shared
   * locks: they meet the members' and not each other, so that nobody takes one who asks for a
   * member. Leaving gives back that byte first and WRITER after it: else somebody could get WRITER
   * meanwhile, find a member that is gone a moment later, and rely on what it kept up.
   *
   * Everything here is done without waiting for a lock, on the caller's thread: FileChannel.tryLock
   * is no interruptible operation, unlike FileChannel.lock, which an interrupt would have close the
   * channel and drop every lock there is. Nor could a wait in the operating system be ended at a
   * time limit without closing it.
   */
  private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final Path directory;
  private final OpenDirectories.Entry entry;
  private final FileChannel channel;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /** The JDK knows what is locked only as long as somebody refers to it. */
  private @Nullable FileLock place;

  private int number = -1;
  private @Nullable OwnerFile owner;

  @GuardedBy("this") private final Map<Right, FileLock> rights = new EnumMap<>(Right.class);

  private RealMembership(Path directory, OpenDirectories.Entry entry, FileChannel channel) {
    this.directory = directory;
    this.entry = entry;
    this.channel = channel;
  }

  /**
   * One try, which waits for nothing but a member that writes. Whoever is let in has {@link
   * Right#WRITER}.
   *
   * @param deadline until when to wait for the right to write, by {@link System#nanoTime}
   * @throws DirectoryLockedException if an exclusive opener or a reader of a directory that had no
   *     writers has it, if a member keeps {@link Right#WRITER}, or this process has the directory
   */
  static RealMembership tryJoin(Path directory, long deadline) throws IOException {
    OpenDirectories.Entry entry = OpenDirectories.enter(directory);
    if (entry == null) {
      throw RealLock.heldByThisProcess(directory);
    }
    FileChannel channel = null;
    try {
      channel =
          UninterruptibleThread.call(
              () -> RealLock.openAndLock(directory, LockRegions.PRESENCE, 1, true));
    } finally {
      if (channel == null) {
        entry.leave();
      }
    }
    return join(directory, entry, channel, deadline);
  }

  /**
   * @param channel on {@code LOCK}, with {@link LockRegions#PRESENCE} locked; closed if this fails
   */
  static RealMembership join(
      Path directory, OpenDirectories.Entry entry, FileChannel channel, long deadline)
      throws IOException {
    RealMembership member = new RealMembership(directory, entry, channel);
    try {
      member.takePlace(deadline);
      return member;
    } catch (Throwable e) {
      member.close();
      throw e;
    }
  }

  private void takePlace(long deadline) throws IOException {
    long begin = System.nanoTime();
    await(Right.TURN, begin, deadline);
    await(Right.WRITER, begin, deadline);
    giveBack(Right.TURN);
    for (int i = 0; i < LockRegions.MAX_MEMBERS; i++) {
      FileLock lock = channel.tryLock(LockRegions.MEMBERS + i, 1, false);
      if (lock != null) {
        place = lock;
        number = i;
        owner = new OwnerFile(directory, i);
        owner.write("MULTI_PROCESS");
        return;
      }
    }
    throw noPlace();
  }

  /** A member's byte is locked exclusively; a reader locks all of them shared. */
  private DirectoryLockedException noPlace() throws IOException {
    int members = LockHolders.members(channel).size();
    return new DirectoryLockedException(
        directory
            + (members == LockRegions.MAX_MEMBERS
                ? ": locked: " + members + " processes share it, and no more can; close it in one"
                : ": locked: it is open read-only in a process that opened it when nobody wrote to"
                    + " it, and relies on that; close it there or wait, and open it read-only only"
                    + " after it was opened with Sharing.MULTI_PROCESS"),
        OptionalLong.empty());
  }

  /** Whoever writes does so for a short while, in general. */
  private void await(Right right, long begin, long deadline) throws IOException {
    while (!tryTake(right)) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw LockHolders.keptFromWriting(directory, channel, begin);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public boolean hasWriters() {
    return true;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public synchronized boolean tryTake(Right right) throws IOException {
    if (isClosed.get()) { // what would be taken now could not be given back
      throw new ClosedChannelException();
    }
    if (rights.containsKey(right)) {
      return false; // another thread has it
    }
    FileLock lock = channel.tryLock(position(right), 1, false);
    if (lock == null) {
      return false;
    }
    rights.put(right, lock);
    return true;
  }

  @Override
  public synchronized void giveBack(Right right) throws IOException {
    FileLock lock = rights.remove(right);
    if (lock != null) {
      lock.release();
    }
  }

  private static long position(Right right) {
    return switch (right) {
      case TURN -> LockRegions.TURN;
      case WRITER -> LockRegions.WRITER;
      case COMPACTION -> LockRegions.COMPACTION;
    };
  }

  @Override
  public boolean isAlone() throws IOException {
    return LockHolders.isFree(channel, LockRegions.MEMBERS, number)
        && LockHolders.isFree(
            channel, LockRegions.MEMBERS + number + 1, LockRegions.MAX_MEMBERS - (long) number - 1);
  }

  @Override
  public String describe(int member) {
    return new OwnerFile(directory, member).describe();
  }

  @Override
  public void close() throws IOException {
    if (isClosed.getAndSet(true)) {
      return;
    }
    forgetRights();
    if (owner != null) {
      owner.delete();
    }
    try (channel) { // releases every lock that is left, in no order
      if (place != null) {
        place.release();
      }
    } finally {
      entry.leave();
    }
  }

  /** Whoever still has one finds nothing to give back, and the channel keeps it until it closes. */
  private synchronized void forgetRights() {
    rights.clear();
  }
}
