package com.example;

import dev.hmdb.Schema;
import dev.hmdb.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@Schema
public interface SchemaV1 {
  Table<Username, Account> accounts();

  Table<UUID, FileMetadata> files();

  record Username(String value) {}

  record Account(
      UUID id, Username name, String email, Instant created, Plan plan, List<String> tags) {}

  enum Plan {
    FREE,
    PREMIUM
  }

  record FileMetadata(String path, long size, byte[] hash) {}
}
