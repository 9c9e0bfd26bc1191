package dev.hmdb.internal.log;

import dev.hmdb.internal.disk.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A life of a log, the same for the same seed: created, appended to, synced, grown, gone on with in
 * another segment, killed, reopened, closed. It keeps account of what must and what may be on disk
 * at any moment.
 */
final class LogScript {
  /** Every body that an append was called with, in order. */
  final List<String> attempted = new ArrayList<>();

  /** How many of them returned: these survive the death of the process. */
  int acknowledged;

  /** How many of them a returned sync covers: these survive a power cut. */
  int synced;

  boolean isCreated;

  private final Directory directory;
  private final LogOptions options;
  private final SplittableRandom random;
  private final Runnable afterEachAppend;

  LogScript(Directory directory, long seed, Runnable afterEachAppend) {
    this(directory, TestLog.SMALL, seed, afterEachAppend);
  }

  LogScript(Directory directory, LogOptions options, long seed, Runnable afterEachAppend) {
    this.directory = directory;
    this.options = options;
    this.random = new SplittableRandom(seed);
    this.afterEachAppend = afterEachAppend;
  }

  void run() throws IOException {
    Log log = Log.create(directory, TestLog.ID, options);
    isCreated = true;
    try {
      append(log, 3, 300);
      sync(log);
      append(log, 3, 2000);
      append(log, 1, 9000); // more than a window
      sync(log);
      append(log, 4, 600);
    } finally {
      log.discard();
    }
    reopen(again -> append(again, 2, 300), Log::discard);
    reopen(this::switchOften, Log::discard);
    reopen(this::goOnWithoutSync, Log::discard);
    reopen(again -> append(again, 4, 3000), Log::close);
    synced = acknowledged;
    reopen(again -> append(again, 2, 100), Log::close);
    synced = acknowledged;
  }

  private void switchOften(Log log) throws IOException {
    append(log, 2, 300);
    switchSegment(log);
    append(log, 2, 600); // while the segment before is not on stable storage
    sync(log);
    append(log, 2, 300);
    log.finishSwitch();
    append(log, 1, 6000);
    switchSegment(log);
    append(log, 1, 300);
    int covered = acknowledged;
    log.finishSwitch();
    synced = covered;
    log.prepareNext(TestLog.SCHEMA).discard();
    append(log, 1, 300);
  }

  private void goOnWithoutSync(Log log) throws IOException {
    append(log, 3, 500);
    switchSegment(log);
    append(log, 3, 500);
  }

  private static void switchSegment(Log log) throws IOException {
    Log.Next next = log.prepareNext(TestLog.SCHEMA);
    try {
      log.switchTo(next);
    } finally {
      next.discard();
    }
  }

  private interface Step {
    void with(Log log) throws IOException;
  }

  private void reopen(Step step, Step end) throws IOException {
    List<String> found = new ArrayList<>();
    Log log = Log.open(directory, 1, null, options, TestLog.collector(found));
    if (options.writesThrough()) {
      acknowledged = found.size(); // what was held is gone
      attempted.subList(acknowledged, attempted.size()).clear();
    }
    synced = acknowledged;
    try {
      step.with(log);
      end.with(log);
    } finally {
      log.discard();
    }
  }

  private void append(Log log, int count, int maxLength) throws IOException {
    for (int i = 0; i < count; i++) {
      String body = TestLog.body(random.nextInt(maxLength), random);
      attempted.add(body);
      byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
      log.append(FrameKind.COMMIT, bytes, 0, bytes.length);
      acknowledged++;
      afterEachAppend.run();
    }
  }

  private void sync(Log log) throws IOException {
    int covered = acknowledged;
    log.sync();
    synced = covered;
  }
}
