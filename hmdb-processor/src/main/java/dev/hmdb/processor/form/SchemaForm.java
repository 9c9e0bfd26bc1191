package dev.hmdb.processor.form;

import dev.hmdb.codec.TypeDescriptor;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema stores, with ids that its parts keep for ever.
 *
 * <p>Types are descriptors that name every record, enum and sealed type by a {@link
 * TypeDescriptor.Reference} instead of spelling it out. What a codec of the user's writes is known
 * by the codec's name alone, {@link #CODEC} before it.
 *
 * @param schema the qualified name of the interface
 * @param version counts the forms that the schema has had
 * @param tables by their ids
 * @param types in order of first use
 */
public record SchemaForm(String schema, int version, List<TableForm> tables, List<TypeForm> types) {
  /** What the name of a reference to a codec begins with; no class's name has a space there. */
  public static final String CODEC = "codec ";

  /** Sorts the tables. */
  public SchemaForm {
    tables = tables.stream().sorted(Comparator.comparingInt(TableForm::id)).toList();
    types = List.copyOf(types);
  }

  /** What a type is. */
  public enum Kind {
    /** Its members are components. */
    RECORD("record", "component"),
    /** Its members are constants, which have no types. */
    ENUM("enum", "constant"),
    /** Its members are variants. */
    SEALED("sealed", "variant");

    private final String keyword;
    private final String member;

    Kind(String keyword, String member) {
      this.keyword = keyword;
      this.member = member;
    }

    /** What begins its line in a file. */
    public String keyword() {
      return keyword;
    }

    /** What its members are called. */
    public String member() {
      return member;
    }
  }

  /** What has an id and names. */
  public sealed interface Part permits TableForm, MemberForm {
    /** Its number; 0 while it has none. */
    int id();

    /** Its name, or the last that it had. */
    String name();

    /** The names before that, latest first. */
    List<String> formerNames();

    /** Whether it is no more. */
    boolean isGone();
  }

  /**
   * One table.
   *
   * @param key null if it was dropped
   * @param value null if it was dropped
   */
  public record TableForm(
      int id,
      String name,
      @Nullable TypeDescriptor key,
      @Nullable TypeDescriptor value,
      List<String> formerNames)
      implements Part {
    /** Copies the names. */
    public TableForm {
      formerNames = List.copyOf(formerNames);
    }

    @Override
    public boolean isGone() {
      return key == null || value == null;
    }
  }

  /**
   * One record, enum or sealed type.
   *
   * @param members in the order of their declaration, those that are gone last
   */
  public record TypeForm(Kind kind, String name, List<MemberForm> members) {
    /** Copies the members. */
    public TypeForm {
      members = List.copyOf(members);
    }
  }

  /**
   * One component, constant or variant.
   *
   * @param type null for a constant, and for what is gone
   * @param defaultText what values have that were stored before it was added; null if that follows
   *     from its type, or it was always there
   */
  public record MemberForm(
      int id,
      String name,
      @Nullable TypeDescriptor type,
      List<String> formerNames,
      @Nullable String defaultText,
      boolean isGone)
      implements Part {
    /** Copies the names. */
    public MemberForm {
      formerNames = List.copyOf(formerNames);
    }
  }

  /** The type of that name; null if there is none. */
  public @Nullable TypeForm type(String name) {
    for (TypeForm type : types) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The same form under another version. */
  public SchemaForm withVersion(int number) {
    return new SchemaForm(schema, number, tables, types);
  }

  /** The same form of an interface of another name. */
  public SchemaForm withSchema(String name) {
    return new SchemaForm(name, version, tables, types);
  }
}
