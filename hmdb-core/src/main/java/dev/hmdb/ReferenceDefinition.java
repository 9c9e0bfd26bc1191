package dev.hmdb;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For generated code: a {@link References} of a schema.
 *
 * @param name of the table that refers and what in it refers, {@code "files.owner"}
 * @param table the table that refers
 * @param target the table that is referred to
 * @param keys finds what an entry refers to; null if that is the entry's key
 * @param onDelete what becomes of an entry when what it refers to is removed
 * @param removal makes values refer to it no more; null unless {@link OnDelete#SET_EMPTY}
 * @param <R> the type of the keys that are referred to
 * @param <K> the type of the keys of the table that refers
 * @param <V> the type of its values
 */
public record ReferenceDefinition<R, K, V>(
    String name,
    TableDefinition<K, V> table,
    TableDefinition<R, ?> target,
    @Nullable IndexKeys<R, K, V> keys,
    OnDelete onDelete,
    @Nullable ReferenceRemoval<R, V> removal)
    implements ConstraintDefinition<K, V> {
  /**
   * @throws IllegalArgumentException if there is a {@code removal} and no {@link
   *     OnDelete#SET_EMPTY}, or the reverse
   */
  public ReferenceDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(onDelete, "onDelete");
    if ((removal != null) != (onDelete == OnDelete.SET_EMPTY)) {
      throw new IllegalArgumentException("reference=" + name + " onDelete=" + onDelete);
    }
  }

  /** A reference whose entries are never emptied. */
  public ReferenceDefinition(
      String name,
      TableDefinition<K, V> table,
      TableDefinition<R, ?> target,
      IndexKeys<R, K, V> keys,
      OnDelete onDelete) {
    this(name, table, target, keys, onDelete, null);
  }

  /** A reference of the keys themselves. */
  public static <K, V> ReferenceDefinition<K, K, V> ofKeys(
      String name, TableDefinition<K, V> table, TableDefinition<K, ?> target, OnDelete onDelete) {
    return new ReferenceDefinition<>(name, table, target, null, onDelete, null);
  }
}
