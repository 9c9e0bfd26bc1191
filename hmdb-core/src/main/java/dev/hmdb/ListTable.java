package dev.hmdb;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A list, its elements in the order in which they were put there. One element may occur often.
 *
 * <p>Each change is a small record in the log, and takes time that grows with the logarithm of the
 * size, wherever in the list it is; nothing is copied. Indexes are {@code long}s, from 0.
 *
 * <p>A list comes in the three kinds that a {@link Table} comes in, and what is said there of
 * threads, durability, null and frozen values holds here, as do the exceptions. Methods that take
 * an index throw {@link IndexOutOfBoundsException}, and change nothing, when it is not from 0 to
 * less than the size.
 *
 * <p>In a transaction, an index is one in the state that the transaction sees. What it read are the
 * elements it was given and the place where it added some; {@link #size}, and a method with an
 * index, read also how many elements are before that. So two transactions that both add at the end
 * conflict, and one of them runs again; outside a transaction nothing of that shows.
 *
 * @param <T> the type of the elements
 */
public non-sealed interface ListTable<T> extends AnyTable {

  /** The list's name: that of the schema's method. */
  @Override
  String name();

  /** The number of elements. Takes constant time. */
  long size();

  /** Whether there are no elements. */
  boolean isEmpty();

  /** The element at {@code index}. */
  T get(long index);

  /** The first element. */
  Optional<T> first();

  /** The last element. */
  Optional<T> last();

  /** Whether an element equals {@code element}. Looks at one after the other. */
  boolean contains(T element);

  /**
   * The index of the first element that equals {@code element}, or -1. Looks at one after the
   * other.
   */
  long indexOf(T element);

  /**
   * Adds an element at the end. Of several threads or transactions that do so at the same time one
   * is first, and the others run again; for many of them that give the elements no order a {@link
   * SetMultimap}, or a {@link Table} with a key such as a {@link java.util.UUID}, does better.
   */
  void add(T element);

  /**
   * Adds an element before the one at {@code index}; at the end when {@code index} is the size.
   *
   * @throws IndexOutOfBoundsException unless {@code index} is from 0 to the size
   */
  void add(long index, T element);

  /** Adds an element before all others. */
  void addFirst(T element);

  /** Adds all elements at the end, in one transaction and in the collection's order. */
  void addAll(Collection<? extends T> elements);

  /**
   * Replaces the element at {@code index}.
   *
   * @return the one before
   */
  T set(long index, T element);

  /**
   * Removes the element at {@code index}; those after it move one index down.
   *
   * @return the element
   */
  T remove(long index);

  /** Removes the first element; empty if there was none. */
  Optional<T> pollFirst();

  /** Removes the last element; empty if there was none. */
  Optional<T> pollLast();

  /**
   * Removes every element that the predicate accepts, in one transaction; says whether there was
   * one. The predicate may run more than once for an element, and must not use the database.
   */
  boolean removeIf(Predicate<? super T> predicate);

  /** Removes every element, in one transaction, without reading any. */
  void clear();

  /** Passes every element of one consistent state to the action, in order. */
  void forEach(Consumer<? super T> action);

  /** The elements in order; as {@link Table#stream}. */
  Stream<T> stream();

  /**
   * The elements from one index on and before another, in order; as {@link Table#stream}.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <= size}
   */
  Stream<T> stream(long from, long to);
}
