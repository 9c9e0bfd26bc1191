package dev.hmdb.it.soak;

import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import dev.hmdb.Stats;
import dev.hmdb.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes, reads, takes snapshots and is compacted until it is killed. Its lines: {@code open},
 * {@code ack WRITER STEP} for each commit that returned, {@code sample HEAP DISK COMMITS
 * COMPACTIONS} now and then, {@code broken WHAT} when a reader saw what no reader may see.
 */
final class SoakedWriter {
  private static final long SAMPLE_NANOS = 250_000_000;

  private static final FileOutputStream LINES = new FileOutputStream(FileDescriptor.out);

  private SoakedWriter() {}

  /**
   * @param arguments the directory, the durability, and for each writer the step that it did last
   */
  public static void main(String[] arguments) {
    Options options =
        Options.defaults()
            .durability(Durability.valueOf(arguments[1]))
            .compaction(Compaction.automatic().minimumSize(64 << 10));
    SoakedDb db = SoakedDb.open(Path.of(arguments[0]), options);
    line("open");
    for (int writer = 0; writer < Step.WRITERS; writer++) {
      int own = writer;
      long last = Long.parseLong(arguments[2 + writer]);
      start(() -> write(db, own, last));
    }
    start(() -> read(db));
    start(() -> takeSnapshots(db));
    start(() -> sample(db));
  }

  private static void start(Runnable work) {
    Thread.ofPlatform()
        .start(() -> {
          try {
            work.run();
          } catch (Throwable t) {
            line("broken " + t);
            throw t;
          }
        });
  }

  private static void write(SoakedDb db, int writer, long last) {
    for (long step = last + 1; ; step++) {
      long next = step;
      db.transaction(tables -> Step.apply(tables, writer, next));
      line("ack " + writer + " " + step);
    }
  }

  /** One transaction after the other finds both tables the same at some keys. */
  private static void read(SoakedDb db) {
    for (long n = 0; ; n++) {
      String key = Step.key((int) (n % Step.WRITERS), n / Step.WRITERS);
      boolean isSame =
          db.<Boolean, RuntimeException>read(
              tables -> Objects.equals(tables.left().get(key), tables.right().get(key)));
      if (!isSame) {
        line("broken two tables differ at " + key);
      }
      LockSupport.parkNanos(20_000);
    }
  }

  /** A walk over all of a snapshot finds both tables the same, and so does a second walk. */
  private static void takeSnapshots(SoakedDb db) {
    while (true) {
      try (Snapshot<Soaked> snapshot = db.snapshot()) {
        Map<String, String> left = content(snapshot.tables().left());
        if (!left.equals(content(snapshot.tables().right()))
            || !left.equals(content(snapshot.tables().left()))) {
          line("broken a snapshot changed");
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static Map<String, String> content(Table<String, String> table) {
    Map<String, String> content = new HashMap<>();
    table.forEach(content::put);
    return content;
  }

  private static void sample(SoakedDb db) {
    Runtime runtime = Runtime.getRuntime();
    while (true) {
      LockSupport.parkNanos(SAMPLE_NANOS);
      System.gc();
      long heap = runtime.totalMemory() - runtime.freeMemory();
      Stats stats = db.stats();
      line(
          "sample "
              + heap
              + " "
              + stats.diskBytes()
              + " "
              + stats.commits()
              + " "
              + stats.compactions());
    }
  }

  /** One write each, so that no line is torn. */
  private static void line(String text) {
    try {
      LINES.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
