package dev.hmdb.internal.feed;

import dev.hmdb.CommittedTransaction;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.FeedOptions;
import dev.hmdb.internal.tx.CommitObserver;
import dev.hmdb.internal.tx.Transactions;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells subscribers what is committed. Any number of threads may use it. */
public final class Feed implements CommitObserver {
  /*
   * Mechanism
   * While there are subscriptions, each commit is noted before it goes to the log, and afterwards
   * added to a linked list, of which the feed holds only the last element. A subscription holds the
   * one that it was told last, and so keeps alive what it has not been told yet. One that has fallen
   * too far behind is made to let go (`cut`), and reads on from the History.
   *
   * Invariants
   * 1. The list has every commit from the first subscription to the last, in their order. Where some
   *    are skipped it ends, and another one begins with the subscription that joins next.
   * 2. A subscription that was not cut is told exactly what follows its element.
   * 3. Under the commit lock nothing is done that waits, and after the append nothing that allocates:
   *    add links, looks at each subscription now and then, and unparks one thread.
   *
   * Where there is no history, whoever asks for a position may come back and subscribe from it. So
   * from there on the list is kept as if for a subscription with the usual buffer, and longer if
   * somebody asks again.
   *
   * Waking: `hmdb-feed` wakes the subscriptions, which run on virtual threads: to unpark one of those
   * may allocate and run a scheduler, which a commit must not. A commit sets `isWanted`, or finds it
   * set; hmdb-feed clears it, and then wakes everybody, who looks at the list after that.
   *
   * Other processes do not say when they commit, so hmdb-feed asks again and again, and applies what
   * they have committed, as a reader would.
   *
   * The end: close() ends hmdb-feed and waits for it, since it uses what is let go of next; then what
   * subscriptions may be told of is fixed. It does not wait for them: they run users' code, which may
   * be what closes.
   */

  /** A process that only listens costs a look at a word of memory so often. */
  private static final long ASK_OTHERS_NANOS = 2_000_000;

  private static final FeedSubscription<?>[] NONE = {};

  /** Noted while there is nobody to be told. */
  private static final CommitObserver.Note UNHEARD = (_, _) -> {};

  /** So many changes are kept behind a position that somebody has asked for. */
  private static final int KEPT = FeedOptions.defaults().buffer();

  private final Transactions transactions;
  private final History history;

  // Written under the commit lock.
  private volatile FeedSubscription<?>[] subscriptions = NONE;
  private @Nullable RecentCommit last;

  /** From where on the list is kept for whoever asked for a position; null if for nobody. */
  private @Nullable RecentCommit kept;

  /** The newest position that somebody asked for, while {@link #kept} is not null. */
  private @Nullable RecentCommit asked;

  private long sinceLook;
  private long looksAfter;

  /** Started for the first subscription. Written under the commit lock. */
  private volatile @Nullable Thread waker;

  private volatile boolean isWanted;
  private volatile long durable;
  private volatile boolean isClosed;

  /** Why the commits of other processes cannot be had any more. */
  private volatile @Nullable RuntimeException failure;

  public Feed(Transactions transactions, History history) {
    this.transactions = transactions;
    this.history = history;
  }

