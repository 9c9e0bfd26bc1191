package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.RecordType.Component;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.Arrays;
import java.util.List;

/** See {@link ListKey#codec}. */
record ListKeyCodec() implements Codec<ListKey> {
  private static final TypeDescriptor TYPE =
      new RecordType(
          "ListKey",
          List.of(new Component("digits", new SequenceType(SequenceType.Kind.LIST, Scalar.INT))));

  @Override
  public TypeDescriptor type() {
    return TYPE;
  }

  @Override
  public void encode(ListKey value, Encoder out) {
    int length = freeze(value).length();
    out.writeCount(length);
    for (int i = 0; i < length; i++) {
      out.writeInt(value.digit(i));
    }
  }

  @Override
  public ListKey decode(Decoder in) {
    int at = in.offset();
    int count = in.readCount(Scalar.INT.minimumBytes());
    int[] digits = new int[Math.min(count, Elements.INITIAL_CAPACITY)];
    for (int i = 0; i < count; i++) {
      if (i == digits.length) {
        digits = Arrays.copyOf(digits, (int) Math.min(count, i * 2L));
      }
      digits[i] = in.readInt();
    }
    if (count == 0 || digits[count - 1] == ListKey.LEAST) {
      throw new DecodingException("no label of a list: " + Arrays.toString(digits), at);
    }
    return ListKey.of(digits);
  }

  @Override
  public ListKey freeze(ListKey value) {
    return Elements.requireNonNull(value, "the label");
  }
}
