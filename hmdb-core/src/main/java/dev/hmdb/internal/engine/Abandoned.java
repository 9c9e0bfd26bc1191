package dev.hmdb.internal.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds what users forgot to close, once it is garbage: lets go of it, counts it and says where.
 */
final class Abandoned {
  private static final Logger LOGGER = System.getLogger("dev.hmdb");
  private static final Cleaner CLEANER = Cleaner.create();
  private static final StackWalker STACK = StackWalker.getInstance();

  private final AtomicInteger count = new AtomicInteger();

  /** What lets go of something, and says whether it still had to. */
  @FunctionalInterface
  interface Release {
    boolean release();
  }

  /**
   * Watches a handle.
   *
   * @param handle what the user holds
   * @param what it is, for the warning; null to let go of it silently
   * @param release must not refer to the handle
   */
  void watch(Object handle, @Nullable String what, Release release) {
    String place = what == null ? "" : place();
    CLEANER.register(
        handle,
        () -> {
          if (release.release() && what != null) {
            count.incrementAndGet();
            LOGGER.log(
                Level.WARNING,
                "{0} was never closed and kept old versions in memory until it was garbage; it was"
                    + " opened at {1}",
                what,
                place);
          }
        });
  }

  /** How many there were. */
  int count() {
    return count.get();
  }

  /** The first line of a caller outside of hmdb and of the code it generates. */
  private static String place() {
    return STACK.walk(frames ->
        frames
            .filter(frame -> !frame.getClassName().startsWith("dev.hmdb.internal."))
            .filter(frame -> !frame.getClassName().equals("dev.hmdb.GeneratedDatabase"))
            .findFirst()
            .map(StackWalker.StackFrame::toStackTraceElement)
            .map(StackTraceElement::toString)
            .orElse("an unknown place"));
  }
}
