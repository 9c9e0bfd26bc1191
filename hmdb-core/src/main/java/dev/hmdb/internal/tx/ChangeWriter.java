package dev.hmdb.internal.tx;

import dev.hmdb.codec.Encoder;

/** Writes the changes of one table as the log keeps them. */
public interface ChangeWriter<K, V> {
  /** The key has that value from now on. */
  void put(Encoder out, K key, V value);

  /** The key is gone. */
  void remove(Encoder out, K key);

  /** Every key is gone. */
  void clear(Encoder out);
}
