package dev.hmdb.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the JDK's fast conversions between strings and UTF-8 let pass.
 *
 * <p>Both put a replacement where they cannot convert: '?' for a lone surrogate, U+FFFD for bytes
 * that are not UTF-8. Text that has none of these in its result was converted faithfully, and
 * nearly all text has none, so the exact checks here run only when one is seen.
 */
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long QUESTION_MARKS = ONES * '?';

  private Utf8() {}

  /** Looks at eight bytes at a time: a byte of the XOR is zero where a question mark was. */
  static boolean containsQuestionMark(byte[] bytes) {
    int i = 0;
    for (int last = bytes.length - Long.BYTES; i <= last; i += Long.BYTES) {
      long word = (long) LONG.get(bytes, i) ^ QUESTION_MARKS;
      if (((word - ONES) & ~word & HIGHS) != 0) {
        return true;
      }
    }
    for (; i < bytes.length; i++) {
      if (bytes[i] == '?') {
        return true;
      }
    }
    return false;
  }

  static void requireNoLoneSurrogate(String value) {
    int index = 0;
    while (index < value.length()) {
      int codePoint = value.codePointAt(index);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            "the string has no UTF-8 form: lone surrogate %04x at index %d"
                .formatted(codePoint, index));
      }
      index += Character.charCount(codePoint);
    }
  }

  /**
   * Decodes bytes that must be UTF-8.
   *
   * @param at where the bytes start in the decoder's input, for the message
   */
  static String decode(byte[] bytes, int offset, int length, int at) {
    String value = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (value.indexOf('\uFFFD') >= 0) {
      requireUtf8(bytes, offset, length, at);
    }
    return value;
  }

  private static void requireUtf8(byte[] bytes, int offset, int length, int at) {
    try {
      // A new decoder reports malformed input rather than replace it.
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
    } catch (CharacterCodingException e) {
      throw new DecodingException("the string is not UTF-8", at, e);
    }
  }
}
