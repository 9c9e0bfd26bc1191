package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Durability;
import dev.hmdb.KeyRange;
import dev.hmdb.Options;
import dev.hmdb.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers of orders and indexes beside writers. */
@Timeout(120)
class DerivedConcurrencyTest {
  private static final int KEYS = 200;
  private static final int COMMITS = 3000;

  @TempDir Path directory;

  @FunctionalInterface
  private interface Task {
    void run() throws Exception;
  }

  /** Runs readers until a writer has ended. */
  private static void race(Task writer, Task... readers) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<?>> running = new ArrayList<>();
      for (Task reader : readers) {
        running.add(
            threads.submit(() -> {
              while (!isOver.get()) {
                reader.run();
              }
              return null;
            }));
      }
      try {
        writer.run();
      } finally {
        isOver.set(true);
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
  }

  private static String key(int number) {
    return "key" + (1000 + number);
  }

  /** Each commit moves one key to another place, so there are always as many. */
  private static void moveKeys(KindsDb db) {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < COMMITS; i++) {
      String from = db.own().events().select(random.nextInt(KEYS)).getKey();
      String to = key(random.nextInt(10 * KEYS));
      db.transaction(tables -> {
        String value = tables.events().get(from);
        if (tables.events().putIfAbsent(to, value) == null) {
          tables.events().remove(from);
        }
      });
    }
  }

  private static void fill(KindsDb db) {
    for (int i = 0; i < KEYS; i++) {
      db.own().events().put(key(i), "v" + i);
    }
  }

  private static void requireOneState(KindsDb db) {
    List<String> keys = db.own().events().keys().toList();
    assertThat(keys).hasSize(KEYS).isSorted().doesNotHaveDuplicates();
    assertThat(db.own().events().range(KeyRange.startingWith("key")).size()).isEqualTo(KEYS);
    assertThat(db.own().events().rank("z")).isEqualTo(KEYS);
  }

  @Test
  void everyWalkSeesOneState() throws Exception {
    try (KindsDb db = KindsDb.inMemory()) {
      fill(db);
      race(() -> moveKeys(db), () -> requireOneState(db), () -> requireOneState(db));
    }
  }

  @Test
  void everyWalkSeesOneStateUnderSync() throws Exception {
    try (KindsDb db = KindsDb.open(directory, Options.defaults().durability(Durability.SYNC))) {
      fill(db);
      race(
          () -> {
            for (int i = 0; i < 100; i++) {
              int number = i;
              db.transaction(tables -> {
                tables.events().remove(key(number));
                tables.events().put(key(number + KEYS), "moved");
              });
            }
          },
          () -> requireOneState(db));
    }
  }

  @Test
  void aSnapshotKeepsItsState() throws Exception {
    try (KindsDb db = KindsDb.inMemory()) {
      fill(db);
      race(
          () -> moveKeys(db),
          () -> {
            try (Snapshot<Kinds> snapshot = db.snapshot()) {
              List<Map.Entry<String, String>> before = snapshot.tables().events().stream().toList();
              assertThat(snapshot.tables().events().reversed().stream().toList())
                  .isEqualTo(before.reversed());
              for (int i = 0; i < KEYS; i += 20) {
                assertThat(snapshot.tables().events().select(i)).isEqualTo(before.get(i));
                assertThat(snapshot.tables().events().get(before.get(i).getKey()))
                    .isEqualTo(before.get(i).getValue());
              }
            }
          });
    }
  }

  @Test
  void tableAndIndexesAreOfOneStateInASnapshot() throws Exception {
    try (KindsDb db = KindsDb.inMemory()) {
      race(
          () -> {
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < COMMITS; i++) {
              long key = random.nextInt(50);
              String account =
                  (random.nextBoolean() ? "free " : "premium ")
                      + random.nextInt(5)
                      + " "
                      + key
                      + "@";
              if (random.nextInt(4) == 0) {
                db.own().accounts().remove(key);
              } else {
                db.own().accounts().put(key, account);
              }
            }
          },
          () -> {
            try (Snapshot<Kinds> snapshot = db.snapshot()) {
              Kinds tables = snapshot.tables();
              long size = tables.accounts().size();
              assertThat(tables.byPlan().count("free") + tables.byPlan().count("premium"))
                  .isEqualTo(size);
              assertThat(tables.byAge().entries().size()).isEqualTo(size);
              assertThat(tables.byEmail().size()).isEqualTo(size);
              tables
                  .byPlan()
                  .get("free")
                  .forEach((key, value) -> assertThat(tables.accounts().get(key)).isSameAs(value));
            }
          },
          () ->
              db.own()
                  .byPlan()
                  .get("free")
                  .forEach((_, value) -> assertThat(value).startsWith("free")));
    }
  }

  @Test
  void concurrentAddsToAListAreAllThere() throws Exception {
    try (KindsDb db = KindsDb.inMemory();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String name = "t" + thread + "-";
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < 250; i++) {
                db.own().notes().add(name + (1000 + i));
              }
            }));
      }
      for (Future<?> future : running) {
        future.get();
      }
      List<String> all = db.own().notes().stream().toList();
      assertThat(all).hasSize(1000).doesNotHaveDuplicates();
      assertThat(all.stream().filter(note -> note.startsWith("t0-"))).isSorted();
    }
  }
}
