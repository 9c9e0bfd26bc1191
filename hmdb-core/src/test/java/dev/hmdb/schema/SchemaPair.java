package dev.hmdb.schema;

import dev.hmdb.codec.Codec;
import dev.hmdb.codec.Codecs;
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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Two random types of which the second is a compatible later form of the first, what it says of its
 * past, and what must become of values: the model that a conversion is compared with. It works on
 * trees and knows nothing of bytes.
 */
final class SchemaPair {
  private static final List<Scalar> NUMBERS =
      List.of(
          Scalar.BYTE,
          Scalar.SHORT,
          Scalar.INT,
          Scalar.LONG,
          Scalar.BIG_INTEGER,
          Scalar.BIG_DECIMAL);

  private final RandomGenerator random;
  private final Evolution.Builder past = Evolution.builder();
  private int names;

  /** What becomes of the values of an enclosing type, by its stored name. */
  private final Map<String, UnaryOperator<DynamicValue>> enclosing = new HashMap<>();

  /** What an enclosing type is called now, by its stored name. */
  private final Map<String, String> renamed = new HashMap<>();

  final TypeDescriptor stored;
  final TypeDescriptor wanted;
  final UnaryOperator<DynamicValue> model;
  final Evolution evolution;

  private record Change(TypeDescriptor wanted, UnaryOperator<DynamicValue> model) {}

  SchemaPair(RandomGenerator random, Role role) {
    this.random = random;
    stored = type(4, List.of());
    Change change = change(stored, role);
    wanted = change.wanted;
    model = change.model;
    evolution = past.build();
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private String name() {
    return "N" + names++;
  }

  // ---- Types

  private TypeDescriptor type(int depth, List<String> around) {
    if (depth == 0) {
      return Scalar.values()[random.nextInt(Scalar.values().length)];
    }
    int inner = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> Scalar.values()[random.nextInt(Scalar.values().length)];
      case 1 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 2 -> new OptionalType(typeOrReference(inner, around));
      case 3 -> {
        SequenceType.Kind kind = SequenceType.Kind.values()[random.nextInt(3)];
        yield new SequenceType(
            kind, kind == SequenceType.Kind.SET ? key(inner) : typeOrReference(inner, around));
      }
      case 4 -> new MapType(key(inner), typeOrReference(inner, around));
      case 5 -> new EnumType(name(), names(1 + random.nextInt(4)));
      case 6 -> sealed(inner, around);
      default -> record(name(), inner, around);
    };
  }

  /** Of no enclosing type: that would be a key, too, and keep all components. */
  private TypeDescriptor key(int depth) {
    return type(depth, List.of());
  }

  /** Where a value may be left out, so that values of recursive types end. */
  private TypeDescriptor typeOrReference(int depth, List<String> around) {
    return !around.isEmpty() && oneIn(3)
        ? new Reference(around.get(random.nextInt(around.size())))
        : type(depth, around);
  }

