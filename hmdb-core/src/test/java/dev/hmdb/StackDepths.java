package dev.hmdb;

import dev.hmdb.internal.engine.TwoTables;
import dev.hmdb.internal.engine.TwoTablesDb;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls a database at every depth near the end of a stack. Run by {@link StackOverflowTest} in JVMs
 * of its own, because an overflow in the initializer of a class breaks the class for good.
 */
final class StackDepths {
  /** Calls that succeed on the way back from each overflow, before the next one. */
  private static final int SUCCESSES = 5;

  /** A call at each so many frames: there are hundreds of small ones to where calls succeed. */
  private static final int STEP = 4;

  /** Overflows, each with one more frame below, so that they strike elsewhere. */
  private static final int OVERFLOWS = 4;

  /** A way to put a key, or not. */
  enum Call {
    PUT {
      @Override
      void on(TwoTablesDb db, long key) {
        db.numbers().put(key, key);
      }
    },
    COMPUTE {
      @Override
      void on(TwoTablesDb db, long key) {
        db.numbers().compute(key, (k, _) -> k);
      }
    },
    TRANSACTION {
      @Override
      void on(TwoTablesDb db, long key) {
        db.transaction(tx -> {
          tx.words().set("other", "table");
          tx.numbers().put(key, key);
        });
      }
    },
    LOCK_ALL {
      @Override
      void on(TwoTablesDb db, long key) {
        db.transaction(
            TxOptions.lockAll(),
            tx -> {
              tx.numbers().set(key, key);
            });
      }
    },
    LOCK {
      @Override
      void on(TwoTablesDb db, long key) {
        db.transaction(
            TxOptions.lock(db.numbers()),
            tx -> {
              tx.numbers().set(key, key);
            });
      }
    },
    BEGIN {
      @Override
      void on(TwoTablesDb db, long key) {
        try (Transaction<TwoTables> tx = db.begin()) {
          tx.tables().numbers().set(key, key);
          tx.commit();
        }
      }
    },
    READ {
      @Override
      void on(TwoTablesDb db, long key) {
        db.read(tables -> tables.numbers().get(key));
        db.numbers().forEach((_, _) -> {});
        try (Snapshot<TwoTables> snapshot = db.snapshot()) {
          snapshot.tables().numbers().get(key);
        }
        db.numbers().put(key, key);
      }
    };

    abstract void on(TwoTablesDb db, long key);
  }

  private final TwoTablesDb db;
  private final Call call;
  private final Set<Long> acknowledged = new HashSet<>();
  private long key;
  private int left;
  private boolean isRefused;

  private StackDepths(TwoTablesDb db, Call call) {
    this.db = db;
    this.call = call;
  }

  /** Arguments: a directory, the durability. Prints a line for each way that held. */
  public static void main(String[] arguments) throws InterruptedException {
    for (Call call : Call.values()) {
      Path directory = Path.of(arguments[0], call.name());
      Options options =
          Options.defaults()
              .durability(Durability.valueOf(arguments[1]))
              .compaction(Compaction.manual()); // a running one has a snapshot open
      Set<Long> acknowledged;
      try (TwoTablesDb db = TwoTablesDb.open(directory, options)) {
        StackDepths depths = new StackDepths(db, call);
        depths.run();
        depths.verify(db);
        acknowledged = depths.acknowledged;
      }
      try (TwoTablesDb again = TwoTablesDb.open(directory)) {
        requireEqual(again, acknowledged);
      }
      System.out.println(call);
    }
  }

  private void run() throws InterruptedException {
    Thread beside =
        Thread.ofPlatform()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                db.words().put("beside", "so that locks have to be waited for");
              }
            });
    for (int padding = 0; padding < OVERFLOWS; padding++) {
      int frames = padding;
      left = SUCCESSES;
      Thread thread = new Thread(null, () -> deeper(frames), "small stack", 512 << 10);
      thread.start();
      thread.join();
    }
    beside.interrupt();
    beside.join();
  }

  /** Descends to the overflow, and on the way back calls. */
  private long deeper(int padding) {
    if (padding > 0) {
      return deeper(padding - 1) + 1;
    }
    long depth;
    try {
      depth = deeper(0) + 1;
    } catch (StackOverflowError e) {
      depth = 0;
    }
    if (left > 0 && depth % STEP == 0) {
      call();
    }
    return depth;
  }

  private void call() {
    long mine = ++key;
    try {
      call.on(db, mine);
      acknowledged.add(mine);
      left--;
    } catch (StackOverflowError | NoClassDefFoundError | InternalError e) {
      // The last two are what the JDK makes of the first where it walks the stack.
      isRefused = true;
    }
  }

  private void verify(TwoTablesDb db) {
    db.numbers().put(0L, 0L);
    db.numbers().remove(0L);
    require(!acknowledged.isEmpty() && isRefused, "calls on both sides of the limit");
    require(db.stats().openSnapshots() == 0, "every snapshot let go of");
    requireEqual(db, acknowledged);
  }

  private static void requireEqual(TwoTablesDb db, Set<Long> acknowledged) {
    Set<Long> found = new HashSet<>(db.numbers().keys().toList());
    require(found.equals(acknowledged), "all that returned and nothing else: " + found.size());
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
