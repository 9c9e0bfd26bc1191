package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConflictException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.disk.ChildJvm;
import dev.hmdb.internal.tx.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class VirtualThreadsTest {
  private static final int THREADS = 300;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void nothingPinsACarrier(Durability durability) {
    Options options = Options.defaults().durability(durability);
    TwoTablesDb db = TwoTablesDb.open(directory.resolve("db"), options);
    onThreads(10, key -> everything(db, key)); // a thread that waits for a class is pinned
    List<String> pinned =
        pinnedWhile(() -> {
          onThreads(THREADS, key -> everything(db, key));
          onThreads(2, _ -> db.close());
        });
    assertThat(pinned).filteredOn(trace -> trace.contains("dev.hmdb.")).isEmpty();
    try (TwoTablesDb again = TwoTablesDb.open(directory.resolve("db"))) {
      assertThat(again.numbers().get(0L)).isEqualTo(10 + THREADS);
    }
  }

  private static void everything(TwoTablesDb db, long key) {
    db.numbers().put(key + 1, key);
    db.transaction(tx -> {
      tx.numbers().merge(0L, 1L, Long::sum);
    });
    db.transaction(
        key % 3 == 0 ? TxOptions.lockAll() : TxOptions.lock(db.words()),
        tx -> {
          Thread.yield();
          tx.words().set("word", "by " + key);
        });
    db.read(tables -> tables.numbers().size());
    try (Snapshot<TwoTables> snapshot = db.snapshot();
        Transaction<TwoTables> tx = db.begin()) {
      tx.tables().words().put("word", snapshot.tables().words().getOrDefault("word", ""));
      tx.commit();
    } catch (ConflictException e) {
      // as it may be
    }
    if (key % 10 == 0) {
      db.sync();
    }
  }

  @Test
  void theRecordingShowsAThreadThatWaitsInAClassInitializer() {
    assertThat(pinnedWhile(() -> onThreads(1, _ -> Waiting.touch())))
        .anyMatch(trace -> trace.contains("dev.hmdb."));
  }

  private static final class Waiting {
    static {
      LockSupport.parkNanos(1_000_000);
    }

    static void touch() {}
  }

  private static List<String> pinnedWhile(Runnable task) {
    Queue<String> pinned = new ConcurrentLinkedQueue<>();
    try (RecordingStream recording = new RecordingStream()) {
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      recording.onEvent("jdk.VirtualThreadPinned", event -> pinned.add(trace(event)));
      recording.startAsync();
      task.run();
      recording.stop();
    }
    return List.copyOf(pinned);
  }

  private static String trace(RecordedEvent event) {
    return event.getStackTrace() == null ? "" : event.getStackTrace().getFrames().toString();
  }

  /** Runs a task on as many virtual threads, with the numbers from 1. */
  private static void onThreads(long count, LongConsumer task) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (long number = 1; number <= count; number++) {
      long mine = number;
      all.add(CompletableFuture.runAsync(() -> task.accept(mine), Thread::startVirtualThread));
    }
    all.forEach(CompletableFuture::join);
  }

  @Test
  void oneCarrierIsEnough() throws IOException {
    List<String> flags =
        List.of(
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    try (ChildJvm child = ChildJvm.start(flags, OneCarrier.class, directory.toString())) {
      assertThat(child.readLine()).isEqualTo("all went on");
    }
  }

  /** Everybody waits for somebody who is parked meanwhile; a carrier that waited would be all. */
  static final class OneCarrier {
    private OneCarrier() {}

    public static void main(String[] arguments) {
      try (TwoTablesDb db = TwoTablesDb.open(Path.of(arguments[0], "db"))) {
        for (TxOptions how : List.of(TxOptions.lockAll(), TxOptions.lock(db.words()))) {
          CountDownLatch isLocked = new CountDownLatch(1);
          CountDownLatch mayEnd = new CountDownLatch(1);
          Thread holder =
              Thread.startVirtualThread(() ->
                  db.transaction(
                      how,
                      tx -> {
                        isLocked.countDown();
                        Await.latch(mayEnd);
                        tx.words().set("a", "held");
                      }));
          Await.latch(isLocked);
          List<Thread> waiters = new ArrayList<>();
          waiters.add(Thread.startVirtualThread(() -> db.words().put("a", "waited")));
          waiters.add(
              Thread.startVirtualThread(
                  () -> db.transaction(TxOptions.sync(), tx -> tx.words().set("b", "waited"))));
          waiters.forEach(Await::parked);
          onThreads(1, _ -> db.read(tables -> tables.words().get("a")));
          mayEnd.countDown();
          waiters.add(holder);
          waiters.forEach(OneCarrier::join);
        }
      }
      System.out.println("all went on");
    }

    private static void join(Thread thread) {
      Await.until(() -> !thread.isAlive());
    }
  }
}
