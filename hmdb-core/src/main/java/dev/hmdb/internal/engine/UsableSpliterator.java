package dev.hmdb.internal.engine;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Something that was read at once, given out as long as what it was read of may be used. */
final class UsableSpliterator<T> extends Spliterators.AbstractSpliterator<T> {
  private final Binding binding;
  private final Spliterator<T> all;
  private boolean isOver;

  private UsableSpliterator(Binding binding, Spliterator<T> all) {
    super(all.estimateSize(), all.characteristics() & ~Spliterator.SORTED);
    this.binding = binding;
    this.all = all;
  }

  static <T> Stream<T> stream(Binding binding, Stream<T> all) {
    return binding.isLasting()
        ? all
        : StreamSupport.stream(new UsableSpliterator<>(binding, all.spliterator()), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (isOver) {
      return false; // what it was read of may have ended by now, and is not asked again
    }
    binding.requireUsable();
    isOver = !all.tryAdvance(action);
    return !isOver;
  }
}
