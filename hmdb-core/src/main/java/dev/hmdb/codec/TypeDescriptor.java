package dev.hmdb.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the bytes of a value are, down to component names and enum constants, so that a file can be
 * read without the classes that wrote it. Immutable, compared by content; {@code toString} is
 * {@link #text}.
 *
 * <p>A descriptor is a tree. Where a type contains itself, a {@link Reference} names the enclosing
 * record, enum or sealed type that is meant. {@code docs/format/descriptor.md} states how
 * descriptors themselves are stored.
 */
public sealed interface TypeDescriptor {

  /**
   * The codec of descriptors. Both directions refuse a {@link Reference} that names nothing around
   * it and nesting beyond {@link Encoder#MAX_DEPTH}.
   */
  static Codec<TypeDescriptor> codec() {
    return DescriptorCodec.INSTANCE;
  }

  /**
   * The fewest bytes that a value can take; 0 only if every value takes none.
   *
   * <p>A type without values, such as a record that contains itself with no way out, yields {@link
   * Integer#MAX_VALUE}. A {@link Reference} that names nothing around it counts as 1: what it could
   * name is recursive, and no value of a recursive type is empty.
   */
  default int minimumBytes() {
    return DescriptorSize.minimum(this);
  }

  /** The type on one line, for people: {@code record Point(x: Int, y: Int)}. */
  default String text() {
    return DescriptorText.full(this);
  }

  /** A few words, classes without package and content: {@code List<record Point>}. */
  default String brief() {
    return DescriptorText.brief(this);
  }

  /** A type without parts. */
  enum Scalar implements TypeDescriptor {
    // The numbers are on disk: never change one, never use one twice, add at the end.
    BOOLEAN(0, "Boolean", 1),
    BYTE(1, "Byte", 1),
    SHORT(2, "Short", 1),
    INT(3, "Int", 1),
    LONG(4, "Long", 1),
    CHAR(5, "Char", 1),
    FLOAT(6, "Float", 4),
    DOUBLE(7, "Double", 8),
    STRING(8, "String", 1),
    BYTES(9, "Bytes", 1),
    UUID(10, "UUID", 16),
    BIG_INTEGER(11, "BigInteger", 2),
    BIG_DECIMAL(12, "BigDecimal", 3),
    INSTANT(13, "Instant", 2),
    DURATION(14, "Duration", 2),
    PERIOD(15, "Period", 3),
    LOCAL_DATE(16, "LocalDate", 1),
    LOCAL_TIME(17, "LocalTime", 2),
    LOCAL_DATE_TIME(18, "LocalDateTime", 3),
    OFFSET_DATE_TIME(19, "OffsetDateTime", 4),
    ZONED_DATE_TIME(20, "ZonedDateTime", 6),
    ZONE_ID(21, "ZoneId", 2),
    ZONE_OFFSET(22, "ZoneOffset", 1),
    YEAR(23, "Year", 1),
    YEAR_MONTH(24, "YearMonth", 2),
    URI(25, "URI", 1),
    LOCALE(26, "Locale", 1),
    CURRENCY(27, "Currency", 4);

    private final int number;
    private final String text;
    private final int minimumBytes;

    Scalar(int number, String text, int minimumBytes) {
      this.number = number;
      this.text = text;
      this.minimumBytes = minimumBytes;
    }

    /** The number that stands for this type in stored descriptors, for ever. */
    public int number() {
      return number;
    }

    @Override
    public int minimumBytes() {
      return minimumBytes;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One byte, 0 or 1, and after a 1 the value.
   *
   * @param element the type of the value
   */
  record OptionalType(TypeDescriptor element) implements TypeDescriptor {
    /** Checks that nothing is null. */
    public OptionalType {
      Objects.requireNonNull(element, "element");
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * A count, then so many elements.
   *
   * @param kind what the sequence is in Java
   * @param element the type of each element
   */
  record SequenceType(Kind kind, TypeDescriptor element) implements TypeDescriptor {
    /** Checks that nothing is null. */
    public SequenceType {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(element, "element");
    }

    @Override
    public String toString() {
      return text();
    }

    /** What the sequence is in Java; the bytes are the same. */
    public enum Kind {
      // The numbers are on disk: never change one, never use one twice, add at the end.
      /** A {@link java.util.List}. */
      LIST(0),
      /** A {@link java.util.Set}. */
      SET(1),
      /** An array, but not {@code byte[]}, which is {@link Scalar#BYTES}. */
      ARRAY(2);

      private final int number;

      Kind(int number) {
        this.number = number;
      }

      /** The number that stands for this kind in stored descriptors, for ever. */
      public int number() {
        return number;
      }
    }
  }

  /**
   * A count, then so many pairs of key and value.
   *
   * @param key the type of each key
   * @param value the type of each value
   */
  record MapType(TypeDescriptor key, TypeDescriptor value) implements TypeDescriptor {
    /** Checks that nothing is null. */
    public MapType {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * The components in their order, nothing between them.
   *
   * @param name the class's name
   * @param components the components, no two of one name
   */
  record RecordType(String name, List<Component> components) implements TypeDescriptor {
    /**
     * @throws IllegalArgumentException if a name is empty or occurs twice
     */
    public RecordType {
      requireName(name, "record");
      components = List.copyOf(components);
      requireDistinct(components.stream().map(Component::name).toList(), "component", name);
    }

    @Override
    public String toString() {
      return text();
    }

    /**
     * One component of a record.
     *
     * @param name its name
     * @param type its type
     */
    public record Component(String name, TypeDescriptor type) {
      /**
       * @throws IllegalArgumentException if the name is empty
       */
      public Component {
        requireName(name, "component");
        Objects.requireNonNull(type, "type");
      }
    }
  }

  /**
   * The index of the constant as an unsigned varint.
   *
   * @param name the class's name
   * @param constants the constants' names, each at its index
   */
  record EnumType(String name, List<String> constants) implements TypeDescriptor {
    /**
     * @throws IllegalArgumentException if a name is empty or occurs twice
     */
    public EnumType {
      requireName(name, "enum");
      constants = List.copyOf(constants);
      constants.forEach(constant -> requireName(constant, "constant"));
      requireDistinct(constants, "constant", name);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * The index of the variant as an unsigned varint, then the variant's own bytes.
   *
   * @param name the name of the sealed interface or class
   * @param variants the variants, each at its index
   */
  record SealedType(String name, List<TypeDescriptor> variants) implements TypeDescriptor {
    /**
     * @throws IllegalArgumentException if there is no variant, or if a name is empty or occurs
     *     twice
     */
    public SealedType {
      requireName(name, "sealed type");
      variants = List.copyOf(variants);
      if (variants.isEmpty()) {
        throw new IllegalArgumentException("sealed type " + name + " without variants");
      }
      requireDistinct(variantNames(variants), "variant", name);
    }

    /** What tells each variant from the others: the name of its class if it has one. */
    public List<String> variantNames() {
      return variantNames(variants);
    }

    /** The same without packages and enclosing classes; some may be equal then. */
    public List<String> simpleVariantNames() {
      return variantNames().stream().map(DescriptorText::simple).toList();
    }

    private static List<String> variantNames(List<TypeDescriptor> variants) {
      return variants.stream().map(DescriptorText::name).toList();
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * A record, enum or sealed type of that name that encloses this place: recursion. If there are
   * several, the nearest is meant.
   *
   * @param name the name of the enclosing type
   */
  record Reference(String name) implements TypeDescriptor {
    /**
     * @throws IllegalArgumentException if the name is empty
     */
    public Reference {
      requireName(name, "reference");
    }

    @Override
    public String toString() {
      return text();
    }
  }

  private static void requireName(String name, String what) {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException(what + " without a name");
    }
  }

  private static void requireDistinct(List<String> names, String what, String owner) {
    Set<String> seen = HashSet.newHashSet(names.size());
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(owner + " has two " + what + "s named " + name);
      }
    }
  }
}
