package dev.hmdb.internal.engine;

import dev.hmdb.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of those keys of a table whose changes are to be told. For one thread. */
final class KnownValues {
  /** Of each wanted key the value; empty if it has none. */
  private final Map<Object, Optional<Object>> values = new HashMap<>();

  /** Whether all keys are wanted, since all were removed at once. */
  private boolean isAll;

  /** What the keys had before the commit that is being read. */
  private final Map<Object, Optional<Object>> before = new LinkedHashMap<>();

  /**
   * A key is going to change.
   *
   * @param key null for all
   */
  void want(@Nullable Object key) {
    if (key == null) {
      isAll = true;
    } else {
      values.put(key, Optional.empty());
    }
  }

  /**
   * Sets the value of a key, if it is wanted.
   *
   * @param value null to remove it
   */
  void set(Object key, @Nullable Object value) {
    if (isAll || values.containsKey(key)) {
      values.put(key, Optional.ofNullable(value));
    }
  }

  /** Removes every value. */
  void clear() {
    values.replaceAll((key, value) -> Optional.empty());
  }

  /**
   * Changes a value as part of a commit.
   *
   * @param key null to remove every value
   * @param value null to remove it
   */
  void change(@Nullable Object key, @Nullable Object value) {
    if (key == null) {
      values.forEach(before::putIfAbsent);
      clear();
    } else {
      before.putIfAbsent(key, values.getOrDefault(key, Optional.empty()));
      values.put(key, Optional.ofNullable(value));
    }
  }

  /** What the commit came to. */
  List<Change<?, ?>> takeChanges() {
    List<Change<?, ?>> changes = new ArrayList<>(before.size());
    before.forEach((key, old) -> {
      Optional<Object> present = values.getOrDefault(key, Optional.empty());
      if (old.isPresent() || present.isPresent()) {
        changes.add(new Change<>(key, old.orElse(null), present.orElse(null)));
      }
    });
    before.clear();
    return changes;
  }
}
