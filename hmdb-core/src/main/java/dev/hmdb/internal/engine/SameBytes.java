package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are the same on disk: equals may not tell apart what differs there, and tell apart
 * what does not. For one thread.
 */
final class SameBytes<T> {
  private final Codec<T> codec;
  private final Encoder one = new Encoder();
  private final Encoder other = new Encoder();

  SameBytes(Codec<T> codec) {
    this.codec = codec;
  }

  boolean areSame(@Nullable T a, @Nullable T b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    one.clear();
    codec.encode(a, one);
    other.clear();
    codec.encode(b, other);
    return Arrays.equals(one.array(), 0, one.position(), other.array(), 0, other.position());
  }
}
