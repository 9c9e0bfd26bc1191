package dev.hmdb.internal.engine.history;

import dev.hmdb.GeneratedDatabase;
import dev.hmdb.Options;
import dev.hmdb.SchemaDefinition;
import dev.hmdb.Table;
import dev.hmdb.TableDefinition;
import dev.hmdb.TableSource;
import dev.hmdb.codec.Codecs;
import dev.hmdb.internal.engine.TwoTables;
import java.nio.file.Path;
import java.util.List;

/** Lists in a table of objects and in one of numbers, which are stored differently. */
final class ListsDb extends GeneratedDatabase<ListsDb.Lists> {
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

  private final Lists own = new Lists(table(NAMED), table(NUMBERED));

  private ListsDb(Opening opening) {
    super(SCHEMA, opening);
  }

  static ListsDb inMemory() {
    return new ListsDb(Opening.memory(Options.defaults()));
  }

  static ListsDb open(Path path, Options options) {
    return new ListsDb(Opening.directory(path, options));
  }

  Lists own() {
    return own;
  }
}
