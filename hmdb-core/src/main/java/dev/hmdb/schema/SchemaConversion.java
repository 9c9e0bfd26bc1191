package dev.hmdb.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of stored tables when a database is opened with another schema. Immutable.
 *
 * <p>Tables are known by name. One that the schema has more is empty at first; one that it has less
 * must be among {@link Evolution#droppedTables}. The order of tables means nothing.
 */
public final class SchemaConversion {
  private final Map<String, TableConversion> byStored = new LinkedHashMap<>();
  private final Map<String, TableConversion> byWanted = new LinkedHashMap<>();
  private final List<Obstacle> obstacles = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();

  private SchemaConversion() {}

  /**
   * Finds out what becomes of tables.
   *
   * @param evolution what the wanted schema says of its past
   */
  public static SchemaConversion between(
      List<TableType> stored, List<TableType> wanted, Evolution evolution) {
    SchemaConversion conversion = new SchemaConversion();
    conversion.find(stored, wanted, evolution);
    return conversion;
  }

  private void find(List<TableType> stored, List<TableType> wanted, Evolution evolution) {
    Matching matching =
        Matching.of(
            stored.stream().map(TableType::name).toList(),
            wanted.stream().map(TableType::name).toList(),
            evolution::formerTables);
    for (int i = 0; i < wanted.size(); i++) {
      int index = matching.storedOf(i);
      if (index >= 0) {
        add(TableConversion.between(stored.get(index), wanted.get(i), evolution));
      }
    }
    matching
        .clashes()
        .forEach((index, clash) ->
            obstacles.add(
                new Obstacle(
                    wanted.get(index).name(),
                    "table " + clash.text(),
                    clash.remedy(),
                    null,
                    wanted.get(index).name())));
    for (int index : matching.lost()) {
      lose(stored.get(index).name(), evolution);
    }
    for (int index : matching.gained()) {
      changes.add(wanted.get(index).name() + ": gained this table");
    }
  }

  private void add(TableConversion conversion) {
    byStored.put(conversion.stored(), conversion);
    byWanted.put(conversion.wanted(), conversion);
    obstacles.addAll(conversion.obstacles());
    changes.addAll(conversion.changes());
  }

  private void lose(String name, Evolution evolution) {
    if (evolution.droppedTables().contains(name)) {
      changes.add(name + ": dropped this table");
    } else {
      obstacles.add(
          new Obstacle(
              name,
              "the schema has no such table, but the database has",
              "keep it, or @Renamed(from = \""
                  + name
                  + "\") on what it is called now, or @Dropped(\""
                  + name
                  + "\") on the schema, which gives up its entries",
              null,
              null));
    }
  }

  /** What stands in the way; empty if every entry can be converted or is to be given up. */
  public List<Obstacle> obstacles() {
    return List.copyOf(obstacles);
  }

  /**
   * What changes and does not stand in the way, one line each; if there is neither a change nor an
   * obstacle, both schemas have the same form.
   */
  public List<String> changes() {
    return List.copyOf(changes);
  }

  /** What becomes of a stored table; null if it is given up. */
  public @Nullable TableConversion ofStored(String name) {
    return byStored.get(name);
  }

  /** What becomes the table that the schema knows by that name; null if nothing does. */
  public @Nullable TableConversion ofWanted(String name) {
    return byWanted.get(name);
  }
}
