package dev.hmdb.internal.engine.history;

import dev.hmdb.CompactionResult;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.Transaction;
import dev.hmdb.TxOptions;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.engine.Death;
import dev.hmdb.internal.engine.Engine;
import dev.hmdb.internal.engine.TwoTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lists in a table of objects and in one of numbers, which are stored differently. */
final class ListsDb implements AutoCloseable {
  private static final TableDefinition<String, String> NAMED =
      new TableDefinition<>(0, "named", Codecs.STRING, Codecs.STRING);
  private static final TableDefinition<Long, String> NUMBERED =
      new TableDefinition<>(1, "numbered", Codecs.LONG, Codecs.STRING, new TwoTables.LongShape());
  private static final SchemaDefinition<Lists> SCHEMA =
      new SchemaDefinition<>("dev.hmdb.test.Lists", List.of(NAMED, NUMBERED), Lists::new);

  static final List<String> ALL = List.of("a0", "a1", "a2", "n0", "n1", "n2");

  /** The lists by the names in {@link #ALL}: the first letter is the table. */
  record Lists(Table<String, String> named, Table<Long, String> numbered) {
    Lists(TableSource source) {
      this(source.table(NAMED), source.table(NUMBERED));
    }

    String get(String list) {
      return isNamed(list) ? named.getOrDefault(list, "") : numbered.getOrDefault(number(list), "");
    }

    void set(String list, String value) {
      if (isNamed(list)) {
        named.set(list, value);
      } else {
        numbered.set(number(list), value);
      }
    }

    /** All lists of a table that are there, by name: seen in one of three ways. */
    Map<String, String> scan(String table, int way) {
      Map<String, String> seen = new TreeMap<>();
      if (table.equals("a")) {
        scan(named, way, seen::put);
      } else {
        scan(numbered, way, (number, list) -> seen.put("n" + number, list));
      }
      return seen;
    }

    private static <K> void scan(Table<K, String> table, int way, BiConsumer<K, String> seen) {
      switch (way) {
        case 0 -> table.forEach(seen);
        case 1 -> table.stream().forEach(entry -> seen.accept(entry.getKey(), entry.getValue()));
        default -> table.asMap().forEach(seen);
      }
    }

    long size(String table) {
      return table.equals("a") ? named.size() : numbered.size();
    }

    boolean isEmpty(String table) {
      return table.equals("a") ? named.isEmpty() : numbered.isEmpty();
    }

    void clear(String table) {
      if (table.equals("a")) {
        named.clear();
      } else {
        numbered.clear();
      }
    }

    /** Appends without a transaction around it; returns the list after. */
    String merge(String list, String element) {
      return isNamed(list)
          ? named.merge(list, element, String::concat)
          : numbered.merge(number(list), element, String::concat);
    }

    private static boolean isNamed(String list) {
      return list.startsWith("a");
    }

    private static long number(String list) {
      return Long.parseLong(list.substring(1));
    }
  }

  private final Engine<Lists> engine;
  private final Lists own;

  private ListsDb(Engine<Lists> engine) {
    this.engine = engine;
    this.own = new Lists(engine.tables());
  }

  static ListsDb inMemory() {
    return new ListsDb(Engine.open(SCHEMA, null, Options.defaults(), false));
  }

  static ListsDb open(Path path, Options options) {
    return new ListsDb(Engine.open(SCHEMA, path, options, false));
  }

  Lists own() {
    return own;
  }

  void read(Consumer<Lists> body) {
    engine.<Boolean, RuntimeException>read(lists -> {
      body.accept(lists);
      return true;
    });
  }

  void transaction(TxOptions options, Consumer<Lists> body) {
    engine.<Boolean, RuntimeException>transaction(
        options,
        lists -> {
          body.accept(lists);
          return true;
        });
  }

  Transaction<Lists> begin() {
    return engine.begin();
  }

  void compact() {
    CompactionResult _ = engine.compact();
  }

  /** Ends as the process would with kill -9. */
  void kill() {
    Death.of(engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
