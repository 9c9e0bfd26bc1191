package dev.hmdb.it.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Migration;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What is migrated in these tests, and how. */
final class Content {
  private Content() {}

  static void write(Path directory, int accounts) {
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      db.accounts()
          .putInBatches(IntStream.range(0, accounts).mapToObj(i -> Map.entry(name(i), account(i))));
      db.files().put(new UUID(0, 1), new FileMetadata("engine.pdf", 120_000));
      db.sessions().put("s", 1L);
    }
  }

  static Username name(int i) {
    return new Username("user-" + i);
  }

  private static SchemaV1.Account account(int i) {
    return new SchemaV1.Account(i + "@example.org", 100L * i + 1, List.of("tag-" + i));
  }

  static Migration<SchemaV1, SchemaV2> migration(Path directory) {
    return Migration.from(SchemaV1Db.SCHEMA, directory)
        .to(SchemaV2Db.SCHEMA)
        .table(SchemaV1::accounts, SchemaV2::accounts, (name, old) -> SchemaV2.Account.from(old))
        .entries(
            SchemaV1::accounts,
            SchemaV2::tags,
            (name, old, out) -> old.tags().forEach(tag -> out.accept(tag, name)))
        .same(SchemaV1::files, SchemaV2::files)
        .drop(SchemaV1::sessions)
        .empty(SchemaV2::counters);
  }

  static void requireBefore(Path directory, int accounts) {
    try (SchemaV1Db db = SchemaV1Db.open(directory)) {
      assertThat(db.accounts().size()).isEqualTo(accounts);
      for (int i = 0; i < accounts; i++) {
        assertThat(db.accounts().get(name(i))).isEqualTo(account(i));
      }
      assertThat(db.files().size()).isOne();
      assertThat(db.sessions().get("s")).isEqualTo(1);
    }
  }

  static void requireAfter(Path directory, int accounts) {
    try (SchemaV2Db db = SchemaV2Db.open(directory)) {
      assertThat(db.accounts().size()).isEqualTo(accounts);
      for (int i = 0; i < accounts; i++) {
        assertThat(db.accounts().get(name(i)))
            .isEqualTo(
                new SchemaV2.Account(i + "@example.org", BigDecimal.valueOf(100L * i + 1, 2)));
        assertThat(db.tags().get("tag-" + i)).isEqualTo(name(i));
      }
      assertThat(db.files().values()).containsExactly(new FileMetadata("engine.pdf", 120_000));
      assertThat(db.counters().isEmpty()).isTrue();
    }
  }
}
