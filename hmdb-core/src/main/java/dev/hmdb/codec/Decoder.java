package dev.hmdb.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads values from bytes that are not to be trusted.
 *
 * <p>Every {@code read} method consumes what the {@link Encoder} method of that name wrote and
 * throws {@link DecodingException} for anything else. A length is compared with the bytes that are
 * left before anything is allocated, so that a few hostile bytes cannot ask for gigabytes. After a
 * throw the position is unspecified; {@link #reset} before the decoder is used again.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Decoder {
  /**
   * The most elements of a sequence whose elements take no bytes at all, since no length of input
   * bounds them.
   */
  public static final int MAX_ZERO_SIZE_ELEMENTS = 65_536;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int start;
  private int position;
  private int limit;
  private int depth;

  /** Reads all of {@code bytes}, which must not change meanwhile. */
  public Decoder(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code length} bytes from {@code offset}. */
  public Decoder(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    reset(bytes, offset, length);
  }

  /**
   * Reads all of a copy of {@code segment}.
   *
   * <p>It is copied because strings can be made from an array only, because memory that a file is
   * mapped into could change between the check of a length and its use, and because reading the
   * copy needs no check that the segment is still alive.
   *
   * @throws IllegalArgumentException if the segment is larger than an array can be
   */
  public Decoder(MemorySegment segment) {
    this(copyOf(segment));
  }

  private static byte[] copyOf(MemorySegment segment) {
    if (segment.byteSize() > Encoder.MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "segment of " + segment.byteSize() + " bytes, at most " + Encoder.MAX_CAPACITY);
    }
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  /** Starts again on other bytes. */
  public void reset(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.start = offset;
    this.position = offset;
    this.limit = offset + length;
    this.depth = 0;
  }

  /** Reads a byte that must be 0 or 1. */
  public boolean readBoolean() {
    byte b = readByte();
    if (b != 0 && b != 1) {
      throw new DecodingException("expected 0 or 1, found " + (b & 0xFF), offset() - 1);
    }
    return b == 1;
  }

  /** Reads one raw byte. */
  public byte readByte() {
    require(1);
    return bytes[position++];
  }

  /** Reads a 16-bit integer. */
  public short readShort() {
    int zigzag = (int) readVarint(0xFFFFL);
    return (short) ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  /** Reads a 32-bit integer. */
  public int readInt() {
    long zigzag = readVarint(0xFFFFFFFFL);
    return (int) ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  /** Reads a 64-bit integer. */
  public long readLong() {
    long zigzag = readVarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Reads an unsigned varint of up to 64 bits. */
  public long readVarint() {
    int first = readByte() & 0xFF;
    return first <= 250 ? first : readVarintTail(first);
  }

  /**
   * Reads an unsigned varint that must not exceed {@code max}.
   *
   * @param max the largest value that fits, not negative
   */
  public long readVarint(long max) {
    int at = offset();
    long value = readVarint();
    if (value < 0 || value > max) {
      throw new DecodingException(
          "integer too large: " + Long.toUnsignedString(value) + ", at most " + max, at);
    }
    return value;
  }

  /** Reads an unsigned varint of up to 128 bits. */
  public BigInteger readVarint128() {
    require(1);
    if ((bytes[position] & 0xFF) != Encoder.MARK_U128) {
      return unsigned(readVarint());
    }
    position++;
    BigInteger low = unsigned(readRawLong());
    return unsigned(readRawLong()).shiftLeft(Long.SIZE).or(low);
  }

  /** Reads a 128-bit integer. */
  public BigInteger readInt128() {
    BigInteger zigzag = readVarint128();
    BigInteger half = zigzag.shiftRight(1);
    return zigzag.testBit(0) ? half.not() : half;
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? value.setBit(Long.SIZE - 1) : value;
  }

  private long readVarintTail(int first) {
    return switch (first) {
      case Encoder.MARK_U16 -> {
        require(2);
        int value = (short) SHORT.get(bytes, position) & 0xFFFF;
        position += 2;
        yield value;
      }
      case Encoder.MARK_U32 -> {
        require(4);
        long value = (int) INT.get(bytes, position) & 0xFFFFFFFFL;
        position += 4;
        yield value;
      }
      case Encoder.MARK_U64 -> readRawLong();
      default -> throw new DecodingException("not a 64-bit integer: marker " + first, offset() - 1);
    };
  }

  /** Reads four bytes of an IEEE float. */
  public float readFloat() {
    require(4);
    int bits = (int) INT.get(bytes, position);
    position += 4;
    return Float.intBitsToFloat(bits);
  }

  /** Reads eight bytes of an IEEE double. */
  public double readDouble() {
    return Double.longBitsToDouble(readRawLong());
  }

  /** Reads eight bytes, little-endian, fixed width. */
  public long readRawLong() {
    require(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  /** Reads a Java {@code char}. */
  public char readChar() {
    return (char) readVarint(0xFFFF);
  }

  /** Reads a Unicode scalar value from its UTF-8 bytes, which have no length before them. */
  public int readCodePoint() {
    int at = offset();
    require(1);
    int first = bytes[position];
    // The number of leading ones: none for one byte, else the number of bytes. Malformed ones
    // are left to the conversion to refuse.
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    int length = Math.clamp(ones, 1, 4);
    require(length);
    String text = Utf8.decode(bytes, position, length, at);
    position += length;
    return text.codePointAt(0);
  }

  /** Reads a string; bytes that are not UTF-8 are refused. */
  public String readString() {
    int length = readCount(1);
    String value = Utf8.decode(bytes, position, length, offset());
    position += length;
    return value;
  }

  /** Reads a length-prefixed byte string. */
  public byte[] readByteArray() {
    return readRawBytes(readCount(1));
  }

  /**
   * Reads {@code length} bytes as they are.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public byte[] readRawBytes(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length=" + length);
    }
    require(length);
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  /**
   * Passes over {@code length} bytes.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public void skip(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("negative length=" + length);
    }
    require(length);
    position += length;
  }

  /**
   * Writes what was read since an offset, as it is.
   *
   * @param from what {@link #offset} was
   * @throws IndexOutOfBoundsException if it was never that
   */
  public void copyTo(Encoder out, int from) {
    Objects.checkFromToIndex(from, offset(), limit - start);
    out.writeRawBytes(bytes, start + from, position - start - from);
  }

  /**
   * Reads the number of elements of a sequence, set, map or array and checks it against the bytes
   * that are left.
   *
   * @param minimumBytes the fewest bytes that one element can take, see {@link
   *     TypeDescriptor#minimumBytes}; for 0 the count is bounded by {@link #MAX_ZERO_SIZE_ELEMENTS}
   */
  public int readCount(int minimumBytes) {
    int at = offset();
    long count = readVarint();
    long most = minimumBytes == 0 ? MAX_ZERO_SIZE_ELEMENTS : (limit - position) / minimumBytes;
    if (count < 0 || count > most) {
      throw new DecodingException(
          "count " + Long.toUnsignedString(count) + " exceeds the input: at most " + most + " fit",
          at);
    }
    return (int) count;
  }

  /**
   * Reads the index of an enum constant or of a sealed type's variant.
   *
   * @param count how many there are
   * @param type the type's name, for the message
   */
  public int readVariant(int count, String type) {
    int at = offset();
    long index = readVarint(0xFFFFFFFFL);
    if (index >= count) {
      throw new DecodingException(type + " has no variant " + index + ", only " + count, at);
    }
    return (int) index;
  }

  /** Enters one level of a recursive type; {@link #leave} must follow. */
  public void enter() {
    if (++depth > Encoder.MAX_DEPTH) {
      throw new DecodingException("nested deeper than " + Encoder.MAX_DEPTH + " levels", offset());
    }
  }

  /** Leaves the level that {@link #enter} entered. */
  public void leave() {
    depth--;
  }

  /** How many bytes are left. */
  public int remaining() {
    return limit - position;
  }

  /** How many bytes were read. */
  public int offset() {
    return position - start;
  }

  /**
   * Checks that everything was read.
   *
   * @throws DecodingException if bytes are left
   */
  public void expectEnd() {
    if (position != limit) {
      throw new DecodingException((limit - position) + " trailing bytes", offset());
    }
  }

  private void require(int count) {
    if (limit - position < count) {
      throw new DecodingException(
          "unexpected end: " + count + " bytes wanted, " + (limit - position) + " left", offset());
    }
  }
}
