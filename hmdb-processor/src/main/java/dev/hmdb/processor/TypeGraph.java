package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.Definition.RecordDefinition.Component;
import dev.hmdb.processor.Definition.SealedDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.ArrayValue;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Custom;
import dev.hmdb.processor.StoredType.ListValue;
import dev.hmdb.processor.StoredType.MapValue;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveArray;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import dev.hmdb.processor.StoredType.SetValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from how the types of a schema contain each other: which are recursive, which can
 * change, how few bytes their values can take.
 */
final class TypeGraph {
  /** The fewest bytes of a type of which there is no finite value. */
  static final int ENDLESS = Integer.MAX_VALUE;

  private final Map<ClassType, Definition> definitions;
  private final Map<ClassType, Set<ClassType>> reachable = new LinkedHashMap<>();
  private final Set<ClassType> turningPoints = new HashSet<>();
  private final Set<ClassType> mutable = new HashSet<>();
  private final Set<ClassType> nullable = new HashSet<>();
  private final Map<ClassType, Integer> minimumBytes = new HashMap<>();

  TypeGraph(Map<ClassType, Definition> definitions) {
    this.definitions = definitions;
    for (ClassType type : definitions.keySet()) {
      reachable.put(type, reach(type));
      minimumBytes.put(type, ENDLESS);
    }
    findTurningPoints();
    while (growsOnce()) {
      // until nothing changes: the sets only grow and the minima only shrink
    }
  }

  /** What is in that type. */
  Definition definition(ClassType type) {
    Definition definition = definitions.get(type);
    if (definition == null) {
      throw new IllegalArgumentException("no definition of " + type);
    }
    return definition;
  }

  /** Whether a value of that type can contain another one of it. */
  boolean isRecursive(ClassType type) {
    return inOneCircle(type, type);
  }

  /** Whether values of each of the two can contain the other. */
  boolean inOneCircle(ClassType one, ClassType other) {
    return reachableFrom(one).contains(other) && reachableFrom(other).contains(one);
  }

  /**
   * Whether the depth is counted at this type. Every circle of types passes at least one turning
   * point, so counting there bounds all recursion; and a level of a plain tree counts once,
   * although it may take a sealed type and a record.
   */
  boolean isTurningPoint(ClassType type) {
    return turningPoints.contains(type);
  }

  /** Whether freezing a value of that type may have to replace something in it. */
  boolean isMutable(StoredType type) {
    return switch (type) {
      case PrimitiveValue _, Boxed _, Scalar _, OptionalPrimitive _ -> false;
      case PrimitiveArray _, ArrayValue _, ListValue _, SetValue _, MapValue _ -> true;
      case Custom custom -> !(custom.type() instanceof JavaType.PrimitiveType);
      case OptionalValue optional -> isMutable(optional.element());
      case Named named -> mutable.contains(named.type());
    };
  }

  /** Whether something inside a value of that type could be null. */
  boolean hasNullable(ClassType type) {
    return nullable.contains(type);
  }

  /**
   * The fewest bytes that a value takes; a custom codec counts as none, as what it writes is not
   * known here.
   */
  int minimumBytes(StoredType type) {
    return switch (type) {
      case PrimitiveValue value -> value.primitive().minimumBytes();
      case Boxed boxed -> boxed.primitive().minimumBytes();
      case Scalar scalar -> scalar.scalar().minimumBytes();
      case Custom _ -> 0;
      case Named named -> minimumBytes.getOrDefault(named.type(), ENDLESS);
      case PrimitiveArray _,
          ArrayValue _,
          ListValue _,
          SetValue _,
          MapValue _,
          OptionalValue _,
          OptionalPrimitive _ ->
          1;
    };
  }

  /** The custom codecs that alone decide whether a value of that type takes any bytes. */
  Set<ClassType> decidingCodecs(StoredType type) {
    Set<ClassType> codecs = new LinkedHashSet<>();
    if (minimumBytes(type) == 0) {
      collectCodecs(type, codecs);
    }
    return codecs;
  }

