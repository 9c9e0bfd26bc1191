package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.Await;

/** Makes sure that what is garbage has been let go of. */
final class Garbage {
  private Garbage() {}

  /** Returns once everything that was garbage at the call has been let go of. */
  static void collect() {
    try (TwoTablesDb other = TwoTablesDb.inMemory()) {
      // What is found together is let go of in any order; what is found later, later.
      for (int i = 1; i <= 10; i++) {
        int count = i;
        forgetSnapshot(other);
        Await.until(() -> {
          System.gc();
          return other.stats().abandonedSnapshots() == count;
        });
      }
    }
  }

  private static void forgetSnapshot(TwoTablesDb db) {
    db.snapshot();
  }
}
