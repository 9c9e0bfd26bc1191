package dev.hmdb.it.faults;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** Values as large as a test wants them. */
@Schema
interface EveryByte {
  Table<Integer, byte[]> values();
}
