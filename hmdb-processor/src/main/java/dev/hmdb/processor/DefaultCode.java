package dev.hmdb.processor;

import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.OptionalPrimitive;
import dev.hmdb.processor.StoredType.OptionalValue;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import java.util.List;

/** Writes the value that a {@code @Default} states, and the codec of its component, as Java. */
final class DefaultCode {
  private final Imports imports;
  private final String codecsClass;
  private final CodecNames codecs;

  /**
   * @param codecsClass the generated class that holds the codecs, as the file names it
   */
  DefaultCode(Imports imports, String codecsClass, CodecNames codecs) {
    this.imports = imports;
    this.codecsClass = codecsClass;
    this.codecs = codecs;
  }

  /** The codec of a type of which {@link DefaultText} can state a value. */
  String codec(StoredType type) {
    return switch (type) {
      case OptionalValue(StoredType element) -> optional(codec(element));
      case OptionalPrimitive(Primitive primitive) -> optional(codec(new Boxed(primitive)));
      case Named named -> codecsClass + "." + codecs.classFor(named) + ".INSTANCE";
      default -> ReadyCodecs.of(type, imports);
    };
  }

  private String optional(String element) {
    return imports.name("dev.hmdb.codec.Codecs") + ".optional(" + element + ")";
  }

  /** The value that the text states; the text has been found to state one. */
  Expr value(StoredType type, String text) {
    return switch (type) {
      case PrimitiveValue value -> Expr.text(literal(value.primitive(), text));
      case Boxed boxed -> Expr.text(literal(boxed.primitive(), text));
      case OptionalPrimitive(Primitive primitive) -> present(Expr.text(literal(primitive, text)));
      case OptionalValue optional -> present(value(optional.element(), text));
      case Named named -> Expr.text(imports.className(named.type()) + "." + text);
      case Scalar(ScalarType scalar) when scalar == ScalarType.STRING ->
          Expr.text(JavaText.quoted(text));
      case Scalar(ScalarType scalar) ->
          Expr.call(
              factory(scalar, imports.name(scalar.type())),
              List.of(Expr.text(JavaText.quoted(text))));
      default -> throw new IllegalArgumentException("no text for " + type);
    };
  }

  private Expr present(Expr value) {
    return Expr.call(imports.name("java.util.Optional") + ".of", List.of(value));
  }

  /** What makes a value of a text, as {@link DefaultText} does. */
  private static String factory(ScalarType scalar, String type) {
    return switch (scalar) {
      case BIG_INTEGER, BIG_DECIMAL -> "new " + type;
      case UUID -> type + ".fromString";
      case ZONE_ID, ZONE_OFFSET -> type + ".of";
      case URI -> type + ".create";
      case LOCALE -> type + ".forLanguageTag";
      case CURRENCY -> type + ".getInstance";
      case BYTES -> type + ".parseHex";
      case STRING,
          INSTANT,
          DURATION,
          PERIOD,
          LOCAL_DATE,
          LOCAL_TIME,
          LOCAL_DATE_TIME,
          OFFSET_DATE_TIME,
          ZONED_DATE_TIME,
          YEAR,
          YEAR_MONTH ->
          type + ".parse";
    };
  }

  private String literal(Primitive primitive, String text) {
    return switch (primitive) {
      case BOOLEAN -> text;
      case BYTE -> "(byte) " + Byte.parseByte(text);
      case SHORT -> "(short) " + Short.parseShort(text);
      case INT -> Integer.toString(Integer.parseInt(text));
      case LONG -> Long.parseLong(text) + "L";
      case CHAR -> JavaText.quoted(text.charAt(0));
      case FLOAT -> {
        float value = Float.parseFloat(text);
        yield Float.isFinite(value) ? value + "f" : special("Float", text);
      }
      case DOUBLE -> {
        double value = Double.parseDouble(text);
        yield Double.isFinite(value) ? Double.toString(value) : special("Double", text);
      }
    };
  }

  /** Infinities and NaN have no literal. */
  private String special(String box, String text) {
    return imports.name("java.lang." + box) + ".valueOf(" + JavaText.quoted(text) + ")";
  }
}
