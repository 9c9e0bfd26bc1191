package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.schema.TableType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;

/**
 * Stands for the form of a schema: tables and the shapes of their types, neither the order of
 * tables nor the names of classes, except those of variants. {@code docs/format/catalog.md} defines
 * it.
 */
record Fingerprint(long first, long second) {
  static final int LENGTH = 2 * Long.BYTES;

  static Fingerprint of(List<TableType> tables) {
    Codec<TypeDescriptor> types = TypeDescriptor.codec();
    Encoder text = new Encoder();
    tables.stream()
        .sorted(Comparator.comparing(TableType::name))
        .forEach(table -> {
          text.writeString(table.name());
          types.encode(NamelessType.of(table.key()), text);
          types.encode(NamelessType.of(table.value()), text);
        });
    return decode(new Decoder(sha256(text)));
  }

  /** Of a text that stands for something else. */
  static Fingerprint of(String text) {
    Encoder bytes = new Encoder();
    bytes.writeString(text);
    return decode(new Decoder(sha256(bytes)));
  }

  private static byte[] sha256(Encoder text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(text.array(), 0, text.position());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void encode(Encoder out) {
    out.writeRawLong(first);
    out.writeRawLong(second);
  }

  static Fingerprint decode(Decoder in) {
    return new Fingerprint(in.readRawLong(), in.readRawLong());
  }
}
