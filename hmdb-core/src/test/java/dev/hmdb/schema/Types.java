package dev.hmdb.schema;

import dev.hmdb.codec.Decoder;
import dev.hmdb.codec.Encoder;
import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.EnumType;
import dev.hmdb.codec.TypeDescriptor.OptionalType;
import dev.hmdb.codec.TypeDescriptor.RecordType;
import dev.hmdb.codec.TypeDescriptor.SealedType;
import dev.hmdb.codec.TypeDescriptor.SequenceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types and values in few words. */
final class Types {
  private Types() {}

  static RecordType record(String name, RecordType.Component... components) {
    return new RecordType(name, List.of(components));
  }

  static RecordType.Component component(String name, TypeDescriptor type) {
    return new RecordType.Component(name, type);
  }

  static TypeDescriptor list(TypeDescriptor element) {
    return new SequenceType(SequenceType.Kind.LIST, element);
  }

  static TypeDescriptor set(TypeDescriptor element) {
    return new SequenceType(SequenceType.Kind.SET, element);
  }

  static TypeDescriptor array(TypeDescriptor element) {
    return new SequenceType(SequenceType.Kind.ARRAY, element);
  }

  static TypeDescriptor optional(TypeDescriptor element) {
    return new OptionalType(element);
  }

  static EnumType constants(String name, String... constants) {
    return new EnumType(name, List.of(constants));
  }

  static SealedType variants(String name, TypeDescriptor... variants) {
    return new SealedType(name, List.of(variants));
  }

  static DynamicValue scalar(Object value) {
    return new DynamicValue.Scalar(value);
  }

  static DynamicValue constant(String name) {
    return new DynamicValue.Constant(name);
  }

  static DynamicValue some(DynamicValue value) {
    return new DynamicValue.OptionalOf(Optional.of(value));
  }

  static DynamicValue none() {
    return new DynamicValue.OptionalOf(Optional.empty());
  }

  static DynamicValue sequence(DynamicValue... elements) {
    return new DynamicValue.SequenceOf(List.of(elements));
  }

  static DynamicValue variant(String name, DynamicValue value) {
    return new DynamicValue.Variant(name, value);
  }

  /** Names and values in turn. */
  static DynamicValue recordOf(Object... components) {
    Map<String, DynamicValue> map = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i += 2) {
      Object value = components[i + 1];
      map.put((String) components[i], value instanceof DynamicValue known ? known : scalar(value));
    }
    return new DynamicValue.RecordOf(map);
  }

  static byte[] encode(TypeDescriptor type, DynamicValue value) {
    Encoder out = new Encoder();
    DynamicCodec.of(type).encode(value, out);
    return out.toByteArray();
  }

  static DynamicValue decode(TypeDescriptor type, byte[] bytes) {
    Decoder in = new Decoder(bytes);
    DynamicValue value = DynamicCodec.of(type).decode(in);
    in.expectEnd();
    return value;
  }

  static byte[] convert(TypeConversion conversion, byte[] bytes) {
    Decoder in = new Decoder(bytes);
    Encoder out = new Encoder();
    conversion.convert(in, out);
    in.expectEnd();
    return out.toByteArray();
  }
}
