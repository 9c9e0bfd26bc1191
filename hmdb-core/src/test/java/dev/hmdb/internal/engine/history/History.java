package dev.hmdb.internal.engine.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the callers of transactions saw, on one clock. The values are lists that are only appended
 * to, written as text in which every element ends with a comma; an element names the attempt that
 * appended it, so that a value tells its own past.
 *
 * <p>For many threads; each attempt for one.
 */
final class History {
  /** One step of an attempt. */
  sealed interface Operation {
    String key();
  }

  /** The list of {@code key} was {@code seen}. */
  record Read(String key, String seen) implements Operation {}

  /** {@code element} was put at the end of the list of {@code key}. */
  record Append(String key, String element) implements Operation {}

  /** {@code size} of the lists were there, of those whose names begin with {@code key}. */
  record Size(String key, long size) implements Operation {}

  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private final Queue<Attempt> ended = new ConcurrentLinkedQueue<>();

  /** Begins an attempt now; the first is T1. */
  Attempt begin() {
    return new Attempt(attempts.incrementAndGet(), clock.getAndIncrement());
  }

  /** Adds an attempt of another process, whose clock is the one of all attempts that are added. */
  void add(
      long number,
      long invoked,
      long answered,
      boolean isCommitted,
      boolean isUnknown,
      List<Operation> operations) {
    Attempt attempt = new Attempt(number, invoked);
    attempt.operations.addAll(operations);
    attempt.answered = answered;
    attempt.isCommitted = isCommitted;
    attempt.isUnknown = isUnknown;
    ended.add(attempt);
  }

  /** The attempts that have ended. */
  List<Attempt> ended() {
    return List.copyOf(ended);
  }

  /** How many attempts have begun. */
  long count() {
    return attempts.get();
  }

  /** One run of a transaction's body; one that is run again after a conflict makes another. */
  final class Attempt {
    private final long number;
    private final long invoked;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Integer> appends = new HashMap<>();
    private long answered;
    private boolean isCommitted;
    private boolean isUnknown;

    private Attempt(long number, long invoked) {
      this.number = number;
      this.invoked = invoked;
    }

    Attempt read(String key, String seen) {
      operations.add(new Read(key, seen));
      return this;
    }

    Attempt append(String key) {
      operations.add(new Append(key, nextElement(key)));
      appends.merge(key, 1, Integer::sum);
      return this;
    }

    /** Follows a read of each list whose name begins with {@code prefix}. */
    Attempt size(String prefix, long size) {
      operations.add(new Size(prefix, size));
      return this;
    }

    /** What the next {@link #append} to {@code key} will append. */
    String nextElement(String key) {
      return number + "." + appends.getOrDefault(key, 0) + ",";
    }

    void committed() {
      isCommitted = true;
      end();
    }

    void aborted() {
      end();
    }

    /** The database died meanwhile: it may have committed, then or at any later time. */
    void unknown() {
      isUnknown = true;
      answered = Long.MAX_VALUE;
      ended.add(this);
    }

    private void end() {
      answered = clock.getAndIncrement();
      ended.add(this);
    }

    long invoked() {
      return invoked;
    }

    long answered() {
      return answered;
    }

    boolean isCommitted() {
      return isCommitted;
    }

    boolean isUnknown() {
      return isUnknown;
    }

    List<Operation> operations() {
      return operations;
    }

    @Override
    public String toString() {
      return "T" + number;
    }
  }
}
