package dev.hmdb.internal.engine;

import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.table.HashTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * An operation that was read and not yet applied.
   *
   * @param key null if every key is removed
   * @param value null if the key is removed
   */
  record Operation<K, V>(LoadedTable<K, V> table, @Nullable K key, @Nullable V value) {}

  /**
   * Reads an operation of a commit.
   *
   * @param keys is told the key
   */
  Operation<K, V> operation(int kind, Decoder in, Damages.Keys keys) {
    keys.of(this);
    return switch (kind) {
      case OperationLayout.PUT -> {
        K key = key(in);
        keys.add(this, key);
        yield new Operation<>(this, key, value(key, in));
      }
      case OperationLayout.REMOVE -> {
        K key = key(in);
        keys.add(this, key);
        yield new Operation<>(this, key, null);
      }
      case OperationLayout.CLEAR -> new Operation<>(this, null, null);
      default -> throw new DecodingException("operation " + kind + " is unknown", in.offset());
    };
  }

  /** Loads the next entry of a block; tells {@code keys} its key if the value is refused. */
  void loadNext(Decoder in, Damages.Keys keys) {
    K key = key(in);
    try {
      entries.load(key, value(key, in));
    } catch (RuntimeException e) {
      keys.add(this, key);
      throw e;
    }
  }

  /** Reads a value and forgets it. */
  void skipValue(Decoder in) {
    V _ = definition.valueCodec().decode(in);
  }

  @SuppressWarnings("unchecked") // a key that was read from this table
  boolean isPresent(Object key) {
    return entries.get((K) key) != null;
  }

  /** The fewest bytes that an entry can take. */
  long minimumBytes() {
    return (long) definition.keyCodec().type().minimumBytes()
        + definition.valueCodec().type().minimumBytes();
  }
}
