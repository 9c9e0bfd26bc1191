package dev.hmdb.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hmdb.Table;
import dev.hmdb.it.Seed;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryTypeTest {
  private static final int ENTRIES = 60;

  @TempDir Path directory;

  private final RandomValues random = new RandomValues(Seed.next("EveryTypeTest"));
  private final Map<String, Map<Object, Object>> model = new HashMap<>();

  private static List<Method> tables() {
    return Stream.of(Everything.class.getDeclaredMethods())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Table<Object, Object> table(Method method, Everything schema) {
    try {
      return (Table<Object, Object>) method.invoke(schema);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void fill(Everything schema) {
    for (Method method : tables()) {
      Type[] types = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
      Table<Object, Object> table = table(method, schema);
      Map<Object, Object> expected = model.computeIfAbsent(method.getName(), _ -> new HashMap<>());
      for (int i = 0; i < ENTRIES; i++) {
        Object key = random.of(types[0]);
        Object value = random.of(types[1]);
        table.put(key, value);
        expected.put(key, value);
      }
    }
  }

  private void removeSome(Everything schema) {
    for (Method method : tables()) {
      Table<Object, Object> table = table(method, schema);
      Map<Object, Object> expected = model.get(method.getName());
      for (Object key : new ArrayList<>(expected.keySet())) {
        if (key.hashCode() % 3 == 0) {
          table.remove(key);
          expected.remove(key);
        }
      }
    }
  }

  private void assertHoldsTheModel(Everything schema) {
    for (Method method : tables()) {
      Table<Object, Object> table = table(method, schema);
      Map<Object, Object> expected = model.get(method.getName());
      assertThat(table.size()).as(method.getName()).isEqualTo(expected.size());
      expected.forEach((key, value) -> {
        Object found = table.get(key);
        assertThat(found).as("%s of %s", method.getName(), key).isNotNull();
        assertThat(DeepEquality.isEqual(found, value))
            .as("%s of %s: %s is %s", method.getName(), key, found, value)
            .isTrue();
      });
    }
  }

  @Test
  void isThereRightAway() {
    try (EverythingDb db = EverythingDb.inMemory()) {
      fill(db);
      removeSome(db);
      assertHoldsTheModel(db);
    }
  }

  @Test
  void isThereAfterACleanClose() {
    try (EverythingDb db = EverythingDb.open(directory)) {
      fill(db);
      removeSome(db);
    }
    try (EverythingDb db = EverythingDb.open(directory)) {
      assertHoldsTheModel(db);
    }
  }

  @Test
  void isThereAfterAKill() throws Exception {
    Path open = directory.resolve("open");
    Path killed = Files.createDirectory(directory.resolve("killed"));
    try (EverythingDb db = EverythingDb.open(open)) {
      fill(db);
      removeSome(db);
      // What a kill would leave at this moment: the file, with all that was only reserved.
      String log = "log-0000000000000001.hmdb";
      Files.copy(open.resolve(log), killed.resolve(log));
    }
    try (EverythingDb db = EverythingDb.open(killed)) {
      assertHoldsTheModel(db);
    }
  }

  @Test
  void isThereWhenItWasWrittenInOneTransaction() {
    try (EverythingDb db = EverythingDb.open(directory)) {
      db.transaction(this::fill);
      db.transaction(this::removeSome);
      assertHoldsTheModel(db);
    }
    try (EverythingDb db = EverythingDb.openReadOnly(directory)) {
      assertHoldsTheModel(db);
      db.<Void, RuntimeException>read(tables -> {
        assertHoldsTheModel(tables);
        return null;
      });
    }
  }
}
