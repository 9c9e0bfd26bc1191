package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The expressions for the fewest bytes that an element takes, against which counts are checked. */
final class MinimumBytes {
  private MinimumBytes() {}

  /** The fewest bytes of an element that consists of {@code parts}. */
  static String of(List<StoredType> parts, CodecContext context) {
    long sum = 0;
    for (StoredType part : parts) {
      sum = Math.min(TypeGraph.ENDLESS, sum + context.graph().minimumBytes(part));
    }
    if (sum > 0) {
      return Long.toString(sum);
    }
    Set<String> constants = constants(parts, context);
    return constants.isEmpty() ? "0" : String.join(" + ", constants);
  }

  /** The constants that decide when nothing in the parts surely takes a byte. */
  static Set<String> constants(List<StoredType> parts, CodecContext context) {
    Set<String> constants = new LinkedHashSet<>();
    for (StoredType part : parts) {
      for (ClassType codec : context.graph().decidingCodecs(part)) {
        constants.add(context.names().minimumFor(codec));
      }
    }
    return constants;
  }
}
