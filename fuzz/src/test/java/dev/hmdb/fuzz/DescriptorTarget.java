package dev.hmdb.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.schema.Evolution;
import dev.hmdb.schema.TypeConversion;

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
    assertThat(isSame(first, first)).isTrue();
    boolean isSame = isSame(first, second);
    assertThat(isSame(second, first)).isEqualTo(isSame);
    if (isSame) {
      assertThat(second.minimumBytes()).isEqualTo(first.minimumBytes());
    }
  }

  /** Whether values of both types have the same bytes and the same names in them. */
  private static boolean isSame(TypeDescriptor before, TypeDescriptor after) {
    TypeConversion conversion =
        TypeConversion.between(before, after, Evolution.none(), TypeConversion.Role.VALUE);
    boolean isSame =
        conversion.obstacles("value").isEmpty() && conversion.changes("value").isEmpty();
    assertThat(conversion.isIdentity() || !isSame).isTrue();
    return isSame;
  }
}
