package dev.hmdb.codec;

import java.util.List;

/**
 * What the bytes of a value are, down to component names and enum constants, so that a file can be
 * read without the classes that wrote it. Immutable, compared by content.
 */
public sealed interface TypeDescriptor {

  /** A type without parts. */
  enum Scalar implements TypeDescriptor {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    CHAR,
    FLOAT,
    DOUBLE,
    STRING,
    BYTES,
    UUID,
    BIG_INTEGER,
    BIG_DECIMAL,
    INSTANT,
    DURATION,
    PERIOD,
    LOCAL_DATE,
    LOCAL_TIME,
    LOCAL_DATE_TIME,
    OFFSET_DATE_TIME,
    ZONED_DATE_TIME,
    ZONE_ID,
    ZONE_OFFSET,
    YEAR,
    YEAR_MONTH,
    URI,
    LOCALE,
    CURRENCY
  }

  /** One byte, 0 or 1, and after a 1 the value. */
  record OptionalType(TypeDescriptor element) implements TypeDescriptor {}

  /** A count, then so many elements. */
  record SequenceType(Kind kind, TypeDescriptor element) implements TypeDescriptor {
    /** What the sequence is in Java; the bytes are the same. */
    public enum Kind {
      LIST,
      SET,
      ARRAY
    }
  }

  /** A count, then so many pairs of key and value. */
  record MapType(TypeDescriptor key, TypeDescriptor value) implements TypeDescriptor {}

  /** The components in their order, nothing between them. */
  record RecordType(String name, List<Component> components) implements TypeDescriptor {
    public RecordType {
      components = List.copyOf(components);
    }

    /** One component of a record. */
    public record Component(String name, TypeDescriptor type) {}
  }

  /** The index of the constant as an unsigned varint. */
  record EnumType(String name, List<String> constants) implements TypeDescriptor {
    public EnumType {
      constants = List.copyOf(constants);
    }
  }

  /** The index of the variant as an unsigned varint, then the variant's own bytes. */
  record SealedType(String name, List<TypeDescriptor> variants) implements TypeDescriptor {
    public SealedType {
      variants = List.copyOf(variants);
    }
  }

  /** A record, enum or sealed type of that name that encloses this place: recursion. */
  record Reference(String name) implements TypeDescriptor {}
}
