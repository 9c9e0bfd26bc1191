package dev.hmdb.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hmdb.Table;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
    mode = EnumSource.Mode.EXCLUDE,
    names = {"SNAPSHOT", "SNAPSHOT_OF_THE_PAST"})
class NullArgumentsTest {
  private static final Map<String, String> ENTRIES = Map.of("a", "1");

  private final TableKind kind;

  NullArgumentsTest(TableKind kind) {
    this.kind = kind;
  }

  @Test
  void aNullKeyIsRefused() {
    refuses("key is null", table -> table.get(null));
    refuses("key is null", table -> table.find(null));
    refuses("key is null", table -> table.containsKey(null));
    refuses("key is null", table -> table.getOrDefault(null, "1"));
    refuses("key is null", table -> table.put(null, "1"));
    refuses("key is null", table -> table.set(null, "1"));
    refuses("key is null", table -> table.putIfAbsent(null, "1"));
    refuses("key is null", table -> table.putAll(Collections.singletonMap(null, "1")));
    refuses("key is null", table -> table.putInBatches(Stream.of(entry(null, "1"))));
    refuses("key is null", table -> table.replace(null, "1"));
    refuses("key is null", table -> table.replace(null, "1", "2"));
    refuses("key is null", table -> table.remove(null));
    refuses("key is null", table -> table.delete(null));
    refuses("key is null", table -> table.remove(null, "1"));
    refuses("key is null", table -> table.compute(null, (key, value) -> value));
    refuses("key is null", table -> table.computeIfAbsent(null, key -> "1"));
    refuses("key is null", table -> table.computeIfPresent(null, (key, value) -> value));
    refuses("key is null", table -> table.merge(null, "1", (old, fresh) -> fresh));
  }

  @Test
  void aNullValueIsRefused() {
    for (String key : new String[] {"a", "absent"}) {
      refuses("value is null", table -> table.put(key, null));
      refuses("value is null", table -> table.set(key, null));
      refuses("value is null", table -> table.putIfAbsent(key, null));
      refuses("value is null", table -> table.putAll(Collections.singletonMap(key, null)));
      refuses("value is null", table -> table.putInBatches(Stream.of(entry(key, null))));
      refuses("value is null", table -> table.replace(key, null));
      refuses("oldValue is null", table -> table.replace(key, null, "1"));
      refuses("newValue is null", table -> table.replace(key, "1", null));
      refuses("value is null", table -> table.remove(key, null));
      refuses("value is null", table -> table.merge(key, null, (old, fresh) -> fresh));
    }
  }

  @Test
  void aNullFunctionIsRefused() {
    for (String key : new String[] {"a", "absent"}) {
      refuses("function is null", table -> table.compute(key, null));
      refuses("function is null", table -> table.computeIfAbsent(key, null));
      refuses("function is null", table -> table.computeIfPresent(key, null));
      refuses("function is null", table -> table.merge(key, "1", null));
    }
    refuses("predicate is null", table -> table.removeIf(null));
    refuses("action is null", table -> table.forEach(null));
    refuses("entries is null", table -> table.putAll(null));
    refuses("entries is null", table -> table.putInBatches(null));
    refuses(
        "an entry is null",
        table -> table.putInBatches(Stream.of((Map.Entry<String, String>) null)));
  }

  @Test
  void ofAMapWithANullNothingIsPut() {
    Map<String, String> bad = new HashMap<>();
    bad.put("b", "2");
    bad.put("c", null);
    TableKind.LIVE.on(
        ENTRIES,
        table -> {
          assertThatThrownBy(() -> table.putAll(bad)).isInstanceOf(NullPointerException.class);
          assertThat(table.size()).isOne();
        });
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return new AbstractMap.SimpleEntry<>(key, value);
  }

  /** Refused, whether or not the table has entries. */
  private void refuses(String message, Consumer<Table<String, String>> call) {
    for (Map<String, String> entries : List.of(ENTRIES, Map.<String, String>of())) {
      kind.on(
          entries,
          table ->
              assertThatThrownBy(() -> call.accept(table))
                  .isInstanceOf(NullPointerException.class)
                  .hasMessage(message));
    }
  }
}
