package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.ConflictException;
import dev.hmdb.Effort;
import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two transactions with random reads and writes of every kind: one commits while the other runs. If
 * the other commits as well, it must have read, and have left behind, what it does if it runs
 * afterwards, alone.
 */
@Timeout(120)
class SerialOrderTest {
  private static final int RUNS = Effort.of(2_500, 100_000);

  /** Few keys, so that what is read and what is written often meet. */
  private static String key(SplittableRandom random) {
    return String.valueOf((char) ('a' + random.nextInt(12)));
  }

  private static String account(long key, SplittableRandom random) {
    return (random.nextBoolean() ? "free " : "premium ")
        + random.nextInt(8)
        + (random.nextBoolean() ? " x" : "")
        + (random.nextBoolean() ? " y" : "")
        + (random.nextInt(3) == 0 ? " y" : "")
        + (random.nextBoolean() ? " " + key + "@" : "")
        + (random.nextBoolean() ? " +" + key : "");
  }

  private static KindsDb filled(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    KindsDb db = KindsDb.inMemory();
    for (int i = random.nextInt(40); i > 0; i--) {
      write(db.own(), random);
    }
    return db;
  }

  private static void write(Kinds tables, SplittableRandom random) {
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> tables.events().set(key(random), "v" + random.nextInt(3));
      case 3 -> tables.events().delete(key(random));
      case 4, 5 -> tables.notes().add("n" + random.nextInt(100));
      case 6 -> tables.notes().addFirst("n" + random.nextInt(100));
      case 7 -> {
        long index = random.nextLong(tables.notes().size() + 1);
        tables.notes().add(index, "m" + random.nextInt(100));
      }
      case 8 -> tables.notes().pollFirst();
      case 9 -> tables.notes().pollLast();
      case 10, 11, 12, 13 -> {
        long key = random.nextInt(8);
        tables.accounts().set(key, account(key, random));
      }
      case 14 -> tables.accounts().delete((long) random.nextInt(8));
      case 15 -> tables.tags().add(key(random), key(random));
      case 16 -> tables.tags().delete(key(random), key(random));
      case 17 -> tables.comments().put("" + random.nextInt(3), "c" + random.nextInt(50));
      default -> {
        if (random.nextInt(12) == 0) {
          clear(tables, random);
        }
      }
    }
  }

  private static void clear(Kinds tables, SplittableRandom random) {
    switch (random.nextInt(4)) {
      case 0 -> tables.events().clear();
      case 1 -> tables.accounts().clear();
      case 2 -> tables.notes().clear();
      default -> tables.comments().removeAll("" + random.nextInt(3));
    }
  }

  private static Entries<String, String> someEvents(Kinds tables, SplittableRandom random) {
    String key = key(random);
    KeyRange<String> range =
        switch (random.nextInt(6)) {
          case 0 -> KeyRange.all();
          case 1 -> KeyRange.atLeast(key);
          case 2 -> KeyRange.lessThan(key);
          case 3 -> KeyRange.closedOpen(key, key(random));
          case 4 -> KeyRange.greaterThan(key);
          default -> KeyRange.openClosed(key, key(random));
        };
    Entries<String, String> events = tables.events().range(range);
    return random.nextBoolean() ? events.reversed() : events;
  }

  private static Entries<Long, String> someAccounts(Kinds tables, SplittableRandom random) {
    Entries<Long, String> accounts =
        switch (random.nextInt(5)) {
          case 0 -> tables.byPlan().get(random.nextBoolean() ? "free" : "premium");
          case 1 -> tables.byTag().get("y");
          case 2 -> tables.byAge().range(KeyRange.closed(random.nextInt(8), random.nextInt(8)));
          case 3 -> tables.tagOrder().range(KeyRange.atLeast("y"));
          default -> tables.byPhone().range(KeyRange.lessThan("+" + random.nextInt(8)));
        };
    return random.nextBoolean() ? accounts.reversed() : accounts;
  }

  private static Object read(Kinds tables, SplittableRandom random) {
    try {
      return switch (random.nextInt(3)) {
        case 0 -> readOrder(tables, random);
        case 1 -> readIndex(tables, random);
        default -> readOthers(tables, random);
      };
    } catch (IndexOutOfBoundsException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Object readOrder(Kinds tables, SplittableRandom random) {
    Entries<String, String> events = someEvents(tables, random);
    int number = random.nextInt(6);
    return switch (random.nextInt(12)) {
      case 0 -> events.size();
      case 1 -> events.isEmpty();
      case 2 -> events.first();
      case 3 -> events.last();
      case 4 -> events.stream().limit(number).toList();
      case 5 -> events.get(number);
      case 6 -> tables.events().first();
      case 7 -> tables.events().floor(key(random));
      case 8 -> tables.events().higher(key(random));
      case 9 -> String.valueOf(tables.events().get(key(random)));
      case 10 -> tables.events().rank(key(random));
      default -> tables.events().select(number);
    };
  }

  private static Object readIndex(Kinds tables, SplittableRandom random) {
    Entries<Long, String> accounts = someAccounts(tables, random);
    int number = random.nextInt(6);
    return switch (random.nextInt(10)) {
      case 0 -> accounts.size();
      case 1 -> accounts.first();
      case 2 -> accounts.stream().limit(number).toList();
      case 3 -> accounts.keys().skip(number).findFirst();
      case 4 -> tables.byAge().firstKey();
      case 5 -> tables.byAge().higherKey(number);
      case 6 -> tables.byAge().keys().limit(number).toList();
      case 7 -> tables.byEmail().keyOf(number + "@");
      case 8 -> tables.byEmail().size();
      default -> new TreeSet<>(tables.byPlan().keys().toList());
    };
  }

  private static Object readOthers(Kinds tables, SplittableRandom random) {
    int number = random.nextInt(6);
    return switch (random.nextInt(7)) {
      case 0 -> tables.notes().get(number);
      case 1 -> tables.notes().last();
      case 2 -> tables.notes().stream().skip(number).findFirst();
      case 3 -> tables.notes().stream(number, number + random.nextInt(4)).limit(2).toList();
      case 4 -> tables.tags().get(key(random));
      case 5 -> tables.comments().get("" + random.nextInt(3));
      default -> tables.tags().containsEntry(key(random), key(random));
    };
  }

  /** What it reads, in order. */
  private static List<Object> run(Kinds tables, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Object> read = new ArrayList<>();
    for (int i = 1 + random.nextInt(7); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        write(tables, random);
      } else {
        read.add(read(tables, random));
      }
    }
    tables.settings().set("written");
    return read;
  }

  private static void runOther(KindsDb db, long seed) {
    db.transaction(tables -> {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        write(tables, random);
      }
    });
  }

  private static List<Object> state(Kinds tables) {
    return List.of(
        tables.events().stream().toList(),
        tables.notes().stream().toList(),
        new TreeMap<>(tables.accounts().asMap()),
        new TreeSet<>(tables.tags().stream().map(Map.Entry::toString).toList()),
        List.of(tables.comments().get("0"), tables.comments().get("1"), tables.comments().get("2")),
        tables.byAge().range(KeyRange.all()).stream().toList(),
        tables.tagOrder().range(KeyRange.all()).stream().toList(),
        tables.byPlan().get("free").stream().toList(),
        tables.byTag().get("y").stream().toList(),
        tables.byPhone().range(KeyRange.all()).stream().toList(),
        tables.byEmail().size());
  }

  /** Whether both committed. */
  private static boolean meet(long seed) {
    try (KindsDb together = filled(seed);
        KindsDb oneByOne = filled(seed)) {
      List<Object> read;
      try (Transaction<Kinds> transaction = together.begin()) {
        read = run(transaction.tables(), seed + 1);
        runOther(together, seed + 2);
        transaction.commit();
      } catch (ConflictException e) {
        return false;
      }
      runOther(oneByOne, seed + 2);
      List<Object> wanted = oneByOne.transactionResult(tables -> run(tables, seed + 1));
      assertThat(read).as("what was read with seed=%d", seed).isEqualTo(wanted);
      assertThat(state(together.own()))
          .as("the state with seed=%d", seed)
          .isEqualTo(state(oneByOne.own()));
      return true;
    }
  }

  @Test
  void whoeverCommitsHasReadWhatThereWasAtItsCommit() {
    long first = Long.getLong("hmdb.serial.seed", System.nanoTime());
    System.out.println("SerialOrderTest: -Dhmdb.serial.seed=" + first);
    int committed = 0;
    for (int i = 0; i < RUNS; i++) {
      committed += meet(first + 3L * i) ? 1 : 0;
    }
    assertThat(committed).isBetween(RUNS / 4, RUNS - RUNS / 20);
  }
}
