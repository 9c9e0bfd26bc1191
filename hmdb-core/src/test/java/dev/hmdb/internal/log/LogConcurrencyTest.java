package dev.hmdb.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.internal.disk.FailingDirectory;
import dev.hmdb.internal.disk.LossPattern;
import dev.hmdb.internal.disk.RealDirectory;
import dev.hmdb.internal.disk.SimulatedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread appends while others sync and the log grows. */
class LogConcurrencyTest {
  private static final LogOptions SMALL = new LogOptions(4096, 1 << 15, true);

  private final AtomicBoolean isDone = new AtomicBoolean();

  private static String body(int i) {
    return i + "." + "x".repeat(i * 37 % 500);
  }

  private static int append(Log log, int count, AtomicInteger appended) throws IOException {
    for (int i = 0; i < count; i++) {
      byte[] bytes = body(i).getBytes(StandardCharsets.ISO_8859_1);
      log.append(FrameKind.COMMIT, bytes, 0, bytes.length);
      appended.set(i + 1);
    }
    return count;
  }

  private int syncUntilDone(Log log) throws IOException {
    int syncs = 0;
    do {
      long end = log.end();
      log.sync();
      assertThat(log.synced()).isGreaterThanOrEqualTo(end).isLessThanOrEqualTo(log.end());
      syncs++;
    } while (!isDone.get());
    return syncs;
  }

  @Test
  void everythingAppendedIsThere(@TempDir Path path) throws Exception {
    int count = 50_000;
    try (RealDirectory directory = RealDirectory.open(path, false);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      Log log = Log.create(directory, TestLog.ID, SMALL);
      Future<Integer> first = threads.submit(() -> syncUntilDone(log));
      Future<Integer> second = threads.submit(() -> syncUntilDone(log));
      append(log, count, new AtomicInteger());
      isDone.set(true);
      assertThat(first.get() + second.get()).isPositive();
      log.close();
      List<String> frames = TestLog.frames(directory);
      assertThat(frames).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(frames.get(i)).isEqualTo(body(i));
      }
    }
  }

  /** The sync may have covered it or not; only what was there when it began counts. */
  @Test
  void frameAppendedDuringASyncIsNotCalledSynced() throws IOException {
    FailingDirectory disk = new FailingDirectory(new SimulatedDirectory());
    try (TestLog log = TestLog.create(disk).append("before")) {
      long end = log.log.end();
      AtomicBoolean isFirst = new AtomicBoolean(true);
      disk.beforeEachCall(() -> {
        if (isFirst.getAndSet(false)) {
          log.appendUnchecked("during");
        }
      });
      log.sync();
      assertThat(log.log.synced()).isEqualTo(end).isLessThan(log.log.end());
    }
  }

  @Test
  void powerCutsMeanwhileLoseNothingSynced() throws Exception {
    SimulatedDirectory disk = new SimulatedDirectory(2 << 20);
    AtomicInteger appended = new AtomicInteger();
    List<SimulatedDirectory> left = new ArrayList<>();
    List<Integer> least = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Log log = Log.create(disk, TestLog.ID, SMALL);
      Future<Integer> appender = threads.submit(() -> append(log, 4000, appended));
      Future<Integer> syncer = threads.submit(() -> syncUntilDone(log));
      for (int seed = 0; seed < 40; seed++) {
        int before = appended.get();
        log.sync();
        least.add(before);
        left.add(disk.crash(LossPattern.values()[seed % 4], seed));
      }
      appender.get();
      isDone.set(true);
      syncer.get();
      log.close();
    }
    for (int i = 0; i < left.size(); i++) {
      List<String> frames = TestLog.frames(left.get(i));
      assertThat(frames.size()).as("cut " + i).isGreaterThanOrEqualTo(least.get(i));
      for (int frame = 0; frame < frames.size(); frame++) {
        assertThat(frames.get(frame)).isEqualTo(body(frame));
      }
    }
  }
}
