package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.Arrays;
import java.util.function.IntFunction;

/** See {@link Codecs#array}. */
record ArrayCodec<E>(Codec<E> element, IntFunction<E[]> newArray, ElementBytes bytes)
    implements Codec<E[]> {

  ArrayCodec(Codec<E> element, IntFunction<E[]> newArray) {
    this(element, newArray, new ElementBytes(element));
  }

  @Override
  public TypeDescriptor type() {
    return new SequenceType(SequenceType.Kind.ARRAY, element.type());
  }

  @Override
  public void encode(E[] value, Encoder out) {
    int length = Elements.requireNonNull(value, "the array").length;
    out.writeCount(length, bytes.minimum());
    for (int i = 0; i < length; i++) {
      element.encode(Elements.requireNonNull(value[i], "array element", i), out);
    }
  }

  @Override
  public E[] decode(Decoder in) {
    int count = in.readCount(bytes.minimum());
    E[] array = newArray.apply(Math.min(count, Elements.INITIAL_CAPACITY));
    for (int i = 0; i < count; i++) {
      if (i == array.length) {
        array = Arrays.copyOf(array, (int) Math.min(count, i * 2L));
      }
      array[i] = element.decode(in);
    }
    return array;
  }

  @Override
  public E[] freeze(E[] value) {
    E[] copy = Elements.requireNonNull(value, "the array").clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = element.freeze(Elements.requireNonNull(copy[i], "array element", i));
    }
    return copy;
  }
}
