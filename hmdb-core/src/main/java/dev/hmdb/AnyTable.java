package dev.hmdb;

/** Whatever a schema stores: a table, a cell, a list or a multimap, where it matters not which. */
public sealed interface AnyTable permits Table, Cell, ListTable, SetMultimap, ListMultimap {

  /** Its name: that of the schema's method. */
  String name();
}
