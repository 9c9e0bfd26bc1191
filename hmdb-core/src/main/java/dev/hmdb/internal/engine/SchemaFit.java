package dev.hmdb.internal.engine;

import dev.hmdb.SchemaDefinition;
import dev.hmdb.SchemaMismatchException;
import dev.hmdb.schema.Obstacle;
import dev.hmdb.schema.SchemaConversion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a database may be opened with a schema, and what is said if not. */
final class SchemaFit {
  /*
   * An older program that opens what a newer one has written must not take what the newer one has
   * more for something that it is to give up. Versions tell who is older; where they do not, the
   * forms that the database had before do. A schema of the same form as the stored one always fits:
   * nothing is given up.
   */
  private final Path directory;
  private final Catalog stored;
  private final SchemaDefinition<?> schema;
  private final SchemaConversion conversion;

  private SchemaFit(Path directory, Catalog stored, SchemaDefinition<?> schema) {
    this.directory = directory;
    this.stored = stored;
    this.schema = schema;
    this.conversion = stored.conversion(schema);
  }

  /**
   * What becomes of the tables.
   *
   * @throws SchemaMismatchException if the database must not be opened with the schema
   */
  static SchemaConversion require(Path directory, Catalog stored, SchemaDefinition<?> schema) {
    SchemaFit fit = new SchemaFit(directory, stored, schema);
    if (fit.isSameForm()) {
      return fit.conversion;
    }
    if (fit.goesBack()) {
      throw fit.goingBack();
    }
    if (!fit.conversion.obstacles().isEmpty()) {
      throw fit.mismatch();
    }
    return fit.conversion;
  }

  private boolean isSameForm() {
    return conversion.obstacles().isEmpty() && conversion.changes().isEmpty();
  }

  private boolean goesBack() {
    int version = schema.evolution().version();
    if (version > 0 && version < stored.version()) {
      return true;
    }
    // Of another schema a higher version says nothing: each counts its own.
    boolean isNewer = stored.version() > 0 && version > stored.version() && isOneSchema();
    return !isNewer && stored.lineage().contains(Fingerprint.of(Catalog.types(schema)));
  }

  /** Whether it is the schema that wrote the database, which may have moved to another package. */
  private boolean isOneSchema() {
    return ConversionLog.isOneSchema(stored, schema);
  }

  private SchemaMismatchException goingBack() {
    List<String> lines = new ArrayList<>();
    conversion.obstacles().forEach(obstacle -> lines.add(obstacle.line()));
    lines.addAll(conversion.changes());
    return new SchemaMismatchException(
        directory
            + " was opened with a later form of its schema, "
            + stored.title()
            + ", and cannot go back to "
            + title()
            + " in place. From the later form to this one:\n  "
            + String.join("\n  ", lines)
            + "\nOpen it with the program that has the later form; or take a backup from before. If"
            + " this form is meant as the next one, give its schema a higher version; if it is"
            + " another schema that is to follow that one, use dev.hmdb.Migration");
  }

  private SchemaMismatchException mismatch() {
    StringBuilder lines = new StringBuilder();
    for (Obstacle obstacle : conversion.obstacles()) {
      lines.append("\n  ").append(obstacle.line());
      lines.append("\n    ").append(obstacle.remedy());
    }
    return new SchemaMismatchException(
        directory
            + " was written with the schema "
            + stored.title()
            + ", which does not fit "
            + (isOneName() ? "its present form" : title())
            + ":"
            + lines
            + "\nChange the schema as said; or take the database from one schema to the other with"
            + " dev.hmdb.Migration; or open it with the schema that wrote it. If it was opened with a"
            + " form in between, open it once more with that and call compact(), so that nothing of"
            + " the older form is left");
  }

  private boolean isOneName() {
    return title().equals(stored.title());
  }

  private String title() {
    return Catalog.title(schema.name(), schema.evolution().version());
  }
}
