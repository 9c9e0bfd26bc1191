package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Table;
import java.util.HashMap;
import java.util.Map;

/** Reads a table in each of the ways there are. */
final class TableState {
  private TableState() {}

  /** Fails unless each way to read the table shows these entries. */
  static <K, V> void verify(Table<K, V> table, Map<K, V> expected) {
    Map<K, V> passed = new HashMap<>();
    table.forEach((key, value) -> assertThat(passed.put(key, value)).isNull());
    assertThat(passed).isEqualTo(expected);
    assertThat(table.size()).isEqualTo(expected.size());
    assertThat(table.isEmpty()).isEqualTo(expected.isEmpty());
    expected.forEach((key, value) -> assertThat(table.get(key)).isEqualTo(value));
    assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(expected.entrySet());
    assertThat(table.asMap()).isEqualTo(expected);
  }
}
