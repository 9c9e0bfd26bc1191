package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Table;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a filter accepted is removed, not what took its place meanwhile: the views used to remove by
 * key alone, and lost the other thread's value.
 */
class MapViewRemoveIfTest {
  private final Engine<TwoTables> engine = TwoTables.inMemory();
  private final Table<String, String> words = TwoTables.of(engine).words();
  private final ConcurrentMap<String, String> map = words.asMap();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void valuesKeepWhatWasPutAfterTheFilterSawTheOldValue() {
    words.put("a", "old");
    assertThat(map.values().removeIf(value -> replaced())).isFalse();
    assertThat(words.get("a")).isEqualTo("new");
  }

  @Test
  void keysKeepWhatWasPutAfterTheFilterSawTheOldValue() {
    words.put("a", "old");
    assertThat(map.keySet().removeIf(key -> replaced())).isFalse();
    assertThat(words.get("a")).isEqualTo("new");
  }

  @Test
  void entriesKeepWhatWasPutAfterTheFilterSawTheOldValue() {
    words.put("a", "old");
    assertThat(map.entrySet().removeIf(entry -> replaced())).isFalse();
    assertThat(words.get("a")).isEqualTo("new");
  }

  @Test
  void whatTheFilterAcceptsIsRemoved() {
    words.put("a", "1");
    words.put("b", "2");
    assertThat(map.values().removeIf("1"::equals)).isTrue();
    assertThat(map).containsOnlyKeys("b");
  }

  @Test
  void aKeyOfAnotherTypeIsFoundInNoTable() {
    ConcurrentMap<Long, Long> numbers = TwoTables.of(engine).numbers().asMap();
    numbers.put(1L, 1L);
    assertThat(map.get((Object) 1L)).isNull();
    assertThat(numbers.get((Object) "1")).isNull();
    assertThat(numbers.containsKey((Object) "1")).isFalse();
    assertThat(numbers.remove((Object) "1")).isNull();
    assertThat(numbers.keySet().remove((Object) "1")).isFalse();
  }

  private boolean replaced() {
    words.put("a", "new");
    return true;
  }
}
