package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedChanges;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.FeedOptions;
import dev.hmdb.Snapshot;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeFeedTest {
  private final TwoTablesDb db = TwoTablesDb.inMemory();

  @AfterEach
  void close() {
    db.close();
  }

  private List<Change<String, String>> words(CommittedTransaction transaction) {
    return transaction.changes(db.words());
  }

  @Nested
  class Transactions {
    @Test
    void eachIsToldWithWhatItChangedBeforeAndAfter() throws Exception {
      db.words().put("a", "1");
      Told<CommittedTransaction> told = Told.by(db.subscribe());

      db.words().put("a", "2");
      db.words().put("b", "3");
      db.words().remove("a");

      assertThat(words(told.next())).containsExactly(new Change<>("a", "1", "2"));
      assertThat(words(told.next())).containsExactly(new Change<>("b", null, "3"));
      assertThat(words(told.next())).containsExactly(new Change<>("a", "2", null));
    }

    @Test
    void oneOfSeveralTablesIsToldAsOne() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe());

      db.transaction(tx -> {
        tx.words().put("a", "1");
        tx.numbers().put(7L, 8L);
        tx.words().put("a", "2");
      });

      CommittedTransaction one = told.next();
      assertThat(words(one)).containsExactly(new Change<>("a", null, "2"));
      assertThat(one.changes(db.numbers())).containsExactly(new Change<>(7L, null, 8L));
      assertThat(one.changes()).containsOnlyKeys("words", "numbers");
    }

    @Test
    void clearingTellsOfEveryKey() throws Exception {
      db.words().put("a", "1");
      db.words().put("b", "2");
      Told<CommittedTransaction> told = Told.by(db.subscribe());

      db.transaction(tx -> {
        tx.words().clear();
        tx.words().put("b", "3");
      });

      assertThat(words(told.next()))
          .containsExactlyInAnyOrder(new Change<>("a", "1", null), new Change<>("b", "2", "3"));
    }

    @Test
    void positionsGrow() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe());
      long before = db.feedPosition();
      for (int i = 0; i < 10; i++) {
        db.words().put("a", "" + i);
      }

      assertThat(told.next(10))
          .extracting(CommittedTransaction::position)
          .isSorted()
          .doesNotHaveDuplicates()
          .allMatch(position -> position > before)
          .last()
          .isEqualTo(db.feedPosition());
    }

    @Test
    void oneThatIsAbortedOrChangesNothingIsNotTold() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe());

      db.words().remove("absent");
      assertThatThrownBy(() ->
              db.transaction(tx -> {
                tx.words().put("a", "1");
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
      db.words().put("b", "2");

      assertThat(words(told.next())).containsExactly(new Change<>("b", null, "2"));
      assertThat(told.rest()).isEmpty();
    }

    @Test
    void everybodySeesOneThatIsTold() throws Exception {
      Told<String> seen = new ToldOfReads().told;
      for (int i = 0; i < 1000; i++) {
        db.words().put("a", "" + i);
        assertThat(Integer.parseInt(seen.next())).isGreaterThanOrEqualTo(i);
      }
    }

    /** Told of each change what a read sees at that moment. */
    private final class ToldOfReads {
      private final Told<String> told =
          Told.by(subscriber ->
              db.subscribe()
                  .subscribe(new Mapped<>(subscriber, _ -> String.valueOf(db.words().get("a")))));
    }

    @Test
    void whatIsToldIsTheSameToSeveralSubscribers() throws Exception {
      Told<CommittedTransaction> one = Told.by(db.subscribe());
      Told<CommittedTransaction> another = Told.by(db.subscribe());
      db.words().put("a", "1");

      assertThat(one.next()).isEqualTo(another.next());
    }
  }

  /** Passes on what a function makes of what it is told. */
  private record Mapped<T, R>(
      Flow.Subscriber<? super R> target, java.util.function.Function<T, R> function)
      implements Flow.Subscriber<T> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(T item) {
      target.onNext(function.apply(item));
    }

    @Override
    public void onError(Throwable reason) {
      target.onError(reason);
    }

    @Override
    public void onComplete() {
      target.onComplete();
    }
  }

  @Nested
  class OneTable {
    @Test
    void isToldOfItsOwnChangesAlone() throws Exception {
      Told<CommittedChanges<Long, Long>> told = Told.by(db.numbers().subscribe());
      db.words().put("a", "1");
      db.numbers().put(1L, 2L);

      assertThat(told.next().changes()).containsExactly(new Change<>(1L, null, 2L));
      assertThat(told.rest()).isEmpty();
    }

    @Test
    void oneKeyIsToldWithoutTheOthers() throws Exception {
      Told<Change<String, String>> told = Told.by(db.words().watch("b"));
      db.words().put("a", "1");
      db.words().put("b", "2");
      db.words().putAll(java.util.Map.of("a", "3", "b", "4"));

      assertThat(told.next(2))
          .containsExactly(new Change<>("b", null, "2"), new Change<>("b", "2", "4"));
    }

    @Test
    void thatOfATransactionOrSnapshotIsRefused() {
      try (Snapshot<TwoTables> snapshot = db.snapshot()) {
        assertThatThrownBy(() -> snapshot.tables().words().subscribe())
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessage(
                "words().subscribe: the table of a transaction or snapshot does not change by what"
                    + " others commit; use the database's own");
        assertThatThrownBy(() -> snapshot.tables().words().watch("a"))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageStartingWith("words().watch: ");
      }
    }
  }

  @Nested
  class Demand {
    @Test
    void noMoreIsToldThanWasRequested() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe(), 2);
      Told<CommittedTransaction> all = Told.by(db.subscribe());
      for (int i = 0; i < 5; i++) {
        db.words().put("a", "" + i);
      }
      all.next(5);
      told.next(2);
      assertThat(told.rest()).isEmpty();

      told.subscription().request(1);
      assertThat(words(told.next())).containsExactly(new Change<>("a", "1", "2"));
    }

    @Test
    void aRequestThatIsNoneEndsTheSubscription() {
      Told<CommittedTransaction> told = Told.by(db.subscribe(), 0);
      told.subscription().request(0);

      assertThat(told.end())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3.9");
    }

    @Test
    void whoFallsBehindInMemoryIsToldWhatItMissed() {
      Told<CommittedTransaction> told = Told.by(db.subscribe(FeedOptions.defaults().buffer(10)), 0);
      long before = db.feedPosition();
      for (int i = 0; i < 100; i++) {
        db.words().put("a", "" + i);
      }
      long after = db.feedPosition();
      told.subscription().request(1);

      assertThat(told.end())
          .isInstanceOfSatisfying(
              ChangesMissedException.class,
              e -> {
                assertThat(e.missedFrom()).isEqualTo(before);
                assertThat(e.resumeAt()).isEqualTo(after);
              })
          .hasMessageContaining("larger buffer");
    }

    @Test
    void aTransactionLargerThanTheBufferIsTold() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe(FeedOptions.defaults().buffer(10)), 0);
      db.transaction(tx -> {
        for (long i = 0; i < 100; i++) {
          tx.numbers().put(i, i);
        }
      });
      told.subscription().request(1);

      assertThat(told.next().changes(db.numbers())).hasSize(100);
    }

    @Test
    void whatFitsTheBufferIsKeptForASlowOne() throws Exception {
      Told<CommittedTransaction> told =
          Told.by(db.subscribe(FeedOptions.defaults().buffer(100)), 0);
      for (int i = 0; i < 100; i++) {
        db.words().put("a", "" + i);
      }
      told.subscription().request(100);

      assertThat(words(told.next(100).getLast())).containsExactly(new Change<>("a", "98", "99"));
    }
  }

  @Nested
  class Ends {
    @Test
    void nothingIsToldAfterACancellationInOnNext() throws Exception {
      AtomicInteger count = new AtomicInteger();
      Told<CommittedTransaction> other = Told.by(db.subscribe());
      db.subscribe()
          .subscribe(
              new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                  subscription = given;
                  given.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(CommittedTransaction item) {
                  if (count.incrementAndGet() == 3) {
                    subscription.cancel();
                  }
                }

                @Override
                public void onError(Throwable reason) {
                  count.addAndGet(1000);
                }

                @Override
                public void onComplete() {
                  count.addAndGet(1000);
                }
              });
      for (int i = 0; i < 10; i++) {
        db.words().put("a", "" + i);
      }
      other.next(10);
      db.close();
      other.end();
      assertThat(count).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void whatASubscriberThrowsReachesNobodyElse() throws Exception {
      CountDownLatch thrown = new CountDownLatch(1);
      Told<CommittedTransaction> failing =
          Told.by(s ->
              db.subscribe()
                  .subscribe(
                      new Mapped<CommittedTransaction, CommittedTransaction>(
                          s,
                          _ -> {
                            thrown.countDown();
                            throw new IllegalStateException("a subscriber's");
                          })));
      Told<CommittedTransaction> other = Told.by(db.subscribe());

      db.words().put("a", "1");
      thrown.await();
      db.words().put("a", "2");

      assertThat(other.next(2)).hasSize(2);
      assertThat(failing.rest()).isEmpty();
      assertThat(failing.hasEnded()).isFalse();
      assertThat(thrown.getCount()).isZero();
    }

    @Test
    void closingTellsWhatIsLeftAndCompletes() throws Exception {
      Told<CommittedTransaction> told = Told.by(db.subscribe());
      for (int i = 0; i < 100; i++) {
        db.words().put("a", "" + i);
      }
      db.close();

      assertThat(told.end()).isNull();
      assertThat(told.rest()).hasSize(100);
    }

    @Test
    void closingCompletesWhoRequestsNothing() {
      Told<CommittedTransaction> told = Told.by(db.subscribe(), 0);
      db.words().put("a", "1");
      db.close();

      assertThat(told.end()).isNull();
      assertThat(told.rest()).isEmpty();
    }

    @Test
    void aSubscriberMayClose() throws Exception {
      Told<String> told =
          Told.by(s ->
              db.subscribe()
                  .subscribe(
                      new Mapped<>(
                          s,
                          _ -> {
                            db.close();
                            return "closed";
                          })));
      db.words().put("a", "1");

      assertThat(told.next()).isEqualTo("closed");
      assertThat(told.end()).isNull();
    }

    @Test
    void whoSubscribesAfterwardsIsToldSo() {
      Flow.Publisher<CommittedTransaction> publisher = db.subscribe();
      db.close();

      assertThat(Told.by(publisher).end()).isInstanceOf(DatabaseClosedException.class);
      assertThatThrownBy(db::subscribe).isInstanceOf(DatabaseClosedException.class);
    }
  }

  @Nested
  class Use {
    @Test
    void aSubscriberMayWrite() throws Exception {
      Told<String> told =
          Told.by(s ->
              db.words()
                  .subscribe()
                  .subscribe(
                      new Mapped<>(
                          s,
                          changes -> {
                            long number = changes.changes().size();
                            db.numbers().merge(0L, number, Long::sum);
                            return "counted";
                          })));
      for (int i = 0; i < 100; i++) {
        db.words().put("a", "" + i);
      }

      assertThat(told.next(100)).containsOnly("counted");
      assertThat(db.numbers().get(0L)).isEqualTo(100);
    }

    @Test
    void insideATransactionItIsRefused() {
      assertThatThrownBy(() -> db.transaction(_ -> db.subscribe()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("subscribe was called inside a transaction");
    }

    @Test
    void aPositionOfNowIsNothingMissed() throws Exception {
      db.words().put("a", "1");
      Told<CommittedTransaction> told =
          Told.by(db.subscribe(FeedOptions.defaults().from(db.feedPosition())));
      db.words().put("a", "2");

      assertThat(words(told.next())).containsExactly(new Change<>("a", "1", "2"));
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
      assertThatThrownBy(() -> FeedOptions.defaults().from(-1))
          .hasMessage("from=-1 must not be negative");
      assertThatThrownBy(() -> FeedOptions.defaults().buffer(0))
          .hasMessage("buffer=0 must be positive");
    }
  }
}
