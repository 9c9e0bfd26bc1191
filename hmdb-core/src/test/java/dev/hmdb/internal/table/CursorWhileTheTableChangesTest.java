package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys below {@link #LASTING} are there all the time and must be passed once by every walk. */
@Timeout(60)
class CursorWhileTheTableChangesTest {
  private static final int LASTING = 12;

  private final WrittenTable<Integer, Integer> written = new WrittenTable<>();

  @Test
  void lastingKeysArePassedOnceWhateverIsWrittenBetweenTwoSteps() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WrittenTable<Integer, Integer> table = new WrittenTable<>();
      putLasting(table);
      for (int walk = 0; walk < 5; walk++) {
        Cursor<Integer, Integer> cursor = table.table.liveCursor();
        Set<Integer> passed = new HashSet<>();
        while (cursor.advance()) {
          assertThat(passed.add(cursor.key())).as("key %s, seed %s", cursor.key(), seed).isTrue();
          writeSome(table, random, 1 << walk);
        }
        assertContainsLasting(passed, "seed " + seed);
      }
      table.verify();
    }
  }

  private static void writeSome(
      WrittenTable<Integer, Integer> table, SplittableRandom random, int most) {
    int writes = random.nextInt(most + 1);
    for (int i = 0; i < writes; i++) {
      int key = random.nextInt(2000);
      if (key < LASTING || random.nextInt(4) > 0) {
        table.put(key, random.nextInt());
      } else {
        table.remove(key);
      }
    }
  }

  @Test
  void lastingKeysArePassedOnceWhileAnotherThreadGrowsTheTable() {
    for (int round = 0; round < 30; round++) {
      WrittenTable<Integer, Integer> growing = new WrittenTable<>();
      putLasting(growing);
      walkWhile(
          growing,
          () -> {
            for (int i = LASTING; i < 10_000; i++) {
              growing.put(i, i);
              growing.put(i % LASTING, i);
            }
          });
      growing.verify();
    }
  }

  @Test
  void lastingKeysArePassedOnceWhileAnotherThreadPutsAndRemoves() {
    putLasting(written);
    walkWhile(
        written,
        () -> {
          for (int i = 0; i < 200_000; i++) {
            int key = LASTING + i % 50;
            written.put(key, i);
            written.remove(key);
          }
        });
    written.verify();
  }

  @Test
  void aSnapshotsWalkPassesItsStateWhileAnotherThreadWrites() {
    for (int i = 0; i < 500; i++) {
      written.put(i, i);
    }
    Map<Integer, Integer> state = WrittenTable.rest(written.table.liveCursor());
    long then = written.now();
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> walker =
        CompletableFuture.runAsync(() -> {
          do {
            assertThat(WrittenTable.rest(written.table.cursor(then))).isEqualTo(state);
          } while (!isDone.get());
        });
    // Nothing is settled, as if the snapshot were registered.
    for (int i = 0; i < 20_000; i++) {
      written.publish(written.install(i % 5000, i % 3 == 0 ? null : -i));
    }
    isDone.set(true);
    walker.join();
    written.verify();
  }

  @Test
  void lastingKeysAreFoundWhileAnotherThreadGrowsTheTable() {
    for (int round = 0; round < 20; round++) {
      WrittenTable<Integer, Integer> growing = new WrittenTable<>();
      putLasting(growing);
      AtomicBoolean isDone = new AtomicBoolean();
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(() -> {
            Map<Integer, Integer> last = new HashMap<>();
            while (!isDone.get()) {
              for (int key = 0; key < LASTING; key++) {
                Integer value = growing.table.get(key);
                assertThat(value).isNotNull();
                assertThat(value).isGreaterThanOrEqualTo(last.getOrDefault(key, 0));
                last.put(key, value);
              }
            }
          });
      for (int i = LASTING; i < 10_000; i++) {
        growing.put(i, i);
        growing.put(i % LASTING, i);
      }
      isDone.set(true);
      reader.join();
    }
  }

  private static void putLasting(WrittenTable<Integer, Integer> table) {
    for (int i = 0; i < LASTING; i++) {
      table.put(i, i);
    }
  }

  private static void walkWhile(WrittenTable<Integer, Integer> table, Runnable writer) {
    AtomicBoolean isDone = new AtomicBoolean();
    CompletableFuture<Void> walker =
        CompletableFuture.runAsync(() -> {
          do {
            assertContainsLasting(WrittenTable.rest(table.table.liveCursor()).keySet(), "walk");
          } while (!isDone.get());
        });
    try {
      writer.run();
    } finally {
      isDone.set(true);
    }
    walker.join();
  }

  private static void assertContainsLasting(Set<Integer> passed, String when) {
    for (int i = 0; i < LASTING; i++) {
      assertThat(passed.contains(i)).as("key %s passed, %s", i, when).isTrue();
    }
  }
}
