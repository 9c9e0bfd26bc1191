package dev.hmdb.internal.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** What a table should hold, and random operations on the table that must agree with it. */
final class TableModel<K extends Comparable<K>, V extends Comparable<V>> {
  private final IntFunction<K> keys;
  private final IntFunction<V> values;
  private final int keyRange;
  private final TreeMap<K, V> expected;

  TableModel(IntFunction<K> keys, IntFunction<V> values, int keyRange) {
    this(keys, values, keyRange, new TreeMap<>());
  }

  private TableModel(
      IntFunction<K> keys, IntFunction<V> values, int keyRange, TreeMap<K, V> expected) {
    this.keys = keys;
    this.values = values;
    this.keyRange = keyRange;
    this.expected = expected;
  }

  TableModel<K, V> copy() {
    return new TableModel<>(keys, values, keyRange, new TreeMap<>(expected));
  }

  K key(RandomGenerator random) {
    return keys.apply(random.nextInt(keyRange));
  }

  private V value(RandomGenerator random) {
    return values.apply(random.nextInt(20));
  }

  /** The value that the key has, half the time, if it has one. */
  private V likelyValue(RandomGenerator random, K key) {
    V present = expected.get(key);
    return present != null && random.nextBoolean() ? present : value(random);
  }

  /** Puts a value that the key does not have. */
  void putAnother(Table<K, V> table, K key) {
    V present = expected.get(key);
    V another = values.apply(1000);
    if (another.equals(present)) {
      another = values.apply(1001);
    }
    assertThat(table.put(key, another)).isEqualTo(present);
    expected.put(key, another);
  }

  /** One random operation, on the table or on its view as a map. */
  void operate(Table<K, V> table, RandomGenerator random) {
    switch (random.nextInt(8)) {
      case 0 -> operateOnMany(table, random);
      case 1, 2 -> operateOnView(table.asMap(), random);
      default -> operateOnOne(table, random);
    }
  }

  private void operateOnOne(Table<K, V> table, RandomGenerator random) {
    K key = key(random);
    V value = value(random);
    V likely = likelyValue(random, key);
    V result = random.nextInt(3) == 0 ? null : value(random);
    switch (random.nextInt(18)) {
      case 0, 1, 2 -> same("put", table.put(key, value), expected.put(key, value));
      case 3, 4 -> {
        table.set(key, value);
        expected.put(key, value);
      }
      case 5 -> same("get", table.get(key), expected.get(key));
      case 6 -> same("find", table.find(key), Optional.ofNullable(expected.get(key)));
      case 7 -> same("containsKey", table.containsKey(key), expected.containsKey(key));
      case 8 ->
          same("getOrDefault", table.getOrDefault(key, value), expected.getOrDefault(key, value));
      case 9 ->
          same("putIfAbsent", table.putIfAbsent(key, value), expected.putIfAbsent(key, value));
      case 10 -> same("replace", table.replace(key, value), expected.replace(key, value));
      case 11 ->
          same(
              "replace if equal",
              table.replace(key, likely, value),
              expected.replace(key, likely, value));
      case 12 -> same("remove", table.remove(key), expected.remove(key));
      case 13 -> {
        table.delete(key);
        expected.remove(key);
      }
      case 14 -> same("remove if equal", table.remove(key, likely), expected.remove(key, likely));
      case 15 -> {
        V before = expected.get(key);
        same(
            "compute",
            table.compute(
                key,
                (k, present) -> {
                  same("compute's key", k, key);
                  same("compute's value", present, before);
                  return result;
                }),
            expected.compute(key, (k, present) -> result));
      }
      case 16 -> {
        if (random.nextBoolean()) {
          same(
              "computeIfAbsent",
              table.computeIfAbsent(key, k -> result),
              expected.computeIfAbsent(key, k -> result));
        } else {
          same(
              "computeIfPresent",
              table.computeIfPresent(key, (k, present) -> smaller(present, result)),
              expected.computeIfPresent(key, (k, present) -> smaller(present, result)));
        }
      }
      default ->
          same(
              "merge",
              table.merge(key, value, (present, given) -> smaller(present, result)),
              expected.merge(key, value, (present, given) -> smaller(present, result)));
    }
  }

  /** Depends on both, so that a wrong argument shows; null if the second is. */
  private V smaller(V present, V result) {
    return result == null || present.compareTo(result) > 0 ? result : present;
  }

