package dev.hmdb.it.faults;

import dev.hmdb.Schema;
import dev.hmdb.Table;

@Schema
interface SmallEntries {
  Table<Integer, Integer> numbers();
}
