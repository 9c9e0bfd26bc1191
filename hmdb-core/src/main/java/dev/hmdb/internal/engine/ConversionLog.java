package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.internal.disk.Directory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** What is said when a database gets another schema. */
final class ConversionLog {
  private static final Logger LOGGER = System.getLogger("dev.hmdb");

  private ConversionLog() {}

  /** Tells what changes; nothing of a database that is new. */
  static void tell(Directory directory, Catalog stored, SchemaDefinition<?> schema) {
    List<String> changes = stored.conversion(schema).changes();
    if (!stored.tables().isEmpty() && !changes.isEmpty()) {
      LOGGER.log(
          isOneSchema(stored, schema) ? Level.INFO : Level.WARNING,
          "{0} is converted from the schema {1} to {2}:\n  {3}",
          directory.path(),
          stored.title(),
          Catalog.title(schema.name(), schema.evolution().version()),
          String.join("\n  ", changes));
    }
  }

  /** Another schema may have been meant for a {@link dev.hmdb.Migration}, which comes first. */
  static boolean isOneSchema(Catalog stored, SchemaDefinition<?> schema) {
    return simpleName(stored.schemaName()).equals(simpleName(schema.name()));
  }

  private static String simpleName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
