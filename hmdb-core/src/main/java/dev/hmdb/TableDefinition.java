package dev.hmdb;

import dev.hmdb.codec.Codec;
import java.util.Objects;

/**
 * For generated code: one table of a schema.
 *
 * @param index the table's place among the schema's methods, for lookups in memory; never on disk
 * @param name the table's name, its identity on disk
 * @param keyCodec the codec of the keys
 * @param valueCodec the codec of the values
 * @param keyShape how the table keeps its keys in memory
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record TableDefinition<K, V>(
    int index, String name, Codec<K> keyCodec, Codec<V> valueCodec, KeyShape<K> keyShape) {

  /** Checks that nothing is null. */
  public TableDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(keyCodec, "keyCodec");
    Objects.requireNonNull(valueCodec, "valueCodec");
    Objects.requireNonNull(keyShape, "keyShape");
  }

  /** A table that keeps its keys as objects. */
  public TableDefinition(int index, String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    this(index, name, keyCodec, valueCodec, KeyShape.reference());
  }
}
