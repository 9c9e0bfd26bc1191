package dev.hmdb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;

/**
 * Bytes that are read as two type descriptors: refused, or descriptors that are the same when they
 * are encoded and decoded again, and can be told, measured and compared, however they nest.
 */
public final class DescriptorTarget {
  private DescriptorTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Decoder in = new Decoder(input);
    TypeDescriptor first;
    TypeDescriptor second;
    boolean isPair;
    try {
      first = TypeDescriptor.codec().decode(in);
      isPair = in.remaining() > 0;
      second = isPair ? TypeDescriptor.codec().decode(in) : first;
      in.expectEnd();
    } catch (DecodingException e) {
      return;
    }
    Encoder out = new Encoder();
    TypeDescriptor.codec().encode(first, out);
    if (isPair) {
      TypeDescriptor.codec().encode(second, out);
    }
    assertThat(out.position()).isLessThanOrEqualTo(input.length);
    Decoder again = new Decoder(out.toByteArray());
    assertThat(TypeDescriptor.codec().decode(again)).isEqualTo(first);
    assertThat(again.remaining() == 0 || TypeDescriptor.codec().decode(again).equals(second))
        .isTrue();
    assertThat(first.minimumBytes()).isNotNegative();
    assertThat(first.text()).isNotEmpty();
    assertThat(TypeDescriptor.difference("value", first, first)).isEmpty();
    boolean isSame = TypeDescriptor.difference("value", first, second).isEmpty();
    assertThat(TypeDescriptor.difference("value", second, first).isEmpty()).isEqualTo(isSame);
    if (isSame) {
      assertThat(second.minimumBytes()).isEqualTo(first.minimumBytes());
    }
  }
}
