package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.CommittedTransaction;
import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.FeedOptions;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.tx.Await;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told, and what a power cut or the collector may take. */
@Timeout(60)
class DurableFeedTest {
  private static final FeedOptions DURABLE = FeedOptions.defaults().durability(Durability.SYNC);
  private static final Options NEVER_SYNCED =
      Options.defaults().compaction(Compaction.manual()).syncInterval(Duration.ofDays(1));
  private static final int COMMITS = 100;

  private final SimulatedDirectory disk = new SimulatedDirectory();

  /** Lets the power fail whenever it is told something, and looks what is left. */
  private final class Cutting implements Flow.Subscriber<CommittedTransaction> {
    private final LossPattern pattern;
    private final Flow.Subscriber<? super String> target;

    Cutting(LossPattern pattern, Flow.Subscriber<? super String> target) {
      this.pattern = pattern;
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      target.onSubscribe(subscription);
    }

    @Override
    public void onNext(CommittedTransaction transaction) {
      SimulatedDirectory left = disk.crash(pattern, transaction.position());
      Engine<TwoTables> engine = TwoTables.open(left, NEVER_SYNCED);
      String found = TwoTables.of(engine).words().getOrDefault("last", "0");
      engine.kill();
      Object told = transaction.changes().get("words").getFirst().after();
      boolean isThere = Integer.parseInt(found) >= Integer.parseInt(String.valueOf(told));
      target.onNext(isThere ? "there" : "told of " + told + " but a power cut left " + found);
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

  private void survives(Options options, FeedOptions how, LossPattern pattern) throws Exception {
    Engine<TwoTables> engine = TwoTables.open(disk, options);
    Told<String> told =
        Told.by(subscriber -> engine.subscribe(how).subscribe(new Cutting(pattern, subscriber)));
    for (int i = 1; i <= COMMITS; i++) {
      TwoTables.of(engine).words().put("last", "" + i);
    }
    assertThat(told.next(COMMITS)).containsOnly("there");
    engine.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToldAsDurableSurvivesAPowerCut(LossPattern pattern) throws Exception {
    survives(NEVER_SYNCED.syncInterval(Duration.ofMillis(1)), DURABLE, pattern);
  }

  @ParameterizedTest
  @EnumSource
  void whatASyncedDatabaseTellsSurvivesAPowerCut(LossPattern pattern) throws Exception {
    survives(NEVER_SYNCED.durability(Durability.SYNC), FeedOptions.defaults(), pattern);
  }

  @Test
  void whatIsNotSyncedIsToldToThoseAloneWhoAskNoMore() throws Exception {
    Engine<TwoTables> engine = TwoTables.open(disk, NEVER_SYNCED);
    Told<CommittedTransaction> durable = Told.by(engine.subscribe(DURABLE));
    Told<CommittedTransaction> all = Told.by(engine.subscribe(FeedOptions.defaults()));
    TwoTables.of(engine).words().put("a", "1");
    CommittedTransaction first = all.next();
    assertThat(durable.rest()).isEmpty();

    engine.sync();
    assertThat(durable.next()).isEqualTo(first);
    engine.close();
  }

  @Test
  void whatIsReadFromTheLogIsSyncedFirst() throws Exception {
    Engine<TwoTables> engine = TwoTables.open(disk, NEVER_SYNCED);
    long begin = engine.feedPosition();
    TwoTables.of(engine).words().put("a", "1");
    Told<CommittedTransaction> durable = Told.by(engine.subscribe(DURABLE.from(begin)));
    Told<CommittedTransaction> all = Told.by(engine.subscribe(FeedOptions.defaults().from(begin)));
    CommittedTransaction first = all.next();
    assertThat(durable.rest()).isEmpty();

    engine.sync();
    assertThat(durable.next()).isEqualTo(first);
    engine.close();
  }

  @Test
  void aSubscriberThatRequestsNothingHoldsNoMoreThanItsBuffer() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      Told<CommittedTransaction> idle = Told.by(db.subscribe(FeedOptions.defaults().buffer(10)), 0);
      List<WeakReference<String>> values = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String value = new String("value " + i);
        values.add(new WeakReference<>(value));
        db.words().put("a", value);
      }
      Await.garbage(values.subList(0, 80));
      assertThat(idle.hasEnded()).isFalse();
    }
  }

  @Test
  void nothingIsKeptForNobody() {
    try (TwoTablesDb db = TwoTablesDb.inMemory()) {
      Told<CommittedTransaction> gone = Told.by(db.subscribe(), 0);
      String value = new String("value");
      WeakReference<String> reference = new WeakReference<>(value);
      db.words().put("a", value);
      value = "";
      db.words().put("a", "another");
      gone.subscription().cancel();
      Await.garbage(reference);
      assertThat(gone.hasEnded()).isFalse();
    }
  }
}
