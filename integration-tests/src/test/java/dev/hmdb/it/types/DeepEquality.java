package dev.hmdb.it.types;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Equality that looks into arrays, wherever they are, and into what has none of its own. */
public final class DeepEquality {
  private DeepEquality() {}

  public static boolean isEqual(Object a, Object b) {
    return a.equals(b) || a.getClass() == b.getClass() && isEqualInside(a, b) || areLists(a, b);
  }

  private static boolean isEqualInside(Object a, Object b) {
    return switch (a) {
      case StringBuilder text -> text.compareTo((StringBuilder) b) == 0;
      case Optional<?> optional ->
          optional.isPresent()
              && ((Optional<?>) b).isPresent()
              && isEqual(optional.get(), ((Optional<?>) b).get());
      case Record record -> areComponentsEqual(record, b);
      default -> a.getClass().isArray() && areElementsEqual(a, b);
    };
  }

  private static boolean areElementsEqual(Object a, Object b) {
    int length = Array.getLength(a);
    boolean isEqual = length == Array.getLength(b);
    for (int i = 0; isEqual && i < length; i++) {
      isEqual = isEqual(Array.get(a, i), Array.get(b, i));
    }
    return isEqual;
  }

  private static boolean areComponentsEqual(Record a, Object b) {
    try {
      for (RecordComponent component : a.getClass().getRecordComponents()) {
        if (!isEqual(component.getAccessor().invoke(a), component.getAccessor().invoke(b))) {
          return false;
        }
      }
      return true;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Also of maps, whose keys are equal by themselves. */
  private static boolean areLists(Object a, Object b) {
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return left.keySet().equals(right.keySet())
          && left.keySet().stream().allMatch(key -> isEqual(left.get(key), right.get(key)));
    }
    return a instanceof List<?> left
        && b instanceof List<?> right
        && areElementsEqual(left.toArray(), right.toArray());
  }
}
