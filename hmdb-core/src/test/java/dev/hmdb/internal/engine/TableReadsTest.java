package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TableReadsTest {
  private static final Map<String, String> ENTRIES = Map.of("a", "1", "b", "2", "c", "3");

  private final TableKind kind;

  TableReadsTest(TableKind kind) {
    this.kind = kind;
  }

  @Test
  void theNameIsThatOfTheSchemasMethod() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.name()).isEqualTo("words");
          assertThat(table).hasToString("Table[words]");
        });
  }

  @Test
  void getReturnsTheValueOrNull() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.get("a")).isEqualTo("1");
          assertThat(table.get("z")).isNull();
          assertThat(table.get("removed")).isNull();
          assertThat(table.get("cleared")).isNull();
          assertThat(table.get("gone")).isNull();
        });
  }

  @Test
  void findReturnsTheValueOrEmpty() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.find("b")).contains("2");
          assertThat(table.find("z")).isEmpty();
        });
  }

  @Test
  void containsKeySaysWhetherThereIsAValue() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.containsKey("c")).isTrue();
          assertThat(table.containsKey("z")).isFalse();
        });
  }

  @Test
  void getOrDefaultReturnsTheDefaultOfAnAbsentKey() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.getOrDefault("a", "d")).isEqualTo("1");
          assertThat(table.getOrDefault("z", "d")).isEqualTo("d");
        });
  }

  @Test
  void sizeCountsTheEntries() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.size()).isEqualTo(3);
          assertThat(table.isEmpty()).isFalse();
        });
  }

  @Test
  void anEmptyTableHasNothing() {
    kind.on(Map.of(), table -> TableState.verify(table, Map.of()));
  }

  @Test
  void forEachPassesEachEntryOnce() {
    kind.on(
        ENTRIES,
        table -> {
          Map<String, String> passed = new HashMap<>();
          table.forEach((key, value) -> assertThat(passed.put(key, value)).isNull());
          assertThat(passed).isEqualTo(ENTRIES);
        });
  }

  @Test
  void streamsPassEachEntryOnce() {
    kind.on(
        ENTRIES,
        table -> {
          assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(ENTRIES.entrySet());
          assertThat(table.keys()).containsExactlyInAnyOrder("a", "b", "c");
          assertThat(table.values()).containsExactlyInAnyOrder("1", "2", "3");
        });
  }

  @Test
  void aStreamCanBeCutShort() {
    kind.on(
        ENTRIES,
        table -> {
          try (Stream<String> keys = table.keys()) {
            assertThat(keys.limit(2).count()).isEqualTo(2);
          }
        });
  }

  @Test
  void aStreamsIteratorStaysAtTheEnd() {
    // It asked the closed snapshot once more and failed.
    kind.on(
        ENTRIES,
        table -> {
          var iterator = table.keys().iterator();
          while (iterator.hasNext()) {
            iterator.next();
          }
          assertThat(iterator.hasNext()).isFalse();
        });
  }

  @Test
  void manyEntriesAreAllThere() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      many.put("k" + i, "v" + i);
    }
    kind.on(many, table -> TableState.verify(table, many));
  }
}
