package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Change;
import dev.hmdb.ChangesMissedException;
import dev.hmdb.CommittedTransaction;
import dev.hmdb.Compaction;
import dev.hmdb.Durability;
import dev.hmdb.Effort;
import dev.hmdb.FeedOptions;
import dev.hmdb.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of a database that follow it, beside several writers, compactions and openings: each
 * change fits what the copy has, and in the end they are equal.
 */
@Timeout(120)
class FeedModelTest {
  private static final int KEYS = 40;
  private static final int ROUNDS = Effort.of(4, 40);
  private static final int COMMITS = 2000;
  private static final String MARK = "mark";

  @TempDir Path parent;

  private final long seed = Long.getLong("hmdb.model.seed", System.nanoTime());

  /** What follows the changes, through all openings. */
  private final class Copy implements Flow.Subscriber<CommittedTransaction> {
    private final FeedOptions options;
    private final int atATime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All under the lock.
    private final Map<String, Map<Object, Object>> tables = new HashMap<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable TwoTablesDb db;
    private long position;
    private int unasked;

    /** Up to there the copy may know already what it is told. */
    private long overlap;

    private @Nullable Throwable failure;
    private int told;
    private int missed;

    Copy(FeedOptions options, int atATime) {
      this.options = options;
      this.atATime = atATime;
    }

    void follow(TwoTablesDb opened) {
      lock.lock();
      try {
        db = opened;
        unasked = 0;
      } finally {
        lock.unlock();
      }
      opened.subscribe(options.from(position)).subscribe(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(atATime);
    }

    @Override
    public void onNext(CommittedTransaction transaction) {
      lock.lock();
      try {
        assertThat(transaction.position()).isGreaterThan(position);
        transaction
            .changes()
            .forEach((table, changes) -> {
              Map<Object, Object> copy = tables.computeIfAbsent(table, _ -> new HashMap<>());
              for (Change<?, ?> change : changes) {
                Object before =
                    change.after() == null
                        ? copy.remove(change.key())
                        : copy.put(change.key(), change.after());
                if (transaction.position() > overlap) {
                  assertThat(change.before()).as("seed=%s of %s", seed, change).isEqualTo(before);
                }
              }
            });
        position = transaction.position();
        told++;
        changed.signalAll();
        if (++unasked == atATime && subscription != null) {
          unasked = 0;
          subscription.request(atATime);
        }
      } catch (Throwable t) {
        failure = t;
        changed.signalAll();
        throw t;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onError(Throwable reason) {
      lock.lock();
      try {
        if (reason instanceof ChangesMissedException gap && db != null) {
          assertThat(gap.missedFrom()).isGreaterThanOrEqualTo(position);
          missed++;
          position = gap.resumeAt();
          readAnew(db);
        } else {
          failure = reason;
        }
        changed.signalAll();
      } catch (Throwable t) {
        failure = t;
        throw t;
      } finally {
        lock.unlock();
      }
    }

    private void readAnew(TwoTablesDb from) {
      tables.clear();
      from.read(state -> {
        tables.put("words", new HashMap<>(state.words().asMap()));
        tables.put("numbers", new HashMap<>(state.numbers().asMap()));
        return null;
      });
      overlap = from.feedPosition();
      follow(from);
    }

    @Override
    public void onComplete() {}

    /**
     * Waits until it has a mark, and is not being told once more what it has read.
     *
     * @param before a position of before the mark
     */
    void await(String mark, long before) throws InterruptedException {
      lock.lock();
      try {
        while (failure == null
            && (position <= before
                || !mark.equals(tables.getOrDefault("words", Map.of()).get(MARK)))) {
          if (!changed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("seed=" + seed + ": it never came to " + mark);
          }
        }
        assertThat(failure).as("seed=%s", seed).isNull();
      } finally {
        lock.unlock();
      }
    }

    void requireEqual(TwoTablesDb original) {
      assertThat(tables.get("words")).as("seed=%s", seed).isEqualTo(original.words().asMap());
      assertThat(tables.getOrDefault("numbers", Map.of()))
          .as("seed=%s", seed)
          .isEqualTo(original.numbers().asMap());
    }
  }

  private Void write(TwoTablesDb db, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < COMMITS; i++) {
      String key = "key " + random.nextInt(KEYS);
      switch (random.nextInt(100)) {
        case 0 -> db.words().clear();
        case 1 ->
            db.transaction(tx -> {
              tx.numbers().clear();
              tx.numbers().put(random.nextLong(KEYS), 1L);
            });
        case 2, 3, 4, 5, 6, 7, 8, 9 -> db.words().remove(key);
        case 10, 11, 12, 13, 14, 15 ->
            db.transaction(tx -> {
              for (int n = 0; n < 5; n++) {
                tx.numbers().merge(random.nextLong(KEYS), 1L, Long::sum);
                tx.words().delete("key " + random.nextInt(KEYS));
              }
            });
        default -> db.words().put(key, "x".repeat(random.nextInt(200)) + i);
      }
    }
    return null;
  }

  @Test
  void copiesThatFollowAreEqual() throws Exception {
    Options options = Options.defaults().compaction(Compaction.automatic().minimumSize(64 << 10));
    FeedOptions feed = FeedOptions.defaults();
    List<Copy> copies =
        List.of(
            new Copy(feed, 1000),
            new Copy(feed.buffer(16), 1),
            new Copy(feed.buffer(500).durability(Durability.SYNC), 7));
    for (int round = 0; round < ROUNDS; round++) {
      try (TwoTablesDb db = TwoTablesDb.open(parent.resolve("db"), options)) {
        if (round % 2 == 0) {
          copies.forEach(copy -> copy.follow(db));
        }
        writeAtOnce(db, round);
        if (round % 2 == 1) { // so that there is something in the log
          copies.forEach(copy -> copy.follow(db));
        }
        long before = db.feedPosition();
        db.words().put(MARK, "round " + round);
        for (Copy copy : copies) {
          copy.await("round " + round, before);
          copy.requireEqual(db);
        }
      }
    }
    // How much of it they were told, and how much they missed, is up to the threads.
    assertThat(copies).allMatch(copy -> copy.told > 0);
  }

  private void writeAtOnce(TwoTablesDb db, int round) throws Exception {
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      long own = seed + 31L * round + writer;
      writers.add(() -> write(db, own));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
      for (Future<Void> future : threads.invokeAll(writers)) {
        future.get();
      }
    }
  }
}
