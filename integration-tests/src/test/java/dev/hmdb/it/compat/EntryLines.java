package dev.hmdb.it.compat;

import dev.hmdb.Table;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The entries of a database in the lines in which the second reader prints them. */
public final class EntryLines {
  private EntryLines() {}

  /** The tables of a schema. */
  static List<Method> tables(Class<?> schema) {
    return Stream.of(schema.getMethods())
        .filter(method -> method.getReturnType() == Table.class)
        .toList();
  }

  /** One table of an open database. */
  @SuppressWarnings("unchecked") // of whatever types: the caller takes them from the method
  static Table<Object, Object> table(Method method, Object database) {
    try {
      return (Table<Object, Object>) method.invoke(database);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(method.toString(), e);
    }
  }

  /** What an open database holds, by the name of the table. */
  static Map<String, Map<?, ?>> content(Class<?> schema, Object database) {
    Map<String, Map<?, ?>> content = new HashMap<>();
    for (Method method : tables(schema)) {
      Map<Object, Object> entries = new HashMap<>();
      table(method, database).forEach(entries::put);
      content.put(method.getName(), entries);
    }
    return content;
  }

  /** The lines of this content, sorted. */
  public static List<String> of(Class<?> schema, Map<String, ? extends Map<?, ?>> content) {
    List<String> lines = new ArrayList<>();
    for (Method method : tables(schema)) {
      Type[] types = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
      content
          .get(method.getName())
          .forEach((key, value) ->
              lines.add(
                  "{\"in\":%s,\"key\":%s,\"value\":%s}"
                      .formatted(
                          JsonText.quoted(method.getName()),
                          JsonText.of(types[0], key),
                          JsonText.of(types[1], value))));
    }
    lines.sort(null);
    return lines;
  }
}
