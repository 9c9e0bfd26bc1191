package dev.hmdb.internal.engine;

import dev.hmdb.KeyShape;
import dev.hmdb.TableDefinition;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.internal.table.Clock;
import dev.hmdb.internal.table.HashTable;
import dev.hmdb.schema.TableConversion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that is being loaded, with what is needed to read its entries and operations.
 *
 * @param name of the table
 * @param entries to be filled
 * @param keys reads its keys as they are stored
 * @param values reads its values as they are stored
 * @param isDropped whether everything is read and nothing is kept
 */
record LoadedTable<K, V>(
    String name, HashTable<K, V> entries, Codec<K> keys, Codec<V> values, boolean isDropped) {

  /** A table of the schema, whose entries are stored as the catalog says. */
  @SuppressWarnings("unchecked") // the table at a definition's index was made for the definition
  static <K, V> LoadedTable<K, V> of(
      TableDefinition<K, V> definition,
      Catalog.Entry stored,
      TableConversion conversion,
      List<HashTable<?, ?>> entries) {
    return new LoadedTable<>(
        definition.name(),
        (HashTable<K, V>) entries.get(definition.index()),
        ConvertingCodec.of(stored.key(), conversion.key(), definition.keyCodec()),
        ConvertingCodec.of(stored.value(), conversion.value(), definition.valueCodec()),
        false);
  }

  /** A table that the schema gives up. */
  static LoadedTable<?, ?> dropped(Catalog.Entry stored) {
    return new LoadedTable<>(
        stored.name(),
        HashTable.create(KeyShape.reference(), new Clock()),
        new SkippingCodec(stored.key()),
        new SkippingCodec(stored.value()),
        true);
  }

  /** Applies an operation of a commit. */
  void apply(int kind, Decoder in) {
    switch (kind) {
      case OperationLayout.PUT -> {
        K key = key(in);
        V value = value(key, in);
        if (!isDropped) {
          entries.load(key, value);
        }
      }
      case OperationLayout.REMOVE -> {
        K key = key(in);
        if (!isDropped) {
          entries.unload(key);
        }
      }
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
      return keys.decode(in);
    } catch (RuntimeException e) {
      throw new UnreadableEntryException(name, null, e);
    }
  }

  /**
   * Reads the value that follows a key.
   *
   * @throws UnreadableEntryException if it is none, or refused
   */
  V value(K key, Decoder in) {
    try {
      return values.decode(in);
    } catch (RuntimeException e) {
      throw new UnreadableEntryException(name, key, e);
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
   * @param told is told the key
   */
  Operation<K, V> operation(int kind, Decoder in, Damages.Keys told) {
    told.of(this);
    return switch (kind) {
      case OperationLayout.PUT -> {
        K key = key(in);
        told.add(this, key);
        yield new Operation<>(this, key, value(key, in));
      }
      case OperationLayout.REMOVE -> {
        K key = key(in);
        told.add(this, key);
        yield new Operation<>(this, key, null);
      }
      case OperationLayout.CLEAR -> new Operation<>(this, null, null);
      default -> throw new DecodingException("operation " + kind + " is unknown", in.offset());
    };
  }

  /** Loads the next entry of a block; tells {@code told} its key if the value is refused. */
  void loadNext(Decoder in, Damages.Keys told) {
    K key = key(in);
    try {
      V value = value(key, in);
      if (!isDropped) {
        entries.load(key, value);
      }
    } catch (RuntimeException e) {
      told.add(this, key);
      throw e;
    }
  }

  /** Reads a value and forgets it. */
  void skipValue(Decoder in) {
    V _ = values.decode(in);
  }

  @SuppressWarnings("unchecked") // a key that was read from this table
  boolean isPresent(Object key) {
    return entries.get((K) key) != null;
  }

  /** The fewest bytes that an entry can take. */
  long minimumBytes() {
    return (long) keys.type().minimumBytes() + values.type().minimumBytes();
  }
}
