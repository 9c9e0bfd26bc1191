package dev.hmdb.internal.engine;

import static dev.hmdb.codec.Unit.UNIT;

import dev.hmdb.Cell;
import dev.hmdb.codec.Unit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cell, over the table where its value is. */
final class CellView<T> implements Cell<T> {
  private final AbstractTable<Unit, T> entries;

  CellView(AbstractTable<Unit, T> entries) {
    this.entries = entries;
  }

  AbstractTable<Unit, T> entries() {
    return entries;
  }

  @Override
  public String name() {
    return entries.name();
  }

  @Override
  public @Nullable T get() {
    return entries.get(UNIT);
  }

  @Override
  public Optional<T> find() {
    return entries.find(UNIT);
  }

  @Override
  public T getOrDefault(T defaultValue) {
    return entries.getOrDefault(UNIT, defaultValue);
  }

  @Override
  public boolean isPresent() {
    return entries.containsKey(UNIT);
  }

  @Override
  public boolean isEmpty() {
    return !isPresent();
  }

  @Override
  public void set(T value) {
    entries.set(UNIT, value);
  }

  @Override
  public @Nullable T getAndSet(T value) {
    return entries.put(UNIT, value);
  }

  @Override
  public @Nullable T setIfAbsent(T value) {
    return entries.putIfAbsent(UNIT, value);
  }

  @Override
  public boolean compareAndSet(T expected, T value) {
    return entries.replace(UNIT, expected, value);
  }

  @Override
  public @Nullable T compute(Function<? super @Nullable T, ? extends @Nullable T> function) {
    Objects.requireNonNull(function, "function is null");
    return entries.compute(UNIT, (_, present) -> function.apply(present));
  }

  @Override
  public @Nullable T update(UnaryOperator<T> function) {
    Objects.requireNonNull(function, "function is null");
    return entries.computeIfPresent(
        UNIT,
        (_, present) -> Objects.requireNonNull(function.apply(present), "the function gave null"));
  }

  @Override
  public @Nullable T getAndClear() {
    return entries.remove(UNIT);
  }

  @Override
  public void clear() {
    entries.delete(UNIT);
  }

  @Override
  public String toString() {
    return "Cell[" + name() + "]";
  }
}
