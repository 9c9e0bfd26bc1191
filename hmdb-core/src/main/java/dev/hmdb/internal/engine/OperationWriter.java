package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import dev.hmdb.internal.tx.ChangeWriter;

/**
 * Writes the operations of one table.
 *
 * @param tableId the table's id in this database's files
 */
record OperationWriter<K, V>(int tableId, Codec<K> keyCodec, Codec<V> valueCodec)
    implements ChangeWriter<K, V> {

  @Override
  public void put(Encoder out, K key, V value) {
    out.writeVarint(OperationLayout.header(tableId, OperationLayout.PUT));
    keyCodec.encode(key, out);
    valueCodec.encode(value, out);
  }

  @Override
  public void remove(Encoder out, K key) {
    out.writeVarint(OperationLayout.header(tableId, OperationLayout.REMOVE));
    keyCodec.encode(key, out);
  }

  @Override
  public void clear(Encoder out) {
    out.writeVarint(OperationLayout.header(tableId, OperationLayout.CLEAR));
  }
}
