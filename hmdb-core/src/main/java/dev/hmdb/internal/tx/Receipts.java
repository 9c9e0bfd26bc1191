package dev.hmdb.internal.tx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was promised to those who do not wait: a stage for each, completed when it is durable. */
final class Receipts {
  /*
   * Stages are completed on a thread of this class's own, which holds no lock meanwhile: what users
   * make depend on them may take its time, and holds up other receipts but no sync and no commit. The
   * thread is started for the first receipt. It goes on after the end until the last one is completed,
   * and nobody waits for it: a user's code may well be what closes the database.
   *
   * No receipt is forgotten: it is put into the queue under the lock, and whoever says that more is
   * durable, or that there will never be more, does so under the lock too.
   */
  /** Ordered by position; those of the same position as it happens. */
  private record Receipt(long position, CompletableFuture<@Nullable Void> stage)
      implements Comparable<Receipt> {
    @Override
    public int compareTo(Receipt other) {
      return Long.compare(position, other.position);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock") private final PriorityQueue<Receipt> waiting = new PriorityQueue<>();

  @GuardedBy("lock") private long durable;

  /** What those get who are still waiting; null while there is hope. */
  @GuardedBy("lock") private @Nullable Supplier<? extends RuntimeException> end;

  @GuardedBy("lock") private boolean isRunning;

  /** A stage that is completed once a position is durable, or at the end. */
  CompletionStage<@Nullable Void> add(long position) {
    CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
    lock.lock();
    try {
      if (!isRunning) {
        Thread.ofPlatform().daemon().name("hmdb-receipts").start(this::run);
        isRunning = true;
      }
      waiting.add(new Receipt(position, stage));
      if (isDue()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return stage.minimalCompletionStage();
  }

  /** Everything up to a position is durable. Whoever says so of less may come later. */
  void durable(long position) {
    lock.lock();
    try {
      durable = Math.max(durable, position);
      if (isDue()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be durable. The first reason stays. */
  void end(Supplier<? extends RuntimeException> reason) {
    lock.lock();
    try {
      if (end == null) {
        end = reason;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock") private boolean isDue() {
    Receipt first = waiting.peek();
    return first != null && (first.position <= durable || end != null);
  }

  private void run() {
    List<Receipt> due = new ArrayList<>();
    while (true) {
      Supplier<? extends RuntimeException> reason;
      long reached;
      lock.lock();
      try {
        while (!isDue() && end == null) {
          changed.awaitUninterruptibly();
        }
        if (!isDue()) {
          isRunning = false;
          return;
        }
        while (isDue()) {
          due.add(waiting.remove());
        }
        reached = durable;
        reason = end;
      } finally {
        lock.unlock();
      }
      for (Receipt receipt : due) {
        if (receipt.position <= reached || reason == null) {
          receipt.stage.complete(null);
        } else {
          receipt.stage.completeExceptionally(reason.get());
        }
      }
      due.clear();
    }
  }
}
