package dev.hmdb.it.faults;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** {@link EveryByte} with a table added. */
@Schema
interface EveryByteAndMore {
  Table<Integer, byte[]> values();

  Table<Integer, String> notes();
}
