package dev.hmdb.internal.log;

import static dev.hmdb.internal.log.ControlLayout.CHANGE_OFFSET;
import static dev.hmdb.internal.log.ControlLayout.STATES_OFFSET;
import static dev.hmdb.internal.log.ControlLayout.STATE_LENGTH;

import dev.hmdb.DatabaseClosedException;
import dev.hmdb.internal.disk.Directory;
import dev.hmdb.internal.disk.Directory.Access;
import dev.hmdb.internal.disk.DiskFile;
import dev.hmdb.internal.disk.MappedRegion;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that share a database tell each other, in a page of memory that all of them
 * map: up to where the log counts. It means something only while at least one of them lives.
 */
public final class ControlFile implements AutoCloseable {
  /*
   * Publication: there are two states, and the number of the last change says by its lowest bit which
   * one counts. The writer, of whom there is one at a time, fills in the other one and then stores the
   * next number, with release. A reader loads the number (acquire), copies that state and loads the
   * number again: if it is the same, nobody has begun to fill in the state that it copied, because for
   * that the number has to change first. A process that dies between two stores leaves the old state
   * as it was, so nobody ever waits for one that is half written.
   *
   * The number never repeats, so whoever finds the one that it knows has missed nothing.
   *
   * One page for good: whoever only reads may have it mapped through any number of recoveries, and
   * would wait for ever for news in a file that another one was put in place of. So it is written in
   * place, the id of another database included, which a salvage makes. Whoever has it mapped finds the
   * generation changed and loads everything once more, from the files of that id; until then it knows
   * nothing of the recovery, or finds the files not to agree, and waits (`recovering`).
   *
   * Closing takes the page out of memory. isAt takes that for a change: its caller then finds the
   * database closed.
   */
  public static final String NAME = "control.hmdb";

  private static final String TEMPORARY = NAME + ".tmp";

  private static final VarHandle LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

  /** Who waits looks every millisecond or so; on a machine that is busy, less often. */
  private static final long LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final MappedRegion region;
  private final MemorySegment page;

  /**
   * A state of the log.
   *
   * @param change number of the change that made it
   * @param end position after the last frame that counts
   * @param segment number of the segment in which that is
   * @param snapshot number of the snapshot file with which to begin; 0 if there is none
   * @param generation changes when the files were recovered, and what was read of them before may
   *     not be in them any more
   * @param commits how many there were, since some moment
   * @param commitsBefore how many of them before this segment
   */
  public record State(
      long change,
      long end,
      long segment,
      long snapshot,
      long generation,
      long commits,
      long commitsBefore) {

    /** Whether the segment holds a commit. */
    public boolean hasCommits() {
      return commits > commitsBefore;
    }

    State commit(long newEnd) {
      return new State(change, newEnd, segment, snapshot, generation, commits + 1, commitsBefore);
    }

    State endingAt(long newEnd) {
      return new State(change, newEnd, segment, snapshot, generation, commits, commitsBefore);
    }

    State in(long newSegment, long start) {
      return new State(change, start, newSegment, snapshot, generation, commits, commits);
    }

    State basedOn(long newSnapshot) {
      return new State(change, end, segment, newSnapshot, generation, commits, commitsBefore);
    }
  }

  private ControlFile(MappedRegion region) {
    this.region = region;
    this.page = region.segment();
  }

  /**
   * Opens the control file of a database, or makes one. To be called by whoever is the only writer;
   * what it says counts for nothing before the first {@link #restart}.
   */
  public static ControlFile make(Directory directory, DatabaseId id) throws IOException {
    if (!isThere(directory)) {
      NewSegment.deleteIfThere(directory, TEMPORARY);
      try (DiskFile file = directory.create(TEMPORARY)) {
        file.write(0, header(id), 0, ControlLayout.LENGTH);
      }
      directory.rename(TEMPORARY, NAME); // nobody can have mapped what was not as long
      return map(directory, Access.READ_WRITE);
    }
    boolean isWhole = owner(directory) != null;
    ControlFile control = map(directory, Access.READ_WRITE);
    if (!isWhole) {
      control.forget();
    }
    MemorySegment.copy(header(id), 0, control.page, ValueLayout.JAVA_BYTE, 0, CHANGE_OFFSET);
    return control;
  }

