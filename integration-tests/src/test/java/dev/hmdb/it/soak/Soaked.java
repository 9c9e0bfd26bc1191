package dev.hmdb.it.soak;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** Two tables that always hold the same. */
@Schema
interface Soaked {
  Table<String, String> left();

  Table<String, String> right();
}
