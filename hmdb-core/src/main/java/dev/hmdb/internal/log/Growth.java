package dev.hmdb.internal.log;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.hmdb.internal.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes the log's file longer, and windows of it to append to. */
final class Growth {
  /*
   * The appender asks for a window; a thread of this class's own makes it, ahead of need if it can:
   * zeros are written to the file, so that its blocks exist and a full disk shows as an IOException
   * and not as a SIGBUS in the appender's copy; then the file is mapped from the page of the current
   * position to its new end.
   *
   * Invariants:
   * 1. At most one request is under way, and only while it is does anybody make a window. So making
   *    one needs no lock, and grown and mapped belong to whoever makes it.
   * 2. All bytes of the file from the end of the log to `grown` are zeros. What lies behind `grown`
   *    after a failure is zeros too, and in no window.
   * 3. A window is unmapped only after the appender has handed it back, in exchange for another.
   *    Unmapping waits for all threads of the JVM, so the growing thread does it.
   *
   * Publication: everything passes between the two threads under `lock`. Bytes pass through the
   * mappings: two windows of one file show the same page, so what the appender copied to the last page
   * of the old one is in the first page of the new one.
   *
   * Failure: a growth that fails is tried again with less, down to what is asked for; what was
   * written of it is cut off, so that a full disk gets its space back. The failure goes to the append
   * that cannot do without; a failure ahead of need is forgotten, and tried again when there is need.
   * A sync that fails is not: no other sync of the file is tried.
   *
   * Where frames are written through, new space is synced at once: else the file system would allot
   * each block, and write that down, in the sync of the first frame that comes to lie in it.
   */

  /** Growing by less than this at a time is not worth a call. */
  private static final long MIN_GROWTH = 4096;

  /** Windows begin at a multiple of this; mappings are made of whole pages anyway. */
  private static final long PAGE = 4096;

  private final DiskFile file;
  private final LogOptions options;
  private final @Nullable Thread thread;

  /** Held during a sync of the file: an error is reported to one of two that run at once. */
  private final ReentrantLock syncTurn = new ReentrantLock();

  /** Why a sync failed. Written by whoever has the turn, read by anyone. */
  private volatile @Nullable Throwable syncFailure;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock") private boolean isAsked;

  @GuardedBy("lock") private long askedFrom;

  @GuardedBy("lock") private long askedTo;

  @GuardedBy("lock") private @Nullable Window ready;

  @GuardedBy("lock") private @Nullable IOException failure;

  @GuardedBy("lock") private final List<Window> handedBack = new ArrayList<>();

  @GuardedBy("lock") private boolean isClosed;

  /** Why a window could not be unmapped; for whoever looks at it in a debugger. */
  @SuppressWarnings({"unused", "UnusedVariable"})
  private volatile @Nullable Throwable unmapFailure;

  // Of whoever makes a window (invariant 1).
  private long mapped;
  private volatile long grown;

  /**
   * @param end offset in the file where the log ends
   * @param grown the file's size; between the two are zeros that were really written
   */
  Growth(DiskFile file, LogOptions options, long end, long grown) {
    this.file = file;
    this.options = options;
    this.mapped = end;
    this.grown = grown;
    this.thread = options.growAhead() ? startThread() : null;
  }

  private Thread startThread() {
    return Thread.ofPlatform()
        .name("hmdb-log-growth")
        .daemon()
        .inheritInheritableThreadLocals(false)
        .start(this::serve);
  }

  /** Size of the file. */
  long grown() {
    return grown;
  }

