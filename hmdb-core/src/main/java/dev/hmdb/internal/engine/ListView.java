package dev.hmdb.internal.engine;

import dev.hmdb.ListTable;
import dev.hmdb.codec.ListKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list, over the table where its elements are by label. */
final class ListView<T> implements ListTable<T> {
  private final ListPart<T> list;
  private final AbstractTable<ListKey, T> entries;

  ListView(ListPart<T> list, AbstractTable<ListKey, T> entries) {
    this.list = list;
    this.entries = entries;
  }

  private ListSequence<ListKey, T> sequence() {
    return list.in(list.binding(), entries);
  }

  private <R extends @Nullable Object> R atomically(
      String method, Function<ListSequence<ListKey, T>, R> body) {
    return list.binding()
        .<ListKey, T, R>atomically(
            list.part(), method, in -> body.apply(list.in(in, in.table(list.part()))));
  }

  private void change(String method, Consumer<ListSequence<ListKey, T>> body) {
    this.<@Nullable Void>atomically(
        method,
        sequence -> {
          body.accept(sequence);
          return null;
        });
  }

  private static <T> T requireElement(T element) {
    return Objects.requireNonNull(element, "element is null");
  }

  AbstractTable<ListKey, T> entries() {
    return entries;
  }

  @Override
  public String name() {
    return entries.name();
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return first().isEmpty();
  }

  @Override
  public T get(long index) {
    return sequence().get(index);
  }

  @Override
  public Optional<T> first() {
    return sequence().first();
  }

  @Override
  public Optional<T> last() {
    return sequence().last();
  }

  @Override
  public boolean contains(T element) {
    return indexOf(element) >= 0;
  }

  @Override
  public long indexOf(T element) {
    requireElement(element);
    Iterator<T> elements = stream().iterator();
    for (long index = 0; elements.hasNext(); index++) {
      if (elements.next().equals(element)) {
        return index;
      }
    }
    return -1;
  }

  @Override
  public void add(T element) {
    requireElement(element);
    change("add", sequence -> sequence.addLast(element));
  }

  @Override
  public void add(long index, T element) {
    requireElement(element);
    change("add", sequence -> sequence.add(index, element));
  }

  @Override
  public void addFirst(T element) {
    requireElement(element);
    change("addFirst", sequence -> sequence.addFirst(element));
  }

  @Override
  public void addAll(Collection<? extends T> elements) {
    Objects.requireNonNull(elements, "elements is null");
    List<T> all = new ArrayList<>(elements.size());
    elements.forEach(element -> all.add(requireElement(element)));
    change("addAll", sequence -> all.forEach(sequence::addLast));
  }

  @Override
  public T set(long index, T element) {
    requireElement(element);
    return atomically("set", sequence -> sequence.set(index, element));
  }

  @Override
  public T remove(long index) {
    return atomically("remove", sequence -> sequence.remove(index));
  }

  @Override
  public Optional<T> pollFirst() {
    return atomically("pollFirst", ListSequence::pollFirst);
  }

  @Override
  public Optional<T> pollLast() {
    return atomically("pollLast", ListSequence::pollLast);
  }

  @Override
  public boolean removeIf(Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate, "predicate is null");
    return this.<Boolean>atomically("removeIf", sequence -> sequence.removeIf(predicate));
  }

  @Override
  public void clear() {
    entries.clear();
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action is null");
    stream().forEachOrdered(action);
  }

  @Override
  public Stream<T> stream() {
    return sequence().stream();
  }

  @Override
  public Stream<T> stream(long from, long to) {
    return sequence().stream(from, to);
  }

  @Override
  public String toString() {
    return "List[" + name() + "]";
  }
}
