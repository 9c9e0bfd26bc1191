package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.HashSet;
import java.util.Set;

/** See {@link Codecs#set}. */
record SetCodec<E>(Codec<E> element, ElementBytes bytes) implements Codec<Set<E>> {

  SetCodec(Codec<E> element) {
    this(element, new ElementBytes(element));
  }

  @Override
  public TypeDescriptor type() {
    return new SequenceType(SequenceType.Kind.SET, element.type());
  }

  @Override
  public void encode(Set<E> value, Encoder out) {
    int size = Elements.requireNonNull(value, "the set").size();
    out.writeCount(size, bytes.minimum());
    int index = 0;
    for (E each : value) {
      element.encode(Elements.requireNonNull(each, "a set element"), out);
      index++;
    }
    Elements.requireUnchanged(index, size);
  }

  @Override
  public Set<E> decode(Decoder in) {
    int minimum = bytes.minimum();
    int count = in.readCount(minimum);
    if (count == 0) {
      return Set.of();
    }
    if (minimum == 0) {
      // All are equal.
      return Set.of(element.decode(in));
    }
    Set<E> elements = HashSet.newHashSet(Math.min(count, Elements.INITIAL_CAPACITY));
    for (int i = 0; i < count; i++) {
      elements.add(element.decode(in));
    }
    return Set.copyOf(elements);
  }

  @Override
  public Set<E> freeze(Set<E> value) {
    Set<E> copy = copyOf(Elements.requireNonNull(value, "the set"));
    for (E each : copy) {
      if (!Elements.isSame(element.freeze(each), each)) {
        return freezeAll(copy);
      }
    }
    return copy;
  }

  private Set<E> freezeAll(Set<E> value) {
    Set<E> frozen = HashSet.newHashSet(value.size());
    for (E each : value) {
      frozen.add(element.freeze(each));
    }
    return Set.copyOf(frozen);
  }

  private static <E> Set<E> copyOf(Set<E> value) {
    try {
      return Set.copyOf(value);
    } catch (NullPointerException e) {
      NullPointerException named = new NullPointerException("a set element is null");
      named.initCause(e);
      throw named;
    }
  }
}
