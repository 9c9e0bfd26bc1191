package dev.hmdb.codec;

import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One comparison of two descriptors, see {@link TypeDescriptor#difference}. */
final class DescriptorDifference {
  // Mechanism
  //
  // Both trees are walked together. A reference is followed to the enclosing type that it names, so
  // the walk is over two graphs that may have cycles, and one side may be unrolled further than
  // the other.
  //
  // Invariants
  // 1. Each step from a place leads to one Place object, kept by the place it starts from, and a
  //    reference leads back to a place around it. So there are finitely many places.
  // 2. A pair of places is compared once, whatever the paths to it. With 1, the walk ends.
  // 3. Nothing recurses: what is still to compare waits on a stack. The cycles of two hostile
  //    descriptors may make paths much longer than either is deep.

  private final List<String> lines = new ArrayList<>();
  private final Deque<Pair> waiting = new ArrayDeque<>();
  private final Set<Places> compared = new HashSet<>();
  private final Place before;
  private final Place after;

  DescriptorDifference(TypeDescriptor before, TypeDescriptor after) {
    this.before = new Place(before, null);
    this.after = new Place(after, null);
  }

  List<String> lines(String path) {
    waiting.push(new Pair(path, before, after));
    while (!waiting.isEmpty()) {
      List<Pair> inside = compare(waiting.pop());
      // Pushed backwards, so that the lines come in the order of the components.
      inside.reversed().forEach(waiting::push);
    }
    return List.copyOf(lines);
  }

  /** Notes how two places differ by themselves; returns the pairs inside them. */
  private List<Pair> compare(Pair pair) {
    if (!compared.add(new Places(pair.before, pair.after))) {
      return List.of();
    }
    return switch (pair.before.type) {
      case Scalar x when pair.after.type instanceof Scalar y && x == y -> List.of();
      case OptionalType x when pair.after.type instanceof OptionalType y ->
          List.of(pair.inside("", x.element(), y.element()));
      case SequenceType x when pair.after.type instanceof SequenceType y -> {
        if (x.kind() != y.kind()) {
          became(pair);
        }
        yield List.of(pair.inside("[]", x.element(), y.element()));
      }
      case MapType x when pair.after.type instanceof MapType y ->
          List.of(
              pair.inside("{key}", x.key(), y.key()), pair.inside("{value}", x.value(), y.value()));
      case EnumType x when pair.after.type instanceof EnumType y -> {
        compareNames(pair, "constant", x.constants(), y.constants());
        yield List.of();
      }
      case RecordType x when pair.after.type instanceof RecordType y -> compareRecords(pair, x, y);
      case SealedType x when pair.after.type instanceof SealedType y -> compareVariants(pair, x, y);
      // Still a reference: it names nothing that encloses it.
      case Reference x when pair.after.type instanceof Reference y && x.equals(y) -> List.of();
      default -> {
        became(pair);
        yield List.of();
      }
    };
  }

  private void became(Pair pair) {
    lines.add(
        "%s: %s became %s"
            .formatted(
                pair.path,
                DescriptorText.brief(pair.before.type),
                DescriptorText.brief(pair.after.type)));
  }

  private List<Pair> compareRecords(Pair pair, RecordType x, RecordType y) {
    Map<String, TypeDescriptor> old = new LinkedHashMap<>();
    x.components().forEach(component -> old.put(component.name(), component.type()));
    Map<String, TypeDescriptor> young = new LinkedHashMap<>();
    y.components().forEach(component -> young.put(component.name(), component.type()));
    compareNames(pair, "component", List.copyOf(old.keySet()), List.copyOf(young.keySet()));
    return common(pair, ".", "", old, young);
  }

  private List<Pair> compareVariants(Pair pair, SealedType x, SealedType y) {
    Map<String, TypeDescriptor> old = variants(x, y);
    Map<String, TypeDescriptor> young = variants(y, x);
    compareNames(pair, "variant", List.copyOf(old.keySet()), List.copyOf(young.keySet()));
    return common(pair, "<", ">", old, young);
  }

  /** The variants by simple name, or by full name if simple ones are ambiguous on either side. */
  private static Map<String, TypeDescriptor> variants(SealedType type, SealedType other) {
    boolean simple = hasDistinctSimpleNames(type) && hasDistinctSimpleNames(other);
    Map<String, TypeDescriptor> variants = new LinkedHashMap<>();
    for (TypeDescriptor variant : type.variants()) {
      String name = DescriptorText.name(variant);
      variants.put(simple ? DescriptorText.simple(name) : name, variant);
    }
    return variants;
  }

  private static boolean hasDistinctSimpleNames(SealedType type) {
    return type.variants().stream()
            .map(variant -> DescriptorText.simple(DescriptorText.name(variant)))
            .distinct()
            .count()
        == type.variants().size();
  }

  private static List<Pair> common(
      Pair pair,
      String prefix,
      String suffix,
      Map<String, TypeDescriptor> old,
      Map<String, TypeDescriptor> young) {
    List<Pair> pairs = new ArrayList<>();
    old.forEach((name, type) -> {
      TypeDescriptor now = young.get(name);
      if (now != null) {
        pairs.add(pair.inside(prefix + name + suffix, type, now));
      }
    });
    return pairs;
  }

  private void compareNames(Pair pair, String what, List<String> old, List<String> young) {
    String start = pair.path + ": " + DescriptorText.brief(pair.before.type) + " ";
    List<String> kept = without(old, young, name -> lines.add(start + "lost " + what + " " + name));
    List<String> still =
        without(young, old, name -> lines.add(start + "gained " + what + " " + name));
    if (!kept.equals(still)) {
      lines.add(
          start
              + "reordered its "
              + what
              + "s: "
              + String.join(", ", kept)
              + " became "
              + String.join(", ", still));
    }
  }

  /** The names that the other side has too, in order; the rest goes to the consumer. */
  private static List<String> without(
      List<String> names, List<String> other, Consumer<String> missing) {
    Set<String> known = new HashSet<>(other);
    List<String> common = new ArrayList<>();
    for (String name : names) {
      if (known.contains(name)) {
        common.add(name);
      } else {
        missing.accept(name);
      }
    }
    return common;
  }

  /** Two places to compare, and what to call them. */
  private record Pair(String path, Place before, Place after) {
    Pair inside(String step, TypeDescriptor x, TypeDescriptor y) {
      return new Pair(path + step, before.inside(step, x), after.inside(step, y));
    }
  }

  private record Places(Place before, Place after) {}

  /** A type where it stands; compared by identity. */
  private static final class Place {
    private final TypeDescriptor type;
    private final @Nullable Place around;
    private final Map<String, Place> inside = new HashMap<>();

    Place(TypeDescriptor type, @Nullable Place around) {
      this.type = type;
      this.around = around;
    }

    /** The place one step further, or the enclosing one that a reference there names. */
    Place inside(String step, TypeDescriptor next) {
      if (next instanceof Reference reference) {
        for (Place place = this; place != null; place = place.around) {
          if (place.isNamed(reference.name())) {
            return place;
          }
        }
      }
      return inside.computeIfAbsent(step, _ -> new Place(next, this));
    }

    private boolean isNamed(String name) {
      return switch (type) {
        case RecordType named -> named.name().equals(name);
        case SealedType named -> named.name().equals(name);
        default -> false;
      };
    }
  }
}
