package dev.hmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.codec.TypeDescriptor;
import dev.hmdb.codec.TypeDescriptor.Scalar;
import dev.hmdb.internal.engine.Records;
import dev.hmdb.schema.DynamicValue;
import dev.hmdb.schema.TableType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicDatabaseTest {
  private static final Options OPTIONS = Options.defaults().compaction(Compaction.manual());

  @TempDir Path directory;

  @BeforeEach
  void writeWithClasses() {
    try (Records.Db db = Records.Db.open(directory)) {
      db.users().put(new Records.UserId(7), user(7, "Ann", "a", "b"));
      db.files().put("f", new byte[] {1, (byte) 0xFF});
    }
  }

  private static Records.User user(long id, String name, String... tags) {
    return new Records.User(new Records.UserId(id), name, List.of(tags));
  }

  private static DynamicValue scalar(Object value) {
    return new DynamicValue.Scalar(value);
  }

  private static DynamicValue id(long value) {
    return new DynamicValue.RecordOf(Map.of("value", scalar(value)));
  }

  private static DynamicValue dynamicUser(long id, String name) {
    Map<String, DynamicValue> components = new LinkedHashMap<>();
    components.put("id", id(id));
    components.put("name", scalar(name));
    components.put("tags", new DynamicValue.SequenceOf(List.of()));
    return new DynamicValue.RecordOf(components);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entriesAreReadWithoutTheirClasses(boolean isCompacted) {
    if (isCompacted) {
      try (Records.Db db = Records.Db.open(directory)) {
        db.compact();
      }
    }
    try (DynamicDatabase db = DynamicDatabase.openReadOnly(directory, OPTIONS)) {
      assertThat(db.table("users").get(id(7)))
          .hasToString("(id=(value=7), name=\"Ann\", tags=[\"a\", \"b\"])");
      assertThat(db.table("files").asMap())
          .isEqualTo(Map.of(scalar("f"), new DynamicValue.Binary(new byte[] {1, (byte) 0xFF})));
      assertThat(db.table("tags").isEmpty()).isTrue();
    }
  }

  @Test
  void itDescribesItself() {
    try (DynamicDatabase db = DynamicDatabase.openReadOnly(directory, OPTIONS)) {
      assertThat(db.schemaName()).isEqualTo(Records.SCHEMA.name());
      assertThat(db.schemaVersion()).isZero();
      TypeDescriptor list =
          new TypeDescriptor.SequenceType(TypeDescriptor.SequenceType.Kind.LIST, Scalar.STRING);
      assertThat(db.tables()).extracting(TableType::name).containsExactly("users", "tags", "files");
      assertThat(db.tables()).contains(new TableType("tags", Scalar.UUID, list));
    }
  }

  @Test
  void whatItPutsIsFoundWithClasses() {
    try (DynamicDatabase db = DynamicDatabase.open(directory, OPTIONS)) {
      db.transaction(tables -> tables.table("users").put(id(8), dynamicUser(8, "Bob")));
    }
    try (Records.Db db = Records.Db.open(directory)) {
      assertThat(db.users().get(new Records.UserId(8))).isEqualTo(user(8, "Bob"));
    }
  }

  @Test
  void aTreeOfAnotherTypeIsRefused() {
    try (DynamicDatabase db = DynamicDatabase.open(directory, OPTIONS)) {
      Table<DynamicValue, DynamicValue> users = db.table("users");
      assertThatThrownBy(() -> users.put(id(8), scalar("Bob")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("\"Bob\" is no record User");
      assertThatThrownBy(() -> users.put(scalar(8L), dynamicUser(8, "Bob")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("8 is no record UserId");
      assertThatThrownBy(() -> db.table("files").put(scalar(8), scalar(8)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("8 of class java.lang.Integer is no String");
    }
  }

  @Test
  void anUnknownTableIsRefusedWithThoseThatThereAre() {
    try (DynamicDatabase db = DynamicDatabase.openReadOnly(directory, OPTIONS)) {
      assertThatThrownBy(() -> db.table("user"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no table named user, only users, tags, files");
    }
  }

  @Test
  void aDirectoryWithoutDatabaseIsRefusedAndLeftAlone() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> DynamicDatabase.open(empty, OPTIONS))
        .isInstanceOf(DatabaseOpenException.class)
        .hasMessageContaining("holds no database");
    assertThat(empty).isEmptyDirectory();
  }
}
