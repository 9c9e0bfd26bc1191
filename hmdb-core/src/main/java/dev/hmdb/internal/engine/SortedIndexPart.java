package dev.hmdb.internal.engine;

import dev.hmdb.Entries;
import dev.hmdb.KeyRange;
import dev.hmdb.internal.derived.Cut;
import dev.hmdb.internal.derived.IndexedEntry;
import dev.hmdb.internal.derived.OrderedIndex;
import dev.hmdb.internal.derived.Reading;
import dev.hmdb.internal.table.CountedTree;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What sorted indexes do by the order of their index keys, unique ones and others. */
record SortedIndexPart<I, K, V>(Binding binding, Part<K, V> part, OrderedIndex<I, K, V> index) {
  Comparator<? super I> comparator() {
    return index.indexKeyOrder();
  }

  private Elements<IndexedEntry<I, K, V>> elements() {
    return new Elements.Of<>(binding, part, index);
  }

  private Span<IndexedEntry<I, K, V>> span(KeyRange<I> range) {
    return Ranges.span(elements(), range, comparator(), IndexedEntry::indexKey);
  }

  /**
   * @param call that of the index, for messages
   */
  Entries<K, V> range(KeyRange<I> range, String call) {
    Objects.requireNonNull(range, "range is null");
    Part<K, V> viewed = part.viewed(call);
    return new EntriesView<>(
        part.name(),
        index.table(),
        new SortedIndexPart<>(binding, viewed, index).span(range),
        IndexedEntry::entry);
  }

  Optional<I> firstKey(KeyRange<I> range, String method) {
    return keyOf(span(range).first(method));
  }

  Optional<I> lastKey(KeyRange<I> range, String method) {
    return keyOf(span(range).reversed().first(method));
  }

  private Optional<I> keyOf(@Nullable IndexedEntry<I, K, V> element) {
    return element == null ? Optional.empty() : Optional.of(element.indexKey());
  }

  /** The index keys, each once. */
  Stream<I> keys() {
    CountedTree<IndexedEntry<I, K, V>> tree = elements().tree("keys");
    Reading<IndexedEntry<I, K, V>> reading = elements().reading(Cut.lowest(), Cut.highest(), false);
    return StreamSupport.stream(new Keys(tree, reading), false);
  }

  /** Goes from the first entry of an index key to that of the next one. */
  private final class Keys extends Spliterators.AbstractSpliterator<I> {
    private final CountedTree<IndexedEntry<I, K, V>> tree;
    private final Reading<IndexedEntry<I, K, V>> reading;
    private long next;

    Keys(CountedTree<IndexedEntry<I, K, V>> tree, Reading<IndexedEntry<I, K, V>> reading) {
      super(tree.size(), Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
      this.tree = tree;
      this.reading = reading;
    }

    @Override
    public boolean tryAdvance(Consumer<? super I> action) {
      if (next > tree.size()) {
        return false; // what was walked over may have ended by now, and is not asked again
      }
      binding.requireUsable();
      if (next == tree.size()) {
        next++;
        reading.exhausted();
        return false;
      }
      IndexedEntry<I, K, V> element = tree.get(next);
      reading.reached(element);
      Cut<IndexedEntry<I, K, V>> behind =
          other -> comparator().compare(other.indexKey(), element.indexKey()) <= 0;
      next = behind.rankIn(tree);
      action.accept(element.indexKey());
      return true;
    }
  }
}
