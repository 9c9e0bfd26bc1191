package dev.hmdb.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkLoadTest {
  private final WrittenTable<Placed, String> written = new WrittenTable<>();
  private final HashTable<Placed, String> table = written.table;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 10_000})
  void chainsAreSortedWhateverWasExpected(long expected) {
    SplittableRandom random = new SplittableRandom(7);
    BulkLoad<Placed, String> load = table.bulkLoad(expected);
    for (int i = 0; i < 1000; i++) {
      // few places, so that buckets are shared and some keys collide
      load.add(new Placed(random.nextInt(200) * 0x0100_0000, i), "v" + i);
    }
    load.finish();

    written.verify();
    assertThat(table.size()).isEqualTo(1000);
  }

  @Test
  void aKeyThatIsThereIsRefusedAndKeepsItsValue() {
    BulkLoad<Placed, String> load = table.bulkLoad(3);
    assertThat(load.add(new Placed(5, 0), "first")).isTrue();
    assertThat(load.add(new Placed(5, 1), "beside it")).isTrue();
    assertThat(load.add(new Placed(5, 0), "second")).isFalse();
    load.finish();

    assertThat(table.get(new Placed(5, 0))).isEqualTo("first");
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void theTableGrowsOnFromThere() {
    BulkLoad<Placed, String> load = table.bulkLoad(10);
    for (int i = 0; i < 10; i++) {
      load.add(Placed.at(i * 0x1000_0000), "v");
    }
    load.finish();
    for (int i = 0; i < 5000; i++) {
      written.put(new Placed(i * 0x000F_1234, 1), "w");
    }

    written.verify();
    assertThat(table.size()).isEqualTo(5010);
  }

  @Test
  void entriesAreSettledForSnapshotsOfTheStateThatWasLoaded() {
    BulkLoad<Placed, String> load = table.bulkLoad(1);
    load.add(Placed.at(1), "v");
    load.finish();

    assertThat(table.get(Placed.at(1), 0)).isEqualTo("v");
    assertThat(table.size(0)).isEqualTo(1);
  }

  /** Every thread adds every key, in one bucket: each key must be taken once. */
  @Test
  void threadsThatAddTheSameKeysAddEachOnce() throws InterruptedException {
    int keys = 300;
    BulkLoad<Placed, String> load = table.bulkLoad(1);
    AtomicInteger added = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      long seed = t;
      threads.add(
          Thread.startVirtualThread(() -> {
            awaitUninterruptibly(start);
            SplittableRandom random = new SplittableRandom(seed);
            int offset = random.nextInt(keys);
            for (int i = 0; i < keys; i++) {
              int key = (i + offset) % keys;
              if (load.add(new Placed(key / 3, key), "v" + key)) {
                added.incrementAndGet();
              }
            }
          }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    load.finish();

    assertThat(added).hasValue(keys);
    assertThat(table.size()).isEqualTo(keys);
    written.verify();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
