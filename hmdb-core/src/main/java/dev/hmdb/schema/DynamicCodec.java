package dev.hmdb.schema;

import dev.hmdb.codec.Codec;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes values by their descriptor alone, so that a file can be read without the classes
 * of the program that wrote it. What a class would refuse is not refused here.
 */
public final class DynamicCodec implements Codec<DynamicValue> {
  private final TypeDescriptor type;
  private final Place root;

  private DynamicCodec(TypeDescriptor type) {
    this.type = type;
    this.root = Place.of(type);
  }

  /** The codec of the values that a descriptor describes. */
  public static Codec<DynamicValue> of(TypeDescriptor type) {
    return new DynamicCodec(Objects.requireNonNull(type, "type"));
  }

  @Override
  public TypeDescriptor type() {
    return type;
  }

  @Override
  public DynamicValue freeze(DynamicValue value) {
    return Objects.requireNonNull(value, "the value is null");
  }

  // ---- Reading

  @Override
  public DynamicValue decode(Decoder in) {
    return read(root, in, 0);
  }

  private DynamicValue read(Place place, Decoder in, int depth) {
    Place.requireDepth(in, depth);
    if (FurtherStack.isDue(depth)) {
      return FurtherStack.call(() -> read(place, in, depth + 1));
    }
    return switch (place.type()) {
      case Scalar scalar when scalar == Scalar.BYTES -> new DynamicValue.Binary(in.readByteArray());
      case Scalar scalar -> new DynamicValue.Scalar(ScalarCodecs.of(scalar).decode(in));
      case OptionalType _ ->
          new DynamicValue.OptionalOf(
              in.readBoolean()
                  ? Optional.of(read(place.part(0), in, depth + 1))
                  : Optional.empty());
      case SequenceType sequence when sequence.kind() == SequenceType.Kind.SET -> {
        Set<DynamicValue> elements = new LinkedHashSet<>(readElements(place, in, depth + 1));
        yield new DynamicValue.SetOf(elements);
      }
      case SequenceType _ -> new DynamicValue.SequenceOf(readElements(place, in, depth + 1));
      case MapType _ -> readMap(place, in, depth + 1);
      case EnumType named ->
          new DynamicValue.Constant(
              named.constants().get(in.readVariant(named.constants().size(), named.name())));
      case RecordType named -> {
        Map<String, DynamicValue> components = new LinkedHashMap<>();
        for (int i = 0; i < named.components().size(); i++) {
          components.put(named.components().get(i).name(), read(place.part(i), in, depth + 1));
        }
        yield new DynamicValue.RecordOf(components);
      }
      case SealedType named -> {
        int index = in.readVariant(named.variants().size(), named.name());
        String name = VariantNames.of(named, named).stored().get(index);
        yield new DynamicValue.Variant(name, read(place.part(index), in, depth + 1));
      }
      case Reference reference ->
          throw new DecodingException("no type is named " + reference.name(), in.offset());
    };
  }

  private List<DynamicValue> readElements(Place place, Decoder in, int depth) {
    List<DynamicValue> elements = new ArrayList<>();
    for (int left = in.readCount(place.minimumBytesOfElement()); left > 0; left--) {
      elements.add(read(place.part(0), in, depth));
    }
    return elements;
  }

  private DynamicValue readMap(Place place, Decoder in, int depth) {
    Map<DynamicValue, DynamicValue> entries = new LinkedHashMap<>();
    for (int left = in.readCount(place.minimumBytesOfElement()); left > 0; left--) {
      DynamicValue key = read(place.part(0), in, depth);
      entries.put(key, read(place.part(1), in, depth));
    }
    return new DynamicValue.MapOf(entries);
  }

  // ---- Writing

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if it is none of the type; the message says where
   */
  @Override
  public void encode(DynamicValue value, Encoder out) {
    write(root, Objects.requireNonNull(value, "the value is null"), out, 0);
  }

  private void write(Place place, DynamicValue value, Encoder out, int depth) {
    if (depth > Place.MAX_NESTING) {
      throw new IllegalArgumentException("nested deeper than " + Place.MAX_NESTING + " places");
    }
    if (FurtherStack.isDue(depth)) {
      FurtherStack.run(() -> write(place, value, out, depth + 1));
      return;
    }
    switch (place.type()) {
      case Scalar scalar -> writeScalar(scalar, value, out);
      case OptionalType _ when value instanceof DynamicValue.OptionalOf(var element) -> {
        out.writeBoolean(element.isPresent());
        element.ifPresent(each -> write(place.part(0), each, out, depth + 1));
      }
      case SequenceType type when value instanceof DynamicValue.SetOf(var elements) -> {
        require(type.kind() == SequenceType.Kind.SET, place, value);
        out.writeCount(elements.size(), place.minimumBytesOfElement());
        for (DynamicValue each : elements) {
          write(place.part(0), each, out, depth + 1);
        }
      }
      case SequenceType type when value instanceof DynamicValue.SequenceOf(var elements) -> {
        require(type.kind() != SequenceType.Kind.SET, place, value);
        out.writeCount(elements.size(), place.minimumBytesOfElement());
        for (DynamicValue each : elements) {
          write(place.part(0), each, out, depth + 1);
        }
      }
      case MapType _ when value instanceof DynamicValue.MapOf(var entries) -> {
        out.writeCount(entries.size(), place.minimumBytesOfElement());
        entries.forEach((key, each) -> {
          write(place.part(0), key, out, depth + 1);
          write(place.part(1), each, out, depth + 1);
        });
      }
      case EnumType named when value instanceof DynamicValue.Constant(var name) -> {
        int index = named.constants().indexOf(name);
        require(index >= 0, place, value);
        out.writeVariant(index);
      }
      case RecordType named when value instanceof DynamicValue.RecordOf(var components) -> {
        require(components.size() == named.components().size(), place, value);
        for (int i = 0; i < named.components().size(); i++) {
          DynamicValue component = components.get(named.components().get(i).name());
          require(component != null, place, value);
          write(place.part(i), Objects.requireNonNull(component), out, depth + 1);
        }
      }
      case SealedType named when value instanceof DynamicValue.Variant(var name, var variant) -> {
        int index = VariantNames.of(named, named).stored().indexOf(name);
        require(index >= 0, place, value);
        out.writeVariant(index);
        write(place.part(index), variant, out, depth + 1);
      }
      default -> require(false, place, value);
    }
  }

  private static void writeScalar(Scalar type, DynamicValue value, Encoder out) {
    if (type == Scalar.BYTES && value instanceof DynamicValue.Binary binary) {
      out.writeByteArray(binary.bytes());
    } else if (type != Scalar.BYTES && value instanceof DynamicValue.Scalar(Object content)) {
      writeScalar(type, ScalarCodecs.of(type), content, out);
    } else {
      throw refused(type, value);
    }
  }

  @SuppressWarnings("unchecked") // a codec that is handed something else fails, and that is told
  private static <T> void writeScalar(Scalar type, Codec<T> codec, Object content, Encoder out) {
    try {
      codec.encode((T) content, out);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          content + " of " + content.getClass() + " is no " + type, e);
    }
  }

  private static void require(boolean isFit, Place place, DynamicValue value) {
    if (!isFit) {
      throw refused(place.type(), value);
    }
  }

  private static IllegalArgumentException refused(TypeDescriptor type, DynamicValue value) {
    return new IllegalArgumentException(value + " is no " + type.brief());
  }
}
