package dev.hmdb.internal.feed;

import dev.hmdb.CommittedTransaction;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.FeedOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One subscriber, and how far it has been told. It has a virtual thread of its own. */
final class FeedSubscription<T> implements Flow.Subscription, Runnable {
  /*
   * States of the thread: it reads the past, if there is one; else it goes along the list. Where it
   * finds itself cut, it takes a place at the present end of the list first, and then reads the past
   * between. So nothing is left out, and nothing told twice: the past ends where the list begins.
   *
   * `told` is the element that was told last; null after a cut. The thread moves it on by
   * compare-and-set: if a cut comes between, the element that it has in hand is told all the same,
   * and it reads on behind that.
   *
   * Waking: whoever has changed something that the thread looks at sets `isWoken`, and unparks it. The
   * thread clears it before it looks.
   *
   * Reactive Streams: all signals come from this one thread, so they are serial, and onSubscribe is
   * the first. A request that is none, a cancellation and the end are seen before the next signal.
   */
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  /** Nobody says when a switch to another segment is on stable storage. */
  private static final long LOOK_AGAIN_NANOS = 10_000_000;

  private final Feed feed;
  private final History history;
  private final FeedOptions options;
  private final boolean isDurable;
  private final Function<CommittedTransaction, @Nullable T> view;

  /** Null once it is told nothing more, so that whoever keeps the subscription does not keep it. */
  private Flow.@Nullable Subscriber<? super T> subscriber;

  private final AtomicReference<@Nullable RecentCommit> told = new AtomicReference<>();
  private final AtomicLong requested = new AtomicLong();
  private volatile boolean isCancelled;
  private volatile boolean isBadRequest;
  private volatile boolean isWoken;
  private final Thread thread;

  // The thread's own, and before it that of whoever starts it.
  private long position;

  /** Where the past ends; null while it goes along the list. */
  private Feed.@Nullable Place joined;

  private History.@Nullable Past past;
  private @Nullable Throwable refusal;

  FeedSubscription(
      Feed feed,
      History history,
      FeedOptions options,
      Function<CommittedTransaction, @Nullable T> view,
      Flow.Subscriber<? super T> subscriber) {
    this.feed = feed;
    this.history = history;
    this.options = options;
    this.isDurable = options.durability() == Durability.SYNC;
    this.view = view;
    this.subscriber = subscriber;
    this.thread =
        Thread.ofVirtual()
            .name("hmdb-subscription")
            .inheritInheritableThreadLocals(false)
            .unstarted(this);
  }

  /** Takes its place, so that it misses nothing from now on, and begins. */
  void start() {
    try {
      Feed.Place place = feed.join(this, options.from());
      position = options.from().orElse(place.end().position());
      joined = place.isInList() ? null : place;
    } catch (RuntimeException e) {
      refusal = e;
    }
    try {
      thread.start();
    } catch (Throwable t) { // no memory; nobody will ever tell it anything
      feed.leave(this);
      throw t;
    }
  }

  int buffer() {
    return options.buffer();
  }

  /** Under the commit lock: it goes on behind this element. */
  void moveTo(RecentCommit commit) {
    told.set(commit);
  }

  /** Under the commit lock: lets go of what is more than may be kept, unless it is one commit. */
  void cutIfBehind(RecentCommit newest) {
    RecentCommit at = told.get();
    if (at != null && newest.total() - at.total() > options.buffer() && at.next() != newest) {
      boolean _ = told.compareAndSet(at, null);
    }
  }

  /** Under the commit lock. */
  void cut() {
    told.set(null);
  }

