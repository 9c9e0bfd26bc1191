package dev.hmdb.schema;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stored value without the class that it is of in a program: a tree to be looked at, printed or
 * stored again. Immutable, compared by content; {@code toString} is a short text for people.
 *
 * <p>{@link DynamicCodec} reads and writes them.
 */
public sealed interface DynamicValue {

  /**
   * A value without parts, as the class of the JDK that it is in a program: {@code Long}, {@code
   * String}, {@code java.time.Instant}.
   *
   * @param value an instance of an immutable class
   */
  record Scalar(Object value) implements DynamicValue {
    /** Checks that there is a value. */
    public Scalar {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return value instanceof String ? "\"" + value + "\"" : value.toString();
    }
  }

  /** A string of bytes. */
  final class Binary implements DynamicValue {
    private final byte[] bytes;

    /** A copy of the bytes. */
    public Binary(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
  }

  /**
   * An {@code Optional}.
   *
   * @param value what is in it
   */
  record OptionalOf(Optional<DynamicValue> value) implements DynamicValue {
    /** Checks that nothing is null. */
    public OptionalOf {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return value.map(Object::toString).orElse("empty");
    }
  }

  /**
   * A list or an array.
   *
   * @param elements the elements
   */
  record SequenceOf(List<DynamicValue> elements) implements DynamicValue {
    /** Copies the list. */
    public SequenceOf {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /**
   * A set.
   *
   * @param elements the elements, in the order in which they are stored
   */
  record SetOf(Set<DynamicValue> elements) implements DynamicValue {
    /** Copies the set. */
    public SetOf {
      elements = Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }

    @Override
    public String toString() {
      return elements.stream().map(Object::toString).collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /**
   * A map.
   *
   * @param entries the entries, in the order in which they are stored
   */
  record MapOf(Map<DynamicValue, DynamicValue> entries) implements DynamicValue {
    /** Copies the map. */
    public MapOf {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /**
   * A record.
   *
   * @param components the components by name, in their order
   */
  record RecordOf(Map<String, DynamicValue> components) implements DynamicValue {
    /** Copies the map. */
    public RecordOf {
      components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    @Override
    public String toString() {
      return components.entrySet().stream()
          .map(component -> component.getKey() + "=" + component.getValue())
          .collect(Collectors.joining(", ", "(", ")"));
    }
  }

  /**
   * A constant of an enum.
   *
   * @param name its name
   */
  record Constant(String name) implements DynamicValue {
    /** Checks that there is a name. */
    public Constant {
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A value of a sealed type.
   *
   * @param name the simple name of the variant
   * @param value the variant
   */
  record Variant(String name, DynamicValue value) implements DynamicValue {
    /** Checks that nothing is null. */
    public Variant {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return name + (value instanceof RecordOf ? "" : " ") + value;
    }
  }
}
