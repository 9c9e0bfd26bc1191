package dev.hmdb.it.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hmdb.DatabaseOpenException;
import dev.hmdb.HmdbException;
import dev.hmdb.it.LedgerDb;
import dev.hmdb.it.types.EverythingDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database takes, and what it leaves behind. */
class FootprintTest {
  private static final int ROUNDS = Integer.getInteger("hmdb.openRounds", 800);

  /** Handles and threads that come and go with the rest of the JVM. */
  private static final int NOISE = 20;

  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("data");
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void aNewDatabaseTakesLessThanAMebibyte() throws Exception {
    try (EverythingDb db = EverythingDb.open(directory())) {
      db.byLong().put(1L, 1L);
      assertThat(bytesOnDisk()).isLessThan(1 << 20);
      assertThat(db.stats().diskBytes()).isLessThan(1 << 20);
    }
  }

  @Test
  void aCleanCloseCutsTheLogToSize() throws Exception {
    long end;
    try (LedgerDb db = LedgerDb.open(directory())) {
      for (long i = 0; i < 20_000; i++) {
        db.debits().put("key " + i, i);
      }
      end = db.stats().logBytes();
      assertThat(db.stats().diskBytes()).isGreaterThan(end);
    }
    assertThat(bytesOnDisk()).isBetween(end, end + 32);
    LedgerDb.open(directory()).close();
    assertThat(bytesOnDisk()).as("opened and closed again").isBetween(end, end + 64);
  }

  @Test
  void openingAndClosingOverAndOverDoesNotGrowTheLog() throws Exception {
    LedgerDb.open(directory()).close();
    long before = bytesOnDisk();
    for (int i = 0; i < 20; i++) {
      LedgerDb.open(directory()).close();
    }
    assertThat(bytesOnDisk()).isEqualTo(before);
  }

  private static long handles() {
    Path handles = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(handles), "there is no /proc/self/fd to count");
    try (Stream<Path> all = Files.list(handles)) {
      return all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Thread> hmdbThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hmdb-"))
        .collect(Collectors.toSet());
  }

  /** Those of hmdb-io do their work for all databases, and end by themselves a little later. */
  private static void assertNoNewThread(Set<Thread> before) {
    List<String> left =
        hmdbThreads().stream()
            .filter(thread -> !before.contains(thread))
            .map(Thread::getName)
            .toList();
    assertThat(left).allMatch(name -> name.equals("hmdb-io")).hasSizeLessThan(NOISE);
  }

  private long mappings() throws IOException {
    String real = directory().toRealPath().toString();
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(real)).count();
    }
  }

  @Test
  void neitherHandlesNorThreadsNorMappingsLeak() throws Exception {
    LedgerDb.open(directory()).close();
    long handles = handles();
    Set<Thread> threads = hmdbThreads();
    for (int i = 0; i < ROUNDS; i++) {
      try (LedgerDb db = LedgerDb.open(directory())) {
        if (i % 10 == 0) {
          db.debits().put("a", (long) i);
        }
      }
    }
    assertThat(handles()).isLessThan(handles + NOISE);
    assertThat(mappings()).isZero();
    assertNoNewThread(threads);
  }

  @Test
  void failedOpensLeakNothing() throws Exception {
    LedgerDb.open(directory()).close();
    Path damaged = Files.createDirectory(parent.resolve("damaged"));
    Files.write(damaged.resolve("log-0000000000000001.hmdb"), new byte[100]);
    long handles = handles();
    Set<Thread> threads = hmdbThreads();
    try (LedgerDb db = LedgerDb.open(directory())) {
      for (int i = 0; i < ROUNDS / 4; i++) {
        for (Path path : List.of(directory(), damaged, parent.resolve("a/b"))) {
          assertThatThrownBy(() -> LedgerDb.open(path)).isInstanceOf(HmdbException.class);
        }
        assertThatThrownBy(() -> LedgerDb.openReadOnly(parent))
            .isInstanceOf(DatabaseOpenException.class);
      }
      db.debits().put("a", 1L);
    }
    assertThat(handles()).isLessThan(handles + NOISE);
    assertNoNewThread(threads);
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("dev.hmdb.open.") && name.contains(parent.toString()));
  }

  private static WeakReference<String> putOne(EverythingDb db) {
    String value = new String("a value of its own".toCharArray());
    db.byString().put("key", value);
    return new WeakReference<>(db.byString().get("key"));
  }

  private static void assertBecomesGarbage(WeakReference<?> reference) {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
    }
    assertThat(reference.get()).isNull();
  }

  @Test
  void aRemovedValueIsGivenBack() {
    try (EverythingDb db = EverythingDb.open(directory())) {
      WeakReference<String> value = putOne(db);
      db.byString().remove("key");
      assertBecomesGarbage(value);
    }
  }

  private WeakReference<String> openPutAndClose() {
    try (EverythingDb db = EverythingDb.open(directory())) {
      var snapshot = db.snapshot();
      assertThat(snapshot.tables().byString().isEmpty()).isTrue();
      WeakReference<String> value = putOne(db);
      db.transaction(tx -> tx.byString().put("other", "value"));
      snapshot.close();
      return value;
    }
  }

  @Test
  void aClosedDatabaseIsGivenBack() {
    assertBecomesGarbage(openPutAndClose());
  }
}
