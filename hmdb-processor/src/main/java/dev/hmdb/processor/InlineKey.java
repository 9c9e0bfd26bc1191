package dev.hmdb.processor;

import dev.hmdb.processor.Definition.EnumDefinition;
import dev.hmdb.processor.Definition.RecordDefinition;
import dev.hmdb.processor.JavaType.ClassType;
import dev.hmdb.processor.StoredType.Boxed;
import dev.hmdb.processor.StoredType.Named;
import dev.hmdb.processor.StoredType.PrimitiveValue;
import dev.hmdb.processor.StoredType.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that is one or two {@code long}s in content, and how to come from the one to the other:
 * what {@code dev.hmdb.KeyShape} needs.
 *
 * @param numbers the expressions for the numbers of {@code key}, one or two
 * @param key the expression for the key, made of {@code first} and {@code second}
 */
record InlineKey(List<String> numbers, String key) {
  /*
   * Two keys have to be equal exactly when their numbers are. So a record counts only when its
   * equality and its accessors are the compiler's own; floating point numbers do not count, whose
   * equality is not that of their bits.
   */
  private static final List<String> PARAMETERS = List.of("first", "second");

  /** The numbers of a key of that type; null if it is not one or two. */
  static @Nullable InlineKey of(
      StoredType type, Map<ClassType, Definition> definitions, Imports imports) {
    Flattening flattening = new Flattening(definitions, imports);
    if (!flattening.flatten(type, "key") || flattening.numbers.size() > PARAMETERS.size()) {
      return null;
    }
    List<String> numbers = List.copyOf(flattening.numbers);
    return numbers.isEmpty()
        ? null
        : new InlineKey(numbers, flattening.restored(type, PARAMETERS.iterator()));
  }

  /** Walks through the type, with the numbers found so far. */
  private static final class Flattening {
    private final Map<ClassType, Definition> definitions;
    private final Imports imports;
    private final List<String> numbers = new ArrayList<>();

    Flattening(Map<ClassType, Definition> definitions, Imports imports) {
      this.definitions = definitions;
      this.imports = imports;
    }

    /** Adds the numbers of an expression; false if it is no number. */
    boolean flatten(StoredType type, String expression) {
      if (numbers.size() > PARAMETERS.size()) {
        return false;
      }
      return switch (type) {
        case PrimitiveValue(Primitive primitive) -> flatten(primitive, expression);
        case Boxed(Primitive primitive) -> flatten(primitive, expression);
        case Scalar(ScalarType scalar) when scalar == ScalarType.UUID ->
            numbers.add(expression + ".getMostSignificantBits()")
                && numbers.add(expression + ".getLeastSignificantBits()");
        case Named named -> flatten(definitions.get(named.type()), expression);
        default -> false;
      };
    }

    private boolean flatten(Primitive primitive, String expression) {
      return switch (primitive) {
        case BYTE, SHORT, INT, LONG, CHAR -> numbers.add(expression);
        case BOOLEAN -> numbers.add(expression + " ? 1 : 0");
        case FLOAT, DOUBLE -> false;
      };
    }

    private boolean flatten(@Nullable Definition definition, String expression) {
      return switch (definition) {
        case EnumDefinition _ -> numbers.add(expression + ".ordinal()");
        case RecordDefinition record -> record.hasPlainEquality() && flattenAll(record, expression);
        case null, default -> false;
      };
    }

    private boolean flattenAll(RecordDefinition record, String expression) {
      return record.components().stream()
          .allMatch(each -> flatten(each.type(), expression + "." + each.name() + "()"));
    }

    /** The expression for a value, made of the next numbers. */
    String restored(StoredType type, Iterator<String> from) {
      return switch (type) {
        case PrimitiveValue(Primitive primitive) -> restored(primitive, from.next());
        case Boxed(Primitive primitive) -> restored(primitive, from.next());
        case Scalar _ ->
            "new " + imports.name(type.type()) + "(" + from.next() + ", " + from.next() + ")";
        case Named named -> restored(named, from);
        default -> throw new IllegalArgumentException(type + " is no number");
      };
    }

    private static String restored(Primitive primitive, String number) {
      return switch (primitive) {
        case LONG -> number;
        case BOOLEAN -> number + " != 0";
        default -> "(" + primitive.keyword() + ") " + number;
      };
    }

    private String restored(Named named, Iterator<String> from) {
      if (definitions.get(named.type()) instanceof RecordDefinition record) {
        List<String> arguments = new ArrayList<>();
        record.components().forEach(each -> arguments.add(restored(each.type(), from)));
        return "new " + imports.name(named.type()) + "(" + String.join(", ", arguments) + ")";
      }
      return imports.className(named.type()) + ".values()[(int) " + from.next() + "]";
    }
  }
}
