package dev.hmdb.codec;

/**
 * Turns values of one type into bytes and back.
 *
 * <p>The processor generates a codec for every type that a schema mentions. Write one by hand, and
 * name it with {@code @UseCodec}, for a type that hmdb does not know; most often {@link
 * Codecs#mapped} over a codec that exists is all it takes.
 *
 * <p>What {@link #encode} writes, {@link #decode} must read back to an equal value, consuming
 * exactly those bytes; {@link #type} must describe them. A codec holds no state that changes: any
 * number of threads use it at once. A codec class that {@code @UseCodec} names has a public
 * constructor without parameters.
 *
 * @param <T> the type of the values; immutable, with {@code equals} and {@code hashCode} by content
 */
public interface Codec<T> {

  /** What the bytes are, so that a file can be read without the class {@code T}. */
  TypeDescriptor type();

  /**
   * Writes {@code value}.
   *
   * @throws NullPointerException if the value or something inside it is null; the message names the
   *     component
   * @throws IllegalArgumentException if the value has no encoding (a string with a lone surrogate,
   *     nesting deeper than {@link Encoder#MAX_DEPTH})
   */
  void encode(T value, Encoder out);

  /**
   * Reads one value. The bytes are input, not to be trusted.
   *
   * @throws DecodingException if the bytes are not a value's encoding
   */
  T decode(Decoder in);

  /**
   * The value itself when nothing in it can change, else an equal value of which that is true:
   * collections become immutable ones, arrays are cloned. A table stores only what this returned.
   *
   * @throws NullPointerException if something inside the value is null; the message names the
   *     component
   */
  default T freeze(T value) {
    return value;
  }
}
