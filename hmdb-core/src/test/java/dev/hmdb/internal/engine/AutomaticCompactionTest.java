package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Effort;
import dev.hmdb.Options;
import dev.hmdb.TxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class AutomaticCompactionTest {
  private static final int KEYS = 3_000;
  private static final int LENGTH = 300;
  private static final int OVERWRITES = Effort.of(25_000, 75_000);

  private static final Options EAGER =
      Options.defaults().compaction(Compaction.automatic().minimumSize(64 << 10));

  @TempDir Path directory;

  /** One thread a task: these wait for each other's work. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdown();
  }

  /**
   * Bytes of the files now. A look during which files come or go counts as nothing: it might count
   * one that is gone together with what another grew to afterwards.
   */
  private long bytesOnDisk() throws IOException {
    Set<Path> before = files();
    long bytes = 0;
    try {
      for (Path file : before) {
        bytes += Files.size(file);
      }
    } catch (NoSuchFileException e) {
      return 0;
    }
    return files().equals(before) ? bytes : 0;
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toSet());
    }
  }

  /** Looks at the bytes on disk until it is told to stop; returns the most that it saw. */
  private long watch(AtomicBoolean isDone) {
    long most = 0;
    try {
      while (!isDone.get()) {
        most = Math.max(most, bytesOnDisk());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return most;
  }

  private static String value(SplittableRandom random) {
    String digits = Long.toString(random.nextLong(1L << 60, Long.MAX_VALUE));
    return digits.repeat(LENGTH / digits.length() + 1).substring(0, LENGTH);
  }

  /** Every key overwritten many times by four threads that do nothing else. */
  @Test
  void endlessOverwritingStaysBelowThreeTimesTheData() {
    long live = KEYS * (LENGTH + 2 + 5L);
    AtomicBoolean isDone = new AtomicBoolean();
    try (TwoTablesDb db = TwoTablesDb.open(directory, EAGER)) {
      for (int key = 0; key < KEYS; key++) {
        db.words().put("" + key, "x".repeat(LENGTH));
      }
      CompletableFuture<Long> most = CompletableFuture.supplyAsync(() -> watch(isDone), threads);
      CompletableFuture.allOf(
              Stream.of(1, 2, 3, 4)
                  .map(seed ->
                      CompletableFuture.runAsync(() -> overwrite(db, seed, OVERWRITES), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
      isDone.set(true);
      assertThat(most.join()).isLessThan(3 * live);
      assertThat(db.stats().compactions()).isGreaterThan(4 * OVERWRITES / 15_000);
      assertThat(most.join()).isGreaterThan(live);
      assertThat(db.stats().failedCompactions()).isZero();
    }
  }

  private static void overwrite(TwoTablesDb db, int seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      db.words().put("" + random.nextInt(KEYS), value(random));
    }
  }

  /** Each writer has keys of its own, and so knows what is there. */
  @ParameterizedTest
  @EnumSource
  void writersMeanwhileLoseNothing(Durability durability) {
    int commits = durability == Durability.SYNC ? 1_500 : 30_000;
    Options options = EAGER.durability(durability);
    Map<String, String> expected = new HashMap<>();
    try (TwoTablesDb db = TwoTablesDb.open(directory, options)) {
      Stream.of(0, 1, 2)
          .map(writer -> CompletableFuture.supplyAsync(() -> write(db, writer, commits), threads))
          .toList()
          .forEach(model -> expected.putAll(model.join()));
      assertThat(Map.copyOf(db.words().asMap())).isEqualTo(expected);
      assertThat(db.stats().compactions()).isPositive();
    }
    try (TwoTablesDb db = TwoTablesDb.open(directory, options)) {
      assertThat(Map.copyOf(db.words().asMap())).isEqualTo(expected);
      assertThat(db.numbers().size()).isEqualTo(3);
    }
  }

  private static Map<String, String> write(TwoTablesDb db, int writer, int commits) {
    SplittableRandom random = new SplittableRandom(writer);
    Map<String, String> model = new HashMap<>();
    for (int i = 0; i < commits; i++) {
      String key = writer + "." + random.nextInt(500);
      if (random.nextInt(5) == 0) {
        db.words().remove(key);
        model.remove(key);
      } else {
        String value = value(random);
        long count = i;
        TxOptions how = i % 100 == 0 ? TxOptions.lockAll() : TxOptions.defaults();
        db.transaction(
            how,
            tx -> {
              tx.words().set(key, value);
              tx.numbers().set((long) writer, count);
            });
        model.put(key, value);
      }
    }
    return model;
  }

  @Test
  void aLogThatIsTooLargeAtOpeningIsCompacted() {
    Options manual = Options.defaults().compaction(Compaction.manual());
    try (TwoTablesDb db = TwoTablesDb.open(directory, manual)) {
      overwrite(db, 1, 10_000);
    }
    try (TwoTablesDb db = TwoTablesDb.open(directory)) {
      while (db.stats().compactions() == 0) {
        Thread.onSpinWait();
      }
      assertThat(db.stats().recoveredCommits()).isEqualTo(10_000);
    }
  }

  @Test
  void closingEndsACompactionAndLeavesNoTemporaryFile() throws IOException {
    for (int round = 0; round < 20; round++) {
      try (TwoTablesDb db = TwoTablesDb.open(directory, EAGER)) {
        overwrite(db, round, 1_000);
      }
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
      }
    }
  }

  @Test
  void whatIsOnlyWrittenOnceIsNotWrittenOftenAgain() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, EAGER)) {
      for (long i = 0; i < 300_000; i++) {
        db.numbers().put(i, i);
      }
      // Each time the files have grown by half, frames being larger than what they hold.
      assertThat(db.stats().compactions()).isLessThan(20);
    }
  }

  @Test
  void lookingAroundWhileWritersWaitIsPossible() {
    try (TwoTablesDb db = TwoTablesDb.open(directory, EAGER)) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> overwrite(db, 1, 50_000), threads);
      while (!writer.isDone()) {
        long words = db.read(tables -> tables.words().size());
        assertThat(words).isLessThanOrEqualTo(KEYS);
      }
      writer.join();
      assertThat(db.stats().compactions()).isPositive();
    }
  }
}
