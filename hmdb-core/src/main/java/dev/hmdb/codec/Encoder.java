package dev.hmdb.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable buffer that values are encoded into.
 *
 * <p>Every {@code write} method appends. Unsigned varints take 1 byte up to 250, else a marker 251,
 * 252 or 253 followed by 2, 4 or 8 bytes, little-endian; signed integers are zigzagged first; 8-bit
 * integers are one raw byte. See {@code docs/format/encoding.md}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Encoder {
  /** The deepest nesting of a recursive type, so that neither side can run out of stack. */
  public static final int MAX_DEPTH = 128;

  static final int MARK_U16 = 251;
  static final int MARK_U32 = 252;
  static final int MARK_U64 = 253;

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
   * Writes a string: its length in UTF-8 bytes, then those bytes.
   *
   * @throws IllegalArgumentException if it holds a surrogate without its partner, which UTF-8
   *     cannot express
   */
  public void writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
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

  /** Writes the number of elements of a sequence, set, map or array. */
  public void writeCount(int count) {
    writeVarint(count);
  }

  /** Writes the index of an enum constant or of a sealed type's variant. */
  public void writeVariant(int index) {
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
    int needed = Math.addExact(position, more);
    int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L);
    buffer = Arrays.copyOf(buffer, Math.max(needed, doubled));
  }
}