  void wake() {
    if (!isWoken) {
      isWoken = true;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      isBadRequest = true;
    } else {
      requested.accumulateAndGet(n, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
    }
    wake();
  }

  @Override
  public void cancel() {
    isCancelled = true;
    wake();
  }

  @Override
  public void run() {
    try {
      subscriber().onSubscribe(this);
      tellAll();
    } catch (Throwable t) { // the subscriber's, so that nobody else has to know
      if (!(feed.isClosed() && t instanceof DatabaseClosedException)) {
        LOGGER.log(
            Level.WARNING, "A subscriber of changes failed; it is told nothing more: " + t, t);
      }
    } finally {
      end();
    }
  }

  private Flow.Subscriber<? super T> subscriber() {
    Flow.Subscriber<? super T> present = subscriber;
    if (present == null) {
      throw new IllegalStateException("has ended");
    }
    return present;
  }

  private void tellAll() {
    while (true) {
      isWoken = false;
      boolean isLast = feed.isClosed(); // before the look: what there is then is all
      while (!isCancelled && !isBadRequest && refusal == null && requested.get() > 0) {
        T next = nextOrRefusal();
        if (next == null) {
          break;
        }
        if (!isCancelled) {
          if (requested.get() != Long.MAX_VALUE) {
            requested.getAndDecrement();
          }
          subscriber().onNext(next);
        }
      }
      lookAhead();
      if (isCancelled) {
        return;
      }
      Throwable reason = reason();
      if (reason != null) {
        subscriber().onError(reason);
        return;
      }
      if (isLast) {
        subscriber().onComplete();
        return;
      }
      await();
    }
  }

  /** A position from which nothing can be told is no position for who has requested nothing. */
  private void lookAhead() {
    Feed.Place place = joined;
    if (place != null && past == null && refusal == null && !isCancelled && !feed.isClosed()) {
      try {
        boolean _ = beginPast(place);
      } catch (IOException e) {
        refuse(new UncheckedIOException(e));
      } catch (Throwable t) {
        refuse(t);
      }
    }
  }

  private @Nullable Throwable reason() {
    if (isBadRequest) {
      return new IllegalArgumentException(
          "request(n) was called with an n that is not positive (Reactive Streams, rule 3.9)");
    }
    if (refusal != null) {
      return refusal;
    }
    return requested.get() > 0 ? feed.failure() : null;
  }

  private void await() {
    boolean _ = Thread.interrupted(); // a subscriber's, and of no use to anybody else
    if (joined != null && past == null) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      return;
    }
    while (!isWoken) {
      LockSupport.park(this);
      boolean _ = Thread.interrupted();
    }
  }

  /** What is to be told next; null if there is nothing now, or, with a reason, any more. */
  private @Nullable T nextOrRefusal() {
    try {
      while (!isCancelled) {
        CommittedTransaction next = next();
        if (next == null) {
          return null;
        }
        T told = next.changes().isEmpty() ? null : view.apply(next);
        if (told != null) {
          return told;
        }
      }
    } catch (IOException e) {
      refuse(new UncheckedIOException(e));
    } catch (Throwable t) { // also what a user's codec throws, or no memory for what is read
      refuse(t);
    }
    return null;
  }

  /** Whoever reads while the files are let go of may fail in any way. */
  private void refuse(Throwable reason) {
    if (!feed.isClosed()) {
      refusal = reason;
    }
  }

  private @Nullable CommittedTransaction next() throws IOException {
    while (true) {
      Feed.Place place = joined;
      RecentCommit at = told.get();
      if (place != null && feed.isClosed()) {
        return null; // the past needs files
      } else if (past != null) {
        CommittedTransaction next = nextOf(past);
        if (next != null) {
          return next;
        }
      } else if (place != null) {
        if (!beginPast(place)) {
          return null;
        }
      } else if (at != null) {
        RecentCommit next = nextOf(at);
        if (next == null) {
          return null;
        }
        if (next.position() > position) { // else it was told, or is before where it is to begin
          position = next.position();
          return next.transaction();
        }
      } else if (feed.isClosed()) {
        return null;
      } else {
        joined = feed.join(this, OptionalLong.empty());
      }
    }
  }

  private boolean beginPast(Feed.Place place) throws IOException {
    if (!feed.mayTell(place.timestamp(), place.end().position(), isDurable)) {
      feed.wake(); // to look how much is on stable storage
      return false;
    }
    past = history.read(position, place.end());
    return true;
  }

  private @Nullable CommittedTransaction nextOf(History.Past from) throws IOException {
    CommittedTransaction next = from.next();
    if (next != null) {
      position = next.position();
      return next;
    }
    position = Objects.requireNonNull(joined).end().position();
    joined = null;
    past = null;
    from.close();
    return null;
  }

  private @Nullable RecentCommit nextOf(RecentCommit at) {
    RecentCommit next = at.next();
    if (next == null || !feed.mayTell(next.timestamp(), next.position(), isDurable)) {
      return null;
    }
    boolean _ = told.compareAndSet(at, next);
    return next;
  }

  private void end() {
    subscriber = null;
    told.set(null);
    joined = null;
    feed.leave(this);
    History.Past from = past;
    past = null;
    if (from != null) {
      try {
        from.close();
      } catch (IOException e) {
        LOGGER.log(Level.DEBUG, "a file that was only read could not be closed", e);
      }
    }
  }
}
