package dev.hmdb;

import dev.hmdb.schema.DynamicValue;

/** The tables of a database whose schema is not known to the program, by name. */
public interface DynamicTables {
  /**
   * A table.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists those that
   *     there are
   */
  Table<DynamicValue, DynamicValue> table(String name);
}
