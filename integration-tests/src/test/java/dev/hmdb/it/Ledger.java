package dev.hmdb.it;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** Two tables that transactions write together. */
@Schema
public interface Ledger {
  Table<String, Long> debits();

  Table<String, Long> credits();
}
