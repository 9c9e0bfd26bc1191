package dev.hmdb.benchmarks.peers;

import dev.hmdb.benchmarks.Account;
import dev.hmdb.benchmarks.Encodings;
import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;

/** Keys and values as bytes, for stores that keep bytes: encoded as hmdb encodes them. */
final class EncodedEntries<K> {
  private final Codec<K> keys;
  private final ThreadLocal<Encoder> encoder = ThreadLocal.withInitial(Encoder::new);

  EncodedEntries(Codec<K> keys) {
    this.keys = keys;
  }

  byte[] key(K key) {
    return bytes(keys, key);
  }

  byte[] value(Account value) {
    return bytes(Encodings.ACCOUNT, value);
  }

  /** An encoder that holds the key alone, until this thread encodes again. */
  Encoder encodedKey(K key) {
    return encoded(keys, key);
  }

  /** An encoder that holds the value alone, until this thread encodes again. */
  Encoder encodedValue(Account value) {
    return encoded(Encodings.ACCOUNT, value);
  }

  K key(byte[] bytes, int length) {
    return keys.decode(new Decoder(bytes, 0, length));
  }

  Account value(byte[] bytes, int length) {
    return Encodings.ACCOUNT.decode(new Decoder(bytes, 0, length));
  }

  private <T> byte[] bytes(Codec<T> codec, T object) {
    return encoded(codec, object).toByteArray();
  }

  private <T> Encoder encoded(Codec<T> codec, T object) {
    Encoder out = encoder.get();
    out.clear();
    codec.encode(object, out);
    return out;
  }
}
