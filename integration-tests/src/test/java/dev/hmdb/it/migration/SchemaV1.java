package dev.hmdb.it.migration;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.util.List;
import java.util.UUID;

@Schema
public interface SchemaV1 {
  record Account(String email, long cents, List<String> tags) {}

  Table<Username, Account> accounts();

  Table<UUID, FileMetadata> files();

  Table<String, Long> sessions();
}
