package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Compaction;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.FailingDirectory.Fault;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.LogOptions;
import dev.hmdb.internal.tx.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while a compaction writes its snapshot. */
@Timeout(60)
class CompactionRunningTest {
  private static final Options MANUAL = CompactionScript.options(Durability.BUFFERED);
  private static final Options AUTOMATIC =
      MANUAL.compaction(Compaction.automatic().minimumSize(64 << 10));

  private final SimulatedDirectory disk = new SimulatedDirectory();
  private final FailingDirectory calls = new FailingDirectory(disk);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void nothingIsLeftOpen() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(disk.openFiles()).isZero();
    assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
  }

  /** Its log has room for all that is written, since a call blocks while another is held up. */
  private Engine<TwoTables> open(Options options) {
    return Engine.open(TwoTables.SCHEMA, calls, options, new LogOptions(1 << 21, 1 << 21, false));
  }

  private Thread start(Runnable task) {
    Thread thread = Thread.ofPlatform().start(task);
    threads.add(thread);
    return thread;
  }

  /** Does something once, when all of the first snapshot is about to be written. */
  private void whileTheFirstSnapshotIsWritten(Runnable action) {
    beforeTheFirst("write snapshot.*", action);
  }

  private void beforeTheFirst(String call, Runnable action) {
    AtomicBoolean isDone = new AtomicBoolean();
    calls.beforeEachCall(() -> {
      boolean isIt = calls.trace().getLast().matches(call);
      if (isIt && isDone.compareAndSet(false, true)) {
        action.run();
      }
    });
  }

  private static void putMany(TwoTables tables, int count) {
    for (int i = 0; i < count; i++) {
      tables.words().put("key " + i % 100, "value " + i + "x".repeat(200));
    }
  }

  @Test
  void commitsMeanwhileAreKept() {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("a", "1");
    whileTheFirstSnapshotIsWritten(() -> tables.words().put("a", "2"));
    engine.compact();
    engine.kill();
    Engine<TwoTables> again = TwoTables.open(disk, MANUAL);
    assertThat(TwoTables.of(again).words().get("a")).isEqualTo("2");
    assertThat(again.stats().recoveredCommits()).isEqualTo(1);
    again.close();
  }

  @Test
  void aSecondOneWaitsAndIsCoveredByTheFirst() {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables.of(engine).words().put("a", "1");
    whileTheFirstSnapshotIsWritten(() -> Await.parked(start(engine::compact)));
    engine.compact();
    engine.compact(); // behind the second
    assertThat(engine.stats().compactions()).isEqualTo(1);
    engine.close();
  }

  @Test
  void aSecondOneDoesWhatTheFirstDidNotCover() throws InterruptedException {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("a", "1");
    whileTheFirstSnapshotIsWritten(() -> {
      tables.words().put("a", "2");
      Await.parked(start(engine::compact));
    });
    engine.compact();
    threads.getFirst().join();
    assertThat(engine.stats().compactions()).isEqualTo(2);
    engine.close();
  }

  @Test
  void closingEndsIt() {
    Engine<TwoTables> engine = open(MANUAL);
    putMany(TwoTables.of(engine), 1000);
    beforeTheFirst("create snapshot.*", () -> Await.parked(start(engine::close)));
    assertThatThrownBy(engine::compact)
        .isInstanceOf(DatabaseClosedException.class)
        .hasMessage("The database is closed");
    engine.close();
    assertThat(disk.list()).noneMatch(name -> name.startsWith("snapshot"));
    Engine<TwoTables> again = TwoTables.open(disk, MANUAL);
    assertThat(TwoTables.of(again).words().size()).isEqualTo(100);
    again.close();
  }

  @Test
  void whoWritesFasterWaitsUntilItIsDone() throws Exception {
    Engine<TwoTables> engine = open(AUTOMATIC);
    TwoTables tables = TwoTables.of(engine);
    FutureTask<Boolean> writing = new FutureTask<>(() -> putMany(tables, 5_000), true);
    CountDownLatch isStarted = new CountDownLatch(1);
    whileTheFirstSnapshotIsWritten(() -> {
      Await.latch(isStarted);
      Await.parked(threads.getFirst());
      assertThat(writing).isNotDone();
      assertThat(engine.stats().logBytes()).isLessThan(200 << 10);
      assertThat(tables.words().get("key 1")).startsWith("value");
    });
    start(writing);
    isStarted.countDown();
    writing.get();
    assertThat(engine.stats().compactions()).isPositive();
    engine.close();
  }

  @Test
  void whoWritesFasterDoesNotWaitForOneThatFails() throws Exception {
    Engine<TwoTables> engine = open(AUTOMATIC);
    TwoTables tables = TwoTables.of(engine);
    FutureTask<Boolean> writing = new FutureTask<>(() -> putMany(tables, 5_000), true);
    CountDownLatch isStarted = new CountDownLatch(1);
    whileTheFirstSnapshotIsWritten(() -> {
      Await.latch(isStarted);
      Await.parked(threads.getFirst());
      calls.failAt(calls.calls(), Fault.IO_ERROR);
    });
    start(writing);
    isStarted.countDown();
    writing.get();
    assertThat(engine.stats().failedCompactions()).isEqualTo(1);
    engine.close();
  }

  @Test
  void oneThatFailedIsTriedAgain() {
    Engine<TwoTables> engine = open(AUTOMATIC);
    whileTheFirstSnapshotIsWritten(() -> calls.failAt(calls.calls(), Fault.NO_SPACE));
    putMany(TwoTables.of(engine), 1_000);
    Await.until(() -> engine.stats().compactions() > 0);
    assertThat(engine.stats().failedCompactions()).isEqualTo(1);
    engine.close();
  }

  @Test
  void closingDoesNotWaitForTheNextTry() {
    calls.beforeEachCall(() -> {
      if (calls.trace().getLast().startsWith("create snapshot")) {
        calls.failAt(calls.calls(), Fault.NO_SPACE);
      }
    });
    Engine<TwoTables> engine = open(AUTOMATIC);
    putMany(TwoTables.of(engine), 1_000);
    Await.until(() -> engine.stats().failedCompactions() == 1);
    engine.close(); // the next try is a second away
    assertThat(calls.trace().stream().filter(call -> call.startsWith("create snapshot")))
        .hasSize(1);
  }

  @Test
  void anInterruptOfTheCallerDoesNoHarm() {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables.of(engine).words().put("a", "1");
    Thread.currentThread().interrupt();
    engine.compact();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.stats().compactions()).isEqualTo(1);
    engine.close();
  }

  @Test
  void anInterruptOfTheCallerMeanwhileReachesNoCodec() {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables.of(engine).words().put("a", "1");
    Thread caller = Thread.currentThread();
    AtomicReference<Thread> compacting = new AtomicReference<>();
    whileTheFirstSnapshotIsWritten(() -> {
      caller.interrupt();
      compacting.set(Thread.currentThread());
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    });
    engine.compact();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(compacting.get().getName()).isEqualTo("hmdb-compaction");
    engine.close();
  }

  /** As a codec may throw that waits for something of its own. */
  @Test
  void aCancellationThatIsNotItsOwnIsAFailureLikeAnyOther() {
    Engine<TwoTables> engine = open(MANUAL);
    putMany(TwoTables.of(engine), 10);
    failSnapshots();
    assertThatThrownBy(engine::compact)
        .isInstanceOf(CancellationException.class)
        .hasMessage("of a codec");
    assertThat(engine.stats().failedCompactions()).isEqualTo(1);
    engine.close();
  }

  @Test
  void triesThatFailLeaveOneSegmentMoreAndNotOneEach() {
    Engine<TwoTables> engine = open(MANUAL);
    TwoTables tables = TwoTables.of(engine);
    tables.words().put("a", "1");
    failSnapshots();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(engine::compact).isInstanceOf(CancellationException.class);
      assertThat(segments()).isEqualTo(2);
    }
    calls.beforeEachCall(() -> {});
    engine.compact();
    assertThat(segments()).isEqualTo(1);
    tables.words().put("b", "2");
    engine.kill();
    Engine<TwoTables> again = TwoTables.open(disk, MANUAL);
    assertThat(TwoTables.of(again).words().asMap()).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(again.stats().recoveredCommits()).isEqualTo(1);
    again.close();
  }

  private long segments() {
    return disk.list().stream().filter(name -> name.startsWith("log-")).count();
  }

  private void failSnapshots() {
    calls.beforeEachCall(() -> {
      if (calls.trace().getLast().matches("write snapshot.*")) {
        throw new CancellationException("of a codec");
      }
    });
  }
}
