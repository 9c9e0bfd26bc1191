package dev.hmdb;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable byte string: what {@code byte[]} cannot be, a key, or a value compared by content.
 *
 * <p>Ordered as unsigned bytes are, a prefix before what it begins.
 */
public final class Bytes implements Comparable<Bytes> {
  private static final int SHOWN = 32;
  private static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final Codec<Bytes> CODEC =
      Codecs.mapped(Codecs.BYTE_ARRAY, value -> value.bytes, Bytes::adopt);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A byte string of a copy of {@code bytes}. */
  public static Bytes of(byte... bytes) {
    return adopt(bytes.clone());
  }

  /** A byte string of a copy of {@code length} bytes from {@code offset}. */
  public static Bytes copyOf(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return adopt(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /**
   * A byte string from hexadecimal digits, two a byte, in either case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Bytes parseHex(CharSequence hex) {
    return adopt(HexFormat.of().parseHex(hex));
  }

  private static Bytes adopt(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /** The codec: the number of bytes, then the bytes. */
  public static Codec<Bytes> codec() {
    return CODEC;
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  /**
   * The byte at {@code index}.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public byte get(int index) {
    return bytes[index];
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** All bytes in lowercase hexadecimal. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal; of a long byte string the first ones and the length. */
  @Override
  public String toString() {
    if (bytes.length <= SHOWN) {
      return toHex();
    }
    return HexFormat.of().formatHex(bytes, 0, SHOWN) + "…(" + bytes.length + " bytes)";
  }
}
