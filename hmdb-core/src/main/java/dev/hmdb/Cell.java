package dev.hmdb;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One value, or none: settings, a counter, what there is only once.
 *
 * <p>A cell comes in the three kinds that a {@link Table} comes in, and what is said there of
 * threads, durability, null and frozen values holds here, as do the exceptions.
 *
 * @param <T> the type of the value
 */
public non-sealed interface Cell<T> extends AnyTable {

  /** The cell's name: that of the schema's method. */
  @Override
  String name();

  /** The value, or null when there is none. */
  @Nullable T get();

  /** The value, if there is one. */
  Optional<T> find();

  /** The value, or {@code defaultValue} when there is none. */
  T getOrDefault(T defaultValue);

  /** Whether there is a value. */
  boolean isPresent();

  /** Whether there is no value. */
  boolean isEmpty();

  /**
   * Sets the value without asking for the one before: in a transaction this reads nothing, and so
   * never conflicts.
   */
  void set(T value);

  /**
   * Sets the value.
   *
   * @return the one before, or null
   */
  @Nullable T getAndSet(T value);

  /**
   * Sets the value if there is none.
   *
   * @return the value that there is already, or null if {@code value} was set
   */
  @Nullable T setIfAbsent(T value);

  /** Sets the value if the present one equals {@code expected}; says whether it did. */
  boolean compareAndSet(T expected, T value);

  /**
   * Sets the value to what the function makes of the present one (null when there is none); clears
   * the cell when the function returns null.
   *
   * <p>The function may run more than once when other threads change the cell meanwhile, and must
   * not use the database.
   *
   * @return the new value, or null
   */
  @Nullable T compute(Function<? super @Nullable T, ? extends @Nullable T> function);

  /**
   * Replaces the value, if there is one, by what the function makes of it. The function is bound as
   * in {@link #compute}, and must not return null.
   *
   * @return the new value, or null if there was none and nothing changed
   */
  @Nullable T update(UnaryOperator<T> function);

  /**
   * Takes the value out.
   *
   * @return the value that there was, or null
   */
  @Nullable T getAndClear();

  /** Takes the value out without asking for it: as {@link #set}, it never conflicts. */
  void clear();
}
