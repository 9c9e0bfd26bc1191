package dev.hmdb.processor;

/**
 * Every mistake that the processor knows: its id, and what it says of it. {@code
 * docs/diagnostics.md} lists the same ids; they are never given to another mistake.
 *
 * <p>Ids starting with 1 are about the schema interface, with 2 about types, with 3 about keys,
 * with 4 about codecs that users write, with 5 about what a schema says of its past, with 6 about
 * the file that keeps its stored form, with 7 about indexes and orders, with 8 about constraints.
 */
enum Problem {
  NOT_AN_INTERFACE(
      101,
      "@Schema is on the %s %s; a schema is an interface: write interface %2$s { Table<K, V>"
          + " name(); }"),
  GENERIC_SCHEMA(
      102, "the schema %s has type parameters; remove them and write the types in its tables"),
  INACCESSIBLE_SCHEMA(103, "the schema %s is out of reach: %s; make it package-private or public"),
  NO_TABLES(
      104, "the schema %s has no table; add a method such as Table<String, Account> accounts()"),
  NOT_A_TABLE(
      105,
      "%s returns %s; return dev.hmdb.Table<K, V> or another kind of table or index, or make it a"
          + " default or static method"),
  TABLE_WITH_PARAMETERS(
      106, "the table %s has parameters; remove them, or make it a default method"),
  GENERIC_TABLE(
      107, "the table %s has type parameters of its own; remove them and write the types"),
  TABLE_THROWS(108, "the table %s has a throws clause; remove it"),
  RESERVED_NAME(109, "the name %s is taken by a method of %s; give the %s another name"),
  DUPLICATE_TABLE(110, "there is a table %s already, from %s; give one of them another name"),
  EXTENDS_SCHEMA(
      111,
      "the schema %s extends the schema %s; move what they share to an interface without @Schema"
          + " that both extend"),
  SEALED_SCHEMA(
      112,
      "the schema %s is sealed, so its database class could not implement it; remove 'sealed'"),
  NAME_TAKEN(
      113, "the class %s, which has to be generated, exists already; rename it or the schema"),
  NOT_WRITTEN(114, "the class %s could not be written: %s; see to the compiler's output directory"),

  NO_CODEC(201, "%s: %s cannot be stored; %s"),
  OPEN_INTERFACE(
      202,
      "%s: the interface %s is open to any class; make it sealed, permitting records and enums, or"
          + " name a codec with @UseCodec"),
  RAW_TYPE(203, "%s: %s lacks its type arguments; write them, such as %s"),
  TYPE_VARIABLE(204, "%s: the type %s is left open; write a concrete type"),
  WILDCARD(205, "%s: the type %s is left open by a wildcard; write a concrete type"),
  INACCESSIBLE_TYPE(
      206, "%s: %s cannot be used by the code generated in %s, because %s; make it %s"),
  UNSTORABLE_VARIANT(
      207,
      "%s permits %s, which is %s; permit only records, enums and sealed interfaces, or name a"
          + " codec for it with @UseCodec"),
  ENDLESS_VALUE(
      208,
      "a value of %s would contain another one without end; break the circle with an Optional, a"
          + " List, or a sealed interface that has another variant"),
  EMPTY_ENUM(209, "%s: the enum %s has no constants, so there is no value to store; add one"),
  NULLABLE(
      210, "%s is marked @%s, but null cannot be stored; use Optional<%s> without the annotation"),
  UNRESOLVED_VARIANT(
      211,
      "%s: the type parameter %s of %s does not follow from %s; let it occur in the type that %3$s"
          + " implements"),
  ENDLESS_TYPE(
      212,
      "the type arguments of %s grow without end; let it contain itself with the same arguments"),
  NO_VARIANT(
      213,
      "no permitted type of %s fits its type arguments, so there is no value to store; permit one"
          + " that does"),

