package dev.hmdb.internal.engine.history;

import dev.hmdb.Compaction;
import dev.hmdb.ConflictException;
import dev.hmdb.Durability;
import dev.hmdb.Options;
import dev.hmdb.Sharing;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.internal.engine.history.History.Append;
import dev.hmdb.internal.engine.history.History.Operation;
import dev.hmdb.internal.engine.history.History.Read;
import dev.hmdb.internal.engine.history.ListsDb.Lists;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One process of {@link SharedHistoryTest}: random transactions of two threads. */
final class SharedHistoryProcess {
  private static final int THREADS = 2;
  private static final AtomicBoolean STOPPED = new AtomicBoolean();

  private final ListsDb db;
  private final SplittableRandom random;
  private final AtomicLong numbers;

  private SharedHistoryProcess(ListsDb db, SplittableRandom random, AtomicLong numbers) {
    this.db = db;
    this.random = random;
    this.numbers = numbers;
  }

  /**
   * @param arguments the directory, a seed, the first number of an attempt, how many transactions
   */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[1]);
    AtomicLong numbers = new AtomicLong(Long.parseLong(arguments[2]));
    int transactions = Integer.parseInt(arguments[3]);
    SplittableRandom random = new SplittableRandom(seed);
    Options options =
        Options.defaults()
            .sharing(Sharing.MULTI_PROCESS)
            .durability(seed % 5 == 0 ? Durability.SYNC : Durability.BUFFERED)
            .compaction(Compaction.manual())
            .lockTimeout(Duration.ofSeconds(100)); // some disks take their time
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            int end = System.in.read();
            STOPPED.set(end >= 0);
          } catch (java.io.IOException e) {
            STOPPED.set(true);
          }
        });
    try (ListsDb db = ListsDb.open(Path.of(arguments[0]), options)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SharedHistoryProcess one = new SharedHistoryProcess(db, random.split(), numbers);
        threads.add(Thread.ofPlatform().start(() -> one.run(transactions / THREADS + 1)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (Throwable t) {
      say("P " + t + SharedHistoryLines.END);
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line.replace('\n', ' '));
  }

  private void run(int transactions) {
    try {
      for (int i = 0; i < transactions && !STOPPED.get(); i++) {
        next();
      }
    } catch (Throwable t) {
      t.printStackTrace();
      say("P " + t + SharedHistoryLines.END);
    }
  }

  private void next() {
    switch (random.nextInt(60)) {
      case 0 -> db.compact();
      case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> read();
      case 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> get();
      case 21, 22, 23, 24, 25 -> merge();
      case 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 -> imperative();
      default -> closure();
    }
  }

  /** One run of a body. */
  private final class Attempt {
    final long number = numbers.getAndIncrement();
    final long invoked = System.nanoTime();
    final List<Operation> done = new ArrayList<>();

    String read(Lists lists, String list) {
      String seen = lists.get(list);
      done.add(new Read(list, seen));
      return seen;
    }

    void append(Lists lists, String list, String seen) {
      String element = number + "." + done.size() + ",";
      lists.set(list, seen + element);
      done.add(new Append(list, element));
    }

    void isAboutToCommit() {
      say(SharedHistoryLines.line('I', number, invoked, done));
    }

    void committed() {
      say(SharedHistoryLines.line('C', number, System.nanoTime(), done));
    }

    void aborted() {
      say(SharedHistoryLines.line('A', number, System.nanoTime(), List.of()));
    }
  }

  private void read() {
    Attempt attempt = new Attempt();
    db.read(lists -> {
      for (int i = random.nextInt(4); i >= 0; i--) {
        String _ = attempt.read(lists, anyList());
      }
    });
    attempt.isAboutToCommit();
    attempt.committed();
  }

  private void get() {
    Attempt attempt = new Attempt();
    String _ = attempt.read(db.own(), anyList());
    attempt.isAboutToCommit();
    attempt.committed();
  }

  private void merge() {
    Attempt attempt = new Attempt();
    String list = anyList();
    String element = attempt.number + ".0,";
    attempt.done.add(new Append(list, element)); // in case that nothing more is heard of it
    attempt.isAboutToCommit();
    String after = db.own().merge(list, element);
    attempt.done.addFirst(new Read(list, after.substring(0, after.length() - element.length())));
    attempt.committed();
  }

  private void imperative() {
    Attempt attempt = new Attempt();
    try (Transaction<Lists> tx = db.begin()) {
      body(tx.tables(), attempt);
      attempt.isAboutToCommit();
      tx.commit();
    } catch (ConflictException e) {
      attempt.aborted();
      return;
    }
    attempt.committed();
  }

  /** A body that is run again leaves an aborted attempt behind. */
  private void closure() {
    List<Attempt> ran = new ArrayList<>();
    List<Attempt> next = new ArrayList<>(List.of(new Attempt()));
    db.transaction(
        options(),
        lists -> {
          ran.forEach(Attempt::aborted);
          ran.clear();
          Attempt attempt = next.removeLast();
          body(lists, attempt);
          attempt.isAboutToCommit();
          ran.add(attempt);
          next.add(new Attempt());
        });
    ran.getLast().committed();
  }

  private TxOptions options() {
    return switch (random.nextInt(20)) {
      case 0 -> TxOptions.lockAll();
      case 1 -> TxOptions.lock(db.own().named());
      case 2 -> TxOptions.sync();
      default -> TxOptions.defaults();
    };
  }

  private void body(Lists lists, Attempt attempt) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      String list = anyList();
      String seen = attempt.read(lists, list);
      if (random.nextBoolean()) {
        attempt.append(lists, list, seen);
      }
      if (random.nextInt(4) == 0) {
        Thread.yield(); // so that others come between, also on few processors
      }
    }
  }

  private String anyList() {
    return ListsDb.ALL.get(random.nextInt(ListsDb.ALL.size()));
  }
}