  /**
   * A publisher of what a view makes of transactions.
   *
   * @param view null for a transaction that its subscribers are not to be told of
   */
  public <T> Flow.Publisher<T> publisher(
      FeedOptions options, Function<CommittedTransaction, @Nullable T> view) {
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber is null");
      new FeedSubscription<>(this, history, options, view, subscriber).start();
    };
  }

  /** Position behind the newest commit that anybody can see. */
  public long position() {
    transactions.requireOpen();
    transactions.catchUp();
    long[] position = new long[1];
    if (!transactions.observe(
        installed -> {
          position[0] = history.end(installed).position();
          if (!history.isKept()) {
            keepFrom(installed, position[0]);
          }
          return observer();
        })) {
      throw closed();
    }
    transactions.awaitInstalled();
    return position[0];
  }

  static DatabaseClosedException closed() {
    return new DatabaseClosedException("The database is closed");
  }

  private @Nullable CommitObserver observer() {
    return isHeard() ? this : null;
  }

  private boolean isHeard() {
    return subscriptions.length > 0 || kept != null;
  }

  /** Under the commit lock. */
  private void keepFrom(long installed, long position) {
    RecentCommit here = last;
    if (here == null || here.position() != position) {
      here = RecentCommit.before(this, installed, position);
      append(here);
    }
    if (kept == null) {
      kept = here;
    }
    asked = here;
    setSubscriptions(subscriptions);
  }

  private void append(RecentCommit commit) {
    RecentCommit before = last;
    if (before != null) {
      commit.follow(before);
    }
    last = commit;
  }

  // ---- The subscriptions

  /**
   * Where a subscription begins with the list: the commit before that, and the end of the log
   * there. Not the element itself, which leads to all that come after it.
   *
   * @param isInList whether the list has all that the subscription is to be told
   */
  record Place(long timestamp, History.End end, boolean isInList) {}

  /**
   * Where a subscription is to begin, or to go on that was cut. It is told of every commit after.
   *
   * @param from position of what it was told last; empty if it is to be told of what comes
   * @throws DatabaseClosedException if the database is closed
   */
  Place join(FeedSubscription<?> subscription, OptionalLong from) {
    transactions.catchUp();
    Place[] place = new Place[1];
    if (!transactions.observe(
        installed -> {
          place[0] = place(subscription, from, installed);
          return this;
        })) {
      throw closed();
    }
    wake();
    return Objects.requireNonNull(place[0]);
  }

  /** Under the commit lock. */
  private Place place(FeedSubscription<?> subscription, OptionalLong from, long installed) {
    startWaker();
    History.End end = history.end(installed);
    RecentCommit commit = RecentCommit.before(this, installed, end.position());
    FeedSubscription<?>[] present = subscriptions;
    if (!Arrays.asList(present).contains(subscription)) {
      FeedSubscription<?>[] more = Arrays.copyOf(present, present.length + 1);
      more[present.length] = subscription;
      setSubscriptions(more);
    }
    append(commit); // an empty one, which everybody passes over
    RecentCommit first = kept;
    long position = from.orElse(end.position());
    boolean isKept = first != null && first.position() <= position && position < end.position();
    subscription.moveTo(first != null && isKept ? first : commit);
    return new Place(installed, end, isKept || position == end.position());
  }

  private void setSubscriptions(FeedSubscription<?>[] some) {
    subscriptions = some;
    int least = kept == null ? Integer.MAX_VALUE : KEPT;
    for (FeedSubscription<?> one : some) {
      least = Math.min(least, one.buffer());
    }
    looksAfter = Math.max(1, least / 8);
  }

  /** A subscription has ended. */
  void leave(FeedSubscription<?> subscription) {
    boolean _ =
        transactions.observe(_ -> {
          setSubscriptions(
              Arrays.stream(subscriptions)
                  .filter(one -> one != subscription)
                  .toArray(FeedSubscription<?>[]::new));
          if (!isHeard()) {
            last = null;
          }
          return observer();
        });
  }

  // ---- The commits; all under the commit lock but synced

  @Override
  public Note note(Prepared commit) {
    return last == null ? UNHEARD : RecentCommit.of(this, commit);
  }

  /** A commit that was noted counts. */
  void add(RecentCommit commit) {
    if (last == null) {
      return; // the last subscription has ended meanwhile, or all were cut and will join again
    }
    append(commit);
    sinceLook += commit.count();
    if (sinceLook >= looksAfter) {
      sinceLook = 0;
      cutOff(commit);
      if (!isHeard()) {
        last = null;
      }
    }
    wake();
  }

  private void cutOff(RecentCommit newest) {
    RecentCommit first = kept;
    while (first != null && newest.total() - first.total() > KEPT) {
      first = first == asked ? null : first.next();
    }
    kept = first;
    if (first == null) {
      asked = null;
    }
    FeedSubscription<?>[] all = subscriptions;
    for (int i = 0; i < all.length; i++) {
      all[i].cutIfBehind(newest);
    }
  }

  /**
   * Everybody has to read on from the history, which will not have it. The list ends: whoever has
   * one of its elements in hand must not come to what is committed behind the gap.
   */
  @Override
  public void skipped(long timestamp, long position) {
    last = null;
    kept = null;
    asked = null;
    FeedSubscription<?>[] all = subscriptions;
    for (int i = 0; i < all.length; i++) {
      all[i].cut();
    }
    wake();
  }

  @Override
  public void synced() {
    wake();
  }

  void wake() {
    Thread thread = waker;
    if (thread != null && !isWanted) {
      isWanted = true;
      LockSupport.unpark(thread);
    }
  }

  // ---- What may be told

  /** Whether a commit is visible, and on stable storage if that is asked for. */
  boolean mayTell(long timestamp, long position, boolean isDurable) {
    return transactions.isPublished(timestamp) && (!isDurable || position <= durable);
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Why there will be nothing more of other processes; null if there may be. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  // ---- hmdb-feed

  private void startWaker() {
    if (waker == null) {
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .name("hmdb-feed")
              .inheritInheritableThreadLocals(false)
              .unstarted(this::wakeAll);
      thread.start();
      waker = thread; // not if it could not be started
    }
  }

  private void wakeAll() {
    while (!isClosed) {
      isWanted = false;
      catchUp();
      durable = history.durable();
      wakeSubscriptions();
      if (history.hasOthers() && failure == null && subscriptions.length > 0) {
        if (!isWanted) {
          LockSupport.parkNanos(ASK_OTHERS_NANOS);
        }
      } else {
        while (!isWanted && !isClosed) {
          LockSupport.park(this);
        }
      }
    }
  }

  private void catchUp() {
    if (history.hasOthers() && failure == null) {
      try {
        transactions.catchUp();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
  }

  private void wakeSubscriptions() {
    for (FeedSubscription<?> subscription : subscriptions) {
      subscription.wake();
    }
  }

  /** Completes all subscriptions. To be called after the last sync, while the files are open. */
  public void close() {
    Thread thread = waker;
    if (thread != null) {
      durable = history.durable();
    }
    isClosed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
      joinUninterruptibly(thread);
      wakeSubscriptions();
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
