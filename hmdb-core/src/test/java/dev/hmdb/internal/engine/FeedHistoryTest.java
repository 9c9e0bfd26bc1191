package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.FeedOptions;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.tx.Await;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told from the log. */
@Timeout(60)
class FeedHistoryTest {
  @TempDir Path parent;

  private TwoTablesDb db;

  @BeforeEach
  void open() {
    db = TwoTablesDb.open(parent.resolve("db"), Options.defaults().compaction(Compaction.manual()));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private void reopen() {
    db.close();
    open();
  }

  private Told<CommittedTransaction> from(long position) {
    return Told.by(db.subscribe(FeedOptions.defaults().from(position)));
  }

  private List<Change<String, String>> words(CommittedTransaction transaction) {
    return transaction.changes(db.words());
  }

  @Test
  void aPositionLastsUntilTheNextOpening() throws Exception {
    Told<CommittedTransaction> told = Told.by(db.subscribe());
    db.words().put("a", "1");
    db.words().put("a", "2");
    db.words().put("a", "3");
    List<CommittedTransaction> first = told.next(3);
    reopen();
    db.words().put("a", "4");

    Told<CommittedTransaction> again = from(first.getFirst().position());
    assertThat(again.next(2)).isEqualTo(first.subList(1, 3));
    assertThat(words(again.next())).containsExactly(new Change<>("a", "3", "4"));
    db.words().put("a", "5");
    assertThat(words(again.next())).containsExactly(new Change<>("a", "4", "5"));
  }

  @Test
  void whatIsReadIsWhatWasTold() throws Exception {
    db.words().put("a", "1");
    db.words().put("b", "1");
    db.words().put("c", "1");
    db.compact();
    db.words().put("b", "2");
    Told<CommittedTransaction> live = Told.by(db.subscribe());
    long begin = db.feedPosition();
    db.words().put("a", "2");
    db.transaction(tx -> {
      tx.words().remove("a");
      tx.words().put("d", "1");
      tx.numbers().put(1L, 1L);
    });
    db.words().remove("b");
    db.words().put("a", "3");
    db.transaction(tx -> {
      tx.words().delete("absent");
      tx.numbers().put(1L, 2L);
    });

    List<CommittedTransaction> told = live.next(5);
    assertThat(from(begin).next(5)).isEqualTo(told);
    reopen();
    assertThat(from(begin).next(5)).isEqualTo(told);
  }

  @Test
  void aClearedTableIsReadWithAllThatItHad() throws Exception {
    db.words().put("a", "1");
    db.words().put("b", "2");
    db.compact();
    db.words().put("c", "3");
    long begin = db.feedPosition();
    db.transaction(tx -> {
      tx.words().clear();
      tx.words().put("b", "4");
    });
    db.words().put("a", "5");

    Told<CommittedTransaction> told = from(begin);
    assertThat(words(told.next()))
        .containsExactlyInAnyOrder(
            new Change<>("a", "1", null),
            new Change<>("b", "2", "4"),
            new Change<>("c", "3", null));
    assertThat(words(told.next())).containsExactly(new Change<>("a", null, "5"));
  }

  @Test
  void whoFallsBehindReadsOnFromTheLog() throws Exception {
    Told<CommittedTransaction> slow = Told.by(db.subscribe(FeedOptions.defaults().buffer(8)), 0);
    for (long i = 0; i < 5000; i++) {
      db.numbers().put(i % 7, i);
    }
    slow.subscription().request(2500);
    List<CommittedTransaction> first = slow.next(2500);
    for (long i = 5000; i < 6000; i++) {
      db.numbers().put(i % 7, i);
    }
    slow.subscription().request(Long.MAX_VALUE);
    List<CommittedTransaction> all = new java.util.ArrayList<>(first);
    all.addAll(slow.next(3500));

    for (int i = 0; i < 6000; i++) {
      assertThat(all.get(i).changes(db.numbers()))
          .containsExactly(new Change<>(i % 7L, i < 7 ? null : i - 7L, (long) i));
    }
    db.numbers().put(0L, -1L);
    assertThat(slow.next().changes(db.numbers())).hasSize(1);
  }

  /** Puts a value that nobody else refers to, and others since. */
  private WeakReference<String> putLongAgo() {
    String value = new String("value");
    db.words().put("b", value);
    for (int i = 0; i < 100; i++) {
      db.words().put("b", "later");
    }
    return new WeakReference<>(value);
  }

  /*
   * The place where the past ends was the element of the list of recent commits: whoever read the
   * past slowly, or had cancelled and was kept, held all that was committed since.
   */
  @Test
  void whoReadsThePastHoldsNothingOfWhatIsCommittedMeanwhile() throws Exception {
    long begin = db.feedPosition();
    db.words().put("a", "1");
    db.words().put("a", "2");
    FeedOptions options = FeedOptions.defaults().from(begin).buffer(8);
    Told<CommittedTransaction> slow = Told.by(db.subscribe(options), 1);
    slow.next();

    Await.garbage(putLongAgo());
    assertThat(slow.hasEnded()).isFalse();
  }

  @Test
  void whoCancelledInThePastHoldsNothing() throws Exception {
    long begin = db.feedPosition();
    db.words().put("a", "1");
    db.words().put("a", "2");
    Told<CommittedTransaction> gone = Told.by(db.subscribe(FeedOptions.defaults().from(begin)), 1);
    gone.next();
    WeakReference<String> value = putLongAgo();
    gone.subscription().cancel();

    Await.garbage(value);
    assertThat(gone.hasEnded()).isFalse();
  }

  private static final class Broken extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Not only what reading is expected to fail with. */
  @Test
  void anErrorWhileTheLogIsReadReachesTheSubscriber() {
    boolean[] isBroken = {false};
    TableDefinition<String, String> words =
        new TableDefinition<>(
            0,
            "words",
            Codecs.STRING,
            Codecs.mapped(
                Codecs.STRING,
                value -> value,
                text -> {
                  if (isBroken[0]) {
                    throw new Broken();
                  }
                  return text;
                }));
    SchemaDefinition<TableSource> schema =
        new SchemaDefinition<>("dev.hmdb.test.Broken", List.of(words), source -> source);
    Engine<TableSource> engine =
        Engine.open(schema, parent.resolve("broken"), Options.defaults(), false);
    try {
      long begin = engine.feedPosition();
      engine.tables().table(words).put("a", "1");
      isBroken[0] = true;
      assertThat(Told.by(engine.subscribe(FeedOptions.defaults().from(begin))).end())
          .isInstanceOf(Broken.class);
    } finally {
      engine.close();
    }
  }

  @Test
  void whatWasCompactedAwayIsMissed() {
    db.words().put("a", "1");
    long begin = db.feedPosition();
    db.words().put("a", "2");
    db.compact();
    db.words().put("a", "3");
    long now = db.feedPosition();

    assertThat(from(begin).end())
        .isInstanceOfSatisfying(
            ChangesMissedException.class,
            e -> {
              assertThat(e.missedFrom()).isEqualTo(begin);
              assertThat(e.resumeAt()).isEqualTo(now);
            })
        .hasMessageContaining("it was compacted");
  }

  @Test
  void whoResumesWhereItIsToldGoesOn() throws Exception {
    long begin = db.feedPosition();
    db.words().put("a", "1");
    db.compact();
    ChangesMissedException missed = (ChangesMissedException) from(begin).end();
    db.words().put("a", "2");

    assertThat(words(from(missed.resumeAt()).next())).containsExactly(new Change<>("a", "1", "2"));
  }

  @Test
  void aCompactionWithoutAMissedCommitIsNoGap() throws Exception {
    db.words().put("a", "1");
    long begin = db.feedPosition();
    db.compact();
    db.words().put("a", "2");

    assertThat(words(from(begin).next())).containsExactly(new Change<>("a", "1", "2"));
  }

  @Test
  void theSlowOneIsToldWhenTheLogWasCompacted() {
    Told<CommittedTransaction> slow = Told.by(db.subscribe(FeedOptions.defaults().buffer(8)), 0);
    for (long i = 0; i < 100; i++) {
      db.numbers().put(i, i);
    }
    db.compact();
    slow.subscription().request(1);

    assertThat(slow.end()).isInstanceOf(ChangesMissedException.class);
  }

  @Test
  void aPositionBehindTheEndIsRefused() {
    db.words().put("a", "1");
    long end = db.feedPosition();

    assertThat(from(end + 1).end())
        .isInstanceOf(ChangesMissedException.class)
        .hasMessageContaining("there is no transaction at position=" + (end + 1));
  }

  @Test
  void aPositionInsideATransactionIsRefused() {
    long begin = db.feedPosition();
    db.words().put("a", "1");

    assertThat(from(begin + 1).end())
        .isInstanceOf(ChangesMissedException.class)
        .hasMessageContaining("there was never a transaction at that position");
  }

  private static final SchemaDefinition<TableSource> WIDER =
      new SchemaDefinition<>(
          "dev.hmdb.test.Wider",
          List.of(
              TwoTables.WORDS,
              TwoTables.NUMBERS,
              new TableDefinition<>(2, "more", Codecs.STRING, Codecs.STRING)),
          source -> source);

  @Test
  void aLogOfTwoFormsOfTheSchemaIsNotRead() {
    long begin = db.feedPosition();
    db.words().put("a", "1");
    db.close();
    Options manual = Options.defaults().compaction(Compaction.manual());
    Engine<TableSource> wider = Engine.open(WIDER, parent.resolve("db"), manual, false);
    try {
      FeedOptions from = FeedOptions.defaults();
      assertThat(Told.by(wider.subscribe(from.from(begin))).end())
          .isInstanceOf(ChangesMissedException.class)
          .hasMessageContaining("an earlier form of the schema");
      assertThat(Told.by(wider.subscribe(from.from(wider.feedPosition())), 0).hasEnded()).isFalse();
    } finally {
      wider.close();
    }
  }

  @Test
  void aPositionLastsUntilAfterACrash() throws Exception {
    Path path = parent.resolve("crashed");
    Engine<TwoTables> first = TwoTables.open(path);
    long begin = first.feedPosition();
    TwoTables.of(first).words().put("a", "1");
    first.kill();
    Engine<TwoTables> second = TwoTables.open(path);
    try {
      Told<CommittedTransaction> told =
          Told.by(second.subscribe(FeedOptions.defaults().from(begin)));
      assertThat(words(told.next())).containsExactly(new Change<>("a", null, "1"));
    } finally {
      second.close();
    }
  }

  @Test
  void closingEndsTheReadingOfTheLog() throws Exception {
    long begin = db.feedPosition();
    for (long i = 0; i < 5000; i++) {
      db.numbers().put(i, i);
    }
    Told<CommittedTransaction> told = Told.by(db.subscribe(FeedOptions.defaults().from(begin)), 10);
    told.next(10);
    db.close();
    told.subscription().request(Long.MAX_VALUE);

    assertThat(told.end()).isNull();
    assertThat(told.rest()).isEmpty();
  }

  @Test
  void aDatabaseThatNobodyWritesIsNotFollowed() {
    db.close();
    try (TwoTablesDb readOnly = TwoTablesDb.openReadOnly(parent.resolve("db"))) {
      assertThatThrownBy(readOnly::subscribe)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageStartingWith("subscribe: the database was opened read-only");
      assertThatThrownBy(() -> readOnly.words().watch("a"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void aBufferedDatabaseTellsWhatIsDurableAfterItsNextSync() throws Exception {
    Told<CommittedTransaction> told =
        Told.by(db.subscribe(FeedOptions.defaults().durability(Durability.SYNC)));
    db.words().put("a", "1");

    assertThat(words(told.next())).containsExactly(new Change<>("a", null, "1"));
  }
}
