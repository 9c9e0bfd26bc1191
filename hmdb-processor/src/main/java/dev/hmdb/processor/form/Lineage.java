package dev.hmdb.processor.form;

import dev.hmdb.processor.form.SchemaForm.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which recorded part each present one continues, among tables or among the members of one type. A
 * present part continues the recorded one of its name; else one that it says it was called before.
 * Never one that is gone: databases of which versions still have it, none can tell.
 *
 * @param <P> what the parts are
 */
final class Lineage<P extends Part> {
  /**
   * A name that meant something else before.
   *
   * @param part the present part that uses it
   * @param name the name: its own, or one that it says it had
   * @param owner what the name belonged to, or belongs to still
   */
  record Clash(String part, String name, String owner) {}

  private final List<P> recorded;
  private final List<P> present;

  /** Of each present name the part that it continues. */
  private final Map<String, P> continued = new HashMap<>();

  private final List<P> left;

  Lineage(List<P> recorded, List<P> present) {
    this.recorded = recorded;
    this.present = present;
    this.left = new ArrayList<>(recorded);
    for (P part : present) {
      take(part, other -> !other.isGone() && other.name().equals(part.name()));
    }
    for (P part : present) {
      for (String name : part.formerNames()) {
        take(part, other -> !other.isGone() && other.name().equals(name));
      }
    }
  }

  private void take(P part, Predicate<P> isOther) {
    if (!continued.containsKey(part.name())) {
      left.stream()
          .filter(isOther)
          .findFirst()
          .ifPresent(other -> {
            continued.put(part.name(), other);
            left.remove(other);
          });
    }
  }

  /** The recorded part that a present one continues; null if it is new. */
  @Nullable P continuedBy(P part) {
    return continued.get(part.name());
  }

  /** The recorded parts that none continues, gone before or now. */
  List<P> left() {
    return left;
  }

  /** Every name that the part had before, latest first. */
  List<String> formerNames(P part) {
    Set<String> names = new LinkedHashSet<>();
    P before = continuedBy(part);
    if (before != null) {
      names.add(before.name());
    }
    names.addAll(part.formerNames());
    if (before != null) {
      names.addAll(before.formerNames());
    }
    names.remove(part.name());
    return List.copyOf(names);
  }

  /** The smallest id that no part ever had. */
  int nextId() {
    return recorded.stream().mapToInt(Part::id).max().orElse(0) + 1;
  }

  /** The names that are used for more than one part. */
  List<Clash> clashes() {
    Map<String, P> owners = new HashMap<>();
    for (P part : left) {
      names(part).forEach(name -> owners.put(name, part));
    }
    for (P part : present) {
      P before = continuedBy(part);
      if (before != null) {
        names(before).forEach(name -> owners.put(name, part));
      }
    }
    List<Clash> clashes = new ArrayList<>();
    for (P part : present) {
      names(part)
          .forEach(name -> {
            P owner = owners.putIfAbsent(name, part);
            if (owner != null && !owner.equals(part)) {
              clashes.add(new Clash(part.name(), name, Objects.requireNonNull(owner).name()));
            }
          });
    }
    return clashes;
  }

  /** Its name, and those before it, latest first. */
  static Stream<String> names(Part part) {
    return Stream.concat(Stream.of(part.name()), part.formerNames().stream());
  }
}
