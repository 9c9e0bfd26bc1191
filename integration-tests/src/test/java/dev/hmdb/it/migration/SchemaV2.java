package dev.hmdb.it.migration;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.math.BigDecimal;
import java.util.UUID;

@Schema
public interface SchemaV2 {
  record Account(String email, BigDecimal balance) {
    static Account from(SchemaV1.Account old) {
      return new Account(old.email(), BigDecimal.valueOf(old.cents(), 2));
    }
  }

  Table<Username, Account> accounts();

  Table<UUID, FileMetadata> files();

  Table<String, Username> tags();

  Table<String, Long> counters();
}
