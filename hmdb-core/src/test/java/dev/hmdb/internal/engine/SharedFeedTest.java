package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.Durability;
import dev.hmdb.FeedOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes that other processes make. */
@Timeout(60)
class SharedFeedTest {
  @TempDir Path parent;

  private Path path;
  private TwoTablesDb db;

  @BeforeEach
  void open() {
    path = parent.resolve("db");
    db = TwoTablesDb.open(path, Peer.options());
  }

  @AfterEach
  void close() {
    db.close();
  }

  private List<Change<String, String>> words(CommittedTransaction transaction) {
    return transaction.changes(db.words());
  }

  @Test
  void thoseOfAnotherProcessAreToldWithoutAnybodyReading() throws Exception {
    db.words().put("a", "1");
    try (Peer peer = Peer.open(path)) {
      Told<CommittedTransaction> told = Told.by(db.subscribe());
      peer.call("put a 2");
      assertThat(words(told.next())).containsExactly(new Change<>("a", "1", "2"));
      db.words().put("a", "3");
      assertThat(words(told.next())).containsExactly(new Change<>("a", "2", "3"));
      peer.call("remove a");
      assertThat(words(told.next())).containsExactly(new Change<>("a", "3", null));
    }
  }

  @Test
  void allProcessesMeanTheSameByAPosition() throws Exception {
    long begin = db.feedPosition();
    try (Peer peer = Peer.open(path)) {
      Told<CommittedTransaction> live = Told.by(db.subscribe());
      peer.call("put a 1");
      db.words().put("a", "2");
      peer.call("numbers 10");
      List<CommittedTransaction> told = live.next(12);

      FeedOptions from = FeedOptions.defaults();
      assertThat(Told.by(db.subscribe(from.from(begin))).next(12)).isEqualTo(told);
      assertThat(Told.by(db.subscribe(from.from(told.get(3).position()))).next(8))
          .isEqualTo(told.subList(4, 12));
    }
  }

  @Test
  void countsOfTwoProcessesAreToldOneByOne() throws Exception {
    try (Peer peer = Peer.open(path)) {
      Told<CommittedTransaction> told = Told.by(db.subscribe());
      peer.begin("increment 500");
      for (int i = 0; i < 500; i++) {
        db.numbers().merge(0L, 1L, Long::sum);
      }
      assertThat(peer.answer()).isEqualTo("done");

      List<Change<Long, Long>> changes = new ArrayList<>();
      for (CommittedTransaction one : told.next(1000)) {
        changes.addAll(one.changes(db.numbers()));
      }
      for (long i = 0; i < 1000; i++) {
        assertThat(changes.get((int) i))
            .isEqualTo(new Change<>(0L, i == 0 ? null : Long.valueOf(i), i + 1));
      }
    }
  }

  @Test
  void onlyWhatIsDurableIsToldWhereThatIsAsked() throws Exception {
    try (Peer peer = Peer.open(path)) {
      Told<CommittedTransaction> told =
          Told.by(db.subscribe(FeedOptions.defaults().durability(Durability.SYNC)));
      peer.call("put a 1");
      assertThat(words(told.next())).containsExactly(new Change<>("a", null, "1"));
    }
  }

  @Test
  void whoeverOnlyReadsIsTold() throws Exception {
    db.close();
    try (Peer peer = Peer.open(path);
        TwoTablesDb reader = TwoTablesDb.openReadOnly(path)) {
      Told<CommittedTransaction> told = Told.by(reader.subscribe());
      peer.call("put a 1");
      assertThat(told.next().changes(reader.words())).containsExactly(new Change<>("a", null, "1"));
    }
  }

  @Test
  void aCompactionOfAnotherProcessIsNoGapForWhoIsThere() throws Exception {
    try (Peer peer = Peer.open(path)) {
      Told<CommittedTransaction> told = Told.by(db.subscribe());
      for (int i = 0; i < 10; i++) {
        peer.call("put a " + i);
        assertThat(words(told.next()).getFirst().after()).isEqualTo("" + i);
        peer.call("compact");
      }
    }
  }

  @Test
  void whatAnotherProcessHasCompactedAwayIsMissed() throws Exception {
    long begin = db.feedPosition();
    try (Peer peer = Peer.open(path)) {
      peer.call("put a 1");
      peer.call("compact");
      Told<CommittedTransaction> told = Told.by(db.subscribe(FeedOptions.defaults().from(begin)));
      assertThat(told.end()).isInstanceOf(ChangesMissedException.class);
    }
  }
}
