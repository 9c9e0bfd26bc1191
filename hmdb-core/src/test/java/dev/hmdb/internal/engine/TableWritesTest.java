package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Table;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test begins with {@code a=1, b=2} and says what is there afterwards. */
@ParameterizedClass
@EnumSource(
    mode = EnumSource.Mode.EXCLUDE,
    names = {"SNAPSHOT", "SNAPSHOT_OF_THE_PAST"})
class TableWritesTest {
  private final TableKind kind;

  TableWritesTest(TableKind kind) {
    this.kind = kind;
  }

  private void leaves(Map<String, String> expected, Consumer<Table<String, String>> test) {
    kind.leaves(Map.of("a", "1", "b", "2"), test, expected);
  }

  @Test
  void putReturnsTheValueBefore() {
    leaves(
        Map.of("a", "3", "b", "2", "c", "4"),
        table -> {
          assertThat(table.put("a", "3")).isEqualTo("1");
          assertThat(table.put("c", "4")).isNull();
        });
  }

  @Test
  void putOfAnEqualValueReturnsIt() {
    leaves(
        Map.of("a", "1", "b", "2"),
        table -> assertThat(table.put("a", new String("1"))).isEqualTo("1"));
  }

  @Test
  void setReplacesOrAdds() {
    leaves(
        Map.of("a", "3", "b", "2", "c", "4"),
        table -> {
          table.set("a", "3");
          table.set("c", "4");
        });
  }

  @Test
  void putIfAbsentKeepsWhatIsThere() {
    leaves(
        Map.of("a", "1", "b", "2", "c", "4"),
        table -> {
          assertThat(table.putIfAbsent("a", "3")).isEqualTo("1");
          assertThat(table.putIfAbsent("c", "4")).isNull();
        });
  }

  @Test
  void putAllSetsEveryEntry() {
    leaves(Map.of("a", "3", "b", "2", "c", "4"), table -> table.putAll(Map.of("a", "3", "c", "4")));
  }

  @Test
  void putAllOfNothingChangesNothing() {
    leaves(Map.of("a", "1", "b", "2"), table -> table.putAll(Map.of()));
  }

  @Test
  void putInBatchesSetsEveryEntryInOrder() {
    leaves(
        Map.of("a", "5", "b", "2", "c", "4"),
        table ->
            assertThat(
                    table.putInBatches(
                        Stream.of(Map.entry("a", "3"), Map.entry("c", "4"), Map.entry("a", "5"))))
                .isEqualTo(3));
  }

  @Test
  void putInBatchesOfTheTablesOwnStreamChangesNothing() {
    leaves(
        Map.of("a", "1", "b", "2"),
        table -> assertThat(table.putInBatches(table.stream())).isEqualTo(2));
  }

  @Test
  void putAllOfTheTablesOwnViewChangesNothing() {
    leaves(Map.of("a", "1", "b", "2"), table -> table.putAll(table.asMap()));
  }

  @Test
  void replaceNeedsAValue() {
    leaves(
        Map.of("a", "3", "b", "2"),
        table -> {
          assertThat(table.replace("a", "3")).isEqualTo("1");
          assertThat(table.replace("c", "4")).isNull();
        });
  }

  @Test
  void replaceOfAnOldValueNeedsAnEqualOne() {
    leaves(
        Map.of("a", "3", "b", "2"),
        table -> {
          assertThat(table.replace("a", new String("1"), "3")).isTrue();
          assertThat(table.replace("b", "1", "3")).isFalse();
          assertThat(table.replace("c", "1", "3")).isFalse();
        });
  }

  @Test
  void removeReturnsTheValueBefore() {
    leaves(
        Map.of("b", "2"),
        table -> {
          assertThat(table.remove("a")).isEqualTo("1");
          assertThat(table.remove("a")).isNull();
          assertThat(table.remove("c")).isNull();
        });
  }

  @Test
  void deleteRemovesOrDoesNothing() {
    leaves(
        Map.of("b", "2"),
        table -> {
          table.delete("a");
          table.delete("c");
        });
  }

  @Test
  void removeOfAValueNeedsAnEqualOne() {
    leaves(
        Map.of("b", "2"),
        table -> {
          assertThat(table.remove("a", new String("1"))).isTrue();
          assertThat(table.remove("b", "1")).isFalse();
          assertThat(table.remove("c", "1")).isFalse();
        });
  }

  @Test
  void aRemovedKeyCanBePutAgain() {
    leaves(
        Map.of("a", "3", "b", "2"),
        table -> {
          table.remove("a");
          assertThat(table.containsKey("a")).isFalse();
          assertThat(table.putIfAbsent("a", "3")).isNull();
        });
  }

  @Test
  void computeSetsOrRemoves() {
    leaves(
        Map.of("a", "a1", "c", "cnull"),
        table -> {
          assertThat(table.compute("a", (key, value) -> key + value)).isEqualTo("a1");
          assertThat(table.compute("b", (key, value) -> null)).isNull();
          assertThat(table.compute("c", (key, value) -> key + value)).isEqualTo("cnull");
          assertThat(table.compute("d", (key, value) -> null)).isNull();
        });
  }

  @Test
  void computeIfAbsentComputesOnlyThen() {
    leaves(
        Map.of("a", "1", "b", "2", "c", "cc"),
        table -> {
          assertThat(table.computeIfAbsent("a", key -> fail())).isEqualTo("1");
          assertThat(table.computeIfAbsent("c", key -> key + key)).isEqualTo("cc");
          assertThat(table.computeIfAbsent("d", key -> null)).isNull();
        });
  }

  @Test
  void computeIfPresentComputesOnlyThen() {
    leaves(
        Map.of("a", "a1"),
        table -> {
          assertThat(table.computeIfPresent("a", (key, value) -> key + value)).isEqualTo("a1");
          assertThat(table.computeIfPresent("b", (key, value) -> null)).isNull();
          assertThat(table.computeIfPresent("c", (key, value) -> fail())).isNull();
        });
  }

  @Test
  void mergeCombinesBothOrSetsTheNewOne() {
    leaves(
        Map.of("a", "1+3", "c", "4"),
        table -> {
          assertThat(table.merge("a", "3", (old, fresh) -> old + "+" + fresh)).isEqualTo("1+3");
          assertThat(table.merge("b", "3", (old, fresh) -> null)).isNull();
          assertThat(table.merge("c", "4", (old, fresh) -> fail())).isEqualTo("4");
        });
  }

  @Test
  void removeIfRemovesWhatThePredicateAccepts() {
    leaves(
        Map.of("b", "2"),
        table -> {
          assertThat(table.removeIf((key, value) -> value.equals("1"))).isTrue();
          assertThat(table.removeIf((key, value) -> false)).isFalse();
        });
  }

  @Test
  void clearRemovesEverything() {
    leaves(Map.of(), Table::clear);
  }

  @Test
  void whatIsPutAfterAClearIsThere() {
    leaves(
        Map.of("a", "3"),
        table -> {
          table.clear();
          assertThat(table.put("a", "3")).isNull();
        });
  }

  @Test
  void anExceptionOfAFunctionLeavesTheTableAsItWas() {
    leaves(
        Map.of("a", "1", "b", "2"),
        table -> {
          assertThatThrownBy(() -> table.compute("a", (key, value) -> fail()))
              .isInstanceOf(ArithmeticException.class);
          assertThatThrownBy(() -> table.removeIf((key, value) -> fail() == null))
              .isInstanceOf(ArithmeticException.class);
        });
  }

  private static String fail() {
    throw new ArithmeticException("of the function");
  }
}