  private void operateOnMany(Table<K, V> table, RandomGenerator random) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        Map<K, V> entries = new HashMap<>();
        for (int i = random.nextInt(1 + Math.min(200, keyRange)); i > 0; i--) {
          entries.put(key(random), value(random));
        }
        table.putAll(entries);
        expected.putAll(entries);
      }
      case 3, 4 -> {
        V limit = value(random);
        same(
            "removeIf",
            table.removeIf((key, value) -> value.compareTo(limit) < 0),
            expected.values().removeIf(value -> value.compareTo(limit) < 0));
      }
      case 5 -> {
        table.clear();
        expected.clear();
      }
      case 6 -> same("size", table.size(), (long) expected.size());
      case 7 -> same("isEmpty", table.isEmpty(), expected.isEmpty());
      default -> verify(table);
    }
  }

  private void operateOnView(ConcurrentMap<K, V> view, RandomGenerator random) {
    K key = key(random);
    V value = value(random);
    V likely = likelyValue(random, key);
    switch (random.nextInt(20)) {
      case 0 -> both("asMap put", view, map -> map.put(key, value));
      case 1 -> both("asMap get", view, map -> map.get(key));
      case 2 -> both("asMap remove", view, map -> map.remove(key));
      case 3 -> both("asMap remove if equal", view, map -> map.remove(key, likely));
      case 4 -> both("asMap replace", view, map -> map.replace(key, value));
      case 5 -> both("asMap replace if equal", view, map -> map.replace(key, likely, value));
      case 6 -> both("asMap putIfAbsent", view, map -> map.putIfAbsent(key, value));
      case 7 -> both("asMap merge", view, map -> map.merge(key, value, this::smaller));
      case 8 -> both("asMap compute", view, map -> map.compute(key, (k, v) -> likely));
      case 9 -> both("keySet contains", view, map -> map.keySet().contains(key));
      case 10 -> both("keySet remove", view, map -> map.keySet().remove(key));
      case 11 -> both("values contains", view, map -> map.values().contains(value));
      case 12 ->
          both("entrySet contains", view, map -> map.entrySet().contains(Map.entry(key, likely)));
      case 13 ->
          both("entrySet remove", view, map -> map.entrySet().remove(Map.entry(key, likely)));
      case 14 -> both("values removeIf", view, map -> map.values().removeIf(value::equals));
      case 15 -> both("keySet removeIf", view, map -> map.keySet().removeIf(key::equals));
      case 16 ->
          both(
              "replaceAll",
              view,
              map -> {
                map.replaceAll((k, v) -> smaller(v, value));
                return null;
              });
      case 17 ->
          both(
              "iterator remove",
              view,
              map -> {
                boolean isFound = false;
                for (var entries = map.entrySet().iterator(); entries.hasNext(); ) {
                  if (entries.next().getValue().equals(value)) {
                    entries.remove();
                    isFound = true;
                  }
                }
                return isFound;
              });
      case 18 -> both("asMap equals", view, map -> map.equals(new HashMap<>(expected)));
      default -> both("asMap size and hashCode", view, map -> List.of(map.size(), map.hashCode()));
    }
  }

  private void both(String what, Map<K, V> actual, Function<Map<K, V>, Object> operation) {
    same(what, operation.apply(actual), operation.apply(expected));
  }

  private static void same(String what, Object actual, Object expected) {
    if (!Objects.equals(
        actual, expected)) { // an assertion for each entry would take most of the time
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  /** Every way to read the whole table agrees with the model. */
  void verify(Table<K, V> table) {
    same("size", table.size(), (long) expected.size());
    same("isEmpty", table.isEmpty(), expected.isEmpty());
    Map<K, V> walked = new TreeMap<>();
    table.forEach((key, value) -> same("forEach twice", walked.put(key, value), null));
    same("forEach", walked, expected);
    Map<K, V> streamed = new TreeMap<>();
    try (var entries = table.stream()) {
      entries.forEach(
          entry -> same("stream twice", streamed.put(entry.getKey(), entry.getValue()), null));
    }
    same("stream", streamed, expected);
    same("keys", sorted(table.keys().toList()), new ArrayList<>(expected.keySet()));
    same("values", sorted(table.values().toList()), sorted(expected.values()));
    same("asMap", new TreeMap<>(table.asMap()), expected);
    expected.forEach((key, value) -> same("get of what is walked over", table.get(key), value));
  }

  private static <T extends Comparable<T>> List<T> sorted(Collection<T> all) {
    return all.stream().sorted().toList();
  }
}