  MUTABLE_KEY(301, "%s: %s cannot be in a key; %s"),
  ARRAY_IN_HASHED(302, "%s: %s cannot be %s, because arrays are equal only to themselves; %s"),

  CODEC_MISMATCH(401, "%s: %s is a codec of %s, not of %s; name a Codec<%4$s>%s"),
  CODEC_INACCESSIBLE(
      402, "%s: the codec %s cannot be used by the code generated in %s, because %s; make it %s"),
  CODEC_NOT_A_CLASS(403, "%s: the codec %s is %s; write a static class that is not abstract"),
  CODEC_CONSTRUCTOR(
      404, "%s: the codec %s lacks an accessible constructor without parameters; add a public one"),
  CODEC_TWICE(405, "%s: both %s and %s are codecs of %s; remove one"),

  RENAMED_FROM_NOTHING(501, "%s: @Renamed names no earlier name; write @Renamed(from = \"...\")"),
  RENAMED_FROM_NO_NAME(
      502, "%s: nothing was ever named \"%s\"; write the earlier name alone, as it was declared"),
  RENAMED_FROM_PRESENT(
      503,
      "%s: @Renamed says that it was called %s, but %2$s is the name of a %s now; remove it from"
          + " @Renamed, or give the %3$s %2$s another name"),
  RENAMED_TWICE(
      504, "%s: @Renamed says that it was called %s, and so says the %s %s; remove one of them"),
  RENAMED_MISPLACED(
      505,
      "@Renamed is on %s, which has no name in stored data; it belongs on a table's method, a"
          + " record component, an enum constant, or a variant of a sealed interface"),
  DEFAULT_UNSUPPORTED(506, "%s: no text can state a value of %s; %s"),
  DEFAULT_UNREADABLE(507, "%s: \"%s\" is no %s: %s; correct @Default"),
  DROPPED_NOTHING(
      508, "%s: @Dropped names no table; write @Dropped(\"...\"), or remove the annotation"),
  DROPPED_NO_NAME(509, "%s: no table was ever named \"%s\"; write the name of its method"),
  DROPPED_PRESENT(
      510, "%s: @Dropped names %s, which is a table; remove the name, or the table's method"),
  DROPPED_TABLE_WITH_NAMES(
      511,
      "%s: @Dropped is on a table's method, where it means that table; write it without names, and"
          + " put the names of other tables on the schema"),
  DROPPED_MISPLACED(
      512, "@Dropped is on %s; it belongs on a schema, with names, or on a table's method"),

  INCOMPATIBLE(
      601,
      "stored data of version %d in %s do not fit: %s; %s; or write a new schema beside this one and"
          + " take the data there with dev.hmdb.Migration; or, if nothing was stored since, restore the committed file or compile"
          + " once with -Ahmdb.rebaseline=%s"),
  NAME_REUSED(
      602,
      "%s: the name %s belongs to the %s %s in %s, and data stored under it would be mistaken; choose"
          + " another name, or take it out of @Renamed; or, if nothing was stored since, restore the committed file or compile"
          + " once with -Ahmdb.rebaseline=%s"),
  FILE_UNREADABLE(
      603,
      "%s cannot be understood: line %d: %s; resolve a conflict as in any other file, or restore the"
          + " committed one; compiling once with -Ahmdb.rebaseline=%s writes it anew and forgets the"
          + " past"),
  FILE_NEWER(604, "%s: line %d: %s; compile with the version of hmdb that wrote it"),
  FILE_NOT_READ(605, "%s could not be read: %s; see to the file"),
  FILE_NOT_WRITTEN(
      606,
      "%s has to be written, and could not be: %s; compile where it can be written, and commit it"),
  NO_FOLDER(607, "-Ahmdb.schemas=%s names no directory; write the path of one"),
  FILE_OF_ANOTHER(
      608,
      "%s is of %s, which is not there, and %s stores something else; if %2$s is another schema,"
          + " rename the file to %4$s; if it became %3$s, write 'schema %3$s' into the file"),
  RELATIVE_FOLDER(
      609,
      "-Ahmdb.schemas=%s is relative, and builds run in more than one directory; write the whole"
          + " path, here %s, by the build tool's variable for the project's directory"),
  TOO_LARGE(
      610,
      "%s: its types, each spelled out wherever it is used, are more than %d, or nest deeper than"
          + " %d; use fewer types, or put some of them into a table of their own"),

