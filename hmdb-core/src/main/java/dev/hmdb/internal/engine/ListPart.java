package dev.hmdb.internal.engine;

import dev.hmdb.codec.ListKey;
import dev.hmdb.internal.derived.OrderedEntries;
import java.util.function.Function;

/** A list, wherever it is bound. */
record ListPart<T>(Binding binding, Part<ListKey, T> part, OrderedEntries<ListKey, T> ordered) {
  /** The list's elements as somebody sees them. */
  ListSequence<ListKey, T> in(Binding where, AbstractTable<ListKey, T> table) {
    return new ListSequence<>(
        ordered.table(),
        Span.all(new Elements.Of<>(where, part, ordered)),
        table,
        Function.identity(),
        Function.identity());
  }
}