  private List<String> names(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add("m" + names++);
    }
    return all;
  }

  private RecordType record(String name, int depth, List<String> around) {
    List<String> inside = new ArrayList<>(around);
    inside.add(name);
    List<RecordType.Component> components = new ArrayList<>();
    for (String component : names(random.nextInt(5))) {
      components.add(new RecordType.Component(component, type(depth, inside)));
    }
    return new RecordType(name, components);
  }

  private SealedType sealed(int depth, List<String> around) {
    String name = name();
    List<String> inside = new ArrayList<>(around);
    inside.add(name);
    List<TypeDescriptor> variants = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      variants.add(record("p." + name(), depth, inside));
    }
    return new SealedType(name, variants);
  }

  // ---- Changes

  private Change change(TypeDescriptor type, Role role) {
    Change change =
        switch (type) {
          case Scalar scalar -> widen(scalar);
          case OptionalType optional -> {
            Change element = change(optional.element(), role);
            yield new Change(
                new OptionalType(element.wanted),
                value ->
                    new DynamicValue.OptionalOf(
                        ((DynamicValue.OptionalOf) value).value().map(element.model)));
          }
          case SequenceType sequence -> changeSequence(sequence, role);
          case MapType map -> changeMap(map, role);
          case EnumType named -> changeEnum(named);
          case RecordType named -> changeRecord(named, now(named.name()), role);
          case SealedType named -> changeSealed(named, role);
          case Reference reference ->
              new Change(
                  new Reference(renamed.get(reference.name())),
                  value -> enclosing.get(reference.name()).apply(value));
        };
    boolean mayWrap = !(type instanceof OptionalType);
    if (!mayWrap || !oneIn(8)) {
      return change;
    }
    return new Change(
        new OptionalType(change.wanted),
        value -> new DynamicValue.OptionalOf(Optional.of(change.model.apply(value))));
  }

  private Change widen(Scalar scalar) {
    int index = NUMBERS.indexOf(scalar);
    if (scalar == Scalar.FLOAT && oneIn(3)) {
      return new Change(Scalar.DOUBLE, value -> Types.scalar((double) (float) content(value)));
    }
    if (index < 0 || oneIn(2)) {
      return new Change(scalar, value -> value);
    }
    Scalar wider = NUMBERS.get(index + random.nextInt(NUMBERS.size() - index));
    return new Change(wider, value -> Types.scalar(number(content(value).toString(), wider)));
  }

  private static Object content(DynamicValue value) {
    return ((DynamicValue.Scalar) value).value();
  }

  private static Object number(String text, Scalar type) {
    return switch (type) {
      case BYTE -> Byte.valueOf(text);
      case SHORT -> Short.valueOf(text);
      case INT -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case BIG_INTEGER -> new BigInteger(text);
      default -> new BigDecimal(text);
    };
  }

  private Change changeSequence(SequenceType sequence, Role role) {
    boolean isSet = sequence.kind() == SequenceType.Kind.SET;
    Change element = change(sequence.element(), isSet ? Role.KEY : role);
    if (isSet) {
      return new Change(
          new SequenceType(SequenceType.Kind.SET, element.wanted),
          value -> {
            Set<DynamicValue> elements = new LinkedHashSet<>();
            ((DynamicValue.SetOf) value)
                .elements()
                .forEach(each -> elements.add(element.model.apply(each)));
            return new DynamicValue.SetOf(elements);
          });
    }
    SequenceType.Kind kind =
        oneIn(2) ? sequence.kind() : oneIn(2) ? SequenceType.Kind.LIST : SequenceType.Kind.ARRAY;
    return new Change(
        new SequenceType(kind, element.wanted),
        value ->
            new DynamicValue.SequenceOf(
                ((DynamicValue.SequenceOf) value).elements().stream().map(element.model).toList()));
  }

  private Change changeMap(MapType map, Role role) {
    Change key = change(map.key(), Role.KEY);
    Change element = change(map.value(), role);
    return new Change(
        new MapType(key.wanted, element.wanted),
        value -> {
          Map<DynamicValue, DynamicValue> entries = new LinkedHashMap<>();
          ((DynamicValue.MapOf) value)
              .entries()
              .forEach((k, v) -> entries.put(key.model.apply(k), element.model.apply(v)));
          return new DynamicValue.MapOf(entries);
        });
  }

  /** What a class is called from now on. */
  private String now(String name) {
    return oneIn(2) ? name : name();
  }

  private String rename(String type, String member) {
    if (!oneIn(4)) {
      return member;
    }
    String other = "r" + names++;
    past.renamed(type, other, "never" + other, member);
    return other;
  }

  private Change changeEnum(EnumType named) {
    String name = now(named.name());
    Map<String, String> now = new HashMap<>();
    named.constants().forEach(constant -> now.put(constant, rename(name, constant)));
    List<String> constants = new ArrayList<>(now.values());
    constants.addAll(names(random.nextInt(3)));
    shuffle(constants);
    return new Change(
        new EnumType(name, constants),
        value -> new DynamicValue.Constant(now.get(((DynamicValue.Constant) value).name())));
  }

  private void shuffle(List<?> list) {
    if (oneIn(2)) {
      Collections.shuffle(list, Random.from(random));
    }
  }

  /** How a component of the later form comes about. */
  private record Origin(RecordType.Component wanted, UnaryOperator<DynamicValue> ofRecord) {}

  private Change changeRecord(RecordType named, String name, Role role) {
    renamed.put(named.name(), name);
    AtomicReference<UnaryOperator<DynamicValue>> whole = new AtomicReference<>();
    UnaryOperator<DynamicValue> before =
        enclosing.put(named.name(), value -> whole.get().apply(value));
    List<Origin> origins = new ArrayList<>();
    for (RecordType.Component each : named.components()) {
      if (role == Role.VALUE && oneIn(5)) {
        continue; // removed
      }
      Change change = change(each.type(), role);
      String now = rename(name, each.name());
      origins.add(
          new Origin(
              new RecordType.Component(now, change.wanted),
              value ->
                  change.model.apply(
                      ((DynamicValue.RecordOf) value).components().get(each.name()))));
    }
    while (oneIn(3)) {
      origins.add(added(name));
    }
    shuffle(origins);
    whole.set(value -> {
      Map<String, DynamicValue> components = new LinkedHashMap<>();
      origins.forEach(origin -> components.put(origin.wanted.name(), origin.ofRecord.apply(value)));
      return new DynamicValue.RecordOf(components);
    });
    // References resolve by name, and every name is of one type only.
    assert before == null : named.name();
    return new Change(
        new RecordType(name, origins.stream().map(Origin::wanted).toList()), whole.get());
  }

  private Origin added(String type) {
    String component = "a" + names++;
    return switch (random.nextInt(4)) {
      case 0 ->
          new Origin(
              new RecordType.Component(component, new OptionalType(Scalar.INSTANT)),
              _ -> Types.none());
      case 1 ->
          new Origin(
              new RecordType.Component(component, Types.list(Scalar.DOUBLE)),
              _ -> Types.sequence());
      case 2 -> added(type, component, Scalar.STRING, Codecs.STRING, "default " + component);
      default -> added(type, component, Scalar.LONG, Codecs.LONG, random.nextLong());
    };
  }

  private <T> Origin added(String type, String component, Scalar scalar, Codec<T> codec, T value) {
    past.defaultValue(type, component, codec, value);
    return new Origin(
        new RecordType.Component(component, scalar), _ -> new DynamicValue.Scalar(value));
  }

  private Change changeSealed(SealedType named, Role role) {
    String name = now(named.name());
    renamed.put(named.name(), name);
    AtomicReference<UnaryOperator<DynamicValue>> whole = new AtomicReference<>();
    enclosing.put(named.name(), value -> whole.get().apply(value));
    Map<String, String> now = new HashMap<>();
    Map<String, UnaryOperator<DynamicValue>> models = new HashMap<>();
    List<TypeDescriptor> variants = new ArrayList<>();
    for (TypeDescriptor each : named.variants()) {
      RecordType variant = (RecordType) each;
      String simple = variant.name().substring(2);
      String other = oneIn(4) ? name() : simple;
      if (!other.equals(simple)) {
        past.renamed(name, other, simple);
      }
      now.put(simple, other);
      Change change = changeRecord(variant, "q." + other, role);
      models.put(simple, change.model);
      variants.add(change.wanted);
    }
    for (int i = random.nextInt(2); i > 0; i--) {
      variants.add(new RecordType("q." + name(), List.of()));
    }
    shuffle(variants);
    whole.set(value -> {
      DynamicValue.Variant variant = (DynamicValue.Variant) value;
      return new DynamicValue.Variant(
          now.get(variant.name()), models.get(variant.name()).apply(variant.value()));
    });
    return new Change(new SealedType(name, variants), whole.get());
  }

  @Override
  public String toString() {
    return stored + "\nbecomes\n" + wanted;
  }
}
