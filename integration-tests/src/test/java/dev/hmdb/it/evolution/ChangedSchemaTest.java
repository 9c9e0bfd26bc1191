package dev.hmdb.it.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.SchemaMismatchException;
import dev.hmdb.it.evolution.Schemas.Account;
import dev.hmdb.it.evolution.Schemas.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedSchemaTest {
  private static final Account ANN = new Account("Ann", Plan.PREMIUM, List.of(1L, 2L));

  @TempDir Path directory;

  @BeforeEach
  void writeWithTheFirstSchema() {
    try (Schemas_FirstDb db = Schemas_FirstDb.open(directory)) {
      db.transaction((accounts, notes) -> {
        accounts.put("ann", ANN);
        notes.put(1L, "one");
      });
    }
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      paths.forEach(path -> {
        try {
          files.put(path.getFileName().toString(), Files.readAllBytes(path));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return files;
  }

  @Test
  void theOrderOfTheMethodsDoesNotMatter() {
    try (Schemas_ReorderedDb db = Schemas_ReorderedDb.open(directory)) {
      assertThat(db.accounts().get("ann")).isEqualTo(ANN);
      assertThat(db.notes().get(1L)).isEqualTo("one");
      db.transaction((notes, accounts) -> {
        notes.put(2L, "two");
        accounts.put("bob", ANN);
      });
    }
    try (Schemas_FirstDb db = Schemas_FirstDb.open(directory)) {
      assertThat(db.accounts().keys()).containsExactlyInAnyOrder("ann", "bob");
      assertThat(db.notes().keys()).containsExactlyInAnyOrder(1L, 2L);
    }
  }

  @Test
  void anAddedTableIsEmptyAndKeepsWhatIsPut() {
    try (Schemas_WithOneMoreDb db = Schemas_WithOneMoreDb.open(directory)) {
      assertThat(db.counters().isEmpty()).isTrue();
      db.counters().put(7, 8);
    }
    try (Schemas_WithOneMoreDb db = Schemas_WithOneMoreDb.open(directory)) {
      assertThat(db.counters().get(7)).isEqualTo(8);
      assertThat(db.accounts().get("ann")).isEqualTo(ANN);
      assertThat(db.notes().get(1L)).isEqualTo("one");
    }
  }

  @Test
  void anAddedTableIsEmptyWhenOnlyReading() {
    try (Schemas_WithOneMoreDb db = Schemas_WithOneMoreDb.openReadOnly(directory)) {
      assertThat(db.counters().isEmpty()).isTrue();
      assertThat(db.notes().get(1L)).isEqualTo("one");
    }
  }

  @Test
  void aTableThatWasAddedIsMissedByTheSchemaBefore() {
    Schemas_WithOneMoreDb.open(directory).close();
    assertThatThrownBy(() -> Schemas_FirstDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("counters: the schema has no such table");
  }

  @Test
  void aRemovedTableIsNamed() {
    assertThatThrownBy(() -> Schemas_WithOneLessDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("notes: the schema has no such table");
  }

  @Test
  void anotherTypeOfKeyIsNamed() {
    assertThatThrownBy(() -> Schemas_OtherKeyDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("notes.key: ")
        .message()
        .containsIgnoringCase("long became int");
  }

  @Test
  void eachChangeOfAValueIsNamedWithItsPath() {
    assertThatThrownBy(() -> Schemas_Changed_ValuesDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("accounts.value: record Account gained component email")
        .hasMessageContaining("accounts.value.plan: enum Plan lost constant PREMIUM")
        .hasMessageContaining("accounts.value.visits[]: ")
        .message()
        .containsIgnoringCase("long became int");
  }

  @Test
  void aSchemaThatDoesNotFitChangesNoByte() throws IOException {
    Map<String, byte[]> before = files();
    assertThatThrownBy(() -> Schemas_Changed_ValuesDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class);
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
    try (Schemas_FirstDb db = Schemas_FirstDb.open(directory)) {
      assertThat(db.accounts().get("ann")).isEqualTo(ANN);
    }
  }

  private static void requireConverted(Schemas_Compatible_ValuesDb db) {
    assertThat(db.accounts().get("ann"))
        .isEqualTo(
            new Schemas.Compatible.Account(
                Schemas.Compatible.Plan.PREMIUM,
                Optional.empty(),
                "Ann",
                List.of(BigInteger.ONE, BigInteger.TWO),
                Set.of()));
    assertThat(db.notes().asMap()).isEqualTo(Map.of(BigInteger.ONE, Optional.of("one")));
  }

  @Test
  void aCompatibleFormFindsEverythingConverted() {
    for (int i = 0; i < 2; i++) {
      try (Schemas_Compatible_ValuesDb db = Schemas_Compatible_ValuesDb.open(directory)) {
        requireConverted(db);
      }
    }
  }

  @Test
  void readingWithACompatibleFormChangesNoByte() throws IOException {
    Map<String, byte[]> before = files();
    try (Schemas_Compatible_ValuesDb db = Schemas_Compatible_ValuesDb.openReadOnly(directory)) {
      requireConverted(db);
    }
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void theFormBeforeIsRefusedAfterwards() {
    Schemas_Compatible_ValuesDb.open(directory).close();
    assertThatThrownBy(() -> Schemas_FirstDb.open(directory))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("was opened with a later form of its schema")
        .hasMessageContaining("accounts.value.plan: enum Plan lost constant TEAM");
  }
}
