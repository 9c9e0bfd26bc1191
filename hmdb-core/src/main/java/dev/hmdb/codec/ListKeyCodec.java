package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.Arrays;
import java.util.List;

/** See {@link ListKey#codec}. */
record ListKeyCodec() implements Codec<ListKey> {
  // Two components, so that no record without the first one can become a label by evolution.
  private static final TypeDescriptor TYPE =
      new RecordType(
          "ListKey",
          List.of(
              new Component("first", Scalar.INT),
              new Component("rest", new SequenceType(SequenceType.Kind.LIST, Scalar.INT))));

  @Override
  public TypeDescriptor type() {
    return TYPE;
  }

  @Override
  public void encode(ListKey value, Encoder out) {
    int length = freeze(value).length();
    out.writeInt(value.digit(0));
    out.writeCount(length - 1);
    for (int i = 1; i < length; i++) {
      out.writeInt(value.digit(i));
    }
  }

  @Override
  public ListKey decode(Decoder in) {
    int at = in.offset();
    int first = in.readInt();
    int length = 1 + in.readCount(Scalar.INT.minimumBytes());
    int[] digits = new int[Math.min(length, Elements.INITIAL_CAPACITY)];
    digits[0] = first;
    for (int i = 1; i < length; i++) {
      if (i == digits.length) {
        digits = Arrays.copyOf(digits, (int) Math.min(length, i * 2L));
      }
      digits[i] = in.readInt();
    }
    if (digits[length - 1] == ListKey.LEAST) {
      throw new DecodingException("the last digit of a label is " + ListKey.LEAST, at);
    }
    return ListKey.of(digits);
  }

  @Override
  public ListKey freeze(ListKey value) {
    return Elements.requireNonNull(value, "the label");
  }
}
