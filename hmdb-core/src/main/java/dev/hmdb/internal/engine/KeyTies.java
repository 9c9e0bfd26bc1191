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

  @SuppressWarnings("unchecked") // of one class, whose objects it compares
  private static int natural(Object a, Object b) {
    if (!(a instanceof Comparable<?> comparable)) {
      return b instanceof Comparable<?> ? -1 : 0;
    }
    if (!(b instanceof Comparable<?>)) {
      return 1;
    }
    Class<?> classOfA = declared(a);
    Class<?> classOfB = declared(b);
    return classOfA.equals(classOfB)
        ? ((Comparable<Object>) comparable).compareTo(b)
        : classOfA.getName().compareTo(classOfB.getName());
  }

  /** Constants of an enum may have classes of their own. */
  private static Class<?> declared(Object value) {
    return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
  }

  private byte[] bytes(K key) {
    Encoder encoder = new Encoder();
    codec.encode(key, encoder);
    return Arrays.copyOf(encoder.array(), encoder.position());
  }
}
