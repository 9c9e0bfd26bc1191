package dev.hmdb.internal.engine;

import dev.hmdb.RecoveryListener;
import dev.hmdb.RecoveryProgress;
import dev.hmdb.RecoveryProgress.Phase;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener how far an opening is. Made by the thread that opens, which alone calls the
 * listener; {@link #done} may be called by any thread.
 */
final class Progress {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Tells nobody. */
  static final Progress UNHEARD = new Progress(null, () -> 0);

  private final @Nullable RecoveryListener listener;
  private final LongSupplier nanoTime;
  private final Thread opener = Thread.currentThread();

  private final LongAdder bytes = new LongAdder();
  private final LongAdder entries = new LongAdder();

  // The opening thread's own.
  private Phase phase = Phase.SNAPSHOT;
  private long bytesTotal;
  private long lastNanos;

  /**
   * @param listener null if there is none
   * @param nanoTime {@link System#nanoTime}
   */
  private Progress(@Nullable RecoveryListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
  }

  static Progress of(@Nullable RecoveryListener listener, LongSupplier nanoTime) {
    return listener == null ? UNHEARD : new Progress(listener, nanoTime);
  }

  boolean isHeard() {
    return listener != null;
  }

  /** Begins anew. */
  void begin(Phase first, long total) {
    bytes.reset();
    entries.reset();
    phase = first;
    bytesTotal = total;
    lastNanos = nanoTime.getAsLong();
  }

  /** The present phase has ended, and another begins. */
  void next(Phase next) {
    tellSoFar();
    phase = next;
  }

  /** So much more was read. */
  void done(long moreBytes, long moreEntries) {
    if (listener == null) {
      return;
    }
    bytes.add(moreBytes);
    entries.add(moreEntries);
    if (Thread.currentThread().equals(opener)) {
      long now = nanoTime.getAsLong();
      if (now - lastNanos >= INTERVAL_NANOS) {
        lastNanos = now;
        tellSoFar();
      }
    }
  }

  /** Everything was read. */
  void finish() {
    tell(bytesTotal);
  }

  private void tellSoFar() {
    tell(Math.min(bytes.sum(), bytesTotal));
  }

  private void tell(long bytesDone) {
    if (listener != null) {
      listener.progressed(new RecoveryProgress(phase, bytesDone, bytesTotal, entries.sum()));
    }
  }
}
