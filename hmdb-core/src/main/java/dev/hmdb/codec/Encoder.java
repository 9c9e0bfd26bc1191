package dev.hmdb.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable buffer that values are encoded into.
 *
 * <p>Every {@code write} method appends. Unsigned varints take 1 byte up to 250, else a marker 251,
 * 252, 253 or 254 followed by 2, 4, 8 or 16 bytes, little-endian; signed integers are zigzagged
 * first; 8-bit integers are one raw byte. See {@code docs/format/encoding.md}.
 *
 * <p>A method that throws may leave a part of its value behind, and its nesting; {@link #clear}
 * before the encoder is used again. Beyond 2 GiB every method throws {@link
 * IllegalArgumentException}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Encoder {
  /** The deepest nesting of a recursive type, so that neither side can run out of stack. */
  public static final int MAX_DEPTH = 128;

  static final int MARK_U16 = 251;
  static final int MARK_U32 = 252;
  static final int MARK_U64 = 253;
  static final int MARK_U128 = 254;

  // Measured (JDK 25, one core): a loop over the characters beats String.getBytes, which allocates
  // but is vectorized, up to some 15 of them: 6 against 8 ns for 8 characters, 13 against 8 for 24.
  private static final int SHORT_STRING = 15;

  // The largest array that every JVM allocates.
  static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] buffer;
  private int position;
  private int depth;

  /** An empty encoder with room for a small value. */
  public Encoder() {
    this(256);
  }

  /**
   * An empty encoder.
   *
   * @param capacity bytes that it holds before it has to grow
   */
  public Encoder(int capacity) {
    buffer = new byte[Math.max(capacity, 16)];
  }

  /** Writes one byte: 1 for true, 0 for false. Also the tag of an {@code Optional}. */
  public void writeBoolean(boolean value) {
    writeByte((byte) (value ? 1 : 0));
  }

  /** Writes one raw byte. */
  public void writeByte(byte value) {
    ensure(1);
    buffer[position++] = value;
  }

  /** Writes a zigzag varint of a 16-bit integer. */
  public void writeShort(short value) {
    writeVarint(((value << 1) ^ (value >> 15)) & 0xFFFFL);
  }

  /** Writes a zigzag varint of a 32-bit integer. */
  public void writeInt(int value) {
    writeVarint(((value << 1) ^ (value >> 31)) & 0xFFFFFFFFL);
  }

  /** Writes a zigzag varint of a 64-bit integer. */
  public void writeLong(long value) {
    writeVarint((value << 1) ^ (value >> 63));
  }

  /** Writes an unsigned varint; all 64 bits count. */
  public void writeVarint(long unsigned) {
    ensure(9);
    byte[] bytes = buffer;
    int at = position;
    if (Long.compareUnsigned(unsigned, 250) <= 0) {
      bytes[at] = (byte) unsigned;
      position = at + 1;
    } else if (unsigned >>> 16 == 0) {
      bytes[at] = (byte) MARK_U16;
      SHORT.set(bytes, at + 1, (short) unsigned);
      position = at + 3;
    } else if (unsigned >>> 32 == 0) {
      bytes[at] = (byte) MARK_U32;
      INT.set(bytes, at + 1, (int) unsigned);
      position = at + 5;
    } else {
      bytes[at] = (byte) MARK_U64;
      LONG.set(bytes, at + 1, unsigned);
      position = at + 9;
    }
  }

  /**
   * Writes an unsigned varint of up to 128 bits.
   *
   * @throws IllegalArgumentException if it is negative or larger
   */
  public void writeVarint128(BigInteger unsigned) {
    if (unsigned.signum() < 0 || unsigned.bitLength() > 128) {
      throw new IllegalArgumentException("not an unsigned 128-bit integer: " + unsigned);
    }
    if (unsigned.bitLength() <= 64) {
      writeVarint(unsigned.longValue());
      return;
    }
    writeByte((byte) MARK_U128);
    writeRawLong(unsigned.longValue());
    writeRawLong(unsigned.shiftRight(64).longValue());
  }

  /**
   * Writes a zigzag varint of a 128-bit integer.
   *
   * @throws IllegalArgumentException if it is larger
   */
  public void writeInt128(BigInteger value) {
    if (value.bitLength() > 127) {
      throw new IllegalArgumentException("not a 128-bit integer: " + value);
    }
    BigInteger doubled = value.shiftLeft(1);
    writeVarint128(value.signum() < 0 ? doubled.not() : doubled);
  }

  /** Writes the four bytes of the IEEE representation, NaN payloads included. */
  public void writeFloat(float value) {
    ensure(4);
    INT.set(buffer, position, Float.floatToRawIntBits(value));
    position += 4;
  }

  /** Writes the eight bytes of the IEEE representation, NaN payloads included. */
  public void writeDouble(double value) {
    writeRawLong(Double.doubleToRawLongBits(value));
  }

  /** Writes eight bytes, little-endian, fixed width. */
  public void writeRawLong(long value) {
    ensure(8);
    LONG.set(buffer, position, value);
    position += 8;
  }

  /** Writes a Java {@code char}, a UTF-16 code unit, as an unsigned varint. */
  public void writeChar(char value) {
    writeVarint(value);
  }

  /**
   * Writes a Unicode scalar value as its one to four UTF-8 bytes, without a length: what other
   * implementations of the encoding mean by a character.
   *
   * @throws IllegalArgumentException if it is a surrogate or no code point at all
   */
  public void writeCodePoint(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException("not a Unicode scalar value: " + codePoint);
    }
    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    writeRawBytes(utf8, 0, utf8.length);
  }

  /**
   * Writes a string: its length in UTF-8 bytes, then those bytes.
   *
   * @throws IllegalArgumentException if it holds a surrogate without its partner, which UTF-8
   *     cannot express
   */
  public void writeString(String value) {
    int length = value.length();
    if (length > SHORT_STRING) {
      writeUtf8(value);
      return;
    }
    ensure(1 + SHORT_STRING);
    byte[] bytes = buffer;
    int at = position + 1;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        writeUtf8(value);
        return;
      }
      bytes[at + i] = (byte) c;
    }
    bytes[at - 1] = (byte) length;
    position = at + length;
  }

  private void writeUtf8(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    // getBytes puts '?' in the place of a lone surrogate, so only a string in whose bytes there is
    // one has to be looked at more closely.
    if (Utf8.containsQuestionMark(utf8)) {
      Utf8.requireNoLoneSurrogate(value);
    }
    writeByteArray(utf8);
  }

  /** Writes the number of bytes, then the bytes. */
  public void writeByteArray(byte[] value) {
    writeCount(value.length);
    writeRawBytes(value, 0, value.length);
  }

  /** Writes bytes as they are, without a length. */
  public void writeRawBytes(byte[] value, int offset, int length) {
    ensure(length);
    System.arraycopy(value, offset, buffer, position, length);
    position += length;
  }

  /**
   * Writes the number of elements of a sequence, set, map or array.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void writeCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("negative count=" + count);
    }
    writeVarint(count);
  }

  /**
   * As {@link #writeCount(int)}, and refuses what {@link Decoder#readCount} would not read back.
   *
   * @param minimumBytes the fewest bytes that one element can take
   * @throws IllegalArgumentException if the elements take no bytes and there are more than {@link
   *     Decoder#MAX_ZERO_SIZE_ELEMENTS} of them
   */
  public void writeCount(int count, int minimumBytes) {
    if (minimumBytes == 0 && count > Decoder.MAX_ZERO_SIZE_ELEMENTS) {
      throw new IllegalArgumentException(
          count
              + " elements of a type without content could not be read back, at most "
              + Decoder.MAX_ZERO_SIZE_ELEMENTS);
    }
    writeCount(count);
  }

  /**
   * Writes the index of an enum constant or of a sealed type's variant.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void writeVariant(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("negative index=" + index);
    }
    writeVarint(index);
  }

  /**
   * Enters one level of a recursive type; {@link #leave} must follow.
   *
   * @throws IllegalArgumentException beyond {@link #MAX_DEPTH} levels
   */
  public void enter() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "the value nests deeper than " + MAX_DEPTH + " levels and could not be read back");
    }
  }

  /** Leaves the level that {@link #enter} entered. */
  public void leave() {
    depth--;
  }

  /** The number of bytes written so far. */
  public int position() {
    return position;
  }

  /** Forgets what was written; the buffer is kept. */
  public void clear() {
    position = 0;
    depth = 0;
  }

  /** A copy of the bytes written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, position);
  }

  /**
   * The buffer itself, of which the first {@link #position} bytes count. It is only good until the
   * next write.
   */
  public byte[] array() {
    return buffer;
  }

  private void ensure(int more) {
    if (buffer.length - position < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) position + more;
    if (needed > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "the encoding takes " + needed + " bytes, at most " + MAX_CAPACITY);
    }
    long doubled = Math.min(MAX_CAPACITY, buffer.length * 2L);
    buffer = Arrays.copyOf(buffer, (int) Math.max(needed, doubled));
  }
}
