package dev.hmdb.examples.unicode;

import dev.hmdb.Schema;
import dev.hmdb.Table;

/** One table: every assigned character of Unicode. */
@Schema
public interface UnicodeSchema {
  /** What is known of each character, by its code point. */
  Table<Integer, CharacterInfo> characters();
}
