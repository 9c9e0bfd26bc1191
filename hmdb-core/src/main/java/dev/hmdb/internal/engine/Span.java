package dev.hmdb.internal.engine;

import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.table.CountedTree;
import dev.hmdb.internal.table.TreeWalk;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The elements between two places, in one direction: read anew by each method, from one state, and
 * told to whoever validates it.
 *
 * @param elements among which they are
 * @param lower the place before the least of them
 * @param upper the place after the greatest
 * @param isDown whether the greatest comes first
 */
record Span<E>(Elements<E> elements, Cut<E> lower, Cut<E> upper, boolean isDown) {
  /** How far from its beginning the end is looked for at first, and at most. */
  private static final long NEAR_STEP = 16;

  private static final long NEAR = 1024;

  static <E> Span<E> all(Elements<E> elements) {
    return new Span<>(elements, Cut.lowest(), Cut.highest(), false);
  }

  Span<E> reversed() {
    return new Span<>(elements, lower, upper, !isDown);
  }

  /** One state of it. */
  private record Found<E>(CountedTree<E> tree, long from, long to) {
    long size() {
      return to - from;
    }
  }

  private Found<E> find(String method) {
    CountedTree<E> tree = elements.tree(method);
    long from = begin(tree);
    return new Found<>(tree, from, Math.max(from, end(tree, from)));
  }

  /** Most spans begin or end where all elements do; to look there first costs no search. */
  private long begin(CountedTree<E> tree) {
    E first = tree.first();
    return first == null || !lower.isBefore(first) ? 0 : lower.rankIn(tree);
  }

  private long end(CountedTree<E> tree, long from) {
    E last = tree.last();
    if (last == null || upper.isBefore(last)) {
      return tree.size();
    }
    return from == 0 ? upper.rankIn(tree) : endNear(tree, from);
  }

  /**
   * Looks for the end close to the beginning first: what it compares there is what will be passed,
   * while a search from the root compares what nobody wants.
   */
  private long endNear(CountedTree<E> tree, long from) {
    long low = from;
    long high = from + NEAR_STEP;
    while (high < tree.size() && upper.isBefore(tree.get(high))) {
      low = high + 1;
      high = from + 4 * (high - from);
      if (high - from > NEAR) {
        return upper.rankIn(tree);
      }
    }
    high = Math.min(high, tree.size());
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (upper.isBefore(tree.get(middle))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Reading<E> reading() {
    return isDown ? elements.reading(upper, lower, true) : elements.reading(lower, upper, false);
  }

  long size(String method) {
    Found<E> found = find(method);
    reading().exhausted();
    return found.size();
  }

  /** The first one, or null. */
  @Nullable E first(String method) {
    CountedTree<E> tree = elements.tree(method);
    Reading<E> reading = reading();
    E element = isDown ? greatest(tree) : least(tree);
    if (element == null) {
      reading.exhausted();
    } else {
      reading.reached(element);
    }
    return element;
  }

  private @Nullable E least(CountedTree<E> tree) {
    long from = begin(tree);
    E element = from < tree.size() ? tree.get(from) : null;
    return element == null || !upper.isBefore(element) ? null : element;
  }

  private @Nullable E greatest(CountedTree<E> tree) {
    E last = tree.last();
    long to = last == null || upper.isBefore(last) ? tree.size() : upper.rankIn(tree);
    E element = to > 0 ? tree.get(to - 1) : null;
    return element == null || lower.isBefore(element) ? null : element;
  }

  /** The element before which there are so many others, or null. */
  @Nullable E getOrNull(long index, String method) {
    Found<E> found = find(method);
    Reading<E> reading = reading();
    if (index < 0 || index >= found.size()) {
      reading.exhausted();
      return null;
    }
    E element = found.tree.get(isDown ? found.to - 1 - index : found.from + index);
    reading.reached(element);
    return element;
  }

  /** The element before which there are so many others. */
  E get(long index, String method) {
    E element = getOrNull(index, method);
    if (element == null) {
      throw new IndexOutOfBoundsException("index=" + index + " size=" + size(method));
    }
    return element;
  }

  /** Passes all to the action. */
  void forEach(Consumer<? super E> action, String method) {
    Found<E> found = find(method);
    reading().exhausted();
    TreeWalk<E> walk = walk(found);
    if (elements.isLasting()) {
      walk.forEachRemaining(action);
      return;
    }
    E element = walk.next();
    while (element != null) {
      action.accept(element);
      elements.requireUsable();
      element = walk.next();
    }
  }

  private TreeWalk<E> walk(Found<E> found) {
    return isDown
        ? found.tree.walkDown(found.from, found.to)
        : found.tree.walk(found.from, found.to);
  }

  /** All, the state being that of this call. */
  <T> Stream<T> stream(Function<? super E, ? extends T> made, String method) {
    Found<E> found = find(method);
    return StreamSupport.stream(
        new Walked<>(elements, walk(found), reading(), found.size(), made), false);
  }

  /**
   * Those from one index on and before another.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= first <= end <= size}
   */
  <T> Stream<T> stream(long first, long end, Function<? super E, ? extends T> made, String method) {
    Found<E> found = find(method);
    if (first < 0 || first > end || end > found.size()) {
      reading().exhausted();
      throw new IndexOutOfBoundsException("from=" + first + " to=" + end + " size=" + found.size());
    }
    Found<E> part =
        isDown
            ? new Found<>(found.tree, found.to - end, found.to - first)
            : new Found<>(found.tree, found.from + first, found.from + end);
    if (end > 0) { // the check has read that there are so many, whatever the stream is used for
      reading().reached(found.tree.get(isDown ? found.to - end : found.from + end - 1));
    }
    return StreamSupport.stream(
        new Walked<>(elements, walk(part), Reading.unwatched(), part.size(), made), false);
  }

  /** A walk as a stream takes it. Sequential: the work of a stream is seldom in the walk. */
  private static final class Walked<E, T> extends Spliterators.AbstractSpliterator<T> {
    private final Elements<E> elements;
    private final TreeWalk<E> walk;
    private final Reading<E> reading;
    private final Function<? super E, ? extends T> made;

    private boolean isOver;

    Walked(
        Elements<E> elements,
        TreeWalk<E> walk,
        Reading<E> reading,
        long size,
        Function<? super E, ? extends T> made) {
      super(size, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
      this.elements = elements;
      this.walk = walk;
      this.reading = reading;
      this.made = made;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      if (isOver) {
        return false; // what was walked over may have ended by now, and is not asked again
      }
      elements.requireUsable();
      E element = walk.next();
      if (element == null) {
        isOver = true;
        reading.exhausted();
        return false;
      }
      reading.reached(element);
      action.accept(made.apply(element));
      return true;
    }
  }
}
