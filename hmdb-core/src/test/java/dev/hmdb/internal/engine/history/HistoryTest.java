package dev.hmdb.internal.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConflictException;
import dev.hmdb.DatabaseClosedException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.history.History.Attempt;
import dev.hmdb.internal.engine.history.ListsDb.Lists;
import dev.hmdb.internal.tx.Await;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random transactions of several threads on few lists are strictly serializable. The property
 * {@code hmdb.histories} says how many seeds, from 1 on. A seed fixes what is asked for, not how
 * the threads meet.
 */
@Timeout(120)
class HistoryTest {
  private static final int THREADS = 4;
  private static final int TRANSACTIONS = 300;
  private static final int LIVES = 3;

  private static final class Deliberate extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @TempDir Path directory;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("hmdb.histories", 15));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void historyIsStrictlySerializable(long seed) {
    boolean isOnDisk = seed % 2 == 0;
    // Syncs are slow, so a history of them is shorter, and only one in ten.
    boolean isSynced = seed % 10 == 0;
    Options options =
        Options.defaults().durability(isSynced ? Durability.SYNC : Durability.BUFFERED);
    History history = new History();
    try (ListsDb db =
        isOnDisk ? ListsDb.open(directory.resolve("db"), options) : ListsDb.inMemory()) {
      run(db, history, seed, isSynced ? TRANSACTIONS / 5 : TRANSACTIONS);
      readAll(db, history);
    }
    if (isOnDisk) {
      try (ListsDb again = ListsDb.open(directory.resolve("db"), options)) {
        readAll(again, history);
      }
    }
    assertThat(HistoryChecker.anomalies(history)).as("seed=%d", seed).isEmpty();
  }

  /** Several lives of one database, each ended by its death among running transactions. */
  @ParameterizedTest
  @MethodSource("seeds")
  void historyOverSeveralDeathsIsStrictlySerializable(long seed) {
    Options options =
        Options.defaults().durability(seed % 10 == 0 ? Durability.SYNC : Durability.BUFFERED);
    History history = new History();
    for (int life = 0; life < LIVES; life++) {
      ListsDb db = ListsDb.open(directory.resolve("db"), options);
      readAll(db, history);
      long before = history.count();
      CompletableFuture<Void> run =
          CompletableFuture.runAsync(() -> run(db, history, seed, TRANSACTIONS));
      Await.until(() -> run.isDone() || history.count() > before + TRANSACTIONS / 5);
      db.kill();
      run.exceptionally(HistoryTest::requireClosed).join();
    }
    try (ListsDb db = ListsDb.open(directory.resolve("db"), options)) {
      readAll(db, history);
    }
    assertThat(HistoryChecker.anomalies(history)).as("seed=%d", seed).isEmpty();
  }

  private static @Nullable Void requireClosed(Throwable end) {
    assertThat(end).hasRootCauseInstanceOf(DatabaseClosedException.class);
    return null;
  }

  private static void run(ListsDb db, History history, long seed, int transactions) {
    SplittableRandom seeds = new SplittableRandom(seed);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Client client = new Client(db, history, seeds.split());
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < transactions; n++) {
                    client.next();
                  }
                },
                threads));
      }
      all.forEach(CompletableFuture::join);
    }
  }

  private static void readAll(ListsDb db, History history) {
    Attempt attempt = history.begin();
    ListsDb.ALL.forEach(list -> attempt.read(list, db.own().get(list)));
    attempt.committed();
  }

  /** One thread's random transactions. */
  private record Client(ListsDb db, History history, SplittableRandom random) {
    void next() {
      switch (random.nextInt(10)) {
        case 0, 1 -> snapshot();
        case 2 -> get();
        case 3 -> merge();
        case 4, 5 -> imperative();
        case 6 -> closure(true);
        default -> closure(false);
      }
    }

    private void snapshot() {
      Attempt attempt = history.begin();
      db.read(lists -> {
        for (int i = 0; i < 4; i++) {
          read(lists, attempt, anyList());
        }
        scan(lists, attempt, "a");
        scan(lists, attempt, "n");
      });
      attempt.committed();
    }

    private void get() {
      Attempt attempt = history.begin();
      read(db.own(), attempt, anyList());
      attempt.committed();
    }

    private void merge() {
      Attempt attempt = history.begin();
      String list = anyList();
      String element = attempt.nextElement(list);
      String after;
      try {
        after = db.own().merge(list, element);
      } catch (DatabaseClosedException e) {
        attempt.append(list).unknown();
        throw e;
      }
      assertThat(after).endsWith(element);
      attempt.read(list, after.substring(0, after.length() - element.length())).append(list);
      attempt.committed();
    }

    private void imperative() {
      Attempt attempt = history.begin();
      try (Transaction<Lists> tx = db.begin()) {
        body(tx.tables(), attempt);
        if (random.nextInt(10) == 0) {
          tx.rollback();
          attempt.aborted();
          return;
        }
        tx.commit();
      } catch (ConflictException e) {
        attempt.aborted();
        return;
      } catch (DatabaseClosedException e) {
        attempt.unknown();
        throw e;
      }
      attempt.committed();
    }

    /** A body that is run again leaves an aborted attempt behind. */
    private void closure(boolean isAborted) {
      // Each begins before the snapshot that its body reads is taken, so at the end of the last
      // one.
      Deque<Attempt> attempts = new ArrayDeque<>(List.of(history.begin()));
      Deque<Attempt> ran = new ArrayDeque<>();
      try {
        db.transaction(
            options(),
            lists -> {
              ran.forEach(Attempt::aborted);
              ran.clear();
              Attempt attempt = attempts.removeLast();
              ran.add(attempt);
              body(lists, attempt);
              attempts.add(history.begin());
              if (isAborted) {
                throw new Deliberate();
              }
            });
        ran.element().committed();
      } catch (Deliberate e) {
        ran.element().aborted();
      } catch (DatabaseClosedException e) {
        ran.forEach(Attempt::unknown);
        throw e;
      }
    }

    private TxOptions options() {
      return switch (random.nextInt(20)) {
        case 0 -> TxOptions.lockAll();
        case 1 -> TxOptions.lock(db.own().named());
        case 2 -> TxOptions.lock(db.own().numbered());
        default -> TxOptions.defaults();
      };
    }

    private void body(Lists lists, Attempt attempt) {
      switch (random.nextInt(10)) {
        case 0 -> rewrite(lists, attempt, random.nextBoolean() ? "a" : "n");
        case 1, 2 -> scan(lists, attempt, random.nextBoolean() ? "a" : "n");
        default -> {}
      }
      int steps = 1 + random.nextInt(4);
      for (int i = 0; i < steps; i++) {
        String list = anyList();
        String seen = read(lists, attempt, list);
        if (random.nextBoolean()) {
          lists.set(list, seen + attempt.nextElement(list));
          attempt.append(list);
        }
        if (random.nextInt(4) == 0) {
          Thread.yield(); // so that others come between, also on few processors
        }
      }
    }

    private Map<String, String> scan(Lists lists, Attempt attempt, String table) {
      Map<String, String> seen = lists.scan(table, random.nextInt(3));
      for (String list : ListsDb.ALL) {
        if (list.startsWith(table)) {
          attempt.read(list, seen.getOrDefault(list, ""));
        }
      }
      attempt.size(table, lists.size(table));
      assertThat(lists.isEmpty(table)).isEqualTo(seen.isEmpty());
      return seen;
    }

    /** Clears a table, and puts everything back with something appended. */
    private void rewrite(Lists lists, Attempt attempt, String table) {
      Map<String, String> seen = scan(lists, attempt, table);
      lists.clear(table);
      seen.forEach((list, value) -> {
        lists.set(list, value + attempt.nextElement(list));
        attempt.append(list);
      });
    }

    private static String read(Lists lists, Attempt attempt, String list) {
      String seen = lists.get(list);
      attempt.read(list, seen);
      return seen;
    }

    private String anyList() {
      return ListsDb.ALL.get(random.nextInt(ListsDb.ALL.size()));
    }
  }
}
