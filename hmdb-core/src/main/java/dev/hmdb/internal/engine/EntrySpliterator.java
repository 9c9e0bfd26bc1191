package dev.hmdb.internal.engine;

import dev.hmdb.internal.table.EntryCursor;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cursor as a stream takes it. Sequential: the work of a stream is seldom in the walk. */
final class EntrySpliterator<K, V> extends Spliterators.AbstractSpliterator<Map.Entry<K, V>> {
  /** Null at the end: what it walked over may be closed by then, and is not asked again. */
  private @Nullable EntryCursor<K, V> cursor;

  private final Runnable atEnd;

  /**
   * @param atEnd runs when the walk is over
   */
  EntrySpliterator(EntryCursor<K, V> cursor, long size, Runnable atEnd) {
    super(size, Spliterator.DISTINCT | Spliterator.NONNULL);
    this.cursor = cursor;
    this.atEnd = atEnd;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Map.Entry<K, V>> action) {
    EntryCursor<K, V> from = cursor;
    if (from == null) {
      return false;
    }
    if (!from.advance()) {
      cursor = null;
      atEnd.run();
      return false;
    }
    action.accept(Map.entry(from.key(), from.value()));
    return true;
  }
}
