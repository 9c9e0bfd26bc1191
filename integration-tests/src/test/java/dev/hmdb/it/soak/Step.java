package dev.hmdb.it.soak;

import dev.hmdb.Table;

/**
 * What each writer of a {@link SoakedWriter} does: step after step, from 1 on, over a fixed number
 * of keys of its own, so that the number of its last step tells all that is there.
 */
final class Step {
  static final int WRITERS = 4;
  static final int KEYS = 300;

  /** Every so many steps the key is removed instead of written. */
  private static final int REMOVAL = 7;

  private static final String PADDING = "x".repeat(200);

  private Step() {}

  /** The key under which a writer keeps the number of its last step. */
  static String counter(int writer) {
    return "step-" + writer;
  }

  static String key(int writer, long step) {
    return writer + "-" + step % KEYS;
  }

  static boolean removes(long step) {
    return step % REMOVAL == 0;
  }

  static String value(long step) {
    return step + PADDING.substring((int) (step % 50));
  }

  static void apply(Soaked tables, int writer, long step) {
    apply(tables.left(), writer, step);
    apply(tables.right(), writer, step);
  }

  private static void apply(Table<String, String> table, int writer, long step) {
    table.put(counter(writer), Long.toString(step));
    if (removes(step)) {
      table.remove(key(writer, step));
    } else {
      table.put(key(writer, step), value(step));
    }
  }
}
