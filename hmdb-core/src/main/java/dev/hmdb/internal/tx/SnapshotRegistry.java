package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.hmdb.internal.table.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The timestamps that somebody reads at, so that the writer knows which old versions to keep.
 *
 * <p>Entering and leaving take no lock.
 */
public final class SnapshotRegistry {
  /*
   * Publication
   *
   * A reader announces a timestamp in a slot, then looks at the clock, and is in only when the clock
   * still shows that timestamp. The writer moves the clock, then looks at the slots. All of these
   * are volatile accesses, so they have one order: if the writer did not see the slot, the reader
   * sees the clock moved and announces anew. Hence every version that a reader at S needs is kept
   * from the moment it is in: what the writer settles, it settles after it looked at the slots.
   *
   * While a reader is on its way in, its slot may show a timestamp too old: that only keeps more.
   *
   * Leaving is volatile too: the leaver then asks whether anything waits to be settled, and the
   * writer says so before it looks at the slots, so one of the two settles it.
   */
  private static final long FREE = Long.MAX_VALUE;

  /** Slots of a chunk. */
  private static final int SLOTS = 64;

  /** Slots that lie 8 longs apart do not share a cache line. */
  private static final int STRIDE = 8;

  /** Threads start to look for a slot at one of so many, to keep the writer's scan short. */
  private static final int STARTS = 8;

  private final Clock clock;
  private final Chunk first = new Chunk();

  /** One chunk of slots; more are added when it is full, and never taken away. */
  private static final class Chunk {
    final AtomicLongArray slots = new AtomicLongArray(SLOTS * STRIDE);
    final AtomicInteger used = new AtomicInteger();
    final AtomicReference<@Nullable Chunk> next = new AtomicReference<>();

    Chunk() {
      for (int i = 0; i < SLOTS; i++) {
        slots.setPlain(i * STRIDE, FREE);
      }
    }

    @Nullable Chunk next() {
      return next.get();
    }

    Chunk nextOrNew() {
      Chunk present = next.get();
      if (present != null) {
        return present;
      }
      Chunk fresh = new Chunk();
      Chunk witness = next.compareAndExchange(null, fresh);
      return witness == null ? fresh : witness;
    }
  }

  /** A place in the registry, once it was entered with {@link #enter(Registration)}. */
  public static final class Registration {
    /** Null while it has no place. */
    private @Nullable Chunk chunk;

    private int slot;
    private long timestamp;

    /** The timestamp to read at. */
    public long timestamp() {
      return timestamp;
    }
  }

  public SnapshotRegistry(Clock clock) {
    this.clock = clock;
  }

  /** Registers a reader of what is published now. */
  public Registration enter() {
    Registration registration = new Registration();
    enter(registration);
    return registration;
  }

  /**
   * Registers a reader of what is published now, allocating nothing: whoever prepares what will
   * {@link #leave} first, cannot be left with a place that nobody gives back.
   */
  public void enter(Registration registration) {
    Chunk chunk = claim(registration, clock.published());
    while (true) {
      long now = clock.published();
      if (now == registration.timestamp) {
        return;
      }
      registration.timestamp = now;
      chunk.slots.set(registration.slot, now);
    }
  }

  /**
   * Registers a reader of a timestamp that was installed, and perhaps not published yet. Called
   * under the commit lock: nothing is settled meanwhile.
   */
  void enterAt(Registration registration, long timestamp) {
    claim(registration, timestamp);
  }

  @CanIgnoreReturnValue
  private Chunk claim(Registration registration, long timestamp) {
    int start = (int) Thread.currentThread().threadId() & (STARTS - 1);
    for (Chunk chunk = first; ; chunk = chunk.nextOrNew()) {
      for (int i = 0; i < SLOTS; i++) {
        int number = (start + i) & (SLOTS - 1);
        int slot = number * STRIDE;
        if (chunk.slots.getPlain(slot) == FREE
            && chunk.slots.compareAndSet(slot, FREE, timestamp)) {
          registration.chunk = chunk;
          registration.slot = slot;
          registration.timestamp = timestamp;
          if (chunk.used.get() <= number) {
            chunk.used.accumulateAndGet(number + 1, Math::max);
          }
          return chunk;
        }
      }
    }
  }

  /** Takes a reader out; harmless if it has no place. */
  public void leave(Registration registration) {
    Chunk chunk = registration.chunk;
    if (chunk != null) {
      chunk.slots.set(registration.slot, FREE);
      registration.chunk = null;
    }
  }

  /** The oldest timestamp that somebody reads at; {@link Long#MAX_VALUE} when nobody does. */
  public long oldest() {
    long oldest = FREE;
    for (Chunk chunk = first; chunk != null; chunk = chunk.next()) {
      int used = chunk.used.get();
      for (int i = 0; i < used; i++) {
        oldest = Math.min(oldest, chunk.slots.get(i * STRIDE));
      }
    }
    return oldest;
  }

  /** How many readers there are. */
  public int count() {
    int count = 0;
    for (Chunk chunk = first; chunk != null; chunk = chunk.next()) {
      for (int i = 0; i < SLOTS; i++) {
        if (chunk.slots.get(i * STRIDE) != FREE) {
          count++;
        }
      }
    }
    return count;
  }
}
