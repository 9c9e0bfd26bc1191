package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Encoders to use again. Not one per thread: there may be a million virtual threads.
 *
 * <p>Any thread may borrow; when a slot is empty it gets a new encoder.
 */
final class EncoderPool {
  /** A power of two; more slots than cores, so that threads seldom meet in one. */
  private static final int SLOTS = 32;

  /** Slots that lie 16 references apart do not share a cache line. */
  private static final int STRIDE = 16;

  /** A larger buffer is left to the garbage collector: one big transaction must not pin it. */
  private static final int MAX_KEPT_BYTES = 1 << 20;

  private final AtomicReferenceArray<Encoder> slots = new AtomicReferenceArray<>(SLOTS * STRIDE);

  /** An empty encoder for the calling thread alone, until it is given back. */
  Encoder borrow() {
    Encoder encoder = slots.getAndSet(slot(), null);
    return encoder == null ? new Encoder() : encoder;
  }

  void giveBack(Encoder encoder) {
    if (encoder.array().length <= MAX_KEPT_BYTES) {
      encoder.clear();
      slots.setRelease(slot(), encoder);
    }
  }

  private static int slot() {
    return ((int) Thread.currentThread().threadId() & (SLOTS - 1)) * STRIDE;
  }
}
