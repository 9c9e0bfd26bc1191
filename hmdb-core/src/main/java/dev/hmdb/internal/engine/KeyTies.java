package dev.hmdb.internal.engine;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Encoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;

/**
 * An order of any keys there can be, in which two are 0 exactly when they are equal: the natural
 * one where they have one.
 */
final class KeyTies<K> implements Comparator<K> {
  /*
   * The natural order comes first and is not enough: keys may be 0 in it and not equal, as 1.0 and
   * 1.00. Equal keys have the same hash and the same bytes, and different ones different bytes. The
   * bytes are asked for last, since they have to be made.
   */
  private static final ComparableType COMPARABLE = new ComparableType();

  private final Function<? super K, ?> part;
  private final Codec<K> codec;

  /**
   * @param part whose natural order it is, if it has one
   * @param codec of the whole key
   */
  KeyTies(Function<? super K, ?> part, Codec<K> codec) {
    this.part = part;
    this.codec = codec;
  }

  @Override
  public int compare(K a, K b) {
    int natural = natural(part.apply(a), part.apply(b));
    if (natural != 0 || a.equals(b)) {
      return natural;
    }
    int hashes = Integer.compare(a.hashCode(), b.hashCode());
    return hashes != 0 ? hashes : Arrays.compareUnsigned(bytes(a), bytes(b));
  }

  @SuppressWarnings("unchecked") // of one type, whose objects it compares
  private static int natural(Object a, Object b) {
    if (!(a instanceof Comparable<?> comparable)) {
      return b instanceof Comparable<?> ? -1 : 0;
    }
    if (!(b instanceof Comparable<?>)) {
      return 1;
    }
    Class<?> typeOfA = comparable(a);
    Class<?> typeOfB = comparable(b);
    return typeOfA.equals(typeOfB)
        ? ((Comparable<Object>) comparable).compareTo(b)
        : typeOfA.getName().compareTo(typeOfB.getName());
  }

  /**
   * The type whose objects can be compared with each other: the class itself, or what it inherits
   * the order from, as the records of a sealed interface do and the constants of an enum that have
   * bodies.
   */
  private static Class<?> comparable(Object value) {
    return COMPARABLE.get(value.getClass());
  }

  private static final class ComparableType extends ClassValue<Class<?>> {
    @Override
    protected Class<?> computeValue(Class<?> type) {
      Class<?> parent = type.getSuperclass();
      if (parent != null && parent != Enum.class && Comparable.class.isAssignableFrom(parent)) {
        return get(parent);
      }
      for (Class<?> face : type.getInterfaces()) {
        if (parent != Enum.class
            && face != Comparable.class
            && Comparable.class.isAssignableFrom(face)) {
          return get(face);
        }
      }
      return type;
    }
  }

  private byte[] bytes(K key) {
    Encoder encoder = new Encoder();
    codec.encode(key, encoder);
    return Arrays.copyOf(encoder.array(), encoder.position());
  }
}