  /** Asks for a window that goes on where the current one ends, without waiting for it. */
  void ask(long from) {
    if (thread == null) {
      return;
    }
    lock.lock();
    try {
      if (!isAsked && ready == null) {
        ask(from, grown + 1);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private void ask(long from, long to) {
    askedFrom = from;
    askedTo = to;
    failure = null;
    isAsked = true;
    changed.signalAll();
  }

  /**
   * Exchanges the appender's window for one that holds {@code [from, to)}.
   *
   * @throws IOException if there is no space; {@code used} remains the appender's
   */
  Window exchange(@Nullable Window used, long from, long to) throws IOException {
    Window window = thread == null ? make(from, to) : await(from, to);
    if (used != null) {
      handBack(used);
    }
    return window;
  }

  private Window await(long from, long to) throws IOException {
    boolean isOurs = false;
    lock.lock();
    try {
      while (true) {
        Window window = ready;
        if (window != null && window.start() <= from && to <= window.limit()) {
          ready = null;
          return window;
        }
        if (!isAsked) {
          if (isOurs && failure != null) {
            throw failure;
          }
          discardReady();
          ask(from, to);
          isOurs = true;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A window made ahead that turns out too small. */
  @GuardedBy("lock") private void discardReady() {
    if (ready != null) {
      handedBack.add(ready);
      ready = null;
    }
  }

  private void handBack(Window used) {
    if (thread == null) {
      used.region().close();
      return;
    }
    lock.lock();
    try {
      handedBack.add(used);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The thread's life. */
  private void serve() {
    lock.lock();
    try {
      while (!isClosed) {
        if (!handedBack.isEmpty()) {
          unmapHandedBack();
        } else if (isAsked) {
          answer();
        } else {
          changed.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** One at a time, without allocating: nothing may end this thread while appends wait for it. */
  @GuardedBy("lock") private void unmapHandedBack() {
    Window window = handedBack.removeLast();
    lock.unlock();
    try {
      window.region().close();
    } catch (RuntimeException | Error e) {
      unmapFailure = e; // it stays mapped until the process ends, which harms nobody
    } finally {
      lock.lock();
    }
  }

  @GuardedBy("lock") private void answer() {
    long from = askedFrom;
    long to = askedTo;
    Window made = null;
    IOException failed = null;
    lock.unlock();
    try {
      made = make(from, to);
    } catch (IOException e) {
      failed = e;
    } catch (Throwable e) { // no memory for a mapping, say; the thread has to live on
      failed = new IOException(file.path() + ": cannot grow: " + e, e);
    } finally {
      lock.lock();
    }
    ready = made;
    failure = failed;
    isAsked = false;
    changed.signalAll();
  }

  private Window make(long from, long to) throws IOException {
    if (grown < to || grown <= mapped) {
      grow(to);
    }
    long limit = grown;
    long start = from / PAGE * PAGE;
    Window window =
        new Window(file.map(start, limit - start), start, limit, limit - (limit - from) / 2);
    mapped = limit;
    return window;
  }

  private void grow(long to) throws IOException {
    long growth = Math.clamp(grown / LogOptions.PART, options.firstGrowth(), options.maxGrowth());
    long target;
    while (true) {
      target = Math.max(to, grown + growth);
      try {
        file.zeroFill(grown, target);
        break;
      } catch (IOException e) {
        cutTo(grown, e);
        if (target == to) {
          throw e;
        }
        growth = growth / 2 < MIN_GROWTH ? 0 : growth / 2;
      }
    }
    if (options.writesThrough()) {
      syncInTurn();
    }
    grown = target;
  }

  /**
   * Syncs the file.
   *
   * @throws IOException if that fails, or did before
   */
  void syncInTurn() throws IOException {
    syncTurn.lock();
    try {
      requireSynced();
      try {
        file.sync();
      } catch (Throwable e) {
        syncFailure = e;
        throw e;
      }
    } finally {
      syncTurn.unlock();
    }
  }

  /**
   * Checks that no sync of the file has failed.
   *
   * @throws IOException if one has
   */
  void requireSynced() throws IOException {
    Throwable failed = syncFailure;
    if (failed != null) {
      throw new IOException(file.path() + ": a sync had failed: " + failed, failed);
    }
  }

  private void cutTo(long size, IOException failed) {
    try {
      file.truncate(size);
    } catch (IOException e) {
      failed.addSuppressed(e); // zeros behind the end harm nobody
    }
  }

  /** Stops growing and unmaps every window but the appender's. No exchange may be under way. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      joinUninterruptibly(thread);
    }
    lock.lock();
    try {
      discardReady();
      handedBack.forEach(window -> window.region().close());
      handedBack.clear();
    } finally {
      lock.unlock();
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean isInterrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
