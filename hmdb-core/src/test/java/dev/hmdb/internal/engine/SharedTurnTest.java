package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import dev.hmdb.internal.log.ControlFile;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets the right to write when several want it. */
@Timeout(60)
class SharedTurnTest {
  /** Long enough for the right not to be had again without queueing. */
  private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final SimulatedDirectory disk = new SimulatedDirectory(1 << 21).letsOpenFilesBeDeleted();
  private final Engine<TwoTables> holder = SharedScript.openShared(disk, Durability.BUFFERED);
  private final Writer one = new Writer("one");
  private final Writer other = new Writer("other");

  /** A process that wants to write. */
  private final class Writer {
    final FailingDirectory calls = new FailingDirectory(disk);
    final Engine<TwoTables> engine = SharedScript.openShared(calls, Durability.BUFFERED);
    private final String key;
    private final Thread thread;

    Writer(String key) {
      this.key = key;
      this.thread =
          Thread.ofPlatform().unstarted(() -> TwoTables.of(engine).words().put(key, "written"));
    }

    void start() {
      thread.start();
    }

    /** Waits until it has tried in vain. */
    void awaitTries(String right) {
      int before = count(right);
      while (count(right) < before + 3) {
        assertThat(Thread.currentThread().isInterrupted()).as("timed out").isFalse();
        Thread.onSpinWait();
      }
    }

    private int count(String right) {
      return (int) calls.trace().stream().filter(call -> call.equals("take " + right)).count();
    }

    void join() throws InterruptedException {
      thread.join();
    }
  }

  @AfterEach
  void close() {
    one.engine.close();
    other.engine.close();
    holder.close();
  }

  private String get(String key) {
    return holder.<String, RuntimeException>transaction(
        TxOptions.lockAll(), tx -> String.valueOf(tx.words().get(key)));
  }

  private void hold(Runnable body) {
    boolean _ =
        holder.<Boolean, RuntimeException>transaction(
            TxOptions.lockAll(),
            tx -> {
              long begin = System.nanoTime();
              tx.words().put("held", "1");
              body.run();
              while (System.nanoTime() - begin < HELD_NANOS) {
                Thread.onSpinWait();
              }
              return true;
            });
  }

  @Test
  void whoWaitsHasTheRightBeforeWhoGivesItBackAndWantsItAgain() throws Exception {
    hold(() -> {
      one.start();
      one.awaitTries("WRITER");
    });
    assertThat(get("one")).isEqualTo("written");
    one.join();
  }

  @Test
  void aWaitIsCounted() throws Exception {
    hold(() -> {
      one.start();
      one.awaitTries("WRITER");
    });
    one.join();
    assertThat(one.engine.stats().lockWaits()).isOne();
    assertThat(other.engine.stats().lockWaits()).isZero();
  }

  @Test
  void whoHasWaitedIsNotWaitedForAnyMore() throws Exception {
    hold(() -> {
      one.start();
      one.awaitTries("WRITER");
      other.start();
      other.awaitTries("TURN");
    });
    one.join();
    other.join();
    assertThat(isAnybodyWaiting()).isFalse();
    assertThat(get("one")).isEqualTo("written");
    assertThat(get("other")).isEqualTo("written");
  }

  private boolean isAnybodyWaiting() throws IOException {
    try (ControlFile control = ControlFile.open(disk, true)) {
      return control.isBehindAnother(63, System.nanoTime());
    }
  }
}
