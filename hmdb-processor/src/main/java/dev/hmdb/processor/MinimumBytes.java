package dev.hmdb.processor;

import dev.hmdb.processor.JavaType.ClassType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The expressions for the fewest bytes that an element takes, against which counts are checked.
 *
 * <p>They are numbers, unless nothing but custom codecs decides whether an element takes any bytes:
 * then they are constants of the generated class, computed from the descriptors of those codecs.
 */
final class MinimumBytes {
  private final TypeGraph graph;
  private final CodecNames names;
  private final Set<ClassType> measured = new LinkedHashSet<>();

  MinimumBytes(TypeGraph graph, CodecNames names) {
    this.graph = graph;
    this.names = names;
  }

  /** The fewest bytes of an element that consists of {@code parts}. */
  String of(List<StoredType> parts) {
    long sum = 0;
    for (StoredType part : parts) {
      sum = Math.min(TypeGraph.ENDLESS, sum + graph.minimumBytes(part));
    }
    return sum > 0 ? Long.toString(sum) : sumOfConstants(parts);
  }

  /** Whether it is known without running the program that an element takes bytes. */
  boolean isPositive(List<StoredType> parts) {
    return parts.stream().anyMatch(part -> graph.minimumBytes(part) > 0);
  }

  /** Whether it is known without running the program that an element takes none. */
  boolean isZero(List<StoredType> parts) {
    return !isPositive(parts)
        && parts.stream().allMatch(part -> graph.decidingCodecs(part).isEmpty());
  }

  private String sumOfConstants(List<StoredType> parts) {
    Set<String> constants = new LinkedHashSet<>();
    for (StoredType part : parts) {
      for (ClassType codec : graph.decidingCodecs(part)) {
        measured.add(codec);
        constants.add(names.minimumFor(codec));
      }
    }
    return constants.isEmpty() ? "0" : String.join(" + ", constants);
  }

  /** The custom codecs whose constant was mentioned. */
  Set<ClassType> measured() {
    return Collections.unmodifiableSet(measured);
  }
}