  private void collectCodecs(StoredType type, Set<ClassType> codecs) {
    if (type instanceof Custom custom) {
      codecs.add(custom.codec());
    } else if (type instanceof Named named
        && definition(named.type()) instanceof RecordDefinition record) {
      record.components().forEach(component -> collectCodecs(component.type(), codecs));
    }
  }

  private Set<ClassType> reachableFrom(ClassType type) {
    return reachable.getOrDefault(type, Set.of());
  }

  private Set<ClassType> reach(ClassType from) {
    Set<ClassType> found = new LinkedHashSet<>();
    Deque<ClassType> open = new ArrayDeque<>(parts(from));
    while (!open.isEmpty()) {
      ClassType next = open.pop();
      if (found.add(next)) {
        open.addAll(parts(next));
      }
    }
    return found;
  }

  /** The types that that type mentions, in order. */
  private List<ClassType> parts(ClassType type) {
    List<ClassType> parts = new ArrayList<>();
    switch (definition(type)) {
      case RecordDefinition record ->
          record.components().forEach(component -> addNamed(component.type(), parts));
      case SealedDefinition sealed -> sealed.variants().forEach(each -> addNamed(each, parts));
      case EnumDefinition _ -> {}
    }
    return parts;
  }

  private static void addNamed(StoredType type, List<ClassType> parts) {
    switch (type) {
      case Named named -> parts.add(named.type());
      case OptionalValue optional -> addNamed(optional.element(), parts);
      case ListValue list -> addNamed(list.element(), parts);
      case SetValue set -> addNamed(set.element(), parts);
      case ArrayValue array -> addNamed(array.element(), parts);
      case MapValue map -> {
        addNamed(map.key(), parts);
        addNamed(map.value(), parts);
      }
      case PrimitiveValue _,
          Boxed _,
          Scalar _,
          OptionalPrimitive _,
          PrimitiveArray _,
          Custom _ -> {}
    }
  }

  /**
   * Depth first, in order of first use: a type met again on the way down to itself is one. Each
   * circle has such a type, or the search would have gone round it for ever.
   */
  private void findTurningPoints() {
    Set<ClassType> done = new HashSet<>();
    for (ClassType type : definitions.keySet()) {
      descend(type, new LinkedHashSet<>(), done);
    }
  }

  private void descend(ClassType type, Set<ClassType> path, Set<ClassType> done) {
    if (path.contains(type)) {
      turningPoints.add(type);
    } else if (done.add(type)) {
      path.add(type);
      parts(type).forEach(part -> descend(part, path, done));
      path.remove(type);
    }
  }

  private boolean growsOnce() {
    boolean grows = false;
    for (Definition definition : definitions.values()) {
      ClassType type = definition.type();
      switch (definition) {
        case EnumDefinition _ -> grows |= shrink(type, 1);
        case RecordDefinition record -> {
          for (Component component : record.components()) {
            grows |= isMutable(component.type()) && mutable.add(type);
            grows |= !(component.type() instanceof PrimitiveValue) && nullable.add(type);
          }
          grows |= shrink(type, sumOfComponents(record));
        }
        case SealedDefinition sealed -> {
          for (StoredType variant : sealed.variants()) {
            grows |= isMutable(variant) && mutable.add(type);
            grows |=
                variant instanceof Named named && hasNullable(named.type()) && nullable.add(type);
          }
          grows |= shrink(type, leastVariant(sealed));
        }
      }
    }
    return grows;
  }

  private boolean shrink(ClassType type, int minimum) {
    Integer before = minimumBytes.put(type, minimum);
    return before == null || before != minimum;
  }

  private int sumOfComponents(RecordDefinition record) {
    long sum = 0;
    for (Component component : record.components()) {
      sum += minimumBytes(component.type());
    }
    return (int) Math.min(ENDLESS, sum);
  }

  private int leastVariant(SealedDefinition sealed) {
    int least = ENDLESS;
    for (StoredType variant : sealed.variants()) {
      least = Math.min(least, minimumBytes(variant));
    }
    return least == ENDLESS ? ENDLESS : 1 + least;
  }
}
