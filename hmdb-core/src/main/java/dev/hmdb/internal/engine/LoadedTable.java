package dev.hmdb.internal.engine;

import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.table.HashTable;
import java.util.List;

/** A table that is being loaded, with what is needed to read its entries and operations. */
record LoadedTable<K, V>(TableDefinition<K, V> definition, HashTable<K, V> entries) {

  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  static <K, V> LoadedTable<K, V> of(
      TableDefinition<K, V> definition, List<HashTable<?, ?>> entries) {
    return new LoadedTable<>(definition, (HashTable<K, V>) entries.get(definition.index()));
  }

  /** Applies an operation of a commit. */
  void apply(int kind, Decoder in) {
    switch (kind) {
      case OperationLayout.PUT -> {
        K key = key(in);
        entries.load(key, value(key, in));
      }
      case OperationLayout.REMOVE -> entries.unload(key(in));
      case OperationLayout.CLEAR -> entries.unloadAll();
      default -> throw new DecodingException("operation " + kind + " is unknown", in.offset());
    }
  }

  /**
   * Reads a key.
   *
   * @throws UnreadableEntryException if it is none, or refused
   */
  K key(Decoder in) {
    try {
      return definition.keyCodec().decode(in);
    } catch (RuntimeException e) {
      throw new UnreadableEntryException(definition.name(), null, e);
    }
  }

  /**
   * Reads the value that follows a key.
   *
   * @throws UnreadableEntryException if it is none, or refused
   */
  V value(K key, Decoder in) {
    try {
      return definition.valueCodec().decode(in);
    } catch (RuntimeException e) {
      throw new UnreadableEntryException(definition.name(), key, e);
    }
  }

  /** The fewest bytes that an entry can take. */
  long minimumBytes() {
    return (long) definition.keyCodec().type().minimumBytes()
        + definition.valueCodec().type().minimumBytes();
  }
}