  INDEX_OF_NOTHING(
      701, "%s returns %s, but nothing says of what; write %3$s(\"table.component\") before it"),
  INDEX_OF_NO_TABLE(702, "%s: in \"%s\", there is no table %s; %s"),
  NOT_INDEXABLE(
      703, "%s: there is no index of %s, which is a %s; only of a Table and of a SortedTable"),
  INDEX_OF_TWO_TABLES(
      704, "%s: one path is of %s, another one of %s; an index is of one table: write two indexes"),
  NO_SUCH_COMPONENT(705, "%s: in \"%s\", %s has no component %s; %s"),
  NO_COMPONENTS(
      706, "%s: in \"%s\", %s is %5$s, so there is no %4$s in it; end the path before that"),
  INDEX_MISTYPED(707, "%s returns %s, but what it is declared to find makes it %s; return that"),
  INDEX_KEY_NO_RECORD(
      708,
      "%s has %d paths, so its index key is a record of what they lead to, but it returns %s; write"
          + " a record of (%s) and let that be the first type argument"),
  INDEX_MISPLACED(709, "@Index is on %s; %s"),
  UNIQUE_MISPLACED(710, "@Unique is on %s; %s"),
  NO_ORDER(
      711,
      "%s: %s cannot be put in order, because %s; make it Comparable, or name a comparator with"
          + " @Order"),
  ORDER_MISPLACED(712, "@Order is on %s, which has no keys in order; %s"),
  ORDER_UNUSABLE(713, "%s: the comparator %s cannot be used, because %s; %s"),
  ORDER_MISMATCH(714, "%s: %s compares %s, not %s; name a Comparator<%4$s>"),

  REFERENCE_MISPLACED(
      801,
      "@References is on %s; put it on a schema's method that returns a Table or a SortedTable"),
  REFERENCE_TO_NO_TABLE(802, "%s: @References names the table \"%s\", which is not there; %s"),
  REFERENCE_TO_ANOTHER_KIND(
      803, "%s: nothing can refer to %s, which is a %s; only to a Table and to a SortedTable"),
  REFERENCE_OF_BOTH(
      804,
      "%s: @References names a component and a keyComponent, and it is one that refers; write"
          + " @References for each"),
  REFERENCE_MISTYPED(
      805, "%s: what refers to %s, %s, is %s, and the keys there are %s; let it be one of those"),
  REFERENCE_NOT_EMPTIABLE(
      806, "%s: SET_EMPTY cannot make %s empty, because %s; %s, or write another onDelete"),
  CHECK_MISPLACED(807, "@Check is on %s; %s"),
  CHECK_OF_NO_TABLE(808, "%s: @Check names the table \"%s\", which is not there; %s"),
  CHECK_OF_ANOTHER_KIND(
      809, "%s: there is no check of %s, which is a %s; only of a Table and of a SortedTable"),
  CHECK_SIGNATURE(
      810,
      "%s: a check of %s takes (%s, %s), or the latter alone, and returns boolean, String or"
          + " Optional<String>, but this is %s"),
  CHECK_UNUSABLE(811, "%s: the check cannot be called, because %s; %s");

  private final int id;
  private final String message;

  Problem(int id, String message) {
    this.id = id;
    this.message = message;
  }

  /** The stable id, as it stands in messages: {@code hmdb-101}. */
  String id() {
    return "hmdb-" + id;
  }

  /** The text for the user, id included. */
  String describe(Object... arguments) {
    return "[" + id() + "] " + message.formatted(arguments);
  }
}
