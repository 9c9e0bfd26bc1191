package dev.hmdb.it.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Database;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.it.evolution.Changes.AddedComponents;
import dev.hmdb.it.evolution.Changes.ArraysAndLists;
import dev.hmdb.it.evolution.Changes.BecameOptional;
import dev.hmdb.it.evolution.Changes.Constants;
import dev.hmdb.it.evolution.Changes.RemovedComponent;
import dev.hmdb.it.evolution.Changes.RenamedComponent;
import dev.hmdb.it.evolution.Changes.ReorderedComponents;
import dev.hmdb.it.evolution.Changes.Variants;
import dev.hmdb.it.evolution.Changes.WidenedNumbers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each change that stored data can follow, in both directions: the changed schema opens a database
 * of the one before, and reads the same while the files are as they were, and after a compaction;
 * then the schema before is refused.
 */
class CompatibleChangesTest {
  @TempDir Path directory;

  private <B extends Database<?>, A extends Database<?>> void check(
      Function<Path, B> before, Consumer<B> write, Function<Path, A> after, Consumer<A> read) {
    try (B db = before.apply(directory)) {
      write.accept(db);
    }
    for (int i = 0; i < 2; i++) {
      try (A db = after.apply(directory)) {
        read.accept(db);
        db.compact();
      }
    }
    assertThatThrownBy(() -> before.apply(directory).close())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("was opened with a later form of its schema");
    try (A db = after.apply(directory)) {
      read.accept(db);
    }
  }

  @Test
  void addedTableIsEmpty() {
    check(
        Changes_AddedTable_BeforeDb::open,
        db -> db.values().put("a", "x"),
        Changes_AddedTable_AfterDb::open,
        db -> {
          assertThat(db.values().get("a")).isEqualTo("x");
          assertThat(db.more().isEmpty()).isTrue();
        });
  }

  @Test
  void droppedTableIsGivenUp() {
    check(
        Changes_DroppedTable_BeforeDb::open,
        db -> {
          db.values().put("a", "x");
          db.more().put(1L, "y");
        },
        Changes_DroppedTable_AfterDb::open,
        db -> {
          assertThat(db.values().get("a")).isEqualTo("x");
          assertThatThrownBy(db::more)
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("the table more is dropped");
        });
  }

  @Test
  void droppedTableMayBeNamedOnTheSchema() {
    check(
        Changes_DroppedTable_BeforeDb::open,
        db -> db.more().put(1L, "y"),
        Changes_DroppedTable_LaterDb::open,
        db -> assertThat(db.values().isEmpty()).isTrue());
  }

  @Test
  void renamedTableKeepsItsEntries() {
    check(
        Changes_RenamedTable_BeforeDb::open,
        db -> db.names().put("a", "x"),
        Changes_RenamedTable_AfterDb::open,
        db -> assertThat(db.values().get("a")).isEqualTo("x"));
  }

  @Test
  void addedComponentsHaveTheirDefaults() {
    AddedComponents.Young expected =
        new AddedComponents.Young(
            "Ann",
            Optional.empty(),
            OptionalLong.empty(),
            List.of(),
            Set.of(),
            Map.of(),
            new int[0],
            AddedComponents.Plan.PREMIUM,
            "a \"b\" é",
            -7,
            true,
            'x',
            Double.NEGATIVE_INFINITY,
            new BigDecimal("12.50"),
            Instant.parse("2026-11-01T09:00:00Z"),
            new UUID(0, 7),
            Locale.forLanguageTag("de-CH"),
            Optional.of(3));
    check(
        Changes_AddedComponents_BeforeDb::open,
        db -> db.values().put("a", new AddedComponents.Old("Ann")),
        Changes_AddedComponents_AfterDb::open,
        db -> assertThat(db.values().get("a")).usingRecursiveComparison().isEqualTo(expected));
  }

  @Test
  void removedComponentIsLeftOut() {
    check(
        Changes_RemovedComponent_BeforeDb::open,
        db -> db.values().put("a", new RemovedComponent.Old("Ann", List.of(Map.of("x", 1L)), 9)),
        Changes_RemovedComponent_AfterDb::open,
        db -> assertThat(db.values().get("a")).isEqualTo(new RemovedComponent.Young("Ann", 9)));
  }

