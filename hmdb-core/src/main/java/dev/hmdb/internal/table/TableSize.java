package dev.hmdb.internal.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The number of a table's entries as of a commit, with the sizes before it for older readers. */
final class TableSize {
  private static final VarHandle OLDER;

  static {
    try {
      OLDER = MethodHandles.lookup().findVarHandle(TableSize.class, "older", TableSize.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final long count;
  final long timestamp;

  /** Null once settled: whoever gets here may take this size. */
  private @Nullable TableSize older;

  TableSize(long count, long timestamp, @Nullable TableSize older) {
    this.count = count;
    this.timestamp = timestamp;
    this.older = older;
  }

  @Nullable TableSize olderAcquire() {
    return (TableSize) OLDER.getAcquire(this);
  }

  /** The writer's, once no reader is older than this size. */
  void settle() {
    OLDER.setRelease(this, (TableSize) null);
  }

  /** The size as of a timestamp. */
  TableSize asOf(long at) {
    TableSize size = this;
    while (true) {
      TableSize before = size.olderAcquire();
      if (before == null || size.timestamp <= at) {
        return size;
      }
      size = before;
    }
  }
}
