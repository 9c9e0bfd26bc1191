package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.DecodingException;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.MapType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.Reference;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type where it stands in a descriptor; compared by identity. A reference leads back to the place
 * that it names, so places form a graph that may have cycles, with at most one place for each type
 * that the descriptor spells out.
 */
final class Place {
  /*
   * Values nest as deep as they like where a type contains itself. MAX_NESTING bounds what reading
   * them recurses to, and is no less than what an encoder writes: it writes 128 levels, which follows
   * at most 128 references; between two of them there are at most the 128 places that a descriptor
   * can be read back with. That is more than a stack has room for: see FurtherStack.
   */
  static final int MAX_NESTING = (Encoder.MAX_DEPTH + 1) * (Encoder.MAX_DEPTH + 1);

  private final TypeDescriptor type;
  private final Kind kind;
  private final @Nullable Place around;

  /** Of the values here; asked for at elements alone. */
  private final int minimumBytes;

  /** Written once by {@link #grow}, before anybody else sees this. */
  private Place[] parts = {};

  private enum Kind {
    SCALAR,
    OPTIONAL,
    ELEMENTS,
    RECORD,
    ENUM,
    SEALED,
    UNKNOWN;

    static Kind of(TypeDescriptor type) {
      return switch (type) {
        case Scalar _ -> SCALAR;
        case OptionalType _ -> OPTIONAL;
        case SequenceType _, MapType _ -> ELEMENTS;
        case RecordType _ -> RECORD;
        case EnumType _ -> ENUM;
        case SealedType _ -> SEALED;
        case Reference _ -> UNKNOWN; // it names nothing around it
      };
    }
  }

  private Place(TypeDescriptor type, @Nullable Place around) {
    this.type = type;
    this.kind = Kind.of(type);
    this.around = around;
    this.minimumBytes = isElement(around) ? type.minimumBytes() : 1;
  }

  private static boolean isElement(@Nullable Place around) {
    return around != null
        && (around.type instanceof SequenceType || around.type instanceof MapType);
  }

  /** The place of a type that nothing is around. */
  static Place of(TypeDescriptor type) {
    return grow(type, null);
  }

  private static Place grow(TypeDescriptor type, @Nullable Place around) {
    if (type instanceof Reference reference) {
      for (Place place = around; place != null; place = place.around) {
        if (place.isNamed(reference.name())) {
          return place;
        }
      }
    }
    Place place = new Place(type, around);
    place.parts = parts(type).stream().map(part -> grow(part, place)).toArray(Place[]::new);
    return place;
  }

  private static List<TypeDescriptor> parts(TypeDescriptor type) {
    return switch (type) {
      case OptionalType optional -> List.of(optional.element());
      case SequenceType sequence -> List.of(sequence.element());
      case MapType map -> List.of(map.key(), map.value());
      case RecordType named -> named.components().stream().map(RecordType.Component::type).toList();
      case SealedType named -> named.variants();
      case Scalar _, EnumType _, Reference _ -> List.of();
    };
  }

  private boolean isNamed(String name) {
    return switch (type) {
      case RecordType named -> named.name().equals(name);
      case SealedType named -> named.name().equals(name);
      default -> false;
    };
  }

  TypeDescriptor type() {
    return type;
  }

  /** The element; key and value; the components; the variants. */
  List<Place> parts() {
    return List.of(parts);
  }

  Place part(int index) {
    return parts[index];
  }

  /** The fewest bytes that an element of this sequence, or an entry of this map, takes. */
  int minimumBytesOfElement() {
    long sum = 0;
    for (Place part : parts) {
      sum += part.type instanceof Reference ? 1 : part.minimumBytes;
    }
    return (int) Math.min(Integer.MAX_VALUE, sum);
  }

  /**
   * Reads a value and forgets it. It is only found out where the value ends: neither what strings
   * hold nor what a class would refuse is looked at.
   *
   * @param depth how deep the value is inside others
   * @throws DecodingException if the bytes end before the value, or are none
   */
  void skip(Decoder in, int depth) {
    requireDepth(in, depth);
    if (FurtherStack.isDue(depth)) {
      FurtherStack.run(() -> skip(in, depth + 1));
      return;
    }
    // By number and not by pattern: this is where a conversion spends its time.
    switch (kind) {
      case SCALAR -> ScalarBytes.skip((Scalar) type, in);
      case OPTIONAL -> {
        if (in.readBoolean()) {
          parts[0].skip(in, depth + 1);
        }
      }
      case ELEMENTS -> {
        int minimum = minimumBytesOfElement();
        int count = in.readCount(minimum);
        for (int i = 0; i < count && minimum > 0; i++) { // else no element takes a byte
          for (Place part : parts) {
            part.skip(in, depth + 1);
          }
        }
      }
      case RECORD -> {
        for (Place part : parts) {
          part.skip(in, depth + 1);
        }
      }
      case ENUM -> {
        EnumType named = (EnumType) type;
        in.readVariant(named.constants().size(), named.name());
      }
      case SEALED -> {
        SealedType named = (SealedType) type;
        parts[in.readVariant(parts.length, named.name())].skip(in, depth + 1);
      }
      case UNKNOWN -> throw new DecodingException("no type is named " + type.brief(), in.offset());
    }
  }

  static void requireDepth(Decoder in, int depth) {
    if (depth > MAX_NESTING) {
      throw new DecodingException("nested deeper than " + MAX_NESTING + " places", in.offset());
    }
  }

  @Override
  public String toString() {
    return type.toString();
  }
}
