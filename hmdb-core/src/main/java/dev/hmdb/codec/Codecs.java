package dev.hmdb.codec;

import java.util.function.Function;

/** The codecs of the JDK's own types, and ways to make codecs from codecs. */
public final class Codecs {
  private Codecs() {}

  /**
   * A codec that stores a {@code T} as an {@code A}.
   *
   * @param base the codec of {@code A}
   * @param to what is stored of a value
   * @param from the value again; what it throws on hostile input is reported as a {@link
   *     DecodingException}
   */
  @SuppressWarnings("DoNotCallSuggester")
  public static <A, T> Codec<T> mapped(
      Codec<A> base, Function<? super T, ? extends A> to, Function<? super A, ? extends T> from) {
    throw new UnsupportedOperationException();
  }
}
