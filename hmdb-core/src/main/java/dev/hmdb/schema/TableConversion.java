package dev.hmdb.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the entries of a stored table.
 *
 * @param stored the table's name in the files
 * @param wanted its name in the schema
 * @param key what becomes of its keys
 * @param value what becomes of its values
 */
public record TableConversion(
    String stored, String wanted, TypeConversion key, TypeConversion value) {

  static TableConversion between(TableType stored, TableType wanted, Evolution evolution) {
    return new TableConversion(
        stored.name(),
        wanted.name(),
        TypeConversion.between(stored.key(), wanted.key(), evolution, TypeConversion.Role.KEY),
        TypeConversion.between(
            stored.value(), wanted.value(), evolution, TypeConversion.Role.VALUE));
  }

  /** Whether the bytes of every entry stay as they are. */
  public boolean isIdentity() {
    return key.isIdentity() && value.isIdentity();
  }

  List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>(key.obstacles(wanted + ".key"));
    obstacles.addAll(value.obstacles(wanted + ".value"));
    return obstacles;
  }

  List<String> changes() {
    List<String> changes = new ArrayList<>();
    if (!stored.equals(wanted)) {
      changes.add(wanted + ": renamed from " + stored);
    }
    changes.addAll(key.changes(wanted + ".key"));
    changes.addAll(value.changes(wanted + ".value"));
    return changes;
  }
}
