package dev.hmdb.benchmarks;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.UUID;

/** The tables that are measured: one of each kind of key. */
@Schema
public interface BenchSchema {
  /** Keys that are objects. */
  Table<String, Account> accounts();

  /** Another one, for transactions over two. */
  Table<String, Account> copies();

  /** Keys that are one number. */
  Table<Long, Account> byNumber();

  /** Keys that are two numbers. */
  Table<UUID, Account> byUuid();

  /** Keys that are a record of one number. */
  Table<UserId, Account> byUserId();

  /** Small entries. */
  Table<Long, Long> counters();
}
