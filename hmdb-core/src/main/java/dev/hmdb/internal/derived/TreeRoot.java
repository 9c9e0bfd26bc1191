package dev.hmdb.internal.derived;

import dev.hmdb.internal.table.CountedTree;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A tree as of a commit, with the trees before it for older readers.
 *
 * @param <E> the type of the elements
 */
final class TreeRoot<E> {
  private static final VarHandle OLDER;

  static {
    try {
      OLDER = MethodHandles.lookup().findVarHandle(TreeRoot.class, "older", TreeRoot.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final CountedTree<E> tree;
  private final long timestamp;

  /** Null once settled: whoever gets here may take this tree. */
  private @Nullable TreeRoot<E> older;

  TreeRoot(CountedTree<E> tree, long timestamp, @Nullable TreeRoot<E> older) {
    this.tree = tree;
    this.timestamp = timestamp;
    this.older = older;
  }

  @SuppressWarnings("unchecked") // the field's type
  private @Nullable TreeRoot<E> olderAcquire() {
    return (TreeRoot<E>) OLDER.getAcquire(this);
  }

  /** The writer's, once no reader is older than this tree. */
  void settle() {
    OLDER.setRelease(this, (TreeRoot<E>) null);
  }

  /** The tree as of a timestamp. */
  CountedTree<E> asOf(long at) {
    TreeRoot<E> root = this;
    while (true) {
      TreeRoot<E> before = root.olderAcquire();
      if (before == null || root.timestamp <= at) {
        return root.tree;
      }
      root = before;
    }
  }
}