  /**
   * Lets nothing count that was found in a page whose header is damaged, and makes sure that
   * whoever has it mapped does not know the generation.
   */
  private void forget() {
    long recovering = load(ControlLayout.RECOVERING_OFFSET);
    page.asSlice(ControlLayout.SYNCED_OFFSET).fill((byte) 0);
    setRecovering(recovering != 0);
    SecureRandom random = new SecureRandom();
    LONG.setVolatile(page, (long) CHANGE_OFFSET, random.nextLong() >>> 1);
    publish(new State(0, 0, 0, 0, random.nextLong() >>> 1, 0, 0));
  }

  /**
   * Runs the recovery of a directory, of which the caller is the only writer, and lets those who
   * only read know of it: what they find damaged meanwhile may be half mended. So it may be after a
   * recovery that failed, until one succeeds.
   */
  public static <T> T recovering(Directory directory, Recovery<T> recovery) throws IOException {
    if (!isThere(directory)) {
      return recovery.run(); // nobody follows what has no control file
    }
    try (ControlFile control = map(directory, Access.READ_WRITE)) {
      control.setRecovering(true);
      T result = recovery.run();
      control.setRecovering(false);
      return result;
    }
  }

  /** What {@link #recovering} runs. */
  @FunctionalInterface
  public interface Recovery<T> {
    /** Mends the files, and calls {@link #restart}. */
    T run() throws IOException;
  }

  /** Maps the control file that another process made. */
  public static ControlFile open(Directory directory, boolean isReadOnly) throws IOException {
    if (owner(directory) == null) {
      throw new IOException(
          directory.path()
              + ": "
              + NAME
              + " is no control file of this release; close the database in every process");
    }
    return map(directory, isReadOnly ? Access.READ : Access.READ_WRITE);
  }

  private static ControlFile map(Directory directory, Access access) throws IOException {
    try (DiskFile file = directory.open(NAME, access)) { // a mapping lives on
      return new ControlFile(file.map(0, ControlLayout.LENGTH));
    }
  }

  /** Whether there is one that somebody may have mapped, damaged or not. */
  private static boolean isThere(Directory directory) throws IOException {
    if (!directory.exists(NAME)) {
      return false;
    }
    try (DiskFile file = directory.open(NAME, Access.READ)) {
      return file.size() == ControlLayout.LENGTH;
    }
  }

  /** The database whose control file there is; null if there is none that is whole. */
  private static @Nullable DatabaseId owner(Directory directory) throws IOException {
    if (!isThere(directory)) {
      return null;
    }
    byte[] found = new byte[CHANGE_OFFSET];
    try (DiskFile file = directory.open(NAME, Access.READ)) {
      if (file.read(0, found, 0, CHANGE_OFFSET) < CHANGE_OFFSET) {
        return null;
      }
    }
    DatabaseId id = DatabaseId.get(found, ControlLayout.DATABASE_ID_OFFSET);
    return Arrays.equals(found, 0, CHANGE_OFFSET, header(id), 0, CHANGE_OFFSET) ? id : null;
  }

  private static byte[] header(DatabaseId id) {
    byte[] bytes = new byte[ControlLayout.LENGTH];
    LittleEndian.putLong(bytes, ControlLayout.MAGIC_OFFSET, ControlLayout.MAGIC);
    LittleEndian.putInt(bytes, ControlLayout.VERSION_OFFSET, ControlLayout.VERSION);
    id.put(bytes, ControlLayout.DATABASE_ID_OFFSET);
    return bytes;
  }

