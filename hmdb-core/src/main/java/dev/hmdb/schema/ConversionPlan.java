package dev.hmdb.schema;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import dev.hmdb.schema.TypeConversion.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what becomes of the values of a type, see {@link TypeConversion#between}. */
final class ConversionPlan {
  /*
   * Mechanism
   *
   * Both types are walked together, each as a graph of places; one side may be unrolled further than
   * the other. A pair of places in a role is a link, which is looked at once, whatever the paths to
   * it; there are finitely many places, so the walk ends. Nothing recurses: what is still to be looked
   * at waits on a stack, since the cycles of two hostile descriptors may make paths much longer than
   * either is deep.
   *
   * A link whose bytes change makes the bytes of all around it change, so that is spread when the
   * walk is over. Only then are the steps made.
   */

  /** A change that stands in nobody's way; the path begins behind the type's name. */
  record Change(String path, String text) {}

  /** A link to be looked at, and what it is called. */
  private record Waiting(Link link, String path, Owner owner, TypeDescriptor shown) {}

  /** The wanted type that a place is in, and its member. */
  private record Owner(@Nullable String type, @Nullable String member) {}

  private record Pair(Place stored, Place wanted, Role role) {}

  private final Evolution evolution;
  private final Map<Pair, Link> links = new LinkedHashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final List<Waiting> found = new ArrayList<>();
  private final List<Runnable> makingSteps = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final Link root;

  /** What is being looked at. */
  private Waiting now;

  private ConversionPlan(
      TypeDescriptor stored, TypeDescriptor wanted, Evolution evolution, Role role) {
    this.evolution = evolution;
    root = new Link(Place.of(stored), Place.of(wanted), role);
    links.put(new Pair(root.stored(), root.wanted(), role), root);
    now = new Waiting(root, "", new Owner(null, null), wanted);
  }

  static ConversionPlan of(
      TypeDescriptor stored, TypeDescriptor wanted, Evolution evolution, Role role) {
    ConversionPlan plan = new ConversionPlan(stored, wanted, evolution, role);
    plan.walk();
    plan.spreadDifference();
    if (plan.obstacles.isEmpty()) {
      plan.makingSteps.forEach(Runnable::run);
    }
    return plan;
  }

  Link root() {
    return root;
  }

  List<Obstacle> obstacles() {
    return obstacles;
  }

  List<Change> changes() {
    return changes;
  }

  private void walk() {
    waiting.push(now);
    while (!waiting.isEmpty()) {
      now = waiting.pop();
      look();
      // Pushed backwards, so that what is found comes in the order of the components.
      found.reversed().forEach(waiting::push);
      found.clear();
    }
  }

  private void spreadDifference() {
    Deque<Link> different = new ArrayDeque<>();
    links.values().stream().filter(link -> !link.isSame()).forEach(different::push);
    while (!different.isEmpty()) {
      for (Link outer : different.pop().around()) {
        if (outer.isSame()) {
          outer.setDifferent();
          different.push(outer);
        }
      }
    }
  }

  // ---- One link

  private void look() {
    Link link = now.link;
    TypeDescriptor wanted = link.wanted().type();
    switch (link.stored().type()) {
      case Scalar x when wanted instanceof Scalar y -> scalars(x, y);
      case OptionalType _ when wanted instanceof OptionalType _ -> {
        Link element = inside("", 0, 0, link.role(), now.owner);
        makingSteps.add(() -> link.setStep(new Step.Inside(element)));
      }
      case Object _ when wanted instanceof OptionalType -> wrap();
      case SequenceType x when wanted instanceof SequenceType y -> sequences(x, y);
      case MapType _ when wanted instanceof MapType _ -> maps();
      case EnumType x when wanted instanceof EnumType y -> constants(x, y);
      case RecordType x when wanted instanceof RecordType y -> components(x, y);
      case SealedType x when wanted instanceof SealedType y -> variants(x, y);
      // Still a reference: it names nothing that encloses it.
      case Reference x when wanted instanceof Reference y && x.equals(y) -> {}
      default -> refuseType();
    }
  }

  private void scalars(Scalar stored, Scalar wanted) {
    if (stored == wanted) {
      return;
    }
    Widening widening = new Widening(stored, wanted);
    if (!widening.isPossible()) {
      refuseType();
      return;
    }
    changeType();
    if (!widening.isSame()) {
      Link link = now.link;
      link.setDifferent();
      makingSteps.add(() -> link.setStep(widening));
    }
  }

  private void wrap() {
    Link link = now.link;
    changeType();
    link.setDifferent();
    Link element =
        inside(link.stored(), link.wanted().part(0), "", link.role(), now.owner, now.shown);
    makingSteps.add(() -> link.setStep(new Step.Wrap(element)));
  }

  private void sequences(SequenceType stored, SequenceType wanted) {
    Link link = now.link;
    if (stored.kind() != wanted.kind()) {
      if (stored.kind() == SequenceType.Kind.SET || wanted.kind() == SequenceType.Kind.SET) {
        refuseType();
      } else {
        changeType();
      }
    }
    Role role = wanted.kind() == SequenceType.Kind.SET ? Role.KEY : link.role();
    Link element = inside("[]", 0, 0, role, now.owner);
    makingSteps.add(() ->
        link.setStep(
            new Step.Elements(
                element,
                link.stored().minimumBytesOfElement(),
                link.wanted().minimumBytesOfElement())));
  }

  private void maps() {
    Link link = now.link;
    Link key = inside("{key}", 0, 0, Role.KEY, now.owner);
    Link value = inside("{value}", 1, 1, link.role(), now.owner);
    makingSteps.add(() ->
        link.setStep(
            new Step.Entries(
                key,
                value,
                link.stored().minimumBytesOfElement(),
                link.wanted().minimumBytesOfElement())));
  }

  private void constants(EnumType stored, EnumType wanted) {
    Link link = now.link;
    Names names = new Names("constant", stored.constants(), wanted.constants(), wanted.name());
    Matching matching = match(names);
    refuseLost(
        names,
        matching,
        name -> "keep it, or @Renamed(from = \"" + name + "\") on what it is called now");
    matching.gained().forEach(index -> change("gained constant " + wanted.constants().get(index)));
    if (!matching.keepsPlaces()) {
      link.setDifferent();
    }
    int[] wantedOf = wantedOf(matching, stored.constants().size());
    makingSteps.add(() -> link.setStep(new Step.Constants(stored.name(), wantedOf)));
  }

  private void components(RecordType stored, RecordType wanted) {
    Link link = now.link;
    List<String> wantedNames = names(wanted);
    Names names = new Names("component", names(stored), wantedNames, wanted.name());
    Matching matching = match(names);
    if (link.role() == Role.KEY) {
      refuseLost(
          names, matching, _ -> "keep it: without it, keys that differ could become the same one");
    } else {
      matching.lost().forEach(index -> change("lost component " + names.stored.get(index)));
    }
    Map<Integer, byte[]> defaults = new HashMap<>();
    for (int index : matching.gained()) {
      byte[] encoded = new Defaults(evolution).of(wanted, index, link.wanted().part(index));
      if (encoded == null) {
        refuseGained(wanted, index);
      } else {
        change("gained component " + wantedNames.get(index));
        defaults.put(index, encoded);
      }
    }
    if (!matching.isSame()) {
      link.setDifferent();
    }
    Map<Integer, Link> components = new HashMap<>();
    for (int i = 0; i < names.stored.size(); i++) {
      int index = matching.wantedOf(i);
      if (index >= 0) {
        String name = wantedNames.get(index);
        Owner owner = new Owner(wanted.name(), name);
        components.put(i, inside("." + name, i, index, link.role(), owner));
      }
    }
    int count = wantedNames.size();
    makingSteps.add(
        () -> link.setStep(RecordStep.of(link.stored(), matching, components, defaults, count)));
  }

  private static List<String> names(RecordType type) {
    return type.components().stream().map(RecordType.Component::name).toList();
  }

  private void variants(SealedType stored, SealedType wanted) {
    Link link = now.link;
    VariantNames variants = VariantNames.of(stored, wanted);
    Names names = new Names("variant", variants.stored(), variants.wanted(), wanted.name());
    Matching matching = match(names, name -> variants.former(evolution, wanted.name(), name));
    refuseLost(
        names,
        matching,
        name ->
            "keep it, or @Renamed(from = \""
                + variants.simpleOfStored(name)
                + "\") on what it is called now");
    matching.gained().forEach(index -> change("gained variant " + names.wanted.get(index)));
    if (!matching.keepsPlaces()) {
      link.setDifferent();
    }
    List<Link> inside = new ArrayList<>();
    for (int i = 0; i < names.stored.size(); i++) {
      int index = matching.wantedOf(i);
      if (index >= 0) {
        String name = names.wanted.get(index);
        inside.add(inside("<" + name + ">", i, index, link.role(), new Owner(wanted.name(), name)));
      }
    }
    int[] wantedOf = wantedOf(matching, names.stored.size());
    makingSteps.add(() ->
        link.setStep(new Step.Variants(stored.name(), wantedOf, inside.toArray(Link[]::new))));
  }

  private static int[] wantedOf(Matching matching, int count) {
    int[] wantedOf = new int[count];
    for (int i = 0; i < count; i++) {
      wantedOf[i] = matching.wantedOf(i);
    }
    return wantedOf;
  }

  // ---- What is inside

  private Link inside(String path, int stored, int wanted, Role role, Owner owner) {
    Place place = now.link.wanted().part(wanted);
    return inside(now.link.stored().part(stored), place, path, role, owner, place.type());
  }

  private Link inside(
      Place stored, Place wanted, String path, Role role, Owner owner, TypeDescriptor shown) {
    Pair pair = new Pair(stored, wanted, role);
    Link link = links.get(pair);
    if (link == null) {
      link = new Link(stored, wanted, role);
      links.put(pair, link);
      found.add(new Waiting(link, now.path + path, owner, shown));
    }
    link.isInside(now.link);
    return link;
  }

  // ---- What is said

  /** The members of two types. */
  private record Names(String what, List<String> stored, List<String> wanted, String type) {}

  private Matching match(Names names) {
    return match(names, name -> evolution.formerNames(names.type, name));
  }

  private Matching match(Names names, Function<String, List<String>> former) {
    Matching matching = Matching.of(names.stored, names.wanted, former);
    matching
        .clashes()
        .forEach((index, clash) ->
            obstacles.add(
                new Obstacle(
                    now.path,
                    brief() + ": " + names.what + " " + clash.text(),
                    clash.remedy()
                        + ", or open databases of each age with a schema that tells them apart",
                    names.type,
                    names.wanted.get(index))));
    matching
        .renamed()
        .forEach(index ->
            change(
                "renamed "
                    + names.what
                    + " "
                    + names.stored.get(matching.storedOf(index))
                    + " to "
                    + names.wanted.get(index)));
    if (!matching.keepsOrder()) {
      change("reordered its " + names.what + "s: " + order(names, matching));
    }
    return matching;
  }

  private static String order(Names names, Matching matching) {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < names.stored.size(); i++) {
      if (matching.wantedOf(i) >= 0) {
        before.add(names.wanted.get(matching.wantedOf(i)));
      }
    }
    List<String> after = names.wanted.stream().filter(before::contains).toList();
    return String.join(", ", before) + " became " + String.join(", ", after);
  }

  private interface Remedy {
    String of(String name);
  }

  private void refuseLost(Names names, Matching matching, Remedy remedy) {
    for (int index : matching.lost()) {
      String name = names.stored.get(index);
      obstacles.add(
          new Obstacle(
              now.path,
              brief() + " lost " + names.what + " " + name,
              remedy.of(name),
              names.type,
              null));
    }
  }

  private void refuseGained(RecordType wanted, int index) {
    RecordType.Component component = wanted.components().get(index);
    boolean hasDefault = evolution.defaultValue(wanted.name(), component.name()) != null;
    obstacles.add(
        new Obstacle(
            now.path,
            brief()
                + " gained component "
                + component.name()
                + (hasDefault ? ", whose default is no " + component.type().brief() : ""),
            "@Default(\"…\") on it says what older values have; or make it an Optional",
            wanted.name(),
            component.name()));
  }

  private void refuseType() {
    obstacles.add(
        new Obstacle(
            now.path,
            became(),
            "add a component of another name beside it, or copy the data to a new database",
            now.owner.type,
            now.owner.member));
  }

  private void change(String text) {
    changes.add(new Change(now.path, brief() + " " + text));
  }

  private void changeType() {
    if (now.shown.equals(now.link.wanted().type())) { // else it was said one level further out
      changes.add(new Change(now.path, became()));
    }
  }

  private String became() {
    return brief() + " became " + now.shown.brief();
  }

  private String brief() {
    return now.link.stored().type().brief();
  }
}