  @Test
  void renamedComponentKeepsItsValue() {
    check(
        Changes_RenamedComponent_BeforeDb::open,
        db -> db.values().put("a", new RenamedComponent.Old("a@example.org", 3)),
        Changes_RenamedComponent_AfterDb::open,
        db ->
            assertThat(db.values().get("a"))
                .isEqualTo(new RenamedComponent.Young("a@example.org", 3)));
  }

  @Test
  void reorderedComponentsKeepTheirValuesInKeysToo() {
    ReorderedComponents.Young expected = new ReorderedComponents.Young(2, "third", "first");
    check(
        Changes_ReorderedComponents_BeforeDb::open,
        db -> {
          ReorderedComponents.Old old = new ReorderedComponents.Old("first", 2, "third");
          db.values().put(old, old);
        },
        Changes_ReorderedComponents_AfterDb::open,
        db -> assertThat(db.values().get(expected)).isEqualTo(expected));
  }

  @Test
  void widenedNumbersKeepTheirValuesInKeysToo() {
    check(
        Changes_WidenedNumbers_BeforeDb::open,
        db ->
            db.values()
                .put(
                    Integer.MIN_VALUE,
                    new WidenedNumbers.Old(
                        (byte) -1, Short.MIN_VALUE, Integer.MAX_VALUE, 0.1f, Long.MIN_VALUE)),
        Changes_WidenedNumbers_AfterDb::open,
        db ->
            assertThat(db.values().get((long) Integer.MIN_VALUE))
                .isEqualTo(
                    new WidenedNumbers.Young(
                        (short) -1,
                        Short.MIN_VALUE,
                        Integer.MAX_VALUE,
                        0.1f,
                        BigDecimal.valueOf(Long.MIN_VALUE))));
  }

  @Test
  void whatBecameOptionalIsPresent() {
    check(
        Changes_BecameOptional_BeforeDb::open,
        db -> db.values().put("a", new BecameOptional.Old("Ann", 3)),
        Changes_BecameOptional_AfterDb::open,
        db ->
            assertThat(db.values().get("a"))
                .isEqualTo(new BecameOptional.Young(Optional.of("Ann"), Optional.of(3L))));
  }

  @Test
  void constantsAreKnownByNameWhateverTheirOrder() {
    check(
        Changes_Constants_BeforeDb::open,
        db -> db.values().put(Constants.Old.FREE, List.of(Constants.Old.GOLD, Constants.Old.FREE)),
        Changes_Constants_AfterDb::open,
        db ->
            assertThat(db.values().get(Constants.Young.FREE))
                .containsExactly(Constants.Young.PREMIUM, Constants.Young.FREE));
  }

  @Test
  void variantsAreKnownByNameWhateverTheirOrder() {
    Variants.Old circle = new Variants.Old.Circle(3);
    check(
        Changes_Variants_BeforeDb::open,
        db ->
            db.values()
                .put(
                    "a",
                    new Variants.Old.Group(
                        List.of(circle, new Variants.Old.Group(List.of(circle))))),
        Changes_Variants_AfterDb::open,
        db -> {
          Variants.Young disc = new Variants.Young.Disc(3, "black");
          assertThat(db.values().get("a"))
              .isEqualTo(
                  new Variants.Young.Group(List.of(disc, new Variants.Young.Group(List.of(disc)))));
        });
  }

  @Test
  void arraysAndListsBecomeEachOther() {
    check(
        Changes_ArraysAndLists_BeforeDb::open,
        db -> db.values().put("a", new ArraysAndLists.Old(new String[] {"x", "y"}, List.of(1, 2))),
        Changes_ArraysAndLists_AfterDb::open,
        db ->
            assertThat(db.values().get("a"))
                .usingRecursiveComparison()
                .isEqualTo(new ArraysAndLists.Young(List.of("x", "y"), new int[] {1, 2})));
  }
}