  /**
   * The database that it belongs to. A recovery may make it another one; whoever asked before it
   * was done finds the generation changed.
   *
   * @throws DatabaseClosedException if this is closed
   */
  public DatabaseId databaseId() {
    byte[] found = new byte[DatabaseId.LENGTH];
    try {
      MemorySegment.copy(
          page,
          ValueLayout.JAVA_BYTE,
          ControlLayout.DATABASE_ID_OFFSET,
          found,
          0,
          DatabaseId.LENGTH);
    } catch (IllegalStateException e) {
      throw closed(e);
    }
    return DatabaseId.get(found, 0);
  }

  private static DatabaseClosedException closed(IllegalStateException e) {
    return new DatabaseClosedException("The database is closed", e);
  }

  /**
   * The number of the last change.
   *
   * @throws IllegalStateException if this is closed
   */
  public long change() {
    return (long) LONG.getAcquire(page, (long) CHANGE_OFFSET);
  }

  /** Whether there was no change after this one. */
  public boolean isAt(long change) {
    try {
      return (long) LONG.getAcquire(page, (long) CHANGE_OFFSET) == change;
    } catch (IllegalStateException e) {
      return false; // closed
    }
  }

  /**
   * The state that counts.
   *
   * @throws DatabaseClosedException if this is closed
   */
  public State state() {
    try {
      return read();
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  private State read() {
    while (true) {
      long change = (long) LONG.getAcquire(page, (long) CHANGE_OFFSET);
      long at = STATES_OFFSET + (change & 1) * STATE_LENGTH;
      State state =
          new State(
              change,
              get(at + ControlLayout.END_OFFSET),
              get(at + ControlLayout.SEGMENT_OFFSET),
              get(at + ControlLayout.SNAPSHOT_OFFSET),
              get(at + ControlLayout.GENERATION_OFFSET),
              get(at + ControlLayout.COMMITS_OFFSET),
              get(at + ControlLayout.COMMITS_BEFORE_OFFSET));
      VarHandle.acquireFence(); // the state before the number
      if (isAt(change)) {
        return state;
      }
      Thread.onSpinWait();
    }
  }

  private long get(long offset) {
    return (long) LONG.get(page, offset);
  }

  /**
   * Makes a state the one that counts; the caller is the only writer. Everything that it has stored
   * is seen by whoever sees the state.
   *
   * @return the number of the change
   */
  long publish(State state) {
    long change = (long) LONG.getAcquire(page, (long) CHANGE_OFFSET) + 1;
    long at = STATES_OFFSET + (change & 1) * STATE_LENGTH;
    VarHandle.releaseFence(); // not before the number that made the other state count
    LONG.set(page, at + ControlLayout.END_OFFSET, state.end);
    LONG.set(page, at + ControlLayout.SEGMENT_OFFSET, state.segment);
    LONG.set(page, at + ControlLayout.SNAPSHOT_OFFSET, state.snapshot);
    LONG.set(page, at + ControlLayout.GENERATION_OFFSET, state.generation);
    LONG.set(page, at + ControlLayout.COMMITS_OFFSET, state.commits);
    LONG.set(page, at + ControlLayout.COMMITS_BEFORE_OFFSET, state.commitsBefore);
    LONG.setRelease(page, (long) CHANGE_OFFSET, change);
    return change;
  }

  /**
   * Begins anew after a recovery, of which the caller has made sure that everything is on stable
   * storage. Whoever only reads will find the generation changed.
   *
   * @param hasCommits whether the segment that is appended to has any
   */
  public void restart(long end, long segment, long snapshot, boolean hasCommits) {
    long generation = state().generation() + 1;
    LONG.setVolatile(page, (long) ControlLayout.WRITING_OFFSET, 0L);
    LONG.setVolatile(page, (long) ControlLayout.SYNCED_OFFSET, end);
    LONG.setVolatile(page, (long) ControlLayout.FAILED_OFFSET, 0L);
    publish(new State(0, end, segment, snapshot, generation, hasCommits ? 1 : 0, 0));
  }

  private long load(long offset) {
    try {
      return (long) LONG.getVolatile(page, offset);
    } catch (IllegalStateException e) {
      throw closed(e);
    }
  }

  /** The position up to which the log is known to be on stable storage. */
  public long synced() {
    return load(ControlLayout.SYNCED_OFFSET);
  }

  /** Everything before a position is on stable storage. It may have been before. */
  void raiseSynced(long position) {
    long known = synced();
    while (known < position) {
      long witness =
          (long) LONG.compareAndExchange(page, (long) ControlLayout.SYNCED_OFFSET, known, position);
      if (witness == known) {
        return;
      }
      known = witness;
    }
  }

  /** The position up to which somebody who did not come to say that it counts may have written. */
  long writing() {
    return load(ControlLayout.WRITING_OFFSET);
  }

  /** Says how far the log will be written; 0 when it has been. */
  void setWriting(long position) {
    LONG.setVolatile(page, (long) ControlLayout.WRITING_OFFSET, position);
  }

  /** Whether a sync has failed, in any process, since the last {@link #restart}. */
  boolean hasFailed() {
    return load(ControlLayout.FAILED_OFFSET) != 0;
  }

  /** Says that a sync has failed, so that nobody takes a later one for good. */
  void setFailed() {
    LONG.setVolatile(page, (long) ControlLayout.FAILED_OFFSET, 1L);
  }

  /**
   * Waits while somebody is mending the files, up to some seconds: that one may have died.
   *
   * @param read the state that somebody took from here, and found the files not to agree with
   * @return whether they were mended since then, so that it should be tried again
   */
  public boolean awaitRecoveredSince(State read) {
    long begin = System.nanoTime();
    while (load(ControlLayout.RECOVERING_OFFSET) != 0
        && System.nanoTime() - begin < RECOVERY_NANOS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return state().generation() != read.generation();
  }

  private void setRecovering(boolean is) {
    LONG.setVolatile(page, (long) ControlLayout.RECOVERING_OFFSET, is ? 1L : 0L);
  }

  /** The number of the member that writes; -1 if none does. For messages. */
  public int writer() {
    return (int) load(ControlLayout.WRITER_OFFSET) - 1;
  }

  /** Says which member writes; -1 for none. Does nothing once this is closed. */
  public void setWriter(int member) {
    try {
      LONG.setVolatile(page, (long) ControlLayout.WRITER_OFFSET, member + 1L);
    } catch (IllegalStateException e) {
      // whoever had the right to write while this was closed has nothing to say
    }
  }

  /** The number of the member that last was about to write; -1 if none was. For messages. */
  public int next() {
    return (int) load(ControlLayout.NEXT_OFFSET) - 1;
  }

  /** Says which member is about to write. */
  public void setNext(int member) {
    LONG.setRelease(page, (long) ControlLayout.NEXT_OFFSET, member + 1L);
  }

  /**
   * Says that a member is waiting for its turn to write.
   *
   * @param sinceNanos when it began to, by {@link System#nanoTime}; 0 if it does no more
   */
  public void setWaiting(int member, long sinceNanos) {
    long at = waiter(member);
    LONG.setVolatile(page, at + Long.BYTES, System.nanoTime());
    LONG.setVolatile(page, at, sinceNanos);
  }

  /**
   * Whether another member waits longer, and looked a moment ago whether it is its turn. One that
   * does not look may be dead, or not be let run; nobody waits for that.
   */
  public boolean isBehindAnother(int member, long sinceNanos) {
    for (int other = 0; other < ControlLayout.WAITERS; other++) {
      long since = (long) LONG.getVolatile(page, waiter(other));
      if (since != 0 && other != member && since - sinceNanos < 0) {
        long looked = (long) LONG.getVolatile(page, waiter(other) + Long.BYTES);
        if (Math.abs(System.nanoTime() - looked) < LOOKS_NANOS) {
          return true;
        }
      }
    }
    return false;
  }

  private static long waiter(int member) {
    return ControlLayout.WAITERS_OFFSET + (long) member * ControlLayout.WAITER_LENGTH;
  }

  @Override
  public void close() {
    region.close();
  }
}
