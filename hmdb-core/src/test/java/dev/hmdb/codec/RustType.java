package dev.hmdb.codec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A Rust type: its codec and how the vectors write its values.
 *
 * @param name the type's name if it has one, else a description
 */
record RustType(String name, Codec<Object> codec, Function<JsonNode, Object> reader) {

  private static final Map<String, RustType> PRIMITIVES = new LinkedHashMap<>();

  static {
    number("u8", Codecs.mapped(Codecs.BYTE, BigInteger::byteValue, b -> big(b & 0xFF)));
    number("u16", Codecs.mapped(Codecs.CHAR, (BigInteger v) -> (char) v.intValue(), c -> big(c)));
    number("u32", unsigned(0xFFFF_FFFFL));
    number("u64", unsigned64());
    number("usize", unsigned64());
    number("u128", written((v, out) -> out.writeVarint128(v), Decoder::readVarint128));
    number("i8", Codecs.mapped(Codecs.BYTE, BigInteger::byteValueExact, v -> big(v)));
    number("i16", Codecs.mapped(Codecs.SHORT, BigInteger::shortValueExact, v -> big(v)));
    number("i32", Codecs.mapped(Codecs.INT, BigInteger::intValueExact, v -> big(v)));
    number("i64", Codecs.mapped(Codecs.LONG, BigInteger::longValueExact, v -> big(v)));
    number("isize", Codecs.mapped(Codecs.LONG, BigInteger::longValueExact, v -> big(v)));
    number("i128", written((v, out) -> out.writeInt128(v), Decoder::readInt128));
    primitive("bool", Codecs.BOOLEAN, JsonNode::booleanValue);
    primitive("f32", Codecs.FLOAT, json -> Float.intBitsToFloat((int) bits(json)));
    primitive("f64", Codecs.DOUBLE, json -> Double.longBitsToDouble(bits(json)));
    primitive(
        "char",
        written((v, out) -> out.writeCodePoint(v), Decoder::readCodePoint),
        json -> json.stringValue().codePointAt(0));
    primitive("String", Codecs.STRING, JsonNode::stringValue);
    primitive(
        "bytes",
        Codecs.mapped(Codecs.list(Codecs.BYTE), bytes -> bytes, (List<Byte> bytes) -> bytes),
        json -> boxed(HexFormat.of().parseHex(json.get("bytes").stringValue())));
  }

  static RustType primitive(String name) {
    RustType type = PRIMITIVES.get(name);
    if (type == null) {
      throw new IllegalArgumentException("unknown type " + name);
    }
    return type;
  }

  static RustType option(RustType element) {
    return of(
        "Option",
        Codecs.optional(element.codec),
        json -> json.isNull() ? Optional.empty() : Optional.of(element.read(json.get("some"))));
  }

  static RustType vec(RustType element) {
    return of("Vec", Codecs.list(element.codec), json -> elements(json, element));
  }

  static RustType map(RustType key, RustType value) {
    return of(
        "Map",
        Codecs.map(key.codec, value.codec),
        json -> {
          Map<Object, Object> map = new LinkedHashMap<>();
          json.forEach(entry -> map.put(key.read(entry.get(0)), value.read(entry.get(1))));
          return map;
        });
  }

  /** A tuple, array or struct: its parts in their order. */
  static RustType product(String name, List<RustType> parts) {
    return of(name, new ProductCodec(name, parts), json -> parts(json, parts));
  }

  static RustType sum(String name, List<RustType> variants) {
    return of(
        name,
        new SumCodec(name, variants),
        json -> {
          int index = json.get("index").intValue();
          return new Variant(index, variants.get(index).read(json.get("value")));
        });
  }

  Object read(JsonNode json) {
    return reader.apply(json);
  }

  /** A value of an enum. */
  record Variant(int index, Object value) {}

  /** Parts one after the other. */
  private record ProductCodec(String name, List<RustType> parts) implements Codec<List<Object>> {
    @Override
    public TypeDescriptor type() {
      TypeDescriptor.RecordType.Component[] components =
          new TypeDescriptor.RecordType.Component[parts.size()];
      Arrays.setAll(
          components,
          i -> new TypeDescriptor.RecordType.Component("c" + i, parts.get(i).codec.type()));
      return new TypeDescriptor.RecordType(name, List.of(components));
    }

    @Override
    public void encode(List<Object> value, Encoder out) {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).codec.encode(value.get(i), out);
      }
    }

    @Override
    public List<Object> decode(Decoder in) {
      return parts.stream().map(part -> part.codec.decode(in)).toList();
    }
  }

  /** An index, then the variant. Counts depth, because an enum may contain itself. */
  private record SumCodec(String name, List<RustType> variants) implements Codec<Variant> {
    @Override
    public TypeDescriptor type() {
      // What matters here is the minimum: one byte for the index.
      return new TypeDescriptor.EnumType(name, List.of("V"));
    }

    @Override
    public void encode(Variant value, Encoder out) {
      out.enter();
      out.writeVariant(value.index);
      variants.get(value.index).codec.encode(value.value, out);
      out.leave();
    }

    @Override
    public Variant decode(Decoder in) {
      in.enter();
      int index = in.readVariant(variants.size(), name);
      Variant value = new Variant(index, variants.get(index).codec.decode(in));
      in.leave();
      return value;
    }
  }

  private static void number(String name, Codec<BigInteger> codec) {
    primitive(name, codec, json -> new BigInteger(json.stringValue()));
  }

  private static <T> void primitive(
      String name, Codec<T> codec, Function<JsonNode, ? extends T> reader) {
    PRIMITIVES.put(name, of(name, codec, reader));
  }

  // The codec only ever meets values that it or the reader beside it made.
  @SuppressWarnings("unchecked")
  private static <T> RustType of(
      String name, Codec<T> codec, Function<JsonNode, ? extends Object> reader) {
    return new RustType(name, (Codec<Object>) codec, reader::apply);
  }

  private static Codec<BigInteger> unsigned(long max) {
    return written(
        (v, out) -> out.writeVarint(v.longValueExact()),
        in -> BigInteger.valueOf(in.readVarint(max)));
  }

  private static Codec<BigInteger> unsigned64() {
    return written(
        (v, out) -> out.writeVarint(v.longValue()),
        in -> new BigInteger(Long.toUnsignedString(in.readVarint())));
  }

  private static <T> Codec<T> written(BiConsumer<T, Encoder> writer, Function<Decoder, T> reader) {
    return new Codec<>() {
      @Override
      public TypeDescriptor type() {
        return TypeDescriptor.Scalar.BYTE;
      }

      @Override
      public void encode(T value, Encoder out) {
        writer.accept(value, out);
      }

      @Override
      public T decode(Decoder in) {
        return reader.apply(in);
      }
    };
  }

  private static List<Object> elements(JsonNode json, RustType element) {
    return StreamSupport.stream(json.spliterator(), false).map(element::read).toList();
  }

  private static List<Object> parts(JsonNode json, List<RustType> parts) {
    List<JsonNode> values = StreamSupport.stream(json.spliterator(), false).toList();
    Object[] read = new Object[parts.size()];
    Arrays.setAll(read, i -> parts.get(i).read(values.get(i)));
    return List.of(read);
  }

  private static long bits(JsonNode json) {
    return Long.parseUnsignedLong(json.get("bits").stringValue(), 16);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return List.of(boxed);
  }
}
