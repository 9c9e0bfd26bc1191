package dev.hmdb.internal.engine;

import dev.hmdb.internal.tx.Await;

/** Makes sure that forgotten handles have been let go of. */
final class Garbage {
  private Garbage() {}

  /** Returns once every handle that was garbage at the call has been let go of. */
  static void collect() {
    try (TwoTablesDb other = TwoTablesDb.inMemory()) {
      // What is found together is let go of in any order, and what is found later may overtake
      // it, but hardly three times.
      for (int i = 1; i <= 3; i++) {
        int count = i;
        forgetSnapshot(other);
        Await.collecting(() -> other.stats().abandonedSnapshots() == count);
      }
    }
  }

  private static void forgetSnapshot(TwoTablesDb db) {
    db.snapshot();
  }
}
