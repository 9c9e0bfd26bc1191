package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** See {@link Codecs#list}. */
record ListCodec<E>(Codec<E> element, ElementBytes bytes) implements Codec<List<E>> {

  ListCodec(Codec<E> element) {
    this(element, new ElementBytes(element));
  }

  @Override
  public TypeDescriptor type() {
    return new SequenceType(SequenceType.Kind.LIST, element.type());
  }

  @Override
  public void encode(List<E> value, Encoder out) {
    int size = Elements.requireNonNull(value, "the list").size();
    out.writeCount(size, bytes.minimum());
    int index = 0;
    for (E each : value) {
      element.encode(Elements.requireNonNull(each, "list element", index), out);
      index++;
    }
    Elements.requireUnchanged(index, size);
  }

  @Override
  public List<E> decode(Decoder in) {
    int minimum = bytes.minimum();
    int count = in.readCount(minimum);
    if (count == 0) {
      return List.of();
    }
    if (minimum == 0) {
      // All are equal and cost no input: one stands for all, so that they cost no memory either.
      return Collections.nCopies(count, element.decode(in));
    }
    Object[] elements = new Object[Math.min(count, Elements.INITIAL_CAPACITY)];
    for (int i = 0; i < count; i++) {
      if (i == elements.length) {
        elements = Arrays.copyOf(elements, (int) Math.min(count, i * 2L));
      }
      elements[i] = element.decode(in);
    }
    return listOf(elements);
  }

  // The array holds only what the element's codec returned.
  @SuppressWarnings("unchecked")
  private static <E> List<E> listOf(Object[] elements) {
    return (List<E>) List.of(elements);
  }

  @Override
  public List<E> freeze(List<E> value) {
    List<E> copy = copyOf(Elements.requireNonNull(value, "the list"));
    for (int i = 0; i < copy.size(); i++) {
      E each = copy.get(i);
      if (!Elements.isSame(element.freeze(each), each)) {
        return freezeFrom(i, copy);
      }
    }
    return copy;
  }

  private List<E> freezeFrom(int first, List<E> value) {
    List<E> frozen = new ArrayList<>(value);
    for (int i = first; i < frozen.size(); i++) {
      frozen.set(i, element.freeze(frozen.get(i)));
    }
    return List.copyOf(frozen);
  }

  private static <E> List<E> copyOf(List<E> value) {
    try {
      return List.copyOf(value);
    } catch (NullPointerException e) {
      NullPointerException named = Elements.namedNull(value, "list element");
      named.initCause(e);
      throw named;
    }
  }
}
