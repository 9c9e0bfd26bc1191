package dev.hmdb.internal.engine;

import dev.hmdb.SchemaMismatchException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A migration by the names of its schemas, which tell whether a database still needs it.
 *
 * @param from the last parts of the old schema's name, as many as tell it from the new one's
 * @param to as many parts of the new schema's name
 */
record MigrationStep(List<String> from, List<String> to) {
  /*
   * What was migrated says so: its catalog and all later ones have the mark of the step. Forms cannot
   * tell, since a later schema may have the form of an earlier one, with other units; and a program
   * calls all its migrations, from the first to the last schema, whenever it starts.
   *
   * Without the mark the database was written with the old schema, or made by the new one or one that
   * came later. Then the name in the catalog tells, without the package, which a program may change.
   *
   * Where it is neither's, or where the new schema has taken the name of the old one, nobody can tell
   * if the form is the old schema's: one of two mistakes would migrate what is migrated, the other read
   * old values as new ones. So that is refused.
   */

  /** The step between two schemas of these qualified names. */
  static MigrationStep between(String from, String to) {
    List<String> all = parts(from);
    List<String> others = parts(to);
    int longest = Math.max(all.size(), others.size());
    int count = 1;
    while (count < longest && last(all, count).equals(last(others, count))) {
      count++;
    }
    return new MigrationStep(last(all, count), last(others, count));
  }

  private static List<String> parts(String name) {
    return Arrays.asList(name.split("[.$]", -1));
  }

  private static List<String> last(List<String> parts, int count) {
    return parts.subList(Math.max(0, parts.size() - count), parts.size());
  }

  /** What stands in the lineage of every catalog that came after this migration. */
  Fingerprint mark() {
    return Fingerprint.of(
        "migration from " + String.join(".", from) + " to " + String.join(".", to));
  }

  /**
   * Whether a database has still to be migrated.
   *
   * @param present its catalog
   * @param path of the database, for the message
   * @throws SchemaMismatchException if nobody can tell
   */
  boolean isNeeded(Catalog present, MigrationPlan<?, ?> plan, Path path) {
    if (present.tables().isEmpty() || present.lineage().contains(mark())) {
      return false;
    }
    List<String> name = parts(present.schemaName());
    if (last(name, from.size()).equals(from)) {
      return true;
    }
    Fingerprint form = present.fingerprint();
    boolean isNew = last(name, to.size()).equals(to);
    if (!form.equals(Fingerprint.of(Catalog.types(plan.from())))
        || (isNew && form.equals(Fingerprint.of(Catalog.types(plan.to()))))) {
      return false;
    }
    if (isNew && !present.conversion(plan.to()).obstacles().isEmpty()) {
      return true; // the new schema took the name of the old one, and cannot have written this
    }
    throw new SchemaMismatchException(
        path
            + " was written with the schema "
            + present.title()
            + " and has the form of "
            + plan.from().name()
            + ": whether it has to be migrated to "
            + plan.to().name()
            + " cannot be told. If it has, give the old schema its name of then, "
            + name.getLast()
            + ", and the new one another; if not, leave this migration out");
  }
}
