package dev.hmdb.processor;

import org.jspecify.annotations.Nullable;

/** What a method of a schema can return: the kinds of table, and the kinds of index. */
enum TableShape {
  TABLE("Table", "table", "table", "String, Account"),
  SORTED_TABLE("SortedTable", "sortedTable", "sorted table", "String, Account"),
  CELL("Cell", "cell", "cell", "Settings"),
  LIST_TABLE("ListTable", "list", "list", "String"),
  SET_MULTIMAP("SetMultimap", "setMultimap", "set multimap", "String, String"),
  LIST_MULTIMAP("ListMultimap", "listMultimap", "list multimap", "String, Comment"),
  INDEX("TableIndex", "index", "index", "Plan, String, Account"),
  SORTED_INDEX("SortedIndex", "sortedIndex", "sorted index", "Instant, String, Account"),
  UNIQUE_INDEX("UniqueIndex", "uniqueIndex", "unique index", "String, String, Account"),
  SORTED_UNIQUE_INDEX(
      "SortedUniqueIndex", "sortedUniqueIndex", "sorted unique index", "Instant, String, Account");

  private final String simpleName;
  private final String source;
  private final String word;
  private final String example;

  TableShape(String simpleName, String source, String word, String example) {
    this.simpleName = simpleName;
    this.source = source;
    this.word = word;
    this.example = example;
  }

  /** The shape that this class of the API is, or null. */
  static @Nullable TableShape of(String qualifiedName) {
    for (TableShape shape : values()) {
      if (shape.qualifiedName().equals(qualifiedName)) {
        return shape;
      }
    }
    return null;
  }

  String simpleName() {
    return simpleName;
  }

  String qualifiedName() {
    return "dev.hmdb." + simpleName;
  }

  /** The method of {@code TableSource} that hands it out. */
  String source() {
    return source;
  }

  /** What messages call it. */
  String word() {
    return word;
  }

  /** The type with arguments, as a message shows it. */
  String example() {
    return simpleName + "<" + example + ">";
  }

  boolean isIndex() {
    return this == INDEX || this == SORTED_INDEX || isUnique();
  }

  boolean isUnique() {
    return this == UNIQUE_INDEX || this == SORTED_UNIQUE_INDEX;
  }

  /** Whether it has keys in order. */
  boolean isSorted() {
    return this == SORTED_TABLE || this == SORTED_INDEX || this == SORTED_UNIQUE_INDEX;
  }

  /** Whether there can be an index of it. */
  boolean isIndexable() {
    return this == TABLE || this == SORTED_TABLE;
  }

  /** Whether its first type argument is that of its keys. */
  boolean hasKey() {
    return this != CELL && this != LIST_TABLE;
  }
}
