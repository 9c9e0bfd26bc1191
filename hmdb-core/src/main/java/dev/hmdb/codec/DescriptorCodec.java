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
import java.util.List;
import java.util.Objects;

/**
 * The codec of descriptors: a descriptor is stored as the sealed type that it is in Java, so that
 * it can describe itself. See {@code docs/format/descriptor.md}.
 */
final class DescriptorCodec implements Codec<TypeDescriptor> {
  static final DescriptorCodec INSTANCE = new DescriptorCodec();

  // Indexes of the variants. They are on disk: never change one, never use one twice.
  private static final int SCALAR = 0;
  private static final int OPTIONAL = 1;
  private static final int SEQUENCE = 2;
  private static final int MAP = 3;
  private static final int RECORD = 4;
  private static final int ENUM = 5;
  private static final int SEALED = 6;
  private static final int REFERENCE = 7;
  private static final int VARIANTS = 8;

  // A scalar is its variant and its number; nothing is shorter.
  private static final int MINIMUM = 2;
  private static final int COMPONENT_MINIMUM = 1 + MINIMUM;

  private static final List<Scalar> SCALARS = List.of(Scalar.values());
  private static final List<SequenceType.Kind> KINDS = List.of(SequenceType.Kind.values());

  private DescriptorCodec() {}

  @Override
  public TypeDescriptor type() {
    return Described.TYPE;
  }

  @Override
  public void encode(TypeDescriptor value, Encoder out) {
    Objects.requireNonNull(value, "TypeDescriptor is null");
    // In this order, because writing bounds the depth that the check recurses to.
    write(value, out);
    requireResolved(value, new ArrayDeque<>());
  }

  @Override
  public TypeDescriptor decode(Decoder in) {
    int at = in.offset();
    try {
      TypeDescriptor value = read(in);
      requireResolved(value, new ArrayDeque<>());
      return value;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("not a descriptor: " + e.getMessage(), at, e);
    }
  }

  @Override
  public TypeDescriptor freeze(TypeDescriptor value) {
    return Objects.requireNonNull(value, "TypeDescriptor is null");
  }

  private static void write(TypeDescriptor type, Encoder out) {
    out.enter();
    switch (type) {
      case Scalar scalar -> {
        out.writeVariant(SCALAR);
        out.writeVariant(scalar.number());
      }
      case OptionalType optional -> {
        out.writeVariant(OPTIONAL);
        write(optional.element(), out);
      }
      case SequenceType sequence -> {
        out.writeVariant(SEQUENCE);
        out.writeVariant(sequence.kind().number());
        write(sequence.element(), out);
      }
      case MapType map -> {
        out.writeVariant(MAP);
        write(map.key(), out);
        write(map.value(), out);
      }
      case RecordType named -> {
        out.writeVariant(RECORD);
        out.writeString(named.name());
        out.writeCount(named.components().size());
        for (RecordType.Component component : named.components()) {
          out.writeString(component.name());
          write(component.type(), out);
        }
      }
      case EnumType named -> {
        out.writeVariant(ENUM);
        out.writeString(named.name());
        out.writeCount(named.constants().size());
        named.constants().forEach(out::writeString);
      }
      case SealedType named -> {
        out.writeVariant(SEALED);
        out.writeString(named.name());
        out.writeCount(named.variants().size());
        named.variants().forEach(variant -> write(variant, out));
      }
      case Reference reference -> {
        out.writeVariant(REFERENCE);
        out.writeString(reference.name());
      }
    }
    out.leave();
  }

  private static TypeDescriptor read(Decoder in) {
    in.enter();
    TypeDescriptor type =
        switch (in.readVariant(VARIANTS, "TypeDescriptor")) {
          case SCALAR -> scalar(in.readVariant(SCALARS.size(), "Scalar"));
          case OPTIONAL -> new OptionalType(read(in));
          case SEQUENCE -> new SequenceType(kind(in.readVariant(KINDS.size(), "Kind")), read(in));
          case MAP -> new MapType(read(in), read(in));
          case RECORD -> new RecordType(in.readString(), readComponents(in));
          case ENUM -> new EnumType(in.readString(), readConstants(in));
          case SEALED -> new SealedType(in.readString(), readVariants(in));
          default -> new Reference(in.readString());
        };
    in.leave();
    return type;
  }

