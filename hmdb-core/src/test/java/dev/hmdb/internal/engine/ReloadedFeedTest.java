package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.Durability;
import dev.hmdb.FeedOptions;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.tx.Await;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers of a process that is so far behind another one that it has to load everything. */
@Timeout(60)
class ReloadedFeedTest {
  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 21).letsOpenFilesBeDeleted();
  private final FailingDirectory calls = new FailingDirectory(disk);
  private final Engine<TwoTables> engine = SharedScript.openShared(calls, Durability.BUFFERED);
  private final Engine<TwoTables> other = SharedScript.openShared(disk, Durability.BUFFERED);
  private final TwoTables own = TwoTables.of(engine);

  @AfterEach
  void close() {
    engine.close();
    other.close();
  }

  private void put(int from, int end) {
    for (int i = from; i < end; i++) {
      TwoTables.of(other).words().put("a", "" + i);
    }
  }

  /** Has the other process commit and compact while this one cannot read any further. */
  private void fallBehind(int from, int end) {
    CountDownLatch mayRead = new CountDownLatch(1);
    calls.beforeEachCall(() -> Await.latch(mayRead));
    for (int i = from; i < end; i++) {
      put(i, i + 1);
      other.compact();
    }
    mayRead.countDown();
    calls.beforeEachCall(() -> {});
  }

  @Test
  void theyAreToldThatTheyMissedSomethingAndGoOnFromThere() throws Exception {
    Told<CommittedTransaction> told = Told.by(engine.subscribe(FeedOptions.defaults()));
    put(0, 1);
    assertThat(told.next().changes(own.words())).containsExactly(new Change<>("a", null, "0"));
    fallBehind(1, 5);

    ChangesMissedException missed = (ChangesMissedException) told.end();
    assertThat(engine.stats().reloads()).isPositive();
    assertThat(own.words().get("a")).isEqualTo("4");
    Told<CommittedTransaction> again =
        Told.by(engine.subscribe(FeedOptions.defaults().from(missed.resumeAt())));
    put(5, 7);
    assertThat(again.next().changes(own.words())).containsExactly(new Change<>("a", "4", "5"));
    assertThat(again.next().changes(own.words())).containsExactly(new Change<>("a", "5", "6"));
  }
}