  // The lists grow with what is read: nested counts that each fit the rest of the input must not
  // add up to many times the input.

  private static List<RecordType.Component> readComponents(Decoder in) {
    List<RecordType.Component> components = new ArrayList<>();
    for (int left = in.readCount(COMPONENT_MINIMUM); left > 0; left--) {
      components.add(new RecordType.Component(in.readString(), read(in)));
    }
    return components;
  }

  private static List<String> readConstants(Decoder in) {
    List<String> constants = new ArrayList<>();
    for (int left = in.readCount(1); left > 0; left--) {
      constants.add(in.readString());
    }
    return constants;
  }

  private static List<TypeDescriptor> readVariants(Decoder in) {
    List<TypeDescriptor> variants = new ArrayList<>();
    for (int left = in.readCount(MINIMUM); left > 0; left--) {
      variants.add(read(in));
    }
    return variants;
  }

  private static Scalar scalar(int number) {
    for (Scalar scalar : SCALARS) {
      if (scalar.number() == number) {
        return scalar;
      }
    }
    throw new IllegalArgumentException("no scalar has number " + number);
  }

  private static SequenceType.Kind kind(int number) {
    for (SequenceType.Kind kind : KINDS) {
      if (kind.number() == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind of sequence has number " + number);
  }

  private static void requireResolved(TypeDescriptor type, Deque<String> enclosing) {
    switch (type) {
      case Scalar _, EnumType _ -> {}
      case OptionalType optional -> requireResolved(optional.element(), enclosing);
      case SequenceType sequence -> requireResolved(sequence.element(), enclosing);
      case MapType map -> {
        requireResolved(map.key(), enclosing);
        requireResolved(map.value(), enclosing);
      }
      case RecordType named -> {
        enclosing.push(named.name());
        named.components().forEach(component -> requireResolved(component.type(), enclosing));
        enclosing.pop();
      }
      case SealedType named -> {
        enclosing.push(named.name());
        named.variants().forEach(variant -> requireResolved(variant, enclosing));
        enclosing.pop();
      }
      case Reference reference -> {
        if (!enclosing.contains(reference.name())) {
          throw new IllegalArgumentException(
              "reference to " + reference.name() + ", which does not enclose it");
        }
      }
    }
  }

  /** A descriptor of descriptors. */
  private static final class Described {
    private static final TypeDescriptor SELF = new Reference("TypeDescriptor");

    static final TypeDescriptor TYPE =
        new SealedType(
            "TypeDescriptor",
            List.of(
                new EnumType("Scalar", SCALARS.stream().map(Enum::name).toList()),
                record("OptionalType", component("element", SELF)),
                record(
                    "SequenceType",
                    component(
                        "kind", new EnumType("Kind", KINDS.stream().map(Enum::name).toList())),
                    component("element", SELF)),
                record("MapType", component("key", SELF), component("value", SELF)),
                record(
                    "RecordType",
                    component("name", Scalar.STRING),
                    component(
                        "components",
                        list(
                            record(
                                "Component",
                                component("name", Scalar.STRING),
                                component("type", SELF))))),
                record(
                    "EnumType",
                    component("name", Scalar.STRING),
                    component("constants", list(Scalar.STRING))),
                record(
                    "SealedType",
                    component("name", Scalar.STRING),
                    component("variants", list(SELF))),
                record("Reference", component("name", Scalar.STRING))));

    private static RecordType record(String name, RecordType.Component... components) {
      return new RecordType(name, List.of(components));
    }

    private static RecordType.Component component(String name, TypeDescriptor type) {
      return new RecordType.Component(name, type);
    }

    private static TypeDescriptor list(TypeDescriptor element) {
      return new SequenceType(SequenceType.Kind.LIST, element);
    }
  }
}
